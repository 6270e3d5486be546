/**
 * How an order gets to its shopper: the one place that knows what a method means. Whoever asks whether there is an address, a freight, a parcel
 * or something to send back asks here.
 */
import type { DeliverTerms, Fulfilment, FulfilmentMethod } from '../../typings';
import type { LogisticsType } from './shipping-upload';

export interface Way {
  /** Goes to a postal address: it needs one, it can only go where the merchant sends to, and freight is paid for it. */
  toAddress: boolean;
  /** The shopper can send it back, or have it exchanged. */
  comesBack: boolean;
  /** May be bought together with goods of other shops and of the same method, and so lie in the cart. */
  inCart: boolean;
  logisticsType: LogisticsType;
}

const WAYS: Record<FulfilmentMethod, Way> = {
  express: { toAddress: true, comesBack: true, inCart: true, logisticsType: 1 },
  pickup: { toAddress: false, comesBack: true, inCart: true, logisticsType: 4 },
  virtual: { toAddress: false, comesBack: false, inCart: false, logisticsType: 3 },
};

export function wayOf(method: FulfilmentMethod): Way {
  return WAYS[method];
}

/** Anything that keeps how it is delivered: an order, a part of a checkout. Absent: by express. */
export interface Fulfilled {
  fulfilment?: Fulfilment;
}

export function methodOf({ fulfilment }: Fulfilled): FulfilmentMethod {
  return fulfilment?.method ?? 'express';
}

export function wayOfOrder(order: Fulfilled): Way {
  return wayOf(methodOf(order));
}

/** How a product is delivered where nothing else is chosen. */
export function productMethod({ deliverMethod = 0 }: Pick<DeliverTerms, 'deliverMethod'>): FulfilmentMethod {
  return deliverMethod === 0 ? 'express' : 'virtual';
}
