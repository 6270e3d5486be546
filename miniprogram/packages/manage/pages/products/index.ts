import type { ManagedSpuCard } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import { type Sent } from '../../../../utils/events';
import { ask, toast } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import { type FootState, Pager } from '../../../../utils/pager';
import { queryText, routes } from '../../../../utils/routes';

type Tab = 'listed' | 'delisted';
const TABS: { key: Tab; text: string }[] = [
  { key: 'listed', text: '在售' },
  { key: 'delisted', text: '已下架' },
];
const attempts = new Map<string, Attempt>();

Page({
  data: {
    tabs: TABS,
    tab: 'listed' as Tab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    cards: [] as ManagedSpuCard[],
    foot: 'more' as FootState,
    busyId: '',
    shopId: '',
    stockSheet: false,
    stockSpuId: '',
  },
  pager: null as Pager<ManagedSpuCard> | null,

  onLoad(query) {
    const shopId = queryText(query, 'shopId');
    this.pager = new Pager((cursor) => catalog.manageList({ shopId, tab: this.data.tab, cursor, limit: 15 }));
    this.setData({ shopId, tab: queryText(query, 'tab') === 'delisted' ? 'delisted' : 'listed' });
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

  /** From the first page; what is shown stays until the new page is here. */
  async load() {
    const pager = this.pager as Pager<ManagedSpuCard> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const cards = await pager.next();
      if (cards) this.setData({ cards, state: cards.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<ManagedSpuCard> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const cards = await pager.next();
      if (!cards) return;
      const at = this.data.cards.length;
      const patch: Record<string, ManagedSpuCard> = {};
      cards.forEach((card, index) => (patch[`cards[${at + index}]`] = card));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onTab(event: Sent<{ key: Tab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', cards: [] });
    void this.load();
  },
  onAct({ detail: { action, spuId } }: Sent<{ action: 'edit' | 'stock' | 'shelf'; spuId: string }>) {
    if (action === 'edit') go(routes.manageProduct(this.data.shopId, spuId));
    else if (action === 'stock' && this.data.cards.some((card) => card.spuId === spuId && card.fromCodes)) go(routes.manageCodes(this.data.shopId, spuId));
    else if (action === 'stock') this.setData({ stockSpuId: spuId, stockSheet: true });
    else void this.moveShelf(spuId);
  },
  async moveShelf(spuId: string) {
    const { shopId, busyId } = this.data;
    const card = this.data.cards.find((each) => each.spuId === spuId);
    if (!card || busyId) return;
    const listed = card.status !== 5;
    this.setData({ busyId: spuId });
    try {
      const attempt = attempts.get(spuId) ?? new Attempt();
      attempts.set(spuId, attempt);
      await attempt.run({ shopId, spuId, listed }, (request) => catalog.setListed(request));
      const cards = this.data.cards.filter((each) => each.spuId !== spuId);
      this.setData({ cards, state: cards.length ? 'ready' : 'empty' });
      toast(listed ? '已上架，可在“在售”中查看' : '已下架，可在“已下架”中查看');
    } catch (error) {
      await this.explain(error);
    } finally {
      this.setData({ busyId: '' });
    }
  },
  async explain(error: unknown) {
    const { code, message } = asAppError(error);
    if (code === 'DEPOSIT_REQUIRED') {
      if (await ask(message, '去缴纳', '暂时不能上架')) go(routes.manageDeposit(this.data.shopId));
    } else {
      toast(message);
      if (code === 'CONFLICT' || code === 'INVALID_STATE') await this.load();
    }
  },
  onStockChanged() {
    void this.load();
  },
  onCloseStock() {
    this.setData({ stockSheet: false });
  },
  onNew() {
    go(routes.manageProduct(this.data.shopId));
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});
