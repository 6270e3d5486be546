import type { Invoice, InvoiceChoice, SavedTitle } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { invoice as service } from '../../../../services/invoice';
import { session } from '../../../../services/session';
import { ask, toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { invoiceName, invoiceTag } from '../../../../utils/invoice-text';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { yuan } from '../../../../utils/money';
import { dateTime } from '../../../../utils/time';

const HINTS: Record<Invoice['state'], string> = {
  requested: '商家会尽快开具电子发票，开好后通知你',
  issued: '电子发票与纸质发票具有同等法律效力',
  redNeeded: '订单有退款，商家会红冲原发票；仍有金额的会重新开具',
  voided: '货款已全部退回，发票已红冲作废',
  cancelled: '可以重新申请',
};

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    invoice: null as Invoice | null,
    name: '',
    tag: '',
    hint: '',
    facts: [] as { key: string; value: string }[],
    obstacle: '',
    amountFen: 0,
    /** A form is shown. */
    asking: false,
    title: null as SavedTitle | null,
    email: '',
    problem: '',
    busy: false,
  },
  orderId: '',
  requesting: null as Attempt | null,
  cancelling: null as Attempt | null,

  onLoad(query) {
    this.orderId = queryText(query, 'orderId');
    this.requesting = new Attempt();
    this.cancelling = new Attempt();
    session.set({ chosenTitle: null });
    void this.load();
  },
  onShow() {
    const { chosenTitle } = session.get();
    if (chosenTitle) this.setData({ title: chosenTitle, problem: '' });
  },
  async load() {
    try {
      const [choice, { items }] = await Promise.all([service.ofOrder(this.orderId), service.titles()]);
      this.setData({ title: this.data.title ?? items[0] ?? null });
      this.show(choice);
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'BAD_REQUEST' });
    }
  },
  show({ invoice, obstacle, amountFen }: InvoiceChoice) {
    const asking = !invoice || (invoice.state === 'cancelled' && !obstacle);
    this.setData({
      state: 'ready',
      invoice,
      obstacle,
      amountFen,
      asking,
      name: invoice ? invoiceName(invoice) : '',
      tag: invoice ? invoiceTag(invoice.state) : '',
      hint: invoice ? HINTS[invoice.state] : '',
      facts: invoice ? factsOf(invoice) : [],
    });
  },
  onTitle() {
    go(routes.invoiceTitles({ choose: '1' }));
  },
  onEmail(event: WechatMiniprogram.Input) {
    this.setData({ email: event.detail.value, problem: '' });
  },
  async onRequest() {
    const attempt: Attempt | null = this.requesting;
    const { title, email, busy } = this.data;
    if (busy || !attempt) return;
    if (!title) {
      toast('请先填写发票抬头');
      return this.onTitle();
    }
    this.setData({ busy: true });
    try {
      const { titleId: _id, isDefault: _default, ...parts } = title;
      const request = { orderId: this.orderId, title: parts, ...(email.trim() ? { email: email.trim() } : {}) };
      const invoice = await attempt.run(request, (sent) => service.request(sent));
      this.show({ invoice, obstacle: '', amountFen: invoice.amountFen });
      toastSuccess('已申请');
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ problem: message });
      toast(message);
      if (code === 'INVALID_STATE' || code === 'CONFLICT') void this.load();
    } finally {
      this.setData({ busy: false });
    }
  },
  async onCancel() {
    const attempt: Attempt | null = this.cancelling;
    const { invoice } = this.data;
    if (!attempt || !invoice || !(await ask('不需要这张发票了？', '取消申请'))) return;
    try {
      const next = await attempt.run({ invoiceId: invoice.invoiceId }, (sent) => service.cancel(sent));
      this.show({ invoice: next, obstacle: '', amountFen: next.amountFen });
    } catch (error) {
      toastError(error);
      void this.load();
    }
  },
  async onFile() {
    const { invoice } = this.data;
    const last = invoice?.issued[invoice.issued.length - 1];
    if (!invoice || !last) return;
    try {
      const { url } = await service.file(invoice.invoiceId);
      if (/\.pdf$/i.test(last.file)) await openPdf(url);
      else await wx.previewImage({ urls: [url] });
    } catch (error) {
      if ((error as { code?: string }).code) toastError(error);
      else toast('没能打开发票，请稍后再试');
    }
  },
  onOrder() {
    go(routes.order(this.orderId));
  },
  onRetry() {
    this.setData({ state: 'loading' });
    void this.load();
  },
  onBack() {
    back();
  },
});

function openPdf(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    wx.downloadFile({
      url,
      success: ({ tempFilePath }) => wx.openDocument({ filePath: tempFilePath, fileType: 'pdf', showMenu: true, success: () => resolve(), fail: reject }),
      fail: reject,
    });
  });
}

function factsOf({ title, email, issued, orderNo, createdAt, shop }: Invoice): { key: string; value: string }[] {
  const facts: [string, string][] = [
    ['发票抬头', `${title.title}（${title.type === 'personal' ? '个人' : '企业'}）`],
    ['税号', title.taxNumber],
    ['开票商家', shop.name],
    ['订单编号', orderNo],
    ['接收邮箱', email],
    ['申请时间', dateTime(createdAt).slice(0, 16)],
    ...issued.flatMap(({ number, amountFen, issuedAt, redNumber, redAt }): [string, string][] => [
      ['发票号码', `${number}（¥${yuan(amountFen)}，${dateTime(issuedAt).slice(0, 10)}）`],
      ['红字发票', redNumber ? `${redNumber}（${dateTime(redAt).slice(0, 10)}）` : ''],
    ]),
  ];
  return facts.filter(([, value]) => value).map(([key, value]) => ({ key, value }));
}
