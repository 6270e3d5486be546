import type { CheckoutPickup, PickupPlace } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { shop } from '../../../../services/shop';
import type { Tap } from '../../../../utils/events';
import { dayAndTime, distance, distanceText, hoursText, placeText, type Position } from '../../../../utils/pickup-text';

interface Row {
  pointId: string;
  name: string;
  address: string;
  hours: string;
  far: string;
}

/** How one shop's part is delivered: by express, or fetched at one of its points. Sends `method` {on}, `place` {pointId} and `person` {userName, telNumber}. */
Component({
  properties: {
    shopId: { type: String, value: '' },
    /** It is fetched. */
    on: { type: Boolean, value: false },
    /** CheckoutPickup, where it is fetched. */
    pickup: { type: Object, value: null as unknown as Record<string, unknown> },
    userName: { type: String, value: '' },
    telNumber: { type: String, value: '' },
  },
  data: { place: null as Row | null, when: '', sheet: false, state: 'loading' as 'loading' | 'ready' | 'empty' | 'error', problem: '', rows: [] as Row[], located: false },
  observers: {
    pickup(pickup: CheckoutPickup | null) {
      const { place = null, from = null, until = null } = pickup ?? {};
      this.setData({ place: place && rowOf(place, null), when: from !== null && until !== null ? `${dayAndTime(from)} 起可提货，保留到 ${dayAndTime(until)}` : '' });
    },
  },
  methods: {
    onExpress() {
      if (this.data.on) this.triggerEvent('method', { on: false });
    },
    onPickup() {
      if (this.data.on) return;
      this.triggerEvent('method', { on: true });
      void this.open();
    },
    open(): Promise<void> {
      this.setData({ sheet: true });
      return this.load(null);
    },
    onOpen() {
      void this.open();
    },
    async load(here: Position | null) {
      if (this.data.rows.length === 0) this.setData({ state: 'loading' });
      try {
        const { items } = await shop.pickupPoints(this.data.shopId);
        const far = items.map((place) => ({ place, metres: distance(here, place) }));
        if (here) far.sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity));
        this.setData({ rows: far.map(({ place, metres }) => rowOf(place, metres)), state: items.length > 0 ? 'ready' : 'empty', located: here !== null });
      } catch (error) {
        this.setData({ state: 'error', problem: asAppError(error).message });
      }
    },
    /** Asked only when the shopper wants it; without the permission the list stays as it was. */
    async onNear() {
      try {
        await this.load(await new Promise<Position>((success, fail) => wx.getFuzzyLocation({ type: 'gcj02', success, fail })));
      } catch {
        void wx.showToast({ title: '没有定位权限，请从列表选择', icon: 'none' });
      }
    },
    onRetry() {
      void this.load(null);
    },
    onPick(event: Tap<{ id: string }>) {
      this.setData({ sheet: false });
      this.triggerEvent('place', { pointId: event.currentTarget.dataset.id });
    },
    onClose() {
      this.setData({ sheet: false });
    },
    onName(event: WechatMiniprogram.Input) {
      this.triggerEvent('person', { userName: event.detail.value, telNumber: this.data.telNumber });
    },
    onTel(event: WechatMiniprogram.Input) {
      this.triggerEvent('person', { userName: this.data.userName, telNumber: event.detail.value });
    },
  },
});

function rowOf(place: PickupPlace, metres: number | null): Row {
  return { pointId: place.pointId, name: place.name, address: placeText(place), hours: hoursText(place.hours), far: distanceText(metres) };
}
