/** What is stored for the conditions of a sale. See documents.ts for the conventions. */
import type { FreightTemplateDraft, Millis } from '../../typings';

export interface FreightTemplateDoc extends Omit<FreightTemplateDraft, 'isDefault'> {
  _id: string;
  shopId: string;
  deliveryType: 'EXPRESS';
  /** Not listed any more. It stays, because a product that was saved at the same moment may name it. */
  removed: boolean;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
  recent: string[];
}

/**
 * What one shopper bought of one product with a limit. `_id` is `${openid}:${spuId}`, so that a query of products can join it. `lifetime` is the
 * sum of `orders`; what a cancelled order took is given back. What was refunded is not: a limit is there so that many can buy, and buying and
 * sending back in turns would go round it.
 */
export interface PurchaseCountDoc {
  _id: string;
  openid: string;
  spuId: string;
  /** Pieces by period: domain/purchase-limits. */
  counts: Record<string, number>;
  lifetime: number;
  /** Pieces by order. */
  orders: Record<string, number>;
  updatedAt: Millis;
}
