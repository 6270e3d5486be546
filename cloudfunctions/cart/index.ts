/** The shopping cart: one document a user. */
import { ok } from '../kernel/reply';
import { form } from '../kernel/schema';
import { serve, type ActionOf } from '../kernel/serve';
import { add, changeSku, remove, select, update } from './changes';
import { sync } from './sync';
import { countOf, readCart, viewOf } from './view';

const get: ActionOf<'cart', 'get'> = {
  access: 'shopper',
  schema: form({}),
  run: async (_request, { openid, now }) => ok(await viewOf(await readCart(openid), now)),
};

const count: ActionOf<'cart', 'count'> = {
  access: 'shopper',
  schema: form({}),
  run: async (_request, { openid }) => ok({ count: countOf(await readCart(openid)) }),
};

export const main = serve<'cart'>({ get, count, add, update, select, remove, changeSku, sync });
