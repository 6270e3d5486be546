/** Lists and numbers of after-sales: one query each, on a declared index. */
import * as v from 'valibot';
import { command } from '../data/client';
import { findPage, mapPage, type KeysetOrder } from '../data/paging';
import { afterSales } from '../data/store';
import { afterSaleStatusesOf } from '../domain/after-sale-states';
import { ok } from '../kernel/reply';
import { choice, form, id, paging } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { briefOf } from './views';

export const newest: KeysetOrder = { field: 'createdAt', direction: 'desc' };

export const list: ActionOf<'aftersale', 'list'> = {
  access: 'shopper',
  schema: form({ ...paging }),
  async run(page, { openid }) {
    const where = { openid, status: command.in([...afterSaleStatusesOf('all')]) };
    return ok(mapPage(await findPage(afterSales, where, newest, page), briefOf));
  },
};

export const shopList: ActionOf<'aftersale', 'shopList'> = {
  access: { staff: ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'] },
  schema: form({ ...paging, shopId: id, tab: v.optional(choice(['all', 'todo', 'done'])) }),
  async run({ shopId, tab = 'all', ...page }) {
    const where = { shopId, status: command.in([...afterSaleStatusesOf(tab)]) };
    return ok(mapPage(await findPage(afterSales, where, newest, page), briefOf));
  },
};

export const shopCounts: ActionOf<'aftersale', 'shopCounts'> = {
  access: { staff: ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'] },
  schema: form({ shopId: id }),
  run: async ({ shopId }) => ok({ todo: await afterSales.count({ shopId, status: command.in([...afterSaleStatusesOf('todo')]) }) }),
};
