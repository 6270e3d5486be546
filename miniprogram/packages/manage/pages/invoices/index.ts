import type { Invoice, InvoiceTab } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { invoice as service } from '../../../../services/invoice';
import { isPrivacyRefusal } from '../../../../services/privacy';
import { uploadImage } from '../../../../services/upload';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { invoiceName, invoiceTag } from '../../../../utils/invoice-text';
import { back } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { queryText } from '../../../../utils/routes';
import { dateTime } from '../../../../utils/time';

type Row = Invoice & { name: string; tag: string; when: string; act: string };
const TABS: { key: InvoiceTab; text: string }[] = [
  { key: 'todo', text: '待处理' },
  { key: 'done', text: '已处理' },
  { key: 'all', text: '全部' },
];

Page({
  data: {
    tabs: TABS,
    tab: 'todo' as InvoiceTab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    refused: false,
    items: [] as Row[],
    foot: 'more' as FootState,
    /** The one that is being issued or taken back. */
    current: null as Row | null,
    editing: false,
    number: '',
    file: '',
    fileName: '',
    problem: '',
    uploading: false,
    busy: false,
  },
  shopId: '',
  pager: null as Pager<Invoice> | null,
  attempt: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.attempt = new Attempt();
    const wanted = queryText(query, 'tab');
    this.setData({ tab: TABS.find(({ key }) => key === wanted)?.key ?? 'todo' });
    this.pager = new Pager((cursor) => service.shopList({ shopId: this.shopId as string, tab: this.data.tab, cursor, limit: 20 }));
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    void this.more();
  },
  async load() {
    const pager = this.pager as Pager<Invoice> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const items = await pager.next();
      if (items) this.setData({ items: items.map(rowOf), state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, refused: code === 'FORBIDDEN' });
    }
  },
  async more() {
    const pager = this.pager as Pager<Invoice> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (items) this.setData({ items: [...this.data.items, ...items.map(rowOf)], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },
  onTab(event: Sent<{ key: InvoiceTab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', items: [] });
    void this.load();
  },
  onAct(event: Tap<{ index: number }>) {
    const current = this.data.items[event.currentTarget.dataset.index];
    if (current) this.setData({ current, editing: true, number: '', file: '', fileName: '', problem: '' });
  },
  onCloseSheet() {
    this.setData({ editing: false });
  },
  onNumber(event: WechatMiniprogram.Input) {
    this.setData({ number: event.detail.value, problem: '' });
  },
  onCopyTitle() {
    const { current } = this.data;
    if (!current) return;
    const { title, taxNumber, companyAddress, telephone, bankName, bankAccount } = current.title;
    wx.setClipboardData({ data: [title, taxNumber, companyAddress, telephone, bankName, bankAccount].filter(Boolean).join('\n'), fail: (error) => toast(isPrivacyRefusal(error) ? '没有同意使用剪贴板' : '没能复制') });
  },
  /** A picture from the album. */
  async onPicture() {
    await this.pick(async () => {
      const { tempFiles } = await wx.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['original'] });
      return tempFiles[0]?.tempFilePath;
    });
  },
  /** A PDF from a conversation: there is no other way to one in WeChat. */
  async onPdf() {
    await this.pick(async () => {
      const { tempFiles } = await wx.chooseMessageFile({ count: 1, type: 'file', extension: ['pdf'] });
      return tempFiles[0]?.path;
    });
  },
  async pick(choose: () => Promise<string | undefined>) {
    let path: string | undefined;
    try {
      path = await choose();
    } catch (error) {
      if (!/cancel/.test(String((error as { errMsg?: string }).errMsg))) toast(isPrivacyRefusal(error) ? '没有同意隐私指引，不能选择文件' : '没能选择文件');
    }
    if (!path) return;
    this.setData({ uploading: true, problem: '' });
    try {
      this.setData({ file: await uploadImage(path, 'invoices'), fileName: /\.pdf$/i.test(path) ? 'PDF 已上传' : '图片已上传' });
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ uploading: false });
    }
  },
  async onDone() {
    const attempt: Attempt | null = this.attempt;
    const { current, number, file, busy, uploading } = this.data;
    if (!attempt || !current || busy || uploading) return;
    const red = current.state === 'redNeeded';
    if (!number.trim()) return this.setData({ problem: red ? '请填写红字发票号码' : '请填写发票号码' });
    if (!red && !file) return this.setData({ problem: '请上传发票图片或 PDF' });
    this.setData({ busy: true });
    const target = { shopId: this.shopId as string, invoiceId: current.invoiceId, number: number.trim() };
    try {
      if (red) await attempt.run(target, (sent) => service.red(sent));
      else await attempt.run({ ...target, file, amountFen: current.amountFen }, (sent) => service.issue(sent));
      this.setData({ editing: false });
      toastSuccess(red ? '已红冲' : '已开具');
      await this.load();
    } catch (error) {
      const { code, message, detail } = asAppError(error);
      this.setData({ problem: message });
      // Money went back meanwhile: the new sum is shown, and has to be what the invoice says.
      if (code === 'PRICE_CHANGED' && typeof detail.amountFen === 'number') this.setData({ 'current.amountFen': detail.amountFen });
      else if (code === 'INVALID_STATE' || code === 'CONFLICT') void this.load();
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
  onMore() {
    void this.more();
  },
});

function rowOf(one: Invoice): Row {
  return { ...one, name: invoiceName(one), tag: invoiceTag(one.state), when: dateTime(one.createdAt).slice(0, 16), act: one.state === 'requested' ? '开具' : one.state === 'redNeeded' ? '红冲' : '' };
}
