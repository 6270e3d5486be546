/** Products and shops as the merchant's lists and the home page show them. */
import type { ManagedSpuCard, ShopBrief } from '../../typings';
import type { ShopDoc, SpuDoc } from '../data/documents';
import { availableOf, cardOf } from '../processes/cards';

export function managedCardOf(spu: SpuDoc): ManagedSpuCard {
  const { status, version, updatedAt } = spu;
  return { ...cardOf(spu), status, version, updatedAt, available: availableOf(spu), ...(spu.fromCodes ? { fromCodes: true } : {}) };
}

export function shopBriefOf({ _id, name, logo }: ShopDoc, spuCount: number): ShopBrief {
  return { shopId: _id, name, logo, spuCount };
}
