/** Whether the conditions of a sale let a line be bought: presale, purchase limit, region. Stock and shelf are looked at elsewhere. */
import type { BlockedLine, OrderLineRequest, ShipTerm } from '../../typings';
import type { Place } from '../domain/areas';
import { areaName } from '../domain/areas';
import { productMethod, wayOf } from '../domain/fulfilment';
import { canSend } from '../domain/freight-templates';
import { presaleRefusal, shipTermOf } from '../domain/presale';
import { claimOf, limitRefusal } from '../domain/purchase-limits';
import type { OrderClaim } from '../data/purchase-counts';
import type { Purchasable } from '../data/purchasables';

export interface LineCircumstances {
  now: number;
  /** null: not known yet. */
  to: Place | null;
  /** By spuId: pieces of the product in the whole checkout, all SKUs together. */
  pieces: ReadonlyMap<string, number>;
}

/** null: the line can be bought. */
export function blockedLine(line: OrderLineRequest, product: Purchasable, { now, to, pieces }: LineCircumstances): BlockedLine | null {
  const image = product.skus.find(({ skuId }) => skuId === line.skuId)?.image || (product.headImages[0] ?? '');
  const blocked = (code: BlockedLine['code'], reason: string): BlockedLine => ({ spuId: line.spuId, skuId: line.skuId, num: line.num, title: product.title, image, code, reason });
  const presale = presaleRefusal(product.deliverInfo, now);
  if (presale) return blocked('OFF_SHELF', presale);
  const limit = limitRefusal(product.limitedInfo, product.bought, pieces.get(line.spuId) ?? line.num, now);
  if (limit) return blocked('LIMIT_EXCEEDED', limit);
  if (to && wayOf(productMethod(product)).toAddress && product.template && !canSend(product.template, to)) {
    return blocked('UNDELIVERABLE', `不支持配送到${areaName({ provinceName: to.provinceName, cityName: to.cityName })}，请换地址或去掉这件商品`);
  }
  return null;
}

export function piecesBySpu(lines: readonly Pick<OrderLineRequest, 'spuId' | 'num'>[]): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { spuId, num } of lines) pieces.set(spuId, (pieces.get(spuId) ?? 0) + num);
  return pieces;
}

/** `usualHours` undefined: nobody says by when, and there is no deadline. */
export function lineShipTerm({ deliverInfo, template }: Purchasable, usualHours: number | undefined, now: number): ShipTerm | undefined {
  if (usualHours === undefined && !template && deliverInfo?.stockType !== 1) return undefined;
  return shipTermOf(deliverInfo, template?.sendTime, usualHours ?? 0, now);
}

/** What an order of these products takes of their counters. */
export function limitClaims(products: Iterable<Purchasable>, pieces: ReadonlyMap<string, number>, now: number): OrderClaim[] {
  return [...products].flatMap((product) => {
    const claim = claimOf(product._id, product.limitedInfo, pieces.get(product._id) ?? 0, now);
    return claim && claim.num > 0 ? [{ ...claim, isFirst: product.bought === undefined }] : [];
  });
}
