/** The storage as a mini program reaches it: as far as the declared permission lets the user. */
import { CloudError } from '../cloud-error';
import type { FileStore, StoredFile } from '../storage/file-store';
import type { Permissions } from './permissions';

export class ClientStorage {
  constructor(
    private readonly files: FileStore,
    private readonly permissions: Permissions,
  ) {}

  /** Returns the file's id. Throws a CloudError when it may not be written. */
  async upload(cloudPath: string, content: Buffer, openid: string): Promise<string> {
    const fileId = this.files.fileId(cloudPath);
    const exists = (await this.files.find(cloudPath)) !== null;
    if (!this.mayWrite() || (exists && !(await this.isOwner(cloudPath, openid)))) throw denied();
    await this.files.put(cloudPath, content, openid);
    return fileId;
  }

  /** What a link needs so that it can be followed without the user's own request. */
  linkQuery(openid: string): string {
    return this.permissions.storage === 'PRIVATE' ? `?as=${openid}` : '';
  }

  /** null: there is no such file. Throws a CloudError when it may not be read. */
  async find(fileId: unknown, openid: string): Promise<{ cloudPath: string; file: StoredFile } | null> {
    const cloudPath = this.files.pathOf(fileId);
    const file = cloudPath === null ? null : await this.files.find(cloudPath);
    if (cloudPath === null || !file) return null;
    if (!(await this.mayRead(cloudPath, openid))) throw denied();
    return { cloudPath, file };
  }

  /** False: there is no such file. Throws a CloudError when it may not be removed. */
  async remove(fileId: unknown, openid: string): Promise<boolean> {
    const cloudPath = this.files.pathOf(fileId);
    if (cloudPath === null || !(await this.files.find(cloudPath))) return false;
    if (!this.mayWrite() || !(await this.isOwner(cloudPath, openid))) throw denied();
    return this.files.remove(cloudPath);
  }

  private mayWrite(): boolean {
    return ['READONLY', 'PRIVATE'].includes(this.permissions.storage);
  }

  private async mayRead(cloudPath: string, openid: string): Promise<boolean> {
    const { storage } = this.permissions;
    if (storage === 'PRIVATE') return this.isOwner(cloudPath, openid);
    return storage !== 'ADMINONLY';
  }

  private async isOwner(cloudPath: string, openid: string): Promise<boolean> {
    return (await this.files.ownerOf(cloudPath)) === openid;
  }
}

function denied(): CloudError {
  return new CloudError('STORAGE_EXCEED_AUTHORITY', 'Permission denied');
}
