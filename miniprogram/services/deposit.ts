import type { ActionRequest, DepositActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof DepositActions> = ActionRequest<'deposit', A>;

export const deposit = {
  get: (shopId: string) => call('deposit', 'get', { shopId }),
  ledger: (request: Request<'ledger'>) => call('deposit', 'ledger', request),
  prepay: (request: Request<'prepay'>) => call('deposit', 'prepay', request),
};
