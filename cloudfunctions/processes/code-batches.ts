/**
 * Codes come into the pool, and leave it, together with the stock of their SKU: there are always at least as many free codes as pieces that can be
 * bought or are held. Every step may be repeated; the timer finishes what a crash left.
 */
import { command, pathId } from '../data/client';
import type { CardCodeDoc, CodeBatchDoc } from '../data/code-documents';
import { StoreBusy } from '../data/retry';
import { cardCodes, codeBatches, spus } from '../data/store';
import { stockChange } from '../domain/stock';
import { derivedId } from '../kernel/ids';

const ATTEMPTS = 6;
const MOST = 1000;

/** Carries the batch out. Gives how many codes it was about. */
export async function applyBatch(batch: CodeBatchDoc): Promise<number> {
  if (!batch.todo.includes('apply')) return batch.num ?? 0;
  const num = batch.kind === 'add' ? await add(batch) : await takeAway(batch);
  await codeBatches.update({ _id: batch._id, todo: 'apply' }, { num, items: [], todo: ['forget'] });
  return num;
}

/** The codes first: what can be bought must be there. */
async function add(batch: CodeBatchDoc): Promise<number> {
  await insertCodes(batch);
  const num = await cardCodes.count({ batchId: batch._id });
  await moveStock(batch, num);
  return num;
}

async function insertCodes({ _id: batchId, shopId, spuId, skuId, items, at }: CodeBatchDoc): Promise<void> {
  const wanted = items.map((code): CardCodeDoc => ({ _id: codeIdOf(shopId, code), shopId, spuId, skuId, code, state: 'free', batchId, leavingBy: '', orderId: '', version: 0, addedAt: at, takenAt: null }));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = new Set((await cardCodes.getMany(wanted.map(({ _id }) => _id), { batchId: true })).map(({ _id }) => _id));
    const fresh = wanted.filter(({ _id }) => !known.has(_id));
    if (fresh.length === 0 || (await cardCodes.insertAll(fresh))) return;
  }
  throw new StoreBusy(`the batch ${batchId} is being added elsewhere`);
}

export function codeIdOf(shopId: string, code: string): string {
  return derivedId('k', shopId, code);
}

/** The stock first lets them go; what an order holds stays. */
async function takeAway(batch: CodeBatchDoc): Promise<number> {
  const { _id, skuId, items } = batch;
  await cardCodes.update({ _id: command.in(items), skuId, state: 'free' }, { state: 'leaving', leavingBy: _id, version: command.inc(1) });
  const leaving = await cardCodes.find({ leavingBy: _id, state: 'leaving' }, { limit: MOST, fields: { _id: true } });
  const num = await moveStock(batch, leaving.length);
  await cardCodes.update({ leavingBy: _id, state: 'leaving' }, num > 0 ? { state: 'removed' } : { state: 'free', leavingBy: '', version: command.inc(1) });
  return num;
}

/** Once for each batch: the mark in the product says how many it was. */
async function moveStock({ _id, spuId, skuId, kind }: CodeBatchDoc, wanted: number): Promise<number> {
  const mark = `codeBatches.${pathId(_id)}`;
  const stock = `stock.${pathId(skuId)}`;
  const free = { _id: spuId, [mark]: command.exists(false) };
  if (wanted > 0) {
    const sums = stockChange(kind === 'add' ? 'add' : 'take', wanted);
    const change = Object.fromEntries(Object.entries(sums).map(([part, sum]) => [`${stock}.${part}`, command.inc(sum)]));
    const enough = { [`${stock}.available`]: kind === 'add' ? command.gte(0) : command.gte(wanted) };
    if ((await spus.update({ ...free, ...enough }, { ...change, [mark]: wanted })) === 1) return wanted;
  }
  if ((await spus.update(free, { [mark]: 0 })) === 1) return 0;
  const spu = await spus.get(spuId, { [mark]: true });
  return spu?.codeBatches?.[_id] ?? 0;
}

/** All this happened long ago: its mark in the product can go. */
export async function forgetBatch({ _id, spuId }: CodeBatchDoc): Promise<boolean> {
  const mark = `codeBatches.${pathId(_id)}`;
  await spus.update({ _id: spuId, [mark]: command.exists(true) }, { [mark]: command.remove() });
  await codeBatches.update({ _id, todo: 'forget' }, { todo: [] });
  return true;
}
