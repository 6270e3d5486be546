/** A shop's codes: what goods without logistics are delivered as. As many can be bought as there are. */
import type { Failure, PoolCode, StaffRole } from '../../typings';
import type { CardCodeDoc, CodeBatchDoc } from '../data/code-documents';
import type { SpuDoc } from '../data/documents';
import { findPage, mapPage } from '../data/paging';
import { cardCodes, codeBatches, spus } from '../data/store';
import { pastedCodes } from '../domain/order-codes';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, form, id, list, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { applyBatch } from '../processes/code-batches';
import { spuOfShop } from './manage';

/** Who sends goods off sees them. */
export const codeStaff: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'warehouse'];
const MOST_AT_ONCE = 500;
const MOST_LENGTH = 200;
const NOT_CODED = '这件商品不是自动发卡的商品';

export const codePool: ActionOf<'catalog', 'codePool'> = {
  access: { staff: codeStaff },
  schema: form({ shopId: id, spuId: id }),
  async run({ shopId, spuId }) {
    const spu = await spuOfShop(shopId, spuId);
    if (!spu) return notFound('这件商品');
    if (!spu.fromCodes) return fail('INVALID_STATE', NOT_CODED);
    // The stock counts the codes.
    const skus = spu.skus.map(({ skuId, attrs, priceFen }) => {
      const { available = 0, held = 0, sold = 0 } = spu.stock[skuId] ?? {};
      return { skuId, attrs, priceFen, free: available + held, available, taken: sold };
    });
    return ok({ spuId, title: spu.title, image: spu.headImages[0] ?? '', skus });
  },
};

export const codes: ActionOf<'catalog', 'codes'> = {
  access: { staff: codeStaff },
  schema: form({ ...paging, shopId: id, skuId: id, state: choice(['free', 'taken'] as const) }),
  async run({ shopId, skuId, state, ...page }) {
    const order = { field: state === 'free' ? 'addedAt' : 'takenAt', direction: 'desc' } as const;
    const [spu, found] = await Promise.all([codedSpu(shopId, skuId), findPage(cardCodes, { skuId, state }, order, page)]);
    return 'ok' in spu ? spu : ok(mapPage(found, poolCode));
  },
};

export const addCodes: ActionOf<'catalog', 'addCodes'> = {
  access: { staff: codeStaff },
  schema: form({ requestId, shopId: id, skuId: id, codes: list(text(MOST_LENGTH), MOST_AT_ONCE, 1) }),
  async run({ requestId: request, shopId, skuId, codes: pasted }, { now }) {
    const items = pastedCodes(pasted);
    if (items.length === 0) return fail('BAD_REQUEST', '请粘贴卡密，每行一张', { field: 'codes' });
    const done = await carryOut({ request, shopId, skuId, kind: 'add', items }, now);
    return 'ok' in done ? done : ok({ added: done.num, duplicates: done.given - done.num, available: done.available });
  },
};

export const removeCodes: ActionOf<'catalog', 'removeCodes'> = {
  access: { staff: codeStaff },
  schema: form({ requestId, shopId: id, skuId: id, codeIds: list(id, MOST_AT_ONCE, 1) }),
  async run({ requestId: request, shopId, skuId, codeIds }, { now }) {
    const done = await carryOut({ request, shopId, skuId, kind: 'remove', items: [...new Set(codeIds)] }, now);
    if ('ok' in done) return done;
    if (done.num === 0 && !(await areGone(codeIds))) return fail('INVALID_STATE', '这些卡密已经售出，或正被未付款的订单占用，请稍后再试', { field: 'codeIds', detail: { available: done.available } });
    return ok({ removed: done.num, available: done.available });
  },
};

/** Somebody else took them away already. */
async function areGone(codeIds: readonly string[]): Promise<boolean> {
  const found = await cardCodes.getMany(codeIds, { state: true });
  return found.length > 0 && found.every(({ state }) => state === 'removed');
}

interface Wish extends Pick<CodeBatchDoc, 'shopId' | 'skuId' | 'kind' | 'items'> {
  request: string;
}

/** Written down first, so that one that dies half-way can be finished. */
async function carryOut({ request, shopId, skuId, kind, items }: Wish, now: number): Promise<Failure | { num: number; given: number; available: number }> {
  const spu = await codedSpu(shopId, skuId);
  if ('ok' in spu) return spu;
  const draft: CodeBatchDoc = { _id: derivedId('b', shopId, kind, request), shopId, spuId: spu._id, skuId, kind, items, given: items.length, num: null, todo: ['apply'], at: now };
  const batch = (await codeBatches.insert(draft)) ? draft : ((await codeBatches.get(draft._id)) ?? draft);
  const num = await applyBatch(batch);
  const after = await spus.get(spu._id, { stock: true });
  return { num, given: batch.given, available: after ? availableOf(after, batch.skuId) : 0 };
}

async function codedSpu(shopId: string, skuId: string): Promise<SpuDoc | Failure> {
  const [spu] = await spus.find({ 'skus.skuId': skuId, shopId }, { limit: 1, fields: { holds: false, terms: false } });
  if (!spu || spu.status === 6 || spu.status === 9) return notFound('这个规格');
  return spu.fromCodes ? spu : fail('INVALID_STATE', NOT_CODED);
}

function availableOf({ stock }: Pick<SpuDoc, 'stock'>, skuId: string): number {
  return stock[skuId]?.available ?? 0;
}

function poolCode({ _id, code, state, orderId, addedAt, takenAt }: CardCodeDoc): PoolCode {
  return { codeId: _id, code, state: state === 'taken' ? 'taken' : 'free', orderId, addedAt, takenAt };
}
