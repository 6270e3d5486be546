/** Everything that is stored about one person, as one readable JSON file. */
import { command } from '../data/client';
import type { UserDoc } from '../data/documents';
import { personalData } from '../data/personal';
import { users } from '../data/store';
import { DAY } from '../kernel/clock';
import { linkTo, putFile, removeFiles } from '../kernel/files';
import { derivedId, nonce } from '../kernel/ids';

const KEPT_MS = DAY;
const AT_ONCE = 200;
/** What only the shop's machinery reads. */
const INNER = new Set(['recent', 'todo', 'untold', 'updatedAt', 'params', 'spentFor', 'pushAt', 'pushTries', 'push', 'facts']);

export interface Exported {
  fileId: string;
  url: string;
  expiresAt: number;
}

export async function exportOf(user: UserDoc, now: number): Promise<Exported> {
  const parts: Record<string, unknown[]> = {};
  for (const { collection, by, title } of personalData) {
    const found: Record<string, unknown>[] = [];
    let after = '';
    for (;;) {
      const batch = await collection.find(by === '_id' ? { _id: user._id } : { [by]: user._id, _id: command.gt(after) }, { limit: AT_ONCE, order: [['_id', 'asc']] });
      found.push(...batch);
      if (by === '_id' || batch.length < AT_ONCE) break;
      after = batch.at(-1)!._id;
    }
    if (found.length > 0) parts[title] = found.map(readable);
  }
  const content = JSON.stringify({ 说明: '小店保存的与你有关的全部数据。金额单位为分，时间为毫秒时间戳。', 导出时间: new Date(now).toISOString(), 账号: readable(user as never), ...parts }, null, 2);
  // Nobody who was not told the name can find it.
  const fileId = await putFile(`exports/${derivedId('u', 'folder', user._id)}/${nonce()}.json`, content);
  const url = await linkTo(fileId);
  if (url === null) throw new Error('the export has no link');
  return { fileId, url, expiresAt: now + KEPT_MS };
}

function readable(document: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([key]) => !INNER.has(key)));
}

/** For the timer. */
export async function forgetExport(user: UserDoc): Promise<boolean> {
  const { exported } = user;
  if (!exported) return true;
  await removeFiles([exported.fileId]);
  return (await users.update({ _id: user._id, 'exported.fileId': exported.fileId }, { exported: null, updatedAt: command.inc(1) })) === 1;
}
