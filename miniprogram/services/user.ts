import type { ActionRequest, UserActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof UserActions> = ActionRequest<'user', A>;

export const user = {
  me: () => call('user', 'me', {}),
  saveProfile: (request: Request<'saveProfile'>) => call('user', 'saveProfile', request),
  bindPhone: (request: Request<'bindPhone'>) => call('user', 'bindPhone', request),
  savePhone: (request: Request<'savePhone'>) => call('user', 'savePhone', request),
  removePhone: (request: Request<'removePhone'>) => call('user', 'removePhone', request),
  parseAddress: (text: string) => call('user', 'parseAddress', { text }),
  exportData: (request: Request<'exportData'>) => call('user', 'exportData', request),
  closing: () => call('user', 'closing', {}),
  close: (request: Request<'close'>) => call('user', 'close', request),
  keep: (request: Request<'keep'>) => call('user', 'keep', request),
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
