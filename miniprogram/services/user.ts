import type { ActionRequest, UserActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof UserActions> = ActionRequest<'user', A>;

export const user = {
  me: () => call('user', 'me', {}),
  saveProfile: (request: Request<'saveProfile'>) => call('user', 'saveProfile', request),
  addresses: () => call('user', 'addresses', {}),
  saveAddress: (request: Request<'saveAddress'>) => call('user', 'saveAddress', request),
  removeAddress: (request: Request<'removeAddress'>) => call('user', 'removeAddress', request),
};
