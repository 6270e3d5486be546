import type { OrderToReview, OwnReview } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { review } from '../../../../services/review';
import type { Sent, Tap } from '../../../../utils/events';
import { ask, toast, toastError } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { checkText, laterText } from '../../../../utils/review-text';
import { queryText, routes } from '../../../../utils/routes';
import { date } from '../../../../utils/time';

type Tab = 'waiting' | 'done';
type OwnRow = OwnReview & { day: string; contentCheck: string; appendCheck: string; appendHead: string };
type Item = OrderToReview | OwnReview;

Page({
  data: {
    tabs: [
      { key: 'waiting', text: '待评价' },
      { key: 'done', text: '已评价' },
    ],
    tab: 'waiting' as Tab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    orders: [] as OrderToReview[],
    rows: [] as OwnRow[],
    foot: 'more' as FootState,
  },
  pager: null as Pager<Item> | null,
  removing: null as Attempt | null,

  onLoad(query) {
    this.removing = new Attempt();
    if (queryText(query, 'tab') === 'done') this.setData({ tab: 'done' });
    this.pager = new Pager<Item>((cursor) => (this.data.tab === 'waiting' ? review.toReview({ cursor, limit: 10 }) : review.mine({ cursor, limit: 10 })));
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
    const pager = this.pager as Pager<Item> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const items = await pager.next();
      if (items) this.setData({ ...this.shown(items), state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<Item> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (!items) return;
      const { orders, rows } = this.shown(items);
      this.setData({ orders: [...this.data.orders, ...orders], rows: [...this.data.rows, ...rows], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },
  shown(items: Item[]): { orders: OrderToReview[]; rows: OwnRow[] } {
    if (this.data.tab === 'waiting') return { orders: items as OrderToReview[], rows: [] };
    return { orders: [], rows: (items as OwnReview[]).map(rowOf) };
  },

  onTab({ detail: { key } }: Sent<{ key: Tab }>) {
    this.setData({ tab: key, state: 'loading', orders: [], rows: [] });
    void this.load();
  },
  onWrite(event: Tap<{ id: string }>) {
    go(routes.writeReview(event.currentTarget.dataset.id));
  },
  onAppend(event: Tap<{ at: number }>) {
    const row = this.data.rows[Number(event.currentTarget.dataset.at)];
    if (row) go(routes.appendReview(row.reviewId, row.line.title));
  },
  async onRemove(event: Tap<{ at: number }>) {
    const row = this.data.rows[Number(event.currentTarget.dataset.at)];
    const removing: Attempt | null = this.removing;
    if (!row || !removing || removing.busy) return;
    if (!(await ask('删除后不能恢复，这件商品也不能再评价', '删除', '删除评价'))) return;
    try {
      await removing.run({ reviewId: row.reviewId }, (request) => review.remove(request));
      toast('评价已删除');
    } catch (error) {
      toastError(error);
    }
    void this.load();
  },
  onProduct(event: Tap<{ id: string }>) {
    go(routes.product(event.currentTarget.dataset.id));
  },
  onPicture(event: Tap<{ at: number; url: string; part: 'content' | 'append' }>) {
    const { at, url, part } = event.currentTarget.dataset;
    const words = this.data.rows[Number(at)]?.[part];
    if (words) void wx.previewImage({ current: url, urls: words.images });
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

function rowOf(own: OwnReview): OwnRow {
  return {
    ...own,
    day: date(own.createdAt),
    contentCheck: checkText(own.content),
    appendCheck: own.append ? checkText(own.append) : '',
    appendHead: own.append ? laterText(own.createdAt, own.append.at) : '',
  };
}
