import type { ManagedTemplate, NoticeFact, TemplateField } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { message } from '../../../../services/message';
import type { Tap } from '../../../../utils/events';
import { toastError, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';

const FACTS: { key: NoticeFact; text: string }[] = [
  { key: 'goods', text: '商品' },
  { key: 'orderNo', text: '订单号' },
  { key: 'amount', text: '金额' },
  { key: 'time', text: '时间' },
  { key: 'status', text: '状态' },
  { key: 'tip', text: '温馨提示' },
  { key: 'company', text: '快递公司' },
  { key: 'waybill', text: '快递单号' },
  { key: 'shop', text: '店铺' },
  { key: 'name', text: '名称' },
];
const MOST_FIELDS = 5;
type FieldRow = TemplateField & { place: number };

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    refused: false,
    items: [] as ManagedTemplate[],
    facts: FACTS,
    editing: false,
    key: '',
    title: '',
    templateId: '',
    enabled: false,
    fields: [] as FieldRow[],
    canAdd: true,
    problem: '',
    busy: false,
  },
  attempt: null as Attempt | null,

  onLoad() {
    this.attempt = new Attempt();
    void this.load();
  },
  async load() {
    this.setData({ state: 'loading' });
    try {
      this.setData({ state: 'ready', items: (await message.manageTemplates()).items });
    } catch (error) {
      const { code, message: text } = asAppError(error);
      this.setData({ state: 'error', errorText: text, refused: code === 'FORBIDDEN' });
    }
  },
  onItem(event: Tap<{ index: number }>) {
    const item = this.data.items[event.currentTarget.dataset.index];
    if (!item) return;
    const { key, title, templateId, enabled } = item;
    this.setData({ editing: true, key, title, templateId, enabled, problem: '' });
    this.showFields(item.fields);
  },
  showFields(fields: TemplateField[]) {
    const place = (fact: NoticeFact) => Math.max(0, FACTS.findIndex(({ key }) => key === fact));
    this.setData({ fields: fields.map((field) => ({ ...field, place: place(field.fact) })), canAdd: fields.length < MOST_FIELDS });
  },
  onCloseSheet() {
    this.setData({ editing: false });
  },
  onTemplateId(event: WechatMiniprogram.Input) {
    this.setData({ templateId: event.detail.value, problem: '' });
  },
  onEnabled(event: WechatMiniprogram.SwitchChange) {
    this.setData({ enabled: event.detail.value, problem: '' });
  },
  onFieldName(event: WechatMiniprogram.Input & Tap<{ index: number }>) {
    this.setData({ [`fields[${event.currentTarget.dataset.index}].name`]: event.detail.value, problem: '' });
  },
  onFieldFact(event: WechatMiniprogram.PickerChange & Tap<{ index: number }>) {
    const place = Number(event.detail.value);
    const { index } = event.currentTarget.dataset;
    this.setData({ [`fields[${index}].place`]: place, [`fields[${index}].fact`]: FACTS[place]?.key ?? 'goods' });
  },
  onAddField() {
    this.showFields([...this.data.fields, { name: '', fact: 'goods' }]);
  },
  onRemoveField(event: Tap<{ index: number }>) {
    this.showFields(this.data.fields.filter((_field, at) => at !== event.currentTarget.dataset.index));
  },
  async onSave() {
    const attempt: Attempt | null = this.attempt;
    const { key, templateId, enabled, fields, busy } = this.data;
    if (busy || !attempt) return;
    this.setData({ busy: true });
    try {
      const draft = { templateId: templateId.trim(), enabled, fields: fields.map(({ name, fact }) => ({ name: name.trim(), fact })) };
      const { items } = await attempt.run({ key, draft }, (sent) => message.saveTemplate(sent));
      this.setData({ items, editing: false });
      toastSuccess('已保存');
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
