import type { PickupPoint, PickupPointDraft } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { shop } from '../../../../services/shop';
import type { Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { clockText, DAY_NAMES } from '../../../../utils/pickup-text';
import { queryText } from '../../../../utils/routes';

/** After a save the list is shown again; a moment later, so that the toast is seen. */
const BACK_AFTER_MS = 600;
const USUAL = { from: 540, until: 1260 };

interface DayForm {
  name: string;
  open: boolean;
  from: string;
  until: string;
}
type TextField = 'name' | 'phone' | 'detailInfo' | 'prepareHours';

const daysOf = (hours: PickupPointDraft['hours']): DayForm[] => DAY_NAMES.map((name, day) => ({ name, open: Boolean(hours[day]), from: clockText((hours[day] ?? USUAL).from), until: clockText((hours[day] ?? USUAL).until) }));
const minutesIn = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const EMPTY = { name: '', phone: '', detailInfo: '', prepareHours: '2' };

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    form: { ...EMPTY },
    region: [] as string[],
    latitude: null as number | null,
    longitude: null as number | null,
    days: daysOf(new Array(7).fill(USUAL)),
    enabled: true,
    /** The field at fault, without its place in a list, and what is wrong. */
    badField: '',
    problem: '',
    busy: false,
  },
  shopId: '',
  pointId: '',
  version: 0,
  saving: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.pointId = queryText(query, 'pointId');
    this.saving = new Attempt();
    if (!this.pointId) void wx.setNavigationBarTitle({ title: '添加自提点' });
    void this.load();
  },
  async load() {
    if (!this.pointId) return this.setData({ state: 'ready' });
    this.setData({ state: 'loading' });
    try {
      const { items } = await shop.pickupSettings(this.shopId);
      const point = items.find(({ pointId }) => pointId === this.pointId);
      if (point) this.fill(point);
      else this.setData({ state: 'error', gone: true, errorText: '自提点已被删除' });
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, gone: code === 'FORBIDDEN' });
    }
  },
  fill({ version, name, phone, detailInfo, prepareHours, provinceName, cityName, countyName, latitude, longitude, hours, enabled }: PickupPoint) {
    this.version = version;
    this.setData({ state: 'ready', form: { name, phone, detailInfo, prepareHours: String(prepareHours) }, region: [provinceName, cityName, countyName], latitude, longitude, days: daysOf(hours), enabled });
  },

  onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: TextField }>) {
    const { field } = event.currentTarget.dataset;
    this.setData({ form: { ...this.data.form, [field]: event.detail.value }, badField: '', problem: '' });
  },
  onRegion(event: WechatMiniprogram.PickerChange) {
    this.setData({ region: event.detail.value as unknown as string[], badField: '', problem: '' });
  },
  /** Where the map can be opened it gives the position, and the street where none was typed. */
  async onLocate() {
    try {
      const { latitude, longitude, name, address } = await wx.chooseLocation({});
      const { form } = this.data;
      this.setData({ latitude, longitude, form: { ...form, detailInfo: form.detailInfo || `${address}${name}`.replace(/^\S+?(?:省|自治区)?\S+?市\S+?[区县]/, '') || name }, badField: '', problem: '' });
    } catch {
      toast('没有选择位置，可以直接填写地址');
    }
  },
  onDay(event: WechatMiniprogram.SwitchChange & Tap<{ day: number }>) {
    this.editDay(event.currentTarget.dataset.day, { open: event.detail.value });
  },
  onClock(event: WechatMiniprogram.PickerChange & Tap<{ day: number; end: 'from' | 'until' }>) {
    const { day, end } = event.currentTarget.dataset;
    this.editDay(day, { [end]: String(event.detail.value) });
  },
  editDay(day: number, change: Partial<DayForm>) {
    this.setData({ days: this.data.days.map((one, i) => (i === Number(day) ? { ...one, ...change } : one)), badField: '', problem: '' });
  },
  /** Monday's hours for every day that is open. */
  onSame() {
    const [first] = this.data.days;
    if (first) this.setData({ days: this.data.days.map((one) => ({ ...one, from: first.from, until: first.until })) });
  },
  onEnabled(event: WechatMiniprogram.SwitchChange) {
    this.setData({ enabled: event.detail.value });
  },

  draft(): PickupPointDraft {
    const { form, region, latitude, longitude, days, enabled } = this.data;
    const [provinceName = '', cityName = '', countyName = ''] = region;
    const hours = days.map(({ open, from, until }) => (open ? { from: minutesIn(from), until: minutesIn(until) } : null));
    return { name: form.name, phone: form.phone, provinceName, cityName, countyName, detailInfo: form.detailInfo, latitude, longitude, hours, prepareHours: Number(form.prepareHours || 0), enabled };
  },
  async onSave() {
    const attempt = this.saving as Attempt | null;
    if (this.data.busy || !attempt) return;
    this.setData({ busy: true, badField: '', problem: '' });
    try {
      const known = this.pointId ? { pointId: this.pointId as string, version: this.version as number } : {};
      await attempt.run({ shopId: this.shopId as string, ...known, draft: this.draft() }, (request) => shop.savePickupPoint(request));
      toastSuccess('已保存');
      // Stays busy: a second tap would make a second point.
      setTimeout(back, BACK_AFTER_MS);
    } catch (error) {
      const { message, field = '' } = asAppError(error);
      const [, badField = ''] = /^(?:draft\.)?(\w+)/.exec(field) ?? [];
      this.setData({ busy: false, badField, problem: message });
      toast(message);
      void wx.pageScrollTo({ selector: `#at-${badField}`, offsetTop: -16, duration: 200, fail: () => undefined });
    }
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
