import type { ActionRequest, ReviewActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof ReviewActions> = ActionRequest<'review', A>;

export const review = {
  list: (request: Request<'list'>) => call('review', 'list', request),
  summary: (spuId: string) => call('review', 'summary', { spuId }),

  toReview: (request: Request<'toReview'>) => call('review', 'toReview', request),
  count: () => call('review', 'count', {}),
  mine: (request: Request<'mine'>) => call('review', 'mine', request),
  order: (orderId: string) => call('review', 'order', { orderId }),
  submit: (request: Request<'submit'>) => call('review', 'submit', request),
  append: (request: Request<'append'>) => call('review', 'append', request),
  remove: (request: Request<'remove'>) => call('review', 'remove', request),

  shopList: (request: Request<'shopList'>) => call('review', 'shopList', request),
  shopCounts: (shopId: string) => call('review', 'shopCounts', { shopId }),
  reply: (request: Request<'reply'>) => call('review', 'reply', request),

  queue: (request: Request<'queue'>) => call('review', 'queue', request),
  decide: (request: Request<'decide'>) => call('review', 'decide', request),
};
