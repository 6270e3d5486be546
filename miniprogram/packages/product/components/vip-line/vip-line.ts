import type { SpuDetail, StockedSku } from '../../../../../typings/index';
import { go } from '../../../../utils/navigation';
import { routes } from '../../../../utils/routes';

/** What members pay and get, also as a reason to join; that the shopper comes from the live room. Shows nothing where there is neither. */
Component({
  properties: {
    /** SpuDetail */
    spu: { type: Object, value: {} as Record<string, unknown> },
  },
  data: { shown: false, liveTitle: '', joined: false, level: '', fen: 0, from: false, points: '', act: '' },
  observers: {
    spu(spu: Partial<SpuDetail>) {
      const { vip, live, skus = [] } = spu;
      // A member price above a flash or live price is no reason to join.
      const prices = [...new Set(skus.map(memberPrice))];
      const fen = skus.some(isWorth) ? Math.min(...prices) : 0;
      const points = vip?.points ? `约得 ${vip.points} 积分` : '';
      this.setData({
        shown: vip !== undefined && (fen > 0 || points !== '' || !vip.joined),
        liveTitle: live?.title ?? '',
        joined: vip?.joined ?? false,
        level: vip?.levelName ?? '',
        fen,
        from: prices.length > 1,
        points,
        act: vip?.joined ? '会员中心' : '入会',
      });
    },
  },
  methods: {
    onCard() {
      const { shop } = this.data.spu as unknown as SpuDetail;
      go(routes.vipCard(shop.shopId));
    },
  },
});

function memberPrice({ priceFen, memberPriceFen = priceFen }: StockedSku): number {
  return Math.min(priceFen, memberPriceFen);
}

function isWorth({ priceFen, memberPriceFen = priceFen, priceBy }: StockedSku): boolean {
  return memberPriceFen < priceFen || priceBy === 'member';
}
