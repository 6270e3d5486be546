import type { ActionRequest, InvoiceActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof InvoiceActions> = ActionRequest<'invoice', A>;

export const invoice = {
  titles: () => call('invoice', 'titles', {}),
  saveTitle: (request: Request<'saveTitle'>) => call('invoice', 'saveTitle', request),
  removeTitle: (request: Request<'removeTitle'>) => call('invoice', 'removeTitle', request),
  ofOrder: (orderId: string) => call('invoice', 'ofOrder', { orderId }),
  request: (request: Request<'request'>) => call('invoice', 'request', request),
  cancel: (request: Request<'cancel'>) => call('invoice', 'cancel', request),
  list: (request: Request<'list'>) => call('invoice', 'list', request),
  file: (invoiceId: string) => call('invoice', 'file', { invoiceId }),
  shopList: (request: Request<'shopList'>) => call('invoice', 'shopList', request),
  shopGet: (request: Request<'shopGet'>) => call('invoice', 'shopGet', request),
  issue: (request: Request<'issue'>) => call('invoice', 'issue', request),
  red: (request: Request<'red'>) => call('invoice', 'red', request),
};
