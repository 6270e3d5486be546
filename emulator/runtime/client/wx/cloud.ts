/** wx.cloud: functions, files and the database. */
import { createDatabase } from './cloud-database';
import { Failure, messageOf, need } from './failure';
import { keepTemporary, readPath } from './files';
import { askCloud, type GatewayReply } from './gateway';
import { asCallbacks, conclude, defineAsync, defineSync } from './table';
import { assetUrl } from '../assets';

/** What the base library rejects with: an Error with errCode and errMsg. */
class CloudFailure extends Error {
  constructor(
    readonly errCode: number,
    readonly errMsg: string,
  ) {
    super(errMsg);
    // Shown when the app prints or serialises it.
    Object.defineProperty(this, 'message', { enumerable: false });
  }
}
function check(api: string, reply: GatewayReply): GatewayReply {
  if (reply.errCode === undefined || reply.errCode === 0) return reply;
  throw new CloudFailure(reply.errCode, reply.errMsg?.startsWith('cloud.') ? reply.errMsg : `${api}:fail ${reply.errMsg ?? ''}`);
}
/** A wrong parameter or no answer, in the same form. */
async function guarded<T>(api: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CloudFailure) throw error;
    const wrong = error instanceof Failure && error.message.startsWith('parameter');
    throw new CloudFailure(wrong ? -401003 : -404001, `${api}:fail ${wrong ? '-401003' : '-404001'} ${messageOf(error)}`);
  }
}

async function askDatabase(call: string, action: string, params: object): Promise<{ data?: Record<string, unknown> }> {
  return guarded(call, async () => {
    const reply = await askCloud('database', { action, params });
    if (reply.errCode !== undefined) throw new CloudFailure(reply.errCode, `${call}:fail Error: ${reply.errMsg ?? ''}`);
    return reply as { data?: Record<string, unknown> };
  });
}

type FileList = (string | { fileID: string })[];
const idOf = (item: string | { fileID: string }) => (typeof item === 'string' ? item : item.fileID);

defineAsync(
  {
    callFunction: (options: { name: string; data?: unknown }) =>
      guarded('cloud.callFunction', async () => {
        need(options, 'name', 'String');
        const { result, requestID } = check('cloud.callFunction', await askCloud('call', { name: options.name, data: options.data ?? {} }));
        return { result, requestID };
      }),
    uploadFile: (options: { cloudPath: string; filePath: string }) =>
      guarded('cloud.uploadFile', async () => {
        need(options, 'cloudPath', 'String');
        need(options, 'filePath', 'String');
        const file = await readPath(options.filePath);
        const reply = check('cloud.uploadFile', await askCloud('upload', file, `?cloudPath=${encodeURIComponent(options.cloudPath)}`));
        return { fileID: reply.fileID, statusCode: 204 };
      }),
    downloadFile: (options: { fileID: string }) =>
      guarded('cloud.downloadFile', async () => {
        need(options, 'fileID', 'String');
        const response = await fetch(assetUrl(options.fileID));
        if (!response.ok) throw new CloudFailure(-503003, `cloud.downloadFile:fail ${response.status} STORAGE_FILE_NONEXIST`);
        return { tempFilePath: await keepTemporary(await response.blob(), options.fileID), statusCode: response.status };
      }),
    getTempFileURL: ({ fileList }: { fileList: FileList }) =>
      guarded('cloud.getTempFileURL', async () => {
        need({ fileList }, 'fileList', 'Array');
        return { fileList: check('cloud.getTempFileURL', await askCloud('temp-url', { fileList: fileList.map(idOf) })).fileList };
      }),
    deleteFile: ({ fileList }: { fileList: FileList }) =>
      guarded('cloud.deleteFile', async () => {
        need({ fileList }, 'fileList', 'Array');
        return { fileList: check('cloud.deleteFile', await askCloud('delete-file', { fileList: fileList.map(idOf) })).fileList };
      }),
  },
  'cloud.',
);

defineSync(
  {
    init() {},
    database: (options?: { throwOnNotFound?: boolean }) => createDatabase(askDatabase, (name, outcome, given) => conclude(name, outcome, asCallbacks(given)), options),
  },
  'cloud.',
);

/** What wx.cloud has beside its functions. */
export const cloudConstants = {
  CloudID: class CloudID {
    constructor(readonly cloudID: string) {}
  },
  CDN: (content: unknown) => content,
};
