import type { ActionRequest, PaymentActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof PaymentActions> = ActionRequest<'payment', A>;

export const payment = {
  prepay: (request: Request<'prepay'>) => call('payment', 'prepay', request),
  sync: (outTradeNo: string) => call('payment', 'sync', { outTradeNo }),
};
