/** Members, points and live sessions for tests: good ones, unless told otherwise. */
import type { PromotionDoc, ShopDoc } from '../../../cloudfunctions/data/documents';
import type { CustomerDoc, PointEntryDoc } from '../../../cloudfunctions/data/vip-documents';
import { derivedId } from '../../../cloudfunctions/kernel/ids';
import type { PointRule, VipProgram } from '../../../typings';
import { promotionDoc } from './offer-fixture';

/** One point a yuan, 100 points take one yuan off, at most half of the goods. The first grade pays the ordinary price. */
export function vipProgram(more: Partial<VipProgram> = {}, points: Partial<PointRule> = {}): VipProgram {
  return {
    on: true,
    gradeBy: 'paid',
    levels: [{ name: '普通会员', from: 0, discountNum: 10_000 }, { name: '银卡', from: 50_000, discountNum: 9500 }],
    points: { on: true, fenPerPoint: 100, pointsPerYuan: 100, mostShare: 5000, validDays: 365, ...points },
    ...more,
  };
}

/** For ShopDoc.vip. */
export function storedProgram(more: Partial<VipProgram> = {}, points: Partial<PointRule> = {}): NonNullable<ShopDoc['vip']> {
  return { ...vipProgram(more, points), version: 1, recent: [] };
}

export function memberOf(openid: string, shopId = 'shop-1'): string {
  return derivedId('M', shopId, openid);
}

export function customerDoc(openid: string, more: Partial<CustomerDoc> = {}): CustomerDoc {
  const shopId = more.shopId ?? 'shop-1';
  return { _id: `${shopId}:${openid}`, shopId, openid, memberId: memberOf(openid, shopId), joinedAt: 1_700_000_000_000, paidFen: 0, earned: 0, points: 0, held: {}, flash: {}, live: null, recent: [], createdAt: 1_700_000_000_000, ...more };
}

/** As the shop would give them. */
export function givenPoints(openid: string, delta: number, more: Partial<PointEntryDoc> = {}): PointEntryDoc {
  const shopId = more.shopId ?? 'shop-1';
  return { _id: `given-${openid}`, type: 'adjust', delta, paidDelta: 0, shopId, openid, customerId: `${shopId}:${openid}`, orderId: '', note: '开业赠送', at: 1_700_000_000_000, expiresAt: null, expireDue: null, todo: [], ...more };
}

export function liveDoc(_id: string, prices: { spuId: string; skuId: string; priceFen: number; ordinaryFen: number }[], more: Partial<PromotionDoc> = {}): PromotionDoc {
  return promotionDoc(_id, {
    type: 'live',
    name: '周五直播',
    tiers: [],
    prices: prices.map(({ skuId, priceFen }) => ({ skuId, priceFen })),
    code: `code-${_id}`,
    liveGoods: prices.map((one) => ({ ...one, title: one.spuId, attrs: [] })),
    ...more,
  });
}
