/** Prices that hold for a number of pieces: how an order takes its share of them. The pieces of the shop are counted with the stock (order-stock). */
import type { OrderLine } from '../../typings';
import { giveBackFlashPieces, takeFlashPieces } from '../data/customers';
import type { OrderDoc, PromotionDoc } from '../data/documents';
import type { FlashPieces } from '../data/stock';

type Taking = Pick<OrderDoc, '_id' | 'shopId' | 'openid' | 'flashPieces'>;

/** What the priced lines take of limited prices; none: undefined. */
export function flashPiecesOf(lines: readonly OrderLine[], promotions: readonly PromotionDoc[]): OrderDoc['flashPieces'] {
  const taken = lines.flatMap(({ spuId, skuId, discounts = [] }) =>
    discounts.flatMap(({ source, id, num }) => {
      const promotion = source === 'flash' && num !== undefined ? promotions.find(({ _id }) => _id === id) : undefined;
      if (!promotion) return [];
      const counted = (promotion.prices.find((price) => price.skuId === skuId)?.stock ?? 0) > 0;
      return [{ promotionId: id, spuId, skuId, num: num!, counted, perUser: promotion.perUser ?? 0 }];
    }),
  );
  return taken.length > 0 ? taken : undefined;
}

/** Those that are counted in the product. */
export function countedPieces({ flashPieces = [] }: Pick<OrderDoc, 'flashPieces'>, spuId: string): FlashPieces[] {
  return flashPieces.filter((one) => one.spuId === spuId && one.counted).map(({ promotionId, skuId, num }) => ({ promotionId, skuId, num }));
}

/** False: the shopper has as many at this price as one may have. What was taken before that stays until the order gives it back. May be repeated. */
export async function takeUserPieces(order: Taking, now: number): Promise<boolean> {
  for (const pieces of userPieces(order)) if (!(await takeFlashPieces(order, order._id, pieces, now))) return false;
  return true;
}

/** For an order that will never be paid. May be repeated. */
export async function returnUserPieces(order: Taking): Promise<void> {
  for (const pieces of userPieces(order)) await giveBackFlashPieces(order, order._id, pieces);
}

function userPieces({ flashPieces = [] }: Taking): { promotionId: string; num: number; perUser: number }[] {
  const byPromotion = new Map<string, { promotionId: string; num: number; perUser: number }>();
  for (const { promotionId, num, perUser } of flashPieces) {
    if (perUser === 0) continue;
    const known = byPromotion.get(promotionId);
    byPromotion.set(promotionId, { promotionId, perUser, num: num + (known?.num ?? 0) });
  }
  return [...byPromotion.values()];
}
