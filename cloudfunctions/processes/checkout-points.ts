/** Points beside one shop's part of a checkout: what could be paid with them, and what the order keeps of the shop's rule. */
import type { CheckoutShop, OrderLine, PointOption } from '../../typings';
import type { OrderDoc, ShopDoc } from '../data/documents';
import type { CustomerDoc } from '../data/vip-documents';
import { yuan } from '../domain/money';
import { pointsOff, type PointOffer } from '../domain/points';
import { isMember } from './offers';

/** So that a later change of the rule does not touch the order. null: the shop has no members. */
export function keptRule({ vip }: Pick<ShopDoc, 'vip'>, lines: readonly OrderLine[]): OrderDoc['vip'] | null {
  if (!vip?.on) return null;
  const pointsUsed = lines.reduce((all, { points = 0 }) => all + points, 0);
  return { pointsUsed, fenPerPoint: vip.points.on ? vip.points.fenPerPoint : 0, validDays: vip.points.validDays };
}

/** For members of a shop that takes points. `offer` null: there are none to pay with. */
export function pointsShown(
  { shop, customer }: { shop: ShopDoc; customer: CustomerDoc | null },
  offer: PointOffer | null,
  { price, discounts = [], used }: Pick<CheckoutShop, 'price' | 'discounts'> & { used: number },
): { points?: PointOption } {
  if (!isMember(shop, customer) || !shop.vip?.points.on) return {};
  const usedFen = discounts.find(({ source }) => source === 'points')?.fen ?? 0;
  const most = offer ? pointsOff(offer, price.productFen - price.discountFen + usedFen) : { fen: 0, points: 0 };
  const balance = customer?.points ?? 0;
  return { points: { balance, most: most.points, mostFen: most.fen, used, reason: most.fen > 0 ? '' : whyNot(shop.vip.points, balance) } };
}

function whyNot({ pointsPerYuan, mostShare }: NonNullable<ShopDoc['vip']>['points'], balance: number): string {
  if (mostShare === 0) return '本店积分暂不能抵扣';
  return balance <= 0 ? '还没有可用的积分' : `每 ${pointsPerYuan} 积分抵 ¥${yuan(100)}，积分太少`;
}
