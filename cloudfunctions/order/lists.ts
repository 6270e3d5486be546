/** Lists and numbers of orders: one query each, on a declared index. */
import * as v from 'valibot';
import type { OrderTab } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { command, type Where } from '../data/client';
import { countOrders } from '../data/orders';
import { findPage, mapPage, type KeysetOrder } from '../data/paging';
import { orders } from '../data/store';
import { statusesOf } from '../domain/order-states';
import { maskedAccount } from '../domain/virtual-goods';
import { ok } from '../kernel/reply';
import { choice, form, id, paging } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { briefOf } from './views';

const shopTabs = ['all', 'toPay', 'toShip', 'toReceive', 'finished', 'closed', 'late'] as const;
const tabs = ['all', 'toPay', 'toShip', 'toReceive', 'finished', 'closed'] as const;
const newest: KeysetOrder = { field: 'createdAt', direction: 'desc' };

export const list: ActionOf<'order', 'list'> = {
  access: 'shopper',
  schema: form({ ...paging, tab: v.optional(choice(tabs)) }),
  run: async ({ tab = 'all', ...page }, { openid }) => ok(mapPage(await findPage(orders, shownIn(tab, { openid }), newest, page), briefOf)),
};

export const shopList: ActionOf<'order', 'shopList'> = {
  access: { staff: ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'] },
  schema: form({ ...paging, shopId: id, tab: v.optional(choice(shopTabs)) }),
  async run({ shopId, tab = 'all', ...page }, { now }) {
    const found = tab === 'late' ? await findPage(orders, lateIn(shopId), { field: 'shipBefore', direction: 'asc', span: { from: 0, to: now } }, page) : await findPage(orders, shownIn(tab, { shopId }), newest, page);
    return ok(mapPage(found, (order: OrderDoc) => ({ ...briefOf(order), userName: recipientOf(order) })));
  },
};

/** Paid, and not all of it sent. With their deadline they are found on an index of their own, the latest first. */
function lateIn(shopId: string): Where {
  return { shopId, status: command.in([...statusesOf('toShip')]) };
}

/** An order that is being submitted, or never was placed, is in no list. */
function shownIn(tab: OrderTab, owner: Where): Where {
  const statuses = statusesOf(tab);
  const status = tab === 'all' ? command.gt(0) : statuses.length === 1 ? statuses[0]! : command.in([...statuses]);
  return { ...owner, status, failure: null };
}

/** In a list: whose name stands on the parcel, or a hint at the account. */
function recipientOf({ address, fulfilment }: OrderDoc): string {
  if (address) return address.userName;
  if (fulfilment?.method === 'pickup') return fulfilment.userName;
  return fulfilment?.method === 'virtual' ? maskedAccount(fulfilment.account) : '';
}

export const counts: ActionOf<'order', 'counts'> = {
  access: 'shopper',
  schema: form({}),
  async run(_request, { openid, now }) {
    const { late: _late, ...waiting } = await countOrders({ openid }, now);
    return ok(waiting);
  },
};
