import type { Checkout, CheckoutShop, Discount, PointOption } from '../../../../typings/index';
import { discountText } from '../../../utils/coupon-text';
import { yuan } from '../../../utils/money';

/** One shop's part of the checkout, with its coupons in words; the coupons themselves stay beside the data. */
export interface ShopGroup extends Pick<CheckoutShop, 'shop' | 'lines' | 'price' | 'pickup'> {
  /** The shopper may choose to fetch it, and has. */
  mayPickUp: boolean;
  fetched: boolean;
  /** The shopper has coupons of the shop. */
  options: boolean;
  couponText: string;
  couponFen: number;
  parts: { key: string; text: string; sum: string }[];
  /** Paying with points; null: nothing to say about them. */
  points: { usable: boolean; on: boolean; text: string } | null;
}

export function shopGroup({ shop, lines, price, discounts = [], coupons = [], couponIds = [], points, mayPickUp = false, method, pickup }: CheckoutShop): ShopGroup {
  const usable = coupons.filter((option) => option.usable).length;
  const couponFen = discounts.filter(({ id }) => couponIds.includes(id)).reduce((all, { fen }) => all + fen, 0);
  const couponText = couponFen ? `已选 ${couponIds.length} 张，-${yuan(couponFen)}` : usable ? `${usable} 张可用` : '暂无可用';
  const parts = discounts.map((one) => ({ key: `${one.source} ${one.id}`, text: discountText(one), sum: `-${yuan(one.fen)}` }));
  return { mayPickUp, fetched: method === 'pickup', ...(pickup ? { pickup } : {}), shop, lines, price, options: coupons.length > 0, couponText, couponFen, parts, points: points ? pointLine(points) : null };
}

/** 可用 300 积分抵 ¥3.00 */
function pointLine({ most, mostFen, used, reason }: PointOption): { usable: boolean; on: boolean; text: string } {
  const usable = most > 0;
  return { usable, on: used > 0, text: usable ? `${used > 0 ? '已用' : '可用'} ${most} 积分抵 ${yuan(mostFen)}` : reason };
}

/** How the freight comes about, a template each; nothing to explain where nothing is charged. */
export function freightRows({ shops, price }: Checkout): { key: string; name: string; text: string; sum: string }[] {
  if (price.freightFen === 0) return [];
  return shops.flatMap(({ shop, freightParts = [] }) =>
    freightParts.map(({ templateId, name, fen, text }) => ({ key: `${shop.shopId} ${templateId}`, name: shops.length > 1 ? `${shop.name} · ${name}` : name, text, sum: fen ? yuan(fen) : '包邮' })),
  );
}

/** Of all shops together, in the order in which they are taken off. */
export function allDiscounts({ shops }: Checkout): Discount[] {
  return shops.flatMap(({ discounts }) => discounts ?? []);
}
