/**
 * Goods that an exchange wants, held in the product's document from the merchant's consent until they are sent or not wanted any more. What
 * became of a reservation stays marked, so that each step happens once and none happens after the last.
 */
import { command, pathId } from './client';
import { moves } from './stock';
import { spus } from './store';

export interface Reservation {
  spuId: string;
  id: string;
  skuId: string;
  num: number;
}

const placeOf = ({ id }: Reservation): string => `exchanges.${pathId(id)}`;
const holdOf = ({ id }: Reservation): string => `holds.${pathId(id)}`;

/** False: there are not so many left, and from then on this reservation is over. Whether the product is listed does not matter. */
export async function reserveStock(reservation: Reservation): Promise<boolean> {
  const { spuId, skuId, num } = reservation;
  const place = placeOf(reservation);
  const { guard, change } = moves('hold', { [skuId]: num });
  const free = { _id: spuId, [place]: command.exists(false) };
  if ((await spus.update({ ...free, ...guard }, { ...change, [holdOf(reservation)]: { [skuId]: num }, [place]: 'held' })) === 1) return true;
  if ((await spus.update(free, { [place]: 'released' })) === 1) return false;
  const spu = await spus.get(spuId, { [place]: true });
  return spu?.exchanges?.[reservation.id] !== undefined && spu.exchanges[reservation.id] !== 'released';
}

/** Gives the goods back, or sees to it that they are never held. Nothing happens when they were sent. */
export async function releaseReservation(reservation: Reservation): Promise<void> {
  const place = placeOf(reservation);
  const { change } = moves('release', { [reservation.skuId]: reservation.num });
  const released = await spus.update({ _id: reservation.spuId, [place]: 'held' }, { ...change, [holdOf(reservation)]: command.remove(), [place]: 'released' });
  if (released === 0) await spus.update({ _id: reservation.spuId, [place]: command.exists(false) }, { [place]: 'released' });
}

/** The goods go out. Nothing happens when they are not held. */
export async function sellReservation(reservation: Reservation): Promise<void> {
  const place = placeOf(reservation);
  const { change } = moves('sell', { [reservation.skuId]: reservation.num });
  await spus.update({ _id: reservation.spuId, [place]: 'held' }, { ...change, sold: command.inc(reservation.num), [holdOf(reservation)]: command.remove(), [place]: 'sold' });
}
