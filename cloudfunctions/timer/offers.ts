/** Coupons and promotions: what their time has run out for, and claims that died on the way. */
import { command } from '../data/client';
import { coupons, promotions, userCoupons } from '../data/store';
import { workOff, type Job } from '../kernel/serve-timer';
import { SUBMIT_WINDOW } from '../processes/order-todos';
import { settleClaim } from '../processes/user-coupons';

export const settleClaims: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => userCoupons.find({ todo: 'settle', claimedAt: command.lt(occasion.now - SUBMIT_WINDOW) }, { limit, order: [['claimedAt', 'asc']] }),
    (piece) => settleClaim(piece, occasion.now),
  );

/** Only for the merchant's lists: nothing that has ended is taken off or claimed anyway. */
export const endOffers: Job = async ({ now }) => {
  const ended = await coupons.update({ status: 2, receiveUntil: command.lt(now) }, { status: 3, updatedAt: now });
  return ended + (await promotions.update({ liveShopId: command.gt(''), endsAt: command.lt(now) }, { liveShopId: '' }));
};
