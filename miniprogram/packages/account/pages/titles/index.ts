import type { InvoiceTitle, SavedTitle } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { invoice } from '../../../../services/invoice';
import { isPrivacyRefusal } from '../../../../services/privacy';
import { session } from '../../../../services/session';
import type { Tap } from '../../../../utils/events';
import { ask, toast, toastError } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { queryText } from '../../../../utils/routes';

type Field = keyof InvoiceTitle;
const EMPTY: InvoiceTitle = { type: 'personal', title: '', taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' };
const FIELDS: { key: Field; name: string; hint: string; company: boolean; most: number }[] = [
  { key: 'title', name: '抬头名称', hint: '姓名，或营业执照上的全称', company: false, most: 100 },
  { key: 'taxNumber', name: '税号', hint: '18 位统一社会信用代码', company: true, most: 24 },
  { key: 'companyAddress', name: '单位地址', hint: '选填', company: true, most: 100 },
  { key: 'telephone', name: '单位电话', hint: '选填', company: true, most: 30 },
  { key: 'bankName', name: '开户银行', hint: '选填', company: true, most: 100 },
  { key: 'bankAccount', name: '银行账号', hint: '选填', company: true, most: 40 },
];

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as SavedTitle[],
    choosing: false,
    fields: FIELDS,
    editing: false,
    titleId: '',
    form: { ...EMPTY },
    isDefault: false,
    errors: {} as Partial<Record<Field, string>>,
    busy: false,
  },
  saving: null as Attempt | null,
  removing: null as Attempt | null,

  onLoad(query) {
    this.saving = new Attempt();
    this.removing = new Attempt();
    const choosing = queryText(query, 'choose') === '1';
    this.setData({ choosing });
    if (choosing) void wx.setNavigationBarTitle({ title: '选择发票抬头' });
    void this.load();
  },
  async load() {
    try {
      this.show((await invoice.titles()).items);
    } catch (error) {
      this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },
  show(items: SavedTitle[]) {
    this.setData({ items, state: items.length ? 'ready' : 'empty' });
  },
  onItem(event: Tap<{ index: number }>) {
    const item = this.data.items[event.currentTarget.dataset.index];
    if (!item) return;
    if (!this.data.choosing) return this.open(item);
    session.set({ chosenTitle: item });
    back();
  },
  onEdit(event: Tap<{ index: number }>) {
    const item = this.data.items[event.currentTarget.dataset.index];
    if (item) this.open(item);
  },
  open(item: SavedTitle) {
    const { titleId, isDefault, ...form } = item;
    this.setData({ editing: true, titleId, isDefault, form, errors: {} });
  },
  onNew() {
    this.setData({ editing: true, titleId: '', isDefault: this.data.items.length === 0, form: { ...EMPTY }, errors: {} });
  },
  onCloseSheet() {
    this.setData({ editing: false });
  },
  onType(event: Tap<{ type: InvoiceTitle['type'] }>) {
    this.setData({ 'form.type': event.currentTarget.dataset.type, errors: {} });
  },
  onField(event: WechatMiniprogram.Input & Tap<{ key: Field }>) {
    const { key } = event.currentTarget.dataset;
    this.setData({ [`form.${key}`]: event.detail.value, [`errors.${key}`]: '' });
  },
  onDefault(event: WechatMiniprogram.SwitchChange) {
    this.setData({ isDefault: event.detail.value });
  },
  async onImport() {
    try {
      const { type, title, taxNumber, companyAddress, telephone, bankName, bankAccount } = await wx.chooseInvoiceTitle();
      const form: InvoiceTitle = { type: String(type) === '0' ? 'enterprise' : 'personal', title, taxNumber, companyAddress, telephone, bankName, bankAccount };
      this.setData({ editing: true, titleId: '', isDefault: this.data.items.length === 0, form, errors: {} });
    } catch (error) {
      if (isPrivacyRefusal(error)) toast('没有同意隐私指引，可以手动填写');
      else if (!/cancel/.test(String((error as { errMsg?: string }).errMsg))) toast('没能读取微信发票抬头，请手动填写');
    }
  },
  async onSave() {
    const attempt: Attempt | null = this.saving;
    const { form, titleId, isDefault, busy } = this.data;
    if (busy || !attempt) return;
    this.setData({ busy: true });
    try {
      const { items } = await attempt.run({ title: { ...form, isDefault, ...(titleId ? { titleId } : {}) } }, (sent) => invoice.saveTitle(sent));
      this.setData({ editing: false });
      this.show(items);
    } catch (error) {
      const { field, message } = asAppError(error);
      const key = field?.split('.').pop();
      if (key && key in form) this.setData({ [`errors.${key}`]: message });
      else toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  async onRemove() {
    const attempt: Attempt | null = this.removing;
    if (!attempt || !(await ask('删除这个发票抬头？', '删除'))) return;
    try {
      const { items } = await attempt.run({ titleId: this.data.titleId }, (sent) => invoice.removeTitle(sent));
      this.setData({ editing: false });
      this.show(items);
    } catch (error) {
      toastError(error);
    }
  },
  onRetry() {
    this.setData({ state: 'loading' });
    void this.load();
  },
});
