import type { Invoice } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { invoice } from '../../../../services/invoice';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { invoiceName, invoiceTag } from '../../../../utils/invoice-text';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { routes } from '../../../../utils/routes';

type Row = Invoice & { name: string; tag: string };

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as Row[],
    foot: 'more' as FootState,
  },
  pager: null as Pager<Invoice> | null,

  onLoad() {
    this.pager = new Pager((cursor) => invoice.list({ cursor, limit: 20 }));
  },
  onShow() {
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
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
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
  onItem(event: Tap<{ id: string }>) {
    go(routes.invoice(event.currentTarget.dataset.id));
  },
  onTitles() {
    go(routes.invoiceTitles());
  },
  onOrders() {
    go(routes.orders());
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});

function rowOf(one: Invoice): Row {
  return { ...one, name: invoiceName(one), tag: invoiceTag(one.state) };
}
