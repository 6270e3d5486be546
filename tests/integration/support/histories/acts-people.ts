/** Members, their points and prices; flash prices; what WeChat may tell people. */
import type { CustomerDoc } from '../../../../cloudfunctions/data/vip-documents';
import { type Act, among, clerkOf, DAY, oneOf } from './acting';
import { goods, shoppers, templates } from './world';

export const peopleActs: Record<string, Act> = {
  join: {
    weight: 3,
    work: (town, { who }) => town.ask('vip', 'join', { shopId: 'shop-1' }, oneOf(shoppers, who)),
  },
  givePoints: {
    weight: 3,
    async work(town, { who, what, how }) {
      const member = among(town.cloud.all<CustomerDoc>('customers').filter(({ shopId, joinedAt }) => shopId === 'shop-1' && joinedAt !== null), what);
      if (member) await town.ask('vip', 'adjust', { shopId: 'shop-1', memberId: member.memberId, delta: how % 3 ? 1 + (how % 400) : -1 - (how % 200), note: '补偿' }, clerkOf('shop-1', who));
    },
  },
  memberPrice: {
    weight: 2,
    async work(town, { who, how }) {
      const { spuId, skuId } = oneOf(goods.filter(({ shopId }) => shopId === 'shop-1'), how);
      await town.ask('vip', 'savePrices', { shopId: 'shop-1', spuId, prices: how % 3 ? [{ skuId, priceFen: 1000 + (how % 900) }] : [] }, clerkOf('shop-1', who));
    },
  },
  /** A flash price for a few pieces; the one before is ended. */
  flash: {
    weight: 2,
    async work(town, { who, how }) {
      const as = clerkOf('shop-1', who);
      const now = town.cloud.clock.now();
      const live = await town.ask('coupon', 'promotions', { shopId: 'shop-1', tab: 'live' }, as);
      const running = live?.ok ? live.data.items.find(({ type }) => type === 'flash') : undefined;
      if (running) await town.ask('coupon', 'stopPromotion', { shopId: 'shop-1', promotionId: running.promotionId }, as);
      const { spuId, skuId } = oneOf([goods[0]!, goods[1]!], how);
      const prices = [{ skuId, priceFen: 900 + (how % 600), stock: how % 4 ? 2 + (how % 3) : 0 }];
      const draft = { type: 'flash' as const, name: '限时', startsAt: now, endsAt: now + 20 * DAY, tiers: [], spuId, prices, perUser: how % 3 };
      await town.ask('coupon', 'createPromotion', { shopId: 'shop-1', draft }, as);
    },
  },
  grant: {
    weight: 4,
    async work(town, { who, what }) {
      const openid = oneOf(shoppers, who);
      const templateId = oneOf(templates, what);
      // WeChat first: the page hears of the accept, and tells.
      town.cloud.users.grant(openid, [templateId]);
      await town.ask('message', 'granted', { templateIds: [templateId] }, openid);
    },
  },
  readMessages: {
    weight: 1,
    work: (town, { who }) => town.ask('message', 'read', {}, oneOf(shoppers, who)),
  },
};
