/** Members of the demo shops: their rules, one member with points, and member prices of a few products. */
import type { VipProgram } from '../../../typings';
import type { ShopDoc, SpuDoc } from '../../data/documents';
import type { CustomerDoc, PointEntryDoc } from '../../data/vip-documents';
import { customerId } from '../../data/customers';
import { derivedId } from '../../kernel/ids';
import { DAY, type SeedContext } from '../seed';

const programs: Record<string, VipProgram> = {
  'shop-1': {
    on: true,
    gradeBy: 'paid',
    levels: [
      { name: '青芽会员', from: 0, discountNum: 10_000 },
      { name: '青叶会员', from: 50_000, discountNum: 9800 },
      { name: '青禾会员', from: 200_000, discountNum: 9500 },
    ],
    points: { on: true, fenPerPoint: 100, pointsPerYuan: 100, mostShare: 2000, validDays: 365 },
  },
  'shop-3': {
    on: true,
    gradeBy: 'points',
    levels: [
      { name: '北岸会员', from: 0, discountNum: 9800 },
      { name: '远行会员', from: 2000, discountNum: 9500 },
    ],
    points: { on: true, fenPerPoint: 100, pointsPerYuan: 50, mostShare: 3000, validDays: 0 },
  },
};
/** Per cent of the ordinary price. */
const memberPrices: Record<string, number> = { 'mug-tide': 88, 'lamp-dome': 92 };

export function withProgram(shop: ShopDoc): ShopDoc {
  const program = programs[shop._id];
  return program ? { ...shop, vip: { ...program, version: 1, recent: [] } } : shop;
}

export function withMemberPrices(spu: SpuDoc): SpuDoc {
  const percent = memberPrices[spu._id];
  return percent ? { ...spu, memberPrices: Object.fromEntries(spu.skus.map(({ skuId, priceFen }) => [skuId, Math.round((priceFen * percent) / 1000) * 10])) } : spu;
}

const member = 'o-shopper-2';

export function customerDocs({ now }: SeedContext): CustomerDoc[] {
  const shopId = 'shop-1';
  return [{ _id: customerId(shopId, member), shopId, openid: member, memberId: derivedId('M', shopId, member), joinedAt: now - 40 * DAY, paidFen: 0, earned: 0, points: 660, held: {}, flash: {}, live: null, recent: [], createdAt: now - 40 * DAY }];
}

/** What the balance above is the sum of. */
export function pointEntryDocs({ now }: SeedContext): PointEntryDoc[] {
  const shopId = 'shop-1';
  const given = (id: string, delta: number, note: string, daysAgo: number): PointEntryDoc => {
    const expiresAt = delta > 0 ? now + (365 - daysAgo) * DAY : null;
    return { _id: id, type: 'adjust', delta, paidDelta: 0, shopId, openid: member, customerId: customerId(shopId, member), orderId: '', note, at: now - daysAgo * DAY, expiresAt, expireDue: expiresAt, todo: [] };
  };
  return [given('demo-points-1', 500, '入会礼', 40), given('demo-points-2', 260, '晒单奖励', 12), given('demo-points-3', -100, '兑换帆布袋', 3)];
}
