/**
 * Claiming a coupon. The shopper's piece is written first, under a number that follows from coupon, shopper and which of theirs it is, so that
 * nobody gets more than they may; then one is taken off the coupon's rest, with a hold that names the piece, so that it is taken off once; then
 * the piece becomes good. The timer finishes what died on the way, and clears a hold when nobody can be about to take it a second time.
 */
import type { UserCoupon } from '../../typings';
import { command, pathId } from '../data/client';
import type { UserCouponDoc } from '../data/documents';
import { coupons, userCoupons } from '../data/store';
import type { OwnCoupon } from '../domain/coupon-terms';
import { SUBMIT_WINDOW } from './order-todos';

/** Longer than a function may run; a repeat of a claim finishes it only while the timer does not. */
const REPEAT_WINDOW = 15_000;
/** Longer than a timer may sit on what it has read. */
const HOLD_WINDOW = 90_000;

/** granted: it is the shopper's. gone: nothing was left, and never will be. later: the timer is about to find out. */
export type Grant = 'granted' | 'gone' | 'later';

/** For a claim and its repeats. */
export async function finishClaim(piece: UserCouponDoc, now: number): Promise<Grant> {
  if (piece.status !== 0) return 'granted';
  if (piece.todo.length === 0) return 'gone';
  return now - piece.claimedAt <= REPEAT_WINDOW ? grant(piece, now) : 'later';
}

/** Takes the piece off the coupon's rest and makes it good. May be repeated, also at the same time, for as long as the hold is there. */
async function grant(piece: UserCouponDoc, now: number): Promise<'granted' | 'gone'> {
  const hold = `holds.${pathId(piece._id)}`;
  const taken = await coupons.update({ _id: piece.couponId, status: 2, left: command.gte(1), [hold]: command.exists(false) }, { left: command.inc(-1), [hold]: now });
  if (taken === 0 && (await coupons.count({ _id: piece.couponId, [hold]: command.exists(true) })) === 0) return 'gone';
  await userCoupons.update({ _id: piece._id, status: 0 }, { status: 100 });
  return 'granted';
}

/** For the timer. False: it is looked at again later. */
export async function settleClaim(piece: UserCouponDoc, now: number): Promise<boolean> {
  const age = now - piece.claimedAt;
  if (piece.status === 0) {
    if (age <= SUBMIT_WINDOW) return false;
    if ((await grant(piece, now)) === 'gone') return settled(piece);
    // Another run of the timer may have read it as unfinished: the hold stays for as long as that can matter.
    await userCoupons.update({ _id: piece._id, todo: 'settle' }, { claimedAt: now });
    return true;
  }
  if (age <= HOLD_WINDOW) return false;
  const hold = `holds.${pathId(piece._id)}`;
  await coupons.update({ _id: piece.couponId, [hold]: command.exists(true) }, { [hold]: command.remove() });
  return settled(piece);
}

async function settled(piece: UserCouponDoc): Promise<true> {
  await userCoupons.update({ _id: piece._id, todo: 'settle' }, { todo: command.pull('settle') });
  return true;
}

export function ownCouponOf({ _id, type, name, discountFen, discountNum, thresholdFen, thresholdCount, spuIds }: UserCouponDoc): OwnCoupon {
  return { id: _id, type, name, discountFen, discountNum, thresholdFen, thresholdCount, spuIds };
}

export function userCouponOf(piece: UserCouponDoc): UserCoupon {
  const { _id, couponId, shopId, shopName, status, validFrom, validUntil, orderId } = piece;
  const { id: _own, ...terms } = ownCouponOf(piece);
  return { userCouponId: _id, couponId, shopId, shopName, ...terms, status, validFrom, validUntil, orderId };
}
