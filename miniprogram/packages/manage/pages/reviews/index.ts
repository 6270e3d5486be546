import type { ShopReview, ShopReviewTab } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { review } from '../../../../services/review';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { checkText, laterText } from '../../../../utils/review-text';
import { queryText, routes } from '../../../../utils/routes';
import { attrText } from '../../../../utils/sku-matrix';
import { date } from '../../../../utils/time';

type Row = ShopReview & { day: string; attrText: string; appendHead: string; replyCheck: string; appendReplyCheck: string };
const TABS: { key: ShopReviewTab; text: string }[] = [
  { key: 'toReply', text: '待回复' },
  { key: 'all', text: '全部' },
  { key: 'image', text: '有图' },
  { key: 'middle', text: '中评' },
  { key: 'bad', text: '差评' },
];

Page({
  data: {
    tabs: TABS,
    tab: 'toReply' as ShopReviewTab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    rows: [] as Row[],
    foot: 'more' as FootState,
    /** What is being answered. */
    to: null as { reviewId: string; part: 'content' | 'append'; said: string } | null,
    replying: false,
    problem: '',
  },
  shopId: '',
  pager: null as Pager<ShopReview> | null,
  attempt: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.attempt = new Attempt();
    this.pager = new Pager((cursor) => review.shopList({ shopId: this.shopId as string, tab: this.data.tab, cursor, limit: 10 }));
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
    const pager = this.pager as Pager<ShopReview> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const items = await pager.next();
      if (items) this.setData({ rows: items.map(rowOf), state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<ShopReview> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (!items) return;
      const at = this.data.rows.length;
      const patch: Record<string, Row> = {};
      items.forEach((each, index) => (patch[`rows[${at + index}]`] = rowOf(each)));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onTab(event: Sent<{ key: ShopReviewTab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', rows: [] });
    void this.load();
  },
  onReply(event: Tap<{ at: number; part: 'content' | 'append' }>) {
    const { at, part } = event.currentTarget.dataset;
    const row = this.data.rows[Number(at)];
    if (!row) return;
    this.setData({ to: { reviewId: row.reviewId, part, said: row[part]?.text ?? '' }, problem: '' });
  },
  onCloseReply() {
    this.setData({ to: null });
  },
  async onReplied({ detail: { text } }: Sent<{ text: string }>) {
    const attempt: Attempt | null = this.attempt;
    const { to, rows, tab } = this.data;
    if (!attempt || !to) return;
    this.setData({ replying: true, problem: '' });
    try {
      const request = { shopId: this.shopId as string, reviewId: to.reviewId, to: to.part, text };
      const answered = await attempt.run(request, (sent) => review.reply(sent));
      const row = rowOf(answered);
      const at = rows.findIndex(({ reviewId }) => reviewId === to.reviewId);
      this.setData({ to: null, ...(at >= 0 ? { [`rows[${at}]`]: row } : {}) });
      if (row.replyCheck || row.appendReplyCheck) toast('回复已提交，审核通过后公开显示');
      else toastSuccess('已回复');
      if (tab === 'toReply') void this.load();
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ replying: false });
    }
  },
  onPicture(event: Tap<{ at: number; url: string; part: 'content' | 'append' }>) {
    const { at, url, part } = event.currentTarget.dataset;
    const words = this.data.rows[Number(at)]?.[part];
    if (words) void wx.previewImage({ current: url, urls: words.images });
  },
  onProduct(event: Tap<{ id: string }>) {
    go(routes.product(event.currentTarget.dataset.id));
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});

function rowOf(each: ShopReview): Row {
  const { createdAt, attrs, append, reply, appendReply } = each;
  return {
    ...each,
    day: date(createdAt),
    attrText: attrText(attrs),
    appendHead: append ? laterText(createdAt, append.at) : '',
    replyCheck: reply ? checkText(reply) : '',
    appendReplyCheck: appendReply ? checkText(appendReply) : '',
  };
}
