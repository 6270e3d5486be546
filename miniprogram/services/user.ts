import type { ActionRequest, UserActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof UserActions> = ActionRequest<'user', A>;

export const user = {
  me: () => call('user', 'me', {}),
  saveProfile: (request: Request<'saveProfile'>) => call('user', 'saveProfile', request),
  addresses: () => call('user', 'addresses', {}),
  saveAddress: (request: Request<'saveAddress'>) => call('user', 'saveAddress', request),
  favorites: (request: Request<'favorites'>) => call('user', 'favorites', request),
  setFavorite: (request: Request<'setFavorite'>) => call('user', 'setFavorite', request),
  footprints: (request: Request<'footprints'>) => call('user', 'footprints', request),
  visit: (request: Request<'visit'>) => call('user', 'visit', request),
  forgetFootprints: (request: Request<'forgetFootprints'>) => call('user', 'forgetFootprints', request),
  keptCounts: () => call('user', 'keptCounts', {}),
  removeAddress: (request: Request<'removeAddress'>) => call('user', 'removeAddress', request),
};
