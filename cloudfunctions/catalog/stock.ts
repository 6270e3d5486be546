/** The merchant counts the stock anew. 微信小店's diff_type: 1 add, 2 reduce, 3 set. */
import type { Failure } from '../../typings';
import type { SpuDoc } from '../data/documents';
import { command, pathId, type Where } from '../data/client';
import { by, notBy, wasBy } from '../data/recent';
import { spus } from '../data/store';
import { MOST_STOCK, stockChange, type StockEvent } from '../domain/stock';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { choice, form, id, integer, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { productStaff } from './manage';

type Levels = { available: number; held: number; sold: number };

/** Sales go on meanwhile: setting a number is tried again when the stock moved under it. */
const ATTEMPTS = 6;

export const adjustStock: ActionOf<'catalog', 'adjustStock'> = {
  access: { staff: productStaff },
  schema: form({ requestId, shopId: id, skuId: id, diffType: choice([1, 2, 3]), num: integer(0, MOST_STOCK) }),
  async run({ requestId: request, shopId, skuId, diffType, num }, { now }) {
    if (diffType !== 3 && num === 0) return fail('BAD_REQUEST', 'num：应为 1 以上的整数', { field: 'num' });
    for (let attempt = 0; attempt <= ATTEMPTS; attempt++) {
      const spu = await spuOfSku(shopId, skuId);
      const stock = spu?.stock[skuId];
      if (!spu || !stock) return notFound('这个规格');
      if (spu.fromCodes) return fail('INVALID_STATE', '库存等于剩余的卡密，请到“卡密库存”添加或删除', { field: 'skuId' });
      if (wasBy(spu, request)) return ok(levelsOf(stock));
      const difference = diffType === 1 ? num : diffType === 2 ? -num : num - stock.available;
      const refusal = outOfRange(stock.available, difference);
      if (refusal) return refusal;
      // Only a number that is set depends on what is there; more or less may be added to whatever it is by then.
      const guard = diffType === 3 ? stock.available : difference > 0 ? command.lte(MOST_STOCK - difference) : command.gte(-difference);
      await adjust(spu, skuId, difference, { [`stock.${pathId(skuId)}.available`]: guard }, request, now);
    }
    return conflict('库存');
  },
};

/** Whether it was done shows when the product is read again. */
async function adjust(spu: SpuDoc, skuId: string, difference: number, guard: Where, request: string, now: number): Promise<void> {
  const event: StockEvent = difference < 0 ? 'take' : 'add';
  const sums = difference === 0 ? {} : stockChange(event, Math.abs(difference));
  const change = Object.fromEntries(Object.entries(sums).map(([part, sum]) => [`stock.${pathId(skuId)}.${part}`, command.inc(sum)]));
  await spus.update({ _id: spu._id, ...notBy(request), 'skus.skuId': skuId, ...guard }, { ...change, ...by(request), updatedAt: now });
}

function outOfRange(available: number, difference: number): Failure | null {
  if (available + difference < 0) return fail('INVALID_STATE', `可售库存只有 ${available} 件，不够减 ${-difference} 件`, { field: 'num', detail: { available } });
  if (available + difference > MOST_STOCK) return fail('LIMIT_EXCEEDED', `可售库存最多 ${MOST_STOCK} 件`, { field: 'num', detail: { available } });
  return null;
}

async function spuOfSku(shopId: string, skuId: string): Promise<SpuDoc | null> {
  const fields = { stock: true, recent: true, status: true, fromCodes: true };
  const [spu] = await spus.find({ 'skus.skuId': skuId, shopId }, { limit: 1, fields });
  return spu && spu.status !== 6 && spu.status !== 9 ? spu : null;
}

function levelsOf({ available, held, sold }: Levels): Levels {
  return { available, held, sold };
}
