import type { ActionRequest, AfterSaleActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof AfterSaleActions> = ActionRequest<'aftersale', A>;

export const aftersale = {
  eligible: (orderId: string) => call('aftersale', 'eligible', { orderId }),
  exchangeable: (request: Request<'exchangeable'>) => call('aftersale', 'exchangeable', request),
  apply: (request: Request<'apply'>) => call('aftersale', 'apply', request),
  list: (request: Request<'list'>) => call('aftersale', 'list', request),
  get: (afterSaleId: string) => call('aftersale', 'get', { afterSaleId }),
  cancel: (request: Request<'cancel'>) => call('aftersale', 'cancel', request),
  sendBack: (request: Request<'sendBack'>) => call('aftersale', 'sendBack', request),
  dispute: (request: Request<'dispute'>) => call('aftersale', 'dispute', request),
  answer: (request: Request<'answer'>) => call('aftersale', 'answer', request),
  confirmExchange: (request: Request<'confirmExchange'>) => call('aftersale', 'confirmExchange', request),
  say: (request: Request<'say'>) => call('aftersale', 'say', request),

  shopList: (request: Request<'shopList'>) => call('aftersale', 'shopList', request),
  shopGet: (request: Request<'shopGet'>) => call('aftersale', 'shopGet', request),
  shopCounts: (shopId: string) => call('aftersale', 'shopCounts', { shopId }),
  agree: (request: Request<'agree'>) => call('aftersale', 'agree', request),
  reject: (request: Request<'reject'>) => call('aftersale', 'reject', request),
  receive: (request: Request<'receive'>) => call('aftersale', 'receive', request),
  reship: (request: Request<'reship'>) => call('aftersale', 'reship', request),
  propose: (request: Request<'propose'>) => call('aftersale', 'propose', request),
  intercept: (request: Request<'intercept'>) => call('aftersale', 'intercept', request),
  retryRefund: (request: Request<'retryRefund'>) => call('aftersale', 'retryRefund', request),
  certify: (request: Request<'certify'>) => call('aftersale', 'certify', request),
  shopSay: (request: Request<'shopSay'>) => call('aftersale', 'shopSay', request),
  startable: (shopId: string, orderId: string) => call('aftersale', 'startable', { shopId, orderId }),
  offer: (request: Request<'offer'>) => call('aftersale', 'offer', request),
  priceDiff: (request: Request<'priceDiff'>) => call('aftersale', 'priceDiff', request),

  disputes: (request: Request<'disputes'>) => call('aftersale', 'disputes', request),
  disputeGet: (afterSaleId: string) => call('aftersale', 'disputeGet', { afterSaleId }),
  decide: (request: Request<'decide'>) => call('aftersale', 'decide', request),
  platformSay: (request: Request<'platformSay'>) => call('aftersale', 'platformSay', request),
};
