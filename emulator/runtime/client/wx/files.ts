/** The phone's files, in memory: wxfile://tmp_… for what was chosen or downloaded, wxfile://usr/… for the app's own. */
import { addPathResolver, assetUrl } from '../assets';
import { Failure, messageOf } from './failure';
import { defineSync, conclude, asCallbacks } from './table';

export interface StoredFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  /** ms since the epoch. */
  time: number;
  /** Made when something shows the file. */
  url?: string;
}

export const userRoot = 'wxfile://usr';
const files = new Map<string, StoredFile>();
const folders = new Set<string>([userRoot]);
let counter = 0;

addPathResolver((path) => {
  const file = files.get(path);
  if (!file) return undefined;
  file.url ??= URL.createObjectURL(new Blob([file.bytes], { type: file.type }));
  return file.url;
});

const types: Record<string, string> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', svg: 'image/svg+xml', mp4: 'video/mp4', mp3: 'audio/mpeg', json: 'application/json', txt: 'text/plain', pdf: 'application/pdf' };

function extensionOf(type: string, name = ''): string {
  const own = /\.(\w{1,8})$/.exec(name)?.[1];
  return own?.toLowerCase() ?? Object.entries(types).find(([, known]) => known === type)?.[0] ?? 'bin';
}

/** Keeps a blob and gives its path, with the extension that fits. */
export async function keepTemporary(blob: Blob, name?: string): Promise<string> {
  const path = `wxfile://tmp_${Date.now().toString(36)}${(counter++).toString(36)}.${extensionOf(blob.type, name)}`;
  files.set(path, { bytes: new Uint8Array(await blob.arrayBuffer()), type: blob.type, time: Date.now() });
  return path;
}

/** Bytes of any path an app may hold: a kept file, data: and blob: URLs, a file of the package, an address. */
export async function readPath(path: string): Promise<Blob> {
  const file = files.get(path);
  if (file) return new Blob([file.bytes], { type: file.type });
  const response = /^wxfile:/.test(path) ? null : await fetch(assetUrl(path)).catch(() => null);
  if (!response?.ok) throw new Failure(`no such file or directory, open ${path}`);
  return response.blob();
}

function write(path: string, data: string | ArrayBuffer, encoding = 'utf8'): void {
  if (!path.startsWith(`${userRoot}/`)) throw new Failure(`permission denied, open ${path}`);
  if (!folders.has(path.slice(0, path.lastIndexOf('/')))) throw new Failure(`no such file or directory, open ${path}`);
  forget(path);
  files.set(path, { bytes: encode(data, encoding), type: types[extensionOf('', path)] ?? '', time: Date.now() });
}
function forget(path: string): void {
  const url = files.get(path)?.url;
  if (url) URL.revokeObjectURL(url);
  files.delete(path);
}
function find(path: string): StoredFile {
  const file = files.get(path);
  if (!file) throw new Failure(`no such file or directory, open ${path}`);
  return file;
}
function encode(data: string | ArrayBuffer, encoding: string): Uint8Array<ArrayBuffer> {
  if (typeof data !== 'string') return new Uint8Array(data.slice(0));
  if (encoding === 'base64') return Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  if (encoding === 'hex') return Uint8Array.from(data.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  if (/^(binary|latin1|ascii)$/.test(encoding)) return Uint8Array.from(data, (letter) => letter.charCodeAt(0));
  return new TextEncoder().encode(data) as Uint8Array<ArrayBuffer>;
}
function decode(bytes: Uint8Array<ArrayBuffer>, encoding?: string): string | ArrayBuffer {
  if (!encoding) return bytes.slice().buffer;
  if (encoding === 'base64') return btoa(binary(bytes));
  if (encoding === 'hex') return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (/^(binary|latin1|ascii)$/.test(encoding)) return binary(bytes);
  return new TextDecoder().decode(bytes);
}
export function binary(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return text;
}

interface FileOptions {
  filePath: string;
  data: string | ArrayBuffer;
  encoding?: string;
  path: string;
  dirPath: string;
  srcPath: string;
  destPath: string;
  oldPath: string;
  newPath: string;
  tempFilePath: string;
  recursive?: boolean;
}
type Operation = (options: FileOptions) => unknown;

/** Each exists as NAME (callbacks or promise) and, with its arguments in order, as NAMESync. */
const operations: Record<string, { run: Operation; order: (keyof FileOptions)[]; sync?: (result: unknown) => unknown }> = {
  readFile: {
    run: async ({ filePath, encoding }) => ({ data: decode(new Uint8Array(await (await readPath(filePath)).arrayBuffer()), encoding) }),
    order: ['filePath', 'encoding'],
  },
  writeFile: { run: ({ filePath, data, encoding }) => write(filePath, data, encoding), order: ['filePath', 'data', 'encoding'] },
  appendFile: {
    run({ filePath, data, encoding = 'utf8' }) {
      const [before, after] = [find(filePath).bytes, encode(data, encoding)];
      const whole = new Uint8Array(before.length + after.length);
      whole.set(before);
      whole.set(after, before.length);
      write(filePath, whole.buffer);
    },
    order: ['filePath', 'data', 'encoding'],
  },
  access: {
    run({ path }) {
      if (!files.has(path) && !folders.has(path)) throw new Failure(`no such file or directory, access '${path}'`);
    },
    order: ['path'],
  },
  unlink: { run: ({ filePath }) => (find(filePath), forget(filePath)), order: ['filePath'] },
  mkdir: {
    run({ dirPath, recursive }) {
      const parent = dirPath.slice(0, dirPath.lastIndexOf('/'));
      if (folders.has(dirPath) && !recursive) throw new Failure(`file already exists ${dirPath}`);
      if (!folders.has(parent) && !recursive) throw new Failure(`no such file or directory ${dirPath}`);
      for (let path = dirPath; path.startsWith(`${userRoot}/`); path = path.slice(0, path.lastIndexOf('/'))) folders.add(path);
    },
    order: ['dirPath', 'recursive'],
  },
  rmdir: {
    run({ dirPath, recursive }) {
      const inside = [...files.keys(), ...folders].filter((path) => path.startsWith(`${dirPath}/`));
      if (inside.length > 0 && !recursive) throw new Failure('directory not empty');
      for (const path of [...inside, dirPath]) {
        folders.delete(path);
        forget(path);
      }
    },
    order: ['dirPath', 'recursive'],
  },
  readdir: {
    run({ dirPath }) {
      if (!folders.has(dirPath)) throw new Failure(`no such file or directory ${dirPath}`);
      const below = [...files.keys(), ...folders].filter((path) => path.startsWith(`${dirPath}/`)).map((path) => path.slice(dirPath.length + 1).split('/')[0] ?? '');
      return { files: [...new Set(below)] };
    },
    order: ['dirPath'],
    sync: (result) => (result as { files: string[] }).files,
  },
  stat: {
    run({ path }) {
      const file = files.get(path);
      if (!file && !folders.has(path)) throw new Failure(`no such file or directory ${path}`);
      const time = Math.floor((file?.time ?? 0) / 1000);
      return { stats: { size: file?.bytes.length ?? 0, mode: file ? 33188 : 16877, lastAccessedTime: time, lastModifiedTime: time, isFile: () => Boolean(file), isDirectory: () => !file } };
    },
    order: ['path', 'recursive'],
    sync: (result) => (result as { stats: unknown }).stats,
  },
  copyFile: { run: ({ srcPath, destPath }) => write(destPath, find(srcPath).bytes.buffer), order: ['srcPath', 'destPath'] },
  rename: {
    run({ oldPath, newPath }) {
      write(newPath, find(oldPath).bytes.buffer);
      forget(oldPath);
    },
    order: ['oldPath', 'newPath'],
  },
  saveFile: {
    run({ tempFilePath, filePath }) {
      const file = find(tempFilePath);
      const savedFilePath = filePath ?? `wxfile://store_${(counter++).toString(36)}.${extensionOf(file.type, tempFilePath)}`;
      files.set(savedFilePath, { ...file, time: Date.now() });
      return { savedFilePath };
    },
    order: ['tempFilePath', 'filePath'],
    sync: (result) => (result as { savedFilePath: string }).savedFilePath,
  },
  removeSavedFile: { run: ({ filePath }) => (find(filePath), forget(filePath)), order: ['filePath'] },
  getSavedFileList: {
    run: () => ({ fileList: [...files].filter(([path]) => path.startsWith('wxfile://store_')).map(([filePath, { bytes, time }]) => ({ filePath, size: bytes.length, createTime: Math.floor(time / 1000) })) }),
    order: [],
  },
  getFileInfo: { run: async ({ filePath }) => ({ size: (await readPath(filePath)).size }), order: ['filePath'] },
};

function fileSystemManager(): Record<string, unknown> {
  const manager: Record<string, unknown> = {};
  for (const [name, { run, order, sync }] of Object.entries(operations)) {
    manager[name] = (options: FileOptions) => conclude(name, Promise.resolve().then(() => run(options)), asCallbacks(options));
    manager[`${name}Sync`] = (...args: unknown[]) => {
      const options = Object.fromEntries(order.map((key, index) => [key, args[index]])) as unknown as FileOptions;
      try {
        if (name === 'readFile') return decode(find(options.filePath).bytes, options.encoding);
        const result = run(options);
        return sync ? sync(result) : undefined;
      } catch (error) {
        throw new Error(`${name}Sync:fail ${messageOf(error)}`, { cause: error });
      }
    };
  }
  return manager;
}
let manager: Record<string, unknown> | null = null;
defineSync({ getFileSystemManager: () => (manager ??= fileSystemManager()) });

/** The old functions on wx itself. */
export const savedFileApis = Object.fromEntries(['saveFile', 'removeSavedFile', 'getSavedFileList', 'getFileInfo'].map((name) => [name, operations[name]?.run as (options: never) => unknown]));
