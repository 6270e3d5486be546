/** The parts of a checkout that are fetched: whether they can be, where, by whom, and from when. */
import type { CheckoutPickup, CheckoutShop, Failure, FulfilmentMethod, PickupChoice, PickupPlace, Reply, ShipTerm } from '../../typings';
import type { PickupPointDoc } from '../data/pickup-documents';
import type { Purchasable } from '../data/purchasables';
import { PICKUP, ruleValues } from '../data/rules';
import { pickupPoints } from '../data/store';
import { productMethod, wayOf } from '../domain/fulfilment';
import { personProblem, tidyPerson } from '../domain/pickup';
import { openFrom } from '../domain/pickup-point';
import { deadlineOf, presaleOf } from '../domain/presale';
import { DAY, HOUR } from '../kernel/clock';
import { fail, ok } from '../kernel/reply';
import { lineShipTerm } from './line-terms';
import type { Reaching } from './reaching';

/** What was asked for, with what stands behind it. */
export interface Pickups {
  /** By shopId; null: no point that is in use. */
  places: ReadonlyMap<string, PickupPlace | null>;
  keepDays: number;
  overdue: 'refund' | 'close';
}
export const NO_PICKUPS: Pickups = { places: new Map(), keepDays: 0, overdue: 'refund' };

/** Two operations where something is fetched, none otherwise. */
export async function readPickups(wanted: Record<string, { pointId?: string }> | undefined): Promise<Pickups> {
  const shopIds = Object.keys(wanted ?? {});
  if (!wanted || shopIds.length === 0) return NO_PICKUPS;
  const [points, { keepDays, overdueRefund }] = await Promise.all([pickupPoints.getMany(shopIds.flatMap((shopId) => wanted[shopId]!.pointId ?? [])), ruleValues(PICKUP)]);
  const placeIn = (shopId: string): PickupPlace | null => {
    const found = points.find(({ _id }) => _id === wanted[shopId]!.pointId);
    return found && found.shopId === shopId && found.enabled && !found.removed ? placeOf(found) : null;
  };
  return { places: new Map(shopIds.map((shopId) => [shopId, placeIn(shopId)])), keepDays, overdue: overdueRefund > 0 ? 'refund' : 'close' };
}

export function placeOf({ _id, name, phone, provinceName, cityName, countyName, detailInfo, latitude, longitude, hours, prepareHours }: PickupPointDoc): PickupPlace {
  return { pointId: _id, name, phone, provinceName, cityName, countyName, detailInfo, latitude, longitude, hours, prepareHours };
}

/** What goes to an address otherwise, of a shop that lets its goods be fetched. */
export function mayPickUp(product: Purchasable): boolean {
  return product.shop.pickup?.enabled === true && wayOf(productMethod(product)).toAddress;
}

/** How a product of the checkout is delivered. */
export function chosenMethod(product: Purchasable, { places }: Pickups): FulfilmentMethod {
  return places.has(product.shopId) && mayPickUp(product) ? 'pickup' : productMethod(product);
}

/** By when a line is ready at the place; a presale as late as it says. */
export function readyTerm(product: Purchasable, { places }: Pickups, usualHours: number | undefined, now: number): ShipTerm | undefined {
  const place = places.get(product.shopId);
  if (!place || presaleOf(product.deliverInfo, now)) return lineShipTerm(product, usualHours, now);
  return { stockType: 0, afterPay: place.prepareHours * HOUR };
}

/** For a preview. */
export function pickupShown(product: Purchasable, { method, lines }: Pick<CheckoutShop, 'method' | 'lines'>, { places, keepDays }: Pickups, now: number): Pick<CheckoutShop, 'mayPickUp' | 'pickup'> {
  if (!mayPickUp(product)) return {};
  if (method !== 'pickup') return { mayPickUp: true };
  const place = places.get(product.shopId) ?? null;
  const from = place && openFrom(place.hours, Math.max(now, ...lines.map(({ shipTerm }) => deadlineOf(shipTerm, now) ?? now)));
  const pickup: CheckoutPickup = { place, from, until: from === null ? null : from + keepDays * DAY };
  return { mayPickUp: true, pickup };
}

/** For a submit: what the order keeps. The failure names the field that is missing or wrong. */
export function fetched(product: Purchasable, choice: PickupChoice, { places, keepDays, overdue }: Pickups): Reply<Reaching> {
  const { shopId, shop } = product;
  const wrong = (code: Failure['code'], field: string, message: string): Failure => fail(code, message, { field: `pickups.${shopId}${field && `.${field}`}`, detail: { shopId } });
  if (!mayPickUp(product)) return wrong('INVALID_STATE', '', `“${shop.name}”现在不支持到店自提，请改为快递配送`);
  const place = places.get(shopId);
  if (!place) return wrong('NOT_FOUND', 'pointId', '这个自提点已暂停服务，请重新选择');
  const person = tidyPerson(choice);
  const problem = personProblem(person);
  if (problem) return wrong('BAD_REQUEST', problem.field, problem.message);
  return ok({ address: null, fulfilment: { method: 'pickup', place, ...person, keepDays, overdue, readyAt: null } });
}
