import { newRequestId } from './attempt';
import { videoKind } from '../utils/video-file';
import { AppError } from './error';
import { loadMe } from './session';

/** Puts a picture from the camera or the album into the cloud storage; answers with its `cloud://` id. */
export async function uploadImage(tempFilePath: string, folder: string): Promise<string> {
  const extension = /\.(png|jpe?g|webp|gif)$/i.exec(tempFilePath)?.[1]?.toLowerCase() ?? 'jpg';
  const cloudPath = `${folder}/${newRequestId()}.${extension}`;
  try {
    const { fileID } = await wx.cloud.uploadFile({ cloudPath, filePath: tempFilePath });
    return fileID;
  } catch {
    throw new AppError('NETWORK', '图片没有传上去，请检查网络后再试');
  }
}

/** The same for what belongs to the user alone: it stands in a folder of the user's, and goes when the account is deleted. */
export async function uploadOwnImage(tempFilePath: string, folder: string): Promise<string> {
  return uploadImage(tempFilePath, `${folder}/${(await loadMe()).folder}`);
}

/** Puts a video into the cloud storage; answers with its `cloud://` id. */
export async function uploadVideo(tempFilePath: string, folder: string): Promise<string> {
  const extension = videoKind(tempFilePath);
  try {
    const { fileID } = await wx.cloud.uploadFile({ cloudPath: `${folder}/${newRequestId()}.${extension}`, filePath: tempFilePath });
    return fileID;
  } catch {
    throw new AppError('NETWORK', '视频没有传上去，请检查网络后再试');
  }
}
