/** The cloud storage on the wire: the SDK's actions, and the bytes under /cos/. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord } from '../../json';
import { CloudError } from '../cloud-error';
import type { ActionHandler, Parameters } from '../wire/envelope';
import { BodyTooLarge, readBody } from '../wire/http';
import { sendFile } from './file-response';
import type { FileStore } from './file-store';

const UPLOAD_LIMIT = 200 * 1024 * 1024;
const BATCH_LIMIT = 50;
const LINK_SECONDS = 7200;

export class StorageService {
  private readonly secret = randomBytes(32);

  constructor(
    readonly files: FileStore,
    /** http://127.0.0.1:PORT */
    private readonly origin: string,
  ) {}

  readonly handle: ActionHandler = async (action, parameters) => {
    switch (action) {
      case 'storage.getUploadMetadata':
        return { data: this.uploadMetadata(parameters) };
      case 'storage.batchGetDownloadUrl':
        return { data: { download_list: await this.links(parameters) } };
      case 'storage.batchDeleteFile':
        return { data: { delete_list: await this.remove(parameters) } };
      default:
        throw new CloudError('INVALID_PARAM', `Unknown action ${action}.`);
    }
  };

  /** PUT (with the authorization from getUploadMetadata), GET and HEAD under /cos/. */
  async serveBytes(request: IncomingMessage, response: ServerResponse, urlPath: string): Promise<void> {
    const cloudPath = decodePath(urlPath.slice('/cos/'.length));
    if (cloudPath === null) return sendXml(response, 400, 'InvalidURI', 'The path is not valid.');
    if (request.method === 'PUT') return this.receive(request, response, cloudPath);
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendXml(response, 405, 'MethodNotAllowed', 'Use GET, HEAD or PUT.');
    const file = await this.files.find(cloudPath);
    if (!file) return sendXml(response, 404, 'NoSuchKey', 'The specified key does not exist.');
    return sendFile(request, response, cloudPath, file);
  }

  private async receive(request: IncomingMessage, response: ServerResponse, cloudPath: string): Promise<void> {
    if (!this.isSigned(cloudPath, request.headers.authorization)) {
      request.resume();
      return sendXml(response, 403, 'AccessDenied', 'The authorization is not the one given for this path.');
    }
    try {
      await this.files.put(cloudPath, await readBody(request, UPLOAD_LIMIT));
      response.writeHead(200, { 'content-length': 0 }).end();
    } catch (error) {
      if (error instanceof CloudError) return sendXml(response, 400, 'InvalidURI', error.message);
      if (error instanceof BodyTooLarge) return sendXml(response, 400, 'EntityTooLarge', error.message);
      throw error;
    }
  }

  private uploadMetadata({ path: cloudPath }: Parameters): object {
    if (typeof cloudPath !== 'string') throw new CloudError('INVALID_PARAM', 'path must be a string.');
    const fileId = this.files.fileId(cloudPath);
    return {
      url: `${this.origin}/cos/${cloudPath.split('/').map(encodeURIComponent).join('/')}`,
      token: 'local-session-token',
      authorization: this.sign(cloudPath),
      fileId,
      cosFileId: createHash('md5').update(fileId).digest('hex'),
    };
  }

  private links({ file_list: list }: Parameters): Promise<object[]> {
    return Promise.all(
      batch(list, 'file_list').map(async (item) => {
        const fileID: unknown = isRecord(item) ? item.fileid : undefined;
        const cloudPath = this.files.pathOf(fileID);
        if (cloudPath === null || !(await this.files.find(cloudPath))) {
          return { code: 'STORAGE_FILE_NONEXIST', fileID, tempFileURL: '' };
        }
        const maxAge = isRecord(item) && typeof item.max_age === 'number' ? item.max_age : LINK_SECONDS;
        // Not percent-encoded: the SDK does that itself.
        return { code: 'SUCCESS', fileID, tempFileURL: `${this.origin}/cos/${cloudPath}`, maxAge };
      }),
    );
  }

  private remove({ fileid_list: list }: Parameters): Promise<object[]> {
    return batch(list, 'fileid_list').reduce<Promise<object[]>>(async (before, fileID) => {
      const done = await before;
      const cloudPath = this.files.pathOf(fileID);
      const removed = cloudPath !== null && (await this.files.remove(cloudPath));
      return [...done, { fileID, code: removed ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' }];
    }, Promise.resolve([]));
  }

  private sign(cloudPath: string): string {
    return createHmac('sha256', this.secret).update(cloudPath).digest('hex');
  }

  private isSigned(cloudPath: string, authorization: string | undefined): boolean {
    const [given, expected] = [Buffer.from(authorization ?? ''), Buffer.from(this.sign(cloudPath))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

function batch(list: unknown, name: string): unknown[] {
  if (!Array.isArray(list)) throw new CloudError('INVALID_PARAM', `${name} must be a list.`);
  if (list.length > BATCH_LIMIT) throw new CloudError('INVALID_PARAM', `${name} must not be longer than ${BATCH_LIMIT}.`);
  return list;
}

/** null: malformed percent-encoding. */
function decodePath(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The storage reports its errors as XML, not in the cloud's envelope. */
function sendXml(response: ServerResponse, status: number, code: string, message: string): void {
  const text = message.replace(/[<&>]/g, ' ');
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${text}</Message><RequestId>local</RequestId><TraceId>local</TraceId></Error>`;
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) }).end(body);
}
