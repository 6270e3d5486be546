import { call } from './cloud';

export const shop = {
  get: (shopId: string) => call('shop', 'get', { shopId }),
  overview: (shopId: string) => call('shop', 'overview', { shopId }),
};
