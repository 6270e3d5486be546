import type { ActionRequest, CartActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof CartActions> = ActionRequest<'cart', A>;

export const cart = {
  get: () => call('cart', 'get', {}),
  count: () => call('cart', 'count', {}),
  add: (request: Request<'add'>) => call('cart', 'add', request),
  update: (request: Request<'update'>) => call('cart', 'update', request),
  select: (request: Request<'select'>) => call('cart', 'select', request),
  remove: (request: Request<'remove'>) => call('cart', 'remove', request),
  changeSku: (request: Request<'changeSku'>) => call('cart', 'changeSku', request),
  sync: (request: Request<'sync'>) => call('cart', 'sync', request),
};
