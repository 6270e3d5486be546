import { newRequestId } from './attempt';
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

const MOST_VIDEO_BYTES = 20 * 1024 * 1024;
const VIDEO_KINDS = /\.(mp4|mov|m4v)$/i;

/** Why a chosen video cannot be used; '' when it can. */
export function videoProblem({ tempFilePath, size }: { tempFilePath: string; size: number }): string {
  if (!VIDEO_KINDS.test(tempFilePath)) return '请选择 mp4、mov 或 m4v 格式的视频';
  return size > MOST_VIDEO_BYTES ? `视频有 ${Math.ceil(size / 1024 / 1024)} MB，请压缩到 20 MB 以内` : '';
}

/** Puts a video into the cloud storage; answers with its `cloud://` id. */
export async function uploadVideo(tempFilePath: string, folder: string): Promise<string> {
  const extension = VIDEO_KINDS.exec(tempFilePath)?.[1]?.toLowerCase() ?? 'mp4';
  try {
    const { fileID } = await wx.cloud.uploadFile({ cloudPath: `${folder}/${newRequestId()}.${extension}`, filePath: tempFilePath });
    return fileID;
  } catch {
    throw new AppError('NETWORK', '视频没有传上去，请检查网络后再试');
  }
}
