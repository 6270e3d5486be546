/** Member prices of single SKUs. */
import type { MemberSku } from '../../typings';
import { command } from '../data/client';
import type { SpuDoc } from '../data/documents';
import { by, wasBy } from '../data/recent';
import { spus } from '../data/store';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { fenSum, form, id, list, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { vipStaff } from './program';

const MOST_SKUS = 500;
const PRODUCT = '这件商品';
const fields = { shopId: true, title: true, skus: true, memberPrices: true, status: true, version: true, recent: true };

export const prices: ActionOf<'vip', 'prices'> = {
  access: { staff: vipStaff },
  schema: form({ shopId: id, spuId: id }),
  async run({ shopId, spuId }) {
    const spu = await spus.get(spuId, fields);
    return spu && spu.shopId === shopId && isThere(spu) ? ok(shownOf(spu)) : notFound(PRODUCT);
  },
};

/** What is not named has none of its own any more. */
export const savePrices: ActionOf<'vip', 'savePrices'> = {
  access: { staff: vipStaff },
  schema: form({ requestId, shopId: id, spuId: id, prices: list(form({ skuId: id, priceFen: fenSum }), MOST_SKUS) }),
  async run({ requestId: request, shopId, spuId, prices: asked }) {
    const spu = await spus.get(spuId, fields);
    if (!spu || spu.shopId !== shopId || !isThere(spu)) return notFound(PRODUCT);
    if (wasBy(spu, request)) return ok(shownOf(spu));
    for (const [i, { skuId, priceFen }] of asked.entries()) {
      const sku = spu.skus.find((one) => one.skuId === skuId);
      if (!sku) return fail('BAD_REQUEST', '商品没有这个规格，请刷新后重填', { field: `prices[${i}].skuId` });
      if (priceFen < 1 || priceFen >= sku.priceFen) return fail('BAD_REQUEST', '会员价应大于 0，并低于原价', { field: `prices[${i}].priceFen` });
      if (asked.findIndex((one) => one.skuId === skuId) < i) return fail('BAD_REQUEST', '同一个规格只能填一个会员价', { field: `prices[${i}].skuId` });
    }
    const memberPrices = Object.fromEntries(asked.map(({ skuId, priceFen }) => [skuId, priceFen]));
    // An edit of the product in between may have changed the prices that these were compared with.
    const saved = await spus.update({ _id: spuId, shopId, version: spu.version, recent: command.neq(request) }, { memberPrices, ...by(request) });
    if (saved === 1) return ok(shownOf({ ...spu, memberPrices }));
    // Another run of the same request may have been faster.
    const present = await spus.get(spuId, fields);
    return present && wasBy(present, request) ? ok(shownOf(present)) : conflict('商品');
  },
};

function isThere({ status }: Pick<SpuDoc, 'status'>): boolean {
  return status !== 6 && status !== 9;
}

function shownOf({ title, skus, memberPrices = {} }: SpuDoc): { title: string; skus: MemberSku[] } {
  return { title, skus: skus.map(({ skuId, attrs, priceFen }) => ({ skuId, attrs, priceFen, memberPriceFen: memberPrices[skuId] ?? 0 })) };
}
