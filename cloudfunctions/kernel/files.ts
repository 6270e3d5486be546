/** Files in the cloud storage. */
import cloud from 'wx-server-sdk';

/** Answers with the `cloud://` id. */
export async function putFile(cloudPath: string, content: string): Promise<string> {
  const { fileID } = (await cloud.uploadFile({ cloudPath, fileContent: Buffer.from(content) })) as unknown as { fileID: string };
  return fileID;
}

/** A link that opens for a while; null: there is no such file. */
export async function linkTo(fileId: string): Promise<string | null> {
  const { fileList } = (await cloud.getTempFileURL({ fileList: [fileId] })) as unknown as { fileList: { tempFileURL?: string; status: number }[] };
  const [file] = fileList;
  return file?.status === 0 && file.tempFileURL ? file.tempFileURL : null;
}

/** What is not there any more is as good as taken away. */
export async function removeFiles(fileIds: readonly string[]): Promise<void> {
  for (let at = 0; at < fileIds.length; at += 50) await cloud.deleteFile({ fileList: fileIds.slice(at, at + 50) });
}
