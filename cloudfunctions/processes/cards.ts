/** Products as lists show them. */
import type { Sku, SpuCard } from '../../typings';
import type { Fields } from '../data/collection';
import type { SpuDoc } from '../data/documents';
import { dealOf } from '../domain/deals';

/** What a card shows, where it stands in its list, and what its deal follows from. Of SKUs, of which there may be hundreds, no more than that. */
export const cardFields = {
  shopId: true,
  shopName: true,
  title: true,
  subTitle: true,
  headImages: true,
  minPriceFen: true,
  maxPriceFen: true,
  marketPriceFen: true,
  sold: true,
  'skus.skuId': true,
  'skus.priceFen': true,
  stock: true,
  flashLeft: true,
  memberPrices: true,
  deals: true,
  status: true,
  rank: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} satisfies Fields;

/** As much of a product as `cardFields` brings. */
export type ListedSpu = Pick<SpuDoc, '_id' | Exclude<keyof typeof cardFields & keyof SpuDoc, 'skus'>> & { skus: Pick<Sku, 'skuId' | 'priceFen'>[] };

/** As shoppers see it: with what it costs less just now. */
export function cardAt(now: number): (spu: ListedSpu) => SpuCard {
  return (spu) => {
    const deal = dealOf(spu, now);
    return { ...cardOf(spu), ...(deal ? { deal } : {}) };
  };
}

export function cardOf(spu: ListedSpu): SpuCard {
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
export function availableOf({ skus, stock }: Pick<ListedSpu, 'skus' | 'stock'>): number {
  return skus.reduce((all, { skuId }) => all + (stock[skuId]?.available ?? 0), 0);
}
