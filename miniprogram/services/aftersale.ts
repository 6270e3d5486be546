import type { ActionRequest, AfterSaleActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof AfterSaleActions> = ActionRequest<'aftersale', A>;

export const aftersale = {
  eligible: (orderId: string) => call('aftersale', 'eligible', { orderId }),
  apply: (request: Request<'apply'>) => call('aftersale', 'apply', request),
  list: (request: Request<'list'>) => call('aftersale', 'list', request),
  get: (afterSaleId: string) => call('aftersale', 'get', { afterSaleId }),
  cancel: (request: Request<'cancel'>) => call('aftersale', 'cancel', request),
  sendBack: (request: Request<'sendBack'>) => call('aftersale', 'sendBack', request),
  dispute: (request: Request<'dispute'>) => call('aftersale', 'dispute', request),

  shopList: (request: Request<'shopList'>) => call('aftersale', 'shopList', request),
  shopGet: (request: Request<'shopGet'>) => call('aftersale', 'shopGet', request),
  shopCounts: (shopId: string) => call('aftersale', 'shopCounts', { shopId }),
  agree: (request: Request<'agree'>) => call('aftersale', 'agree', request),
  reject: (request: Request<'reject'>) => call('aftersale', 'reject', request),
  receive: (request: Request<'receive'>) => call('aftersale', 'receive', request),

  disputes: (request: Request<'disputes'>) => call('aftersale', 'disputes', request),
  disputeGet: (afterSaleId: string) => call('aftersale', 'disputeGet', { afterSaleId }),
  decide: (request: Request<'decide'>) => call('aftersale', 'decide', request),
};
