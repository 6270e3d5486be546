/** Files of the cloud storage, kept under their cloud path in one folder. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CloudError } from '../cloud-error';

export interface StoredFile {
  bytes: number;
  modified: Date;
  etag: string;
  /** start and end are inclusive byte positions. */
  read(range?: { start: number; end: number }): ReadStream;
}

const LONGEST_PATH = 850;
/** Folder with a file for each file that a client owns. */
const OWNERS = '.owners';

export class FileStore {
  constructor(
    private readonly root: string,
    /** `<envId>.<bucket>` */
    private readonly host: string,
  ) {}

  fileId(cloudPath: string): string {
    return `cloud://${this.host}/${checkPath(cloudPath)}`;
  }

  /** null: the id is of another environment or not an id. */
  pathOf(fileId: unknown): string | null {
    const prefix = `cloud://${this.host}/`;
    if (typeof fileId !== 'string' || !fileId.startsWith(prefix)) return null;
    const cloudPath = fileId.slice(prefix.length);
    return isSafe(cloudPath) ? cloudPath : null;
  }

  /** Replaces what was there, as a whole. `owner`: openid of the client that uploads it; '' : the project itself. */
  async put(cloudPath: string, content: Buffer, owner = ''): Promise<void> {
    const file = this.onDisk(cloudPath);
    const draft = path.join(this.root, `.upload-${randomUUID()}`);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(draft, content);
      await this.setOwner(cloudPath, owner);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      // A file where the path needs a folder, or the other way round: the real storage has no folders, this disk has.
      if (['ENOTDIR', 'EEXIST', 'EISDIR', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw new CloudError('STORAGE_REQUEST_FAIL', `${cloudPath}: a file and a folder cannot have the same name in the local storage.`);
      }
      throw error;
    }
  }

  async find(cloudPath: string): Promise<StoredFile | null> {
    if (!isSafe(cloudPath)) return null;
    const file = this.onDisk(cloudPath);
    const stats = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    });
    if (!stats?.isFile()) return null;
    return {
      bytes: stats.size,
      modified: stats.mtime,
      etag: `"${createHash('md5').update(`${cloudPath}:${stats.mtimeMs}:${stats.size}`).digest('hex')}"`,
      read: (range) => createReadStream(file, range),
    };
  }

  /** False: it was not there. */
  async remove(cloudPath: string): Promise<boolean> {
    if (!(await this.find(cloudPath))) return false;
    await rm(this.onDisk(cloudPath));
    await this.setOwner(cloudPath, '');
    return true;
  }

  /** '' : the project itself; also of a file that is not there. */
  async ownerOf(cloudPath: string): Promise<string> {
    return readFile(this.ownerFile(cloudPath), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
  }

  private async setOwner(cloudPath: string, owner: string): Promise<void> {
    const file = this.ownerFile(cloudPath);
    if (owner === '') return rm(file, { force: true });
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, owner);
  }

  private ownerFile(cloudPath: string): string {
    return path.join(this.root, OWNERS, createHash('sha256').update(cloudPath).digest('hex'));
  }

  private onDisk(cloudPath: string): string {
    return path.join(this.root, ...checkPath(cloudPath).split('/'));
  }
}

function checkPath(cloudPath: string): string {
  if (isSafe(cloudPath)) return cloudPath;
  throw new CloudError('STORAGE_REQUEST_FAIL', `cloudPath ${JSON.stringify(cloudPath).slice(0, 100)} is not allowed: use a relative path without . and .. parts.`);
}

/** Relative, no part that leads elsewhere, nothing that a disk would not take. */
function isSafe(cloudPath: string): boolean {
  return (
    cloudPath.length <= LONGEST_PATH &&
    !/[\u0000-\u001f\\:]/.test(cloudPath) &&
    cloudPath.split('/', 1)[0] !== OWNERS &&
    cloudPath.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.startsWith('.upload-') && Buffer.byteLength(part) <= 255)
  );
}
