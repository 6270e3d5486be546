import type { ActionRequest, VipActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof VipActions> = ActionRequest<'vip', A>;

export const vip = {
  card: (shopId: string) => call('vip', 'card', { shopId }),
  join: (request: Request<'join'>) => call('vip', 'join', request),
  leave: (request: Request<'leave'>) => call('vip', 'leave', request),
  mine: (request: Request<'mine'>) => call('vip', 'mine', request),
  flow: (request: Request<'flow'>) => call('vip', 'flow', request),

  program: (shopId: string) => call('vip', 'program', { shopId }),
  saveProgram: (request: Request<'saveProgram'>) => call('vip', 'saveProgram', request),
  members: (request: Request<'members'>) => call('vip', 'members', request),
  adjust: (request: Request<'adjust'>) => call('vip', 'adjust', request),
  prices: (request: Request<'prices'>) => call('vip', 'prices', request),
  savePrices: (request: Request<'savePrices'>) => call('vip', 'savePrices', request),
};
