import type { ActionRequest, ShopActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof ShopActions> = ActionRequest<'shop', A>;

export const shop = {
  get: (shopId: string) => call('shop', 'get', { shopId }),
  overview: (shopId: string) => call('shop', 'overview', { shopId }),

  freightTemplates: (shopId: string) => call('shop', 'freightTemplates', { shopId }),
  saveFreightTemplate: (request: Request<'saveFreightTemplate'>) => call('shop', 'saveFreightTemplate', request),
  setDefaultFreight: (request: Request<'setDefaultFreight'>) => call('shop', 'setDefaultFreight', request),
  instantRefund: (shopId: string) => call('shop', 'instantRefund', { shopId }),
  setInstantRefund: (request: Request<'setInstantRefund'>) => call('shop', 'setInstantRefund', request),

  removeFreightTemplate: (request: Request<'removeFreightTemplate'>) => call('shop', 'removeFreightTemplate', request),

  pickupPoints: (shopId: string) => call('shop', 'pickupPoints', { shopId }),
  pickupSettings: (shopId: string) => call('shop', 'pickupSettings', { shopId }),
  savePickupPoint: (request: Request<'savePickupPoint'>) => call('shop', 'savePickupPoint', request),
  removePickupPoint: (request: Request<'removePickupPoint'>) => call('shop', 'removePickupPoint', request),
  setPickup: (request: Request<'setPickup'>) => call('shop', 'setPickup', request),
};
