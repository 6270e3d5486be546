/** How the parts of a checkout get to their shopper: what the products say, and what the shopper has to fill in for it. */
import type { AccountChoice, Address, DeliverAccount, Failure, OrderLineRequest, Reply } from '../../typings';
import type { OrderDoc } from '../data/documents';
import type { Purchasable } from '../data/purchasables';
import { productMethod, wayOf, type Fulfilled } from '../domain/fulfilment';
import { accountsOf, tidyAccount } from '../domain/virtual-goods';
import { fail, ok } from '../kernel/reply';

/** Virtual goods are bought alone: they go to one account. null: nothing is in the way. */
export function notAlone(lines: readonly OrderLineRequest[], products: ReadonlyMap<string, Purchasable>): Failure | null {
  const at = lines.findIndex(({ spuId }) => !wayOf(productMethod(products.get(spuId) ?? {})).inCart);
  if (at < 0 || lines.every(({ spuId }) => spuId === lines[at]!.spuId)) return null;
  const { spuId, skuId } = lines[at]!;
  return fail('BAD_REQUEST', `“${products.get(spuId)!.title}”是虚拟商品，需要单独购买，请与其他商品分开下单`, { field: `lines[${at}]`, detail: { spuId, skuId } });
}

/** What is asked of the shopper for a product; null: nothing beside an address. */
export function accountChoice(product: Purchasable, phone: string): AccountChoice | null {
  const types = accountsOf(product);
  return types.length > 0 ? { types, phone, fromCodes: product.fromCodes ?? false } : null;
}

/** Where one shop's part of an order goes, as the order keeps it. */
export type Reaching = Pick<OrderDoc, 'address'> & Fulfilled;
export interface ReachRequest {
  openid: string;
  addressId?: string;
  /** What stands under addressId; null: nothing. */
  address: Address | null;
  account?: DeliverAccount;
}

/** Of goods that are all delivered in the same way. The failure names the field that is missing or wrong. */
export function reach(product: Purchasable, { openid, addressId, address, account }: ReachRequest): Reply<Reaching> {
  if (wayOf(productMethod(product)).toAddress && addressId === undefined) return fail('BAD_REQUEST', 'addressId：请选择收货地址', { field: 'addressId' });
  if (wayOf(productMethod(product)).toAddress) return address ? ok({ address: postalOf(address) }) : fail('NOT_FOUND', '收货地址不存在，请重新选择', { field: 'addressId' });
  if (!account) return fail('BAD_REQUEST', `请填写“${product.title}”的接收账号`, { field: 'account' });
  const tidy = tidyAccount(account, accountsOf(product), openid);
  if ('field' in tidy) return fail('BAD_REQUEST', tidy.message, { field: tidy.field });
  return ok({ address: null, fulfilment: { method: 'virtual', account: tidy, fromCodes: product.fromCodes ?? false } });
}

function postalOf({ addressId: _id, isDefault: _default, ...postal }: Address): OrderDoc['address'] {
  return postal;
}
