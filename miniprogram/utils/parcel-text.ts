import type { OrderDetail, ParcelView } from '../../typings/index';
import { dateTime } from './time';

export interface ParcelStep {
  text: string;
  time: string;
  /** The newest one. */
  now: boolean;
}

/** What the shop knows of a parcel's way, the newest first: from the order and from the parcel, never from a courier's mouth. */
export function parcelSteps({ paidAt, finishedAt, status, createdAt }: Pick<OrderDetail, 'paidAt' | 'finishedAt' | 'status' | 'createdAt'>, { deliveryName, shippedAt, correctedAt }: ParcelView): ParcelStep[] {
  const steps: [number | null, string][] = [
    [createdAt, '买家提交订单'],
    [paidAt, '买家付款成功，商家备货'],
    [shippedAt, `包裹已发出，交由${deliveryName}承运`],
    [correctedAt, '商家更正了快递公司或运单号'],
    [status === 100 ? finishedAt : null, '已确认收货'],
  ];
  const known = steps.filter((step): step is [number, string] => step[0] !== null).sort(([a], [b]) => b - a);
  return known.map(([at, text], place) => ({ text, time: dateTime(at), now: place === 0 }));
}
