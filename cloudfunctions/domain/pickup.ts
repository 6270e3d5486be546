/** Orders that are fetched: when they can be, until when, and who may fetch them. */
import type { Fulfilment, Millis, OrderLine, OrderStatus, PickupChoice, PickupFulfilment, PickupTimes } from '../../typings';
import { openFrom } from './pickup-point';
import { PHONE } from './postal-address';
import type { FieldProblem } from './problem';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface FetchedOrder {
  status: OrderStatus;
  fulfilment?: Fulfilment;
  paidAt: Millis | null;
  lines: readonly Pick<OrderLine, 'deliveryDeadline'>[];
}

export function pickupOf({ fulfilment }: Pick<FetchedOrder, 'fulfilment'>): PickupFulfilment | null {
  return fulfilment?.method === 'pickup' ? fulfilment : null;
}

/** null: it does not wait to be fetched. */
export function pickupTimes(order: FetchedOrder): PickupTimes | null {
  const pickup = pickupOf(order);
  if (!pickup || order.status !== 20) return null;
  const { place, keepDays, readyAt } = pickup;
  // As one bag: when the last of it is there.
  const there = Math.max((order.paidAt ?? 0) + place.prepareHours * HOUR, ...order.lines.map(({ deliveryDeadline = 0 }) => deliveryDeadline));
  const promised = openFrom(place.hours, there);
  return { readyBefore: readyAt ?? promised, collectBefore: Math.max(promised, readyAt ?? 0) + keepDays * DAY };
}

type Person = Pick<PickupChoice, 'userName' | 'telNumber'>;
const LONGEST_NAME = 30;

export function tidyPerson({ userName, telNumber }: Person): Person {
  return { userName: userName.trim().replace(/\s+/g, ' '), telNumber: telNumber.replace(/\s+/g, '') };
}

/** What is wrong with who fetches it; null: nothing. */
export function personProblem({ userName, telNumber }: Person): FieldProblem | null {
  if (userName === '') return { field: 'userName', message: '请填写提货人姓名' };
  if ([...userName].length > LONGEST_NAME) return { field: 'userName', message: `提货人姓名最多 ${LONGEST_NAME} 个字` };
  return PHONE.test(telNumber) ? null : { field: 'telNumber', message: telNumber === '' ? '请填写提货人手机号' : '提货人手机号不正确，请检查后重填' };
}

export const CODE_DIGITS = 12;
const CODE = /^\d{12}$/;

/** As somebody types or scans it, without spaces and dashes; null: it can be none. */
export function codeIn(text: string): string | null {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '');
  return CODE.test(code) ? code : null;
}
