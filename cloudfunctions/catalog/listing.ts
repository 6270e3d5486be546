/** On the shelf and off it. What the deposit does not cover stays off. */
import type { Failure, SpuStatus } from '../../typings';
import type { ShopDoc, SpuDoc } from '../data/documents';
import { by, wasBy } from '../data/recent';
import { ruleValue, TRIAL_PRODUCT_LIMIT } from '../data/rules';
import { shops, spus } from '../data/store';
import { listingObstacle, requiredDeposit } from '../domain/deposit';
import { yuan } from '../domain/money';
import { placeMark } from '../domain/product-terms';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { flag, form, id, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { depositRequirements, ledgerOf } from '../processes/deposit-account';
import { countFigures } from '../processes/shop-figures';
import { productStaff, spuOfShop } from './manage';

const OFF: readonly SpuStatus[] = [0, 11, 14];

export const setListed: ActionOf<'catalog', 'setListed'> = {
  access: { staff: productStaff },
  schema: form({ requestId, shopId: id, spuId: id, listed: flag }),
  async run({ requestId: request, shopId, spuId, listed }, { now }) {
    const [spu, shop] = await Promise.all([spuOfShop(shopId, spuId), shops.get(shopId)]);
    if (!spu || !shop) return notFound('这件商品');
    const target: SpuStatus = listed ? 5 : 11;
    const done = listed ? spu.status === 5 : OFF.includes(spu.status);
    if (done || wasBy(spu, request)) return ok({ status: spu.status });
    const refusal = listed ? await whyNotOn(spu, shop) : spu.status === 5 ? null : fixedState();
    if (refusal) return refusal;

    const moved = await spus.update({ _id: spuId, shopId, status: spu.status }, { status: target, updatedAt: now, ...by(request) });
    if (moved !== 1) return conflict('商品');
    const { listed: number } = await countFigures(shopId, now);
    if (listed && shop.depositTrial && number > (await ruleValue(TRIAL_PRODUCT_LIMIT))) {
      // Two were listed at the same time: neither of them may go beyond the limit.
      await spus.update({ _id: spuId, shopId, status: 5 }, { status: spu.status });
      await countFigures(shopId, now);
      return conflict('商品');
    }
    return ok({ status: target });
  },
};

async function whyNotOn(spu: SpuDoc, shop: ShopDoc): Promise<Failure | null> {
  if (!OFF.includes(spu.status)) return fixedState();
  if (shop.status !== 'open_finished') return fail('INVALID_STATE', '店铺还没有开张或正在关闭，不能上架商品');
  return listingRefusal(shop, spu.categoryIds, 1);
}

/** 13, 15, 20: the platform took it off. */
function fixedState(): Failure {
  return fail('INVALID_STATE', '商品被平台下架，暂时不能上下架，请联系平台');
}

/** Why products of this category may not be on the shelf; `more`: how many come on top of those that are. */
export async function listingRefusal(shop: ShopDoc, categoryIds: readonly string[], more: 0 | 1): Promise<Failure | null> {
  const [requirements, ledger, trial] = await Promise.all([depositRequirements([categoryIds]), ledgerOf(shop._id), shop.depositTrial ? trialOf(shop) : null]);
  const obstacle = listingObstacle({
    trial: trial !== null,
    trialLimit: trial?.limit ?? 0,
    listed: (trial?.listed ?? 0) - (1 - more),
    requiredFen: requiredDeposit(requirements),
    balanceFen: ledger.balanceFen,
  });
  if (!obstacle) return null;
  if (obstacle.kind === 'trialLimit') {
    return fail('DEPOSIT_REQUIRED', `0 元保证金试运营期间最多上架 ${obstacle.limit} 件商品，请先下架其他商品，或结束试运营并缴纳保证金`, { detail: { ...obstacle } });
  }
  const { requiredFen, shortFen } = obstacle;
  return fail('DEPOSIT_REQUIRED', `该类目需要保证金 ¥${yuan(requiredFen)}，还差 ¥${yuan(shortFen)}，请先到“保证金”缴纳`, { detail: { ...obstacle } });
}

async function trialOf(shop: ShopDoc): Promise<{ limit: number; listed: number }> {
  const [limit, listed] = await Promise.all([ruleValue(TRIAL_PRODUCT_LIMIT), spus.count({ terms: placeMark({ shopId: shop._id }), status: 5 })]);
  return { limit, listed };
}
