/** Products and shops as lists show them. */
import type { ManagedSpuCard, ShopBrief, SpuCard } from '../../typings';
import type { ShopDoc, SpuDoc } from '../data/documents';

/** Everything that a card does not show; some of it is long. */
export const cardFields = {
  terms: false,
  holds: false,
  desc: false,
  descImages: false,
  params: false,
  recent: false,
};

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

export function managedCardOf(spu: SpuDoc): ManagedSpuCard {
  const { status, version, updatedAt } = spu;
  return { ...cardOf(spu), status, version, updatedAt, available: availableOf(spu) };
}

/** Pieces that can be bought now, of all SKUs together. */
function availableOf({ skus, stock }: SpuDoc): number {
  return skus.reduce((all, { skuId }) => all + (stock[skuId]?.available ?? 0), 0);
}

export function shopBriefOf({ _id, name, logo }: ShopDoc, spuCount: number): ShopBrief {
  return { shopId: _id, name, logo, spuCount };
}
