import type { Area, SendTime, ShippingMethod, ValuationType } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { shop } from '../../../../services/shop';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { queryText } from '../../../../utils/routes';
import { areasLabel, emptyFree, emptyFreight, emptyMethod, freightDraftOf, freightField, freightFormOf, type FreeForm, type FreightForm, type FreightProblem, type MethodForm } from '../../utils/freight-form';

/** After a save the list is shown again; a moment later, so that the toast is seen. */
const BACK_AFTER_MS = 600;
const MOST_GROUPS = 30;

/** `list` and `at`: the group of the form that it lies in. */
type Problem = FreightProblem & { list: string; at: number };
/** Whose regions are being chosen. */
type Target = { of: 'methods' | 'frees'; at: number } | { of: 'notSend' };

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    methodChoices: [{ key: 'NO_FREE', text: '买家付' }, { key: 'CONDITION_FREE', text: '满足条件包邮' }, { key: 'FREE', text: '包邮' }],
    valuationChoices: [{ key: 'PIECE', text: '按件数' }, { key: 'WEIGHT', text: '按重量' }],
    sendChoices: [{ key: 'SendTime_TWENTYFOUR_HOUR', text: '24 小时内' }, { key: 'SendTime_FOUTYEIGHT_HOUR', text: '48 小时内' }],
    form: emptyFreight(),
    problem: null as Problem | null,
    busy: false,
    regions: false,
    regionTitle: '',
    chosen: [] as Area[],
    taken: [] as Area[],
  },
  shopId: '',
  templateId: '',
  version: 0,
  target: { of: 'notSend' } as Target,
  saving: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.templateId = queryText(query, 'templateId');
    this.saving = new Attempt();
    if (!this.templateId) void wx.setNavigationBarTitle({ title: '新建运费模板' });
    void this.load();
  },

  async load() {
    if (!this.templateId) return this.setData({ state: 'ready', form: emptyFreight() });
    this.setData({ state: 'loading' });
    try {
      const { items } = await shop.freightTemplates(this.shopId);
      const template = items.find(({ templateId }) => templateId === this.templateId);
      if (!template) return this.setData({ state: 'error', gone: true, errorText: '运费模板已被删除' });
      this.version = template.version;
      this.setData({ state: 'ready', form: freightFormOf(template), problem: null });
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, gone: code === 'FORBIDDEN' });
    }
  },

  edited(change: Partial<FreightForm>) {
    this.setData({ form: { ...this.data.form, ...change }, problem: null });
  },
  onName(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.edited({ name: event.detail.value });
  },
  onValuation(event: Tap<{ value: ValuationType }>) {
    const { value } = event.currentTarget.dataset;
    if (value !== this.data.form.valuationType) this.edited({ valuationType: value });
  },
  onMethod(event: Tap<{ value: ShippingMethod }>) {
    const { value } = event.currentTarget.dataset;
    const { frees } = this.data.form;
    this.edited({ shippingMethod: value, frees: value === 'CONDITION_FREE' && frees.length === 0 ? [emptyFree(1)] : frees });
  },
  onSendTime(event: Tap<{ value: SendTime }>) {
    this.edited({ sendTime: event.currentTarget.dataset.value });
  },
  onDefault(event: WechatMiniprogram.SwitchChange) {
    this.edited({ isDefault: event.detail.value });
  },

  onMethodText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { at: number; field: keyof MethodForm }>) {
    const { at, field } = event.currentTarget.dataset;
    this.edited({ methods: this.data.form.methods.map((one, i) => (i === Number(at) ? { ...one, [field]: event.detail.value } : one)) });
  },
  onAddMethod() {
    const { methods } = this.data.form;
    if (methods.length >= MOST_GROUPS) return toast(`最多分 ${MOST_GROUPS} 组地区计费`);
    this.edited({ methods: [...methods, emptyMethod(Math.max(...methods.map(({ id }) => id)) + 1)] });
    this.chooseFor({ of: 'methods', at: methods.length });
  },
  onRemoveMethod(event: Tap<{ at: number }>) {
    this.edited({ methods: this.data.form.methods.filter((_, i) => i !== Number(event.currentTarget.dataset.at)) });
  },
  onFreeText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { at: number; field: keyof FreeForm }>) {
    const { at, field } = event.currentTarget.dataset;
    this.edited({ frees: this.data.form.frees.map((one, i) => (i === Number(at) ? { ...one, [field]: event.detail.value } : one)) });
  },
  onAddFree() {
    const { frees } = this.data.form;
    if (frees.length >= MOST_GROUPS) return toast(`包邮条件最多 ${MOST_GROUPS} 条`);
    this.edited({ frees: [...frees, emptyFree(Math.max(0, ...frees.map(({ id }) => id)) + 1)] });
  },
  onRemoveFree(event: Tap<{ at: number }>) {
    this.edited({ frees: this.data.form.frees.filter((_, i) => i !== Number(event.currentTarget.dataset.at)) });
  },

  onMethodAreas(event: Tap<{ at: number }>) {
    this.chooseFor({ of: 'methods', at: Number(event.currentTarget.dataset.at) });
  },
  onFreeAreas(event: Tap<{ at: number }>) {
    this.chooseFor({ of: 'frees', at: Number(event.currentTarget.dataset.at) });
  },
  onNotSend() {
    this.chooseFor({ of: 'notSend' });
  },
  chooseFor(target: Target) {
    const { methods, frees, notSend } = this.data.form;
    this.target = target;
    const chosen = target.of === 'notSend' ? notSend : target.of === 'methods' ? (methods[target.at]?.areas ?? []) : (frees[target.at]?.areas ?? []);
    const taken = target.of === 'methods' ? methods.flatMap(({ areas }, i) => (i === target.at ? [] : areas)) : [];
    const titles = { notSend: '不配送的地区', methods: '按这组运费计费的地区', frees: '包邮的地区，不选就是全国' };
    this.setData({ regions: true, regionTitle: titles[target.of], chosen, taken });
  },
  onPickRegions({ detail: { areas } }: Sent<{ areas: Area[] }>) {
    const target = this.target as Target;
    const { methods, frees } = this.data.form;
    this.setData({ regions: false });
    if (target.of === 'notSend') this.edited({ notSend: areas, notSendText: areasLabel(areas, '') });
    else if (target.of === 'methods') this.edited({ methods: methods.map((one, i) => (i === target.at ? { ...one, areas, areasText: areasLabel(areas, '') } : one)) });
    else this.edited({ frees: frees.map((one, i) => (i === target.at ? { ...one, areas, areasText: areasLabel(areas, '全国') } : one)) });
  },
  onCloseRegions() {
    this.setData({ regions: false });
  },

  async onSave() {
    const attempt = this.saving as Attempt | null;
    if (this.data.busy || !attempt) return;
    const draft = freightDraftOf(this.data.form);
    if ('field' in draft) return this.point(draft);
    this.setData({ busy: true });
    try {
      const known = this.templateId ? { templateId: this.templateId as string, version: this.version as number } : {};
      await attempt.run({ shopId: this.shopId as string, ...known, draft }, (request) => shop.saveFreightTemplate(request));
      toastSuccess('已保存');
      // Stays busy: a second tap would make a second template.
      setTimeout(back, BACK_AFTER_MS);
    } catch (error) {
      const { message, field, code } = asAppError(error);
      this.setData({ busy: false });
      if (code === 'CONFLICT') toast(`${message}，你的修改还没有保存`);
      else this.point({ field: freightField(field ?? ''), message });
    }
  },
  /** Says what is to be mended, and brings it into sight. */
  point(problem: FreightProblem) {
    const [, list = 'name', at = '-1'] = /^(\w+)(?:\[(\d+)\])?/.exec(problem.field) ?? [];
    this.setData({ problem: { ...problem, list, at: Number(at) } });
    toast(problem.message);
    void wx.pageScrollTo({ selector: `#at-${list}`, offsetTop: -16, duration: 200, fail: () => undefined });
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
