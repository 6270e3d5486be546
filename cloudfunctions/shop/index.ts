/** Shops: what everybody sees of one, and what its staff arranges. */
import { serve } from '../kernel/serve';
import { freightTemplates, removeFreightTemplate, saveFreightTemplate, setDefaultFreight } from './freight';
import { get } from './home';
import { instantRefund, setInstantRefund } from './instant-refund';
import { overview } from './overview';
import { pickupPoints, pickupSettings, removePickupPoint, savePickupPoint, setPickup } from './pickup-points';

export const main = serve<'shop'>({ get, overview, freightTemplates, saveFreightTemplate, setDefaultFreight, removeFreightTemplate, pickupPoints, pickupSettings, savePickupPoint, removePickupPoint, setPickup, instantRefund, setInstantRefund });
