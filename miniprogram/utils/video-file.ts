const MOST_BYTES = 20 * 1024 * 1024;
const KINDS = /\.(mp4|mov|m4v)$/i;

/** Why a chosen video cannot be used; '' when it can. */
export function videoProblem({ tempFilePath, size }: { tempFilePath: string; size: number }): string {
  if (!KINDS.test(tempFilePath)) return '请选择 mp4、mov 或 m4v 格式的视频';
  return size > MOST_BYTES ? `视频有 ${Math.ceil(size / 1024 / 1024)} MB，请压缩到 20 MB 以内` : '';
}

/** Its file extension: mp4, mov or m4v. */
export function videoKind(path: string): string {
  return KINDS.exec(path)?.[1]?.toLowerCase() ?? 'mp4';
}
