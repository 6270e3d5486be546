/** wx storage on localStorage. Every identity of every mini program has its own, as every WeChat user has. */
import { state } from '../state';
import { Failure, need } from './failure';
import { defineAsync, defineSync } from './table';

/** Bytes, as WeChat's limits. */
const entryLimit = 1024 * 1024;
const totalLimit = 10 * 1024 * 1024;

const prefix = () => `mp:${state.appid}:${state.config.entryPagePath}:${state.openid}:`;

function keys(): string[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix()))
    .map((key) => key.slice(prefix().length));
}
/** Bytes. */
function size(): number {
  return keys().reduce((total, key) => total + key.length + (localStorage.getItem(prefix() + key)?.length ?? 0), 0);
}

function set(key: string, data: unknown): void {
  if (typeof key !== 'string') throw new Failure('parameter error: parameter.key should be String');
  const text = JSON.stringify({ data });
  if (text.length > entryLimit) throw new Failure('entry size limit reached');
  if (size() + text.length > totalLimit) throw new Failure('exceed storage max size 10Mb');
  try {
    localStorage.setItem(prefix() + key, text);
  } catch {
    throw new Failure('exceed storage max size 10Mb'); // the browser's own quota is smaller
  }
}
/** undefined: there is none. */
function get(key: string): { data?: unknown } | undefined {
  const text = localStorage.getItem(prefix() + key);
  return text === null ? undefined : (JSON.parse(text) as { data?: unknown });
}
function clear(): void {
  for (const key of keys()) localStorage.removeItem(prefix() + key);
}
function info() {
  return { keys: keys(), currentSize: Math.ceil(size() / 1024), limitSize: totalLimit / 1024 };
}

interface Entry {
  key: string;
  data?: unknown;
}
interface BatchEntry {
  key: string;
  value?: unknown;
}

defineAsync({
  setStorage(options: Entry) {
    need(options, 'key', 'String');
    set(options.key, options.data);
  },
  getStorage(options: Entry) {
    need(options, 'key', 'String');
    const found = get(options.key);
    if (!found) throw new Failure('data not found');
    return { data: found.data };
  },
  removeStorage(options: Entry) {
    need(options, 'key', 'String');
    localStorage.removeItem(prefix() + options.key);
  },
  clearStorage: clear,
  getStorageInfo: info,
  batchSetStorage: ({ kvList }: { kvList: BatchEntry[] }) => kvList.forEach(({ key, value }) => set(key, value)),
  batchGetStorage: ({ keyList }: { keyList: string[] }) => ({ dataList: keyList.map((key) => get(key)?.data ?? '') }),
});
defineSync({
  setStorageSync: (key: string, data: unknown) => named('setStorageSync', () => set(key, data)),
  getStorageSync: (key: string) => get(key)?.data ?? '',
  removeStorageSync: (key: string) => localStorage.removeItem(prefix() + key),
  clearStorageSync: clear,
  getStorageInfoSync: info,
  batchSetStorageSync: (kvList: BatchEntry[]) => named('batchSetStorageSync', () => kvList.forEach(({ key, value }) => set(key, value))),
  batchGetStorageSync: (keyList: string[]) => keyList.map((key) => get(key)?.data ?? ''),
});

function named(name: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    throw new Error(`${name}:fail ${(error as Error).message}`, { cause: error });
  }
}
