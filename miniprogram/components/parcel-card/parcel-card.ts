import type { OrderLine, ParcelView } from '../../../typings/index';
import { dateTime } from '../../utils/time';

/**
 * One parcel of an order: company, tracking number, what is in it. The page handles the tap on the host; what it puts into the slot stands
 * beside the button that copies the number.
 */
Component({
  properties: {
    /** ParcelView */
    parcel: { type: Object, value: {} as Record<string, unknown> },
    /** OrderLine[] of the order. */
    lines: { type: Array, value: [] as unknown[] },
    /** Which of the order's parcels it is, from 1; 0: its only one. */
    number: { type: Number, value: 0 },
    /** A tap on it leads on. */
    link: { type: Boolean, value: false },
  },
  data: { time: '', pictures: [] as { skuId: string; image: string; num: number }[], count: 0 },
  observers: {
    'parcel, lines'(parcel: Partial<ParcelView>, lines: OrderLine[]) {
      if (!parcel.lines) return;
      const pictures = parcel.lines.map(({ skuId, num }) => ({ skuId, num, image: lines.find((line) => line.skuId === skuId)?.image ?? '' }));
      const count = parcel.lines.reduce((all, { num }) => all + num, 0);
      this.setData({ time: dateTime(parcel.shippedAt ?? null), pictures, count });
    },
  },
  methods: {
    onCopy() {
      void wx.setClipboardData({ data: (this.data.parcel as unknown as ParcelView).waybillId });
    },
  },
});
