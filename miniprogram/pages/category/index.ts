import type { CategoryNode, SpuCard, SpuSort } from '../../../typings/index';
import { catalog } from '../../services/catalog';
import { asAppError } from '../../services/error';
import { paintCartBadge, refreshCartCount, session } from '../../services/session';
import type { Sent, Tap } from '../../utils/events';
import type { FootState } from '../../utils/pager';
import { Pager } from '../../utils/pager';
import { go } from '../../utils/navigation';
import { routes } from '../../utils/routes';

let categoryId = '';
let sort: SpuSort = 'default';
const goods = new Pager<SpuCard>((cursor) => catalog.list({ cursor, limit: 20, categoryId, sort }));

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error' | 'empty',
    errorText: '',
    tree: [] as CategoryNode[],
    topId: '',
    /** '' for all of the top category. */
    childId: '',
    children: [] as { id: string; name: string }[],
    sort: 'default' as SpuSort,
    listState: 'loading' as 'loading' | 'ready' | 'error',
    cards: [] as SpuCard[],
    foot: 'more' as FootState,
    scrollTop: 0,
  },

  onShow() {
    paintCartBadge();
    void refreshCartCount();
    const wanted = session.get().categoryId;
    if (this.data.state === 'loading') void this.load();
    else if (wanted) this.openCategory(wanted);
  },

  async load() {
    this.setData({ state: 'loading' });
    try {
      const { tree } = await catalog.categories();
      this.setData({ tree, state: tree.length ? 'ready' : 'empty' });
      const wanted = session.get().categoryId || tree[0]?.id;
      if (wanted) this.openCategory(wanted);
    } catch (error) {
      this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },

  /** Opens a top category or a leaf of one. */
  openCategory(id: string) {
    session.set({ categoryId: '' });
    const { tree } = this.data;
    const top = tree.find((node) => node.id === id || node.children.some((child) => child.id === id)) ?? tree[0];
    if (!top) return;
    this.setData({
      topId: top.id,
      childId: id === top.id ? '' : id,
      children: top.children.map(({ id: childId, name }) => ({ id: childId, name })),
    });
    void this.restart();
  },

  async restart() {
    categoryId = this.data.childId || this.data.topId;
    sort = this.data.sort;
    goods.restart();
    this.setData({ listState: 'loading', cards: [], foot: 'more', scrollTop: 0 });
    try {
      const cards = await goods.next();
      if (cards) this.setData({ listState: 'ready', cards, foot: goods.ended ? 'end' : 'more' });
    } catch (error) {
      this.setData({ listState: 'error', errorText: asAppError(error).message });
    }
  },

  async onMore() {
    if (this.data.listState !== 'ready' || goods.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const cards = await goods.next();
      if (!cards) return;
      const at = this.data.cards.length;
      const patch: Record<string, SpuCard> = {};
      cards.forEach((card, index) => (patch[`cards[${at + index}]`] = card));
      this.setData({ ...patch, foot: goods.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onTop(event: Tap<{ id: string }>) {
    if (event.currentTarget.dataset.id !== this.data.topId) this.openCategory(event.currentTarget.dataset.id);
  },
  onChild(event: Tap<{ id: string }>) {
    const childId = event.currentTarget.dataset.id;
    if (childId === this.data.childId) return;
    this.setData({ childId });
    void this.restart();
  },
  onSort(event: Sent<{ sort: SpuSort }>) {
    this.setData({ sort: event.detail.sort });
    void this.restart();
  },
  onRetry() {
    void this.load();
  },
  onRetryList() {
    void this.restart();
  },
  onSearch() {
    go(routes.search());
  },
  onProduct(event: Tap<{ id: string }>) {
    go(routes.product(event.currentTarget.dataset.id));
  },
  onHome() {
    go(routes.home());
  },
});
