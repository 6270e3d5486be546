/** Products as lists show them. */
import type { SpuCard } from '../../typings';
import type { SpuDoc } from '../data/documents';
import { dealOf } from '../domain/deals';

/** Everything that a card does not show; some of it is long. */
export const cardFields = {
  terms: false,
  holds: false,
  desc: false,
  descImages: false,
  params: false,
  recent: false,
};

/** As shoppers see it: with what it costs less just now. */
export function cardAt(now: number): (spu: SpuDoc) => SpuCard {
  return (spu) => {
    const deal = dealOf(spu, now);
    return { ...cardOf(spu), ...(deal ? { deal } : {}) };
  };
}

export function cardOf(spu: SpuDoc): SpuCard {
  const { _id, shopId, shopName, title, subTitle, headImages, minPriceFen, maxPriceFen, marketPriceFen, sold } = spu;
  return {
    spuId: _id,
    shopId,
    shopName,
    title,
    subTitle,
    image: headImages[0] ?? '',
    minPriceFen,
    maxPriceFen,
    marketPriceFen,
    sold,
    soldOut: availableOf(spu) === 0,
  };
}

/** Pieces that can be bought now, of all SKUs together. */
export function availableOf({ skus, stock }: Pick<SpuDoc, 'skus' | 'stock'>): number {
  return skus.reduce((all, { skuId }) => all + (stock[skuId]?.available ?? 0), 0);
}
