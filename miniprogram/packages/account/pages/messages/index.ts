import type { Notice, NoticeKind } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { message } from '../../../../services/message';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastError } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { queryText, routes } from '../../../../utils/routes';
import { when } from '../../../../utils/time';

type Tab = 'all' | NoticeKind;
/** goods: what it is about, when that stands on a line of its own. */
type Row = Notice & { when: string; icon: string; goods: string; words: string };
const TABS: { key: Tab; text: string }[] = [
  { key: 'all', text: '全部' },
  { key: 'order', text: '交易' },
  { key: 'afterSale', text: '售后' },
  { key: 'coupon', text: '优惠' },
  { key: 'account', text: '账户' },
];
const ICONS: Record<NoticeKind, string> = { order: 'box', afterSale: 'refresh', coupon: 'tag', account: 'user' };

Page({
  data: {
    tabs: TABS,
    tab: 'all' as Tab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as Row[],
    unread: 0,
    foot: 'more' as FootState,
  },
  pager: null as Pager<Notice> | null,
  loadedAt: 0,

  onLoad(query) {
    const wanted = queryText(query, 'kind');
    this.pager = new Pager((cursor) => message.list({ ...(this.data.tab === 'all' ? {} : { kind: this.data.tab }), cursor, limit: 20 }));
    this.setData({ tab: TABS.find(({ key }) => key === wanted)?.key ?? 'all' });
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
    const pager = this.pager as Pager<Notice> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    void this.count();
    try {
      const items = await pager.next();
      if (!items) return;
      this.loadedAt = items[0]?.createdAt ?? 0;
      this.setData({ items: items.map(rowOf), state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const text = asAppError(error).message;
      if (this.data.state === 'ready') toast(text);
      else this.setData({ state: 'error', errorText: text });
    }
  },
  async more() {
    const pager = this.pager as Pager<Notice> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (!items) return;
      const at = this.data.items.length;
      const patch: Record<string, Row> = {};
      items.forEach((each, index) => (patch[`items[${at + index}]`] = rowOf(each)));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },
  async count() {
    try {
      this.setData({ unread: (await message.unread()).total });
    } catch {
      // The dots in the list say it too.
    }
  },

  onTab(event: Sent<{ key: Tab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', items: [] });
    void this.load();
  },
  onItem(event: Tap<{ index: number }>) {
    const { index } = event.currentTarget.dataset;
    const item = this.data.items[index];
    if (!item) return;
    if (!item.read) {
      this.setData({ [`items[${index}].read`]: true, unread: Math.max(0, this.data.unread - 1) });
      message.read({ noticeIds: [item.noticeId] }).then(({ total }) => this.setData({ unread: total }), () => undefined);
    }
    if (item.page) go(`/${item.page}`);
  },
  /** What came after the page was loaded stays unread. */
  async onReadAll() {
    try {
      const { total } = await message.read({ upTo: this.loadedAt as number });
      this.setData({ items: this.data.items.map((item) => ({ ...item, read: true })), unread: total });
    } catch (error) {
      toastError(error);
    }
  },
  onSubscriptions() {
    go(routes.subscriptions());
  },
  onBrowse() {
    go(routes.home());
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});

function rowOf(notice: Notice): Row {
  const [first = '', ...rest] = notice.text.split('\n');
  const split = rest.length > 0 ? { goods: first, words: rest.join('\n') } : { goods: '', words: notice.text };
  return { ...notice, ...split, when: when(notice.createdAt), icon: ICONS[notice.kind] };
}
