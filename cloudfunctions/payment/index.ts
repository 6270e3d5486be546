/** Payments: opening them, asking about them, and WeChat Pay's callback. */
import { serve } from '../kernel/serve';
import { isPayCallback, payCallback } from './callback';
import { prepay } from './prepay';
import { sync } from './sync';

export const main = serve<'payment'>(
  { prepay, sync },
  { platform: (event, caller, { now, envId }) => (isPayCallback(caller) ? payCallback(event, { now, envId }) : undefined) },
);
