import type { ActionRequest, SpuCard } from '../../../typings/index';
import { catalog } from '../../services/catalog';
import { asAppError } from '../../services/error';
import type { Tap } from '../../utils/events';
import type { FeedPart } from '../../utils/feed-view';
import { FeedView } from '../../utils/feed-view';
import type { FootState } from '../../utils/pager';
import { Pager } from '../../utils/pager';
import { go } from '../../utils/navigation';
import { routes } from '../../utils/routes';

export type GoodsFilter = Omit<ActionRequest<'catalog', 'list'>, 'cursor' | 'limit'>;

interface Walk {
  pager: Pager<SpuCard>;
  view: FeedView;
}

/**
 * Products by category, shop, keyword and order in two columns, with every state of a list. The page sets `filter` and calls
 * `more()` at its bottom, `restart()` on a pull, `scrolled(scrollTop)` as it moves. Sends `act` from the empty state.
 */
Component({
  properties: {
    /** GoodsFilter; null: nothing is asked yet. */
    filter: { type: Object, value: null as unknown as Record<string, unknown> },
    emptyTitle: { type: String, value: '还没有商品' },
    emptyText: { type: String, value: '' },
    emptyAction: { type: String, value: '' },
    /** Above what only comes close. */
    similarText: { type: String, value: '没有完全相符的，看看这些相近的' },
    /** Leaves out the shop's name, where everything is of one shop. */
    oneShop: { type: Boolean, value: false },
  },
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    left: [] as FeedPart[],
    right: [] as FeedPart[],
    foot: 'more' as FootState,
    similar: false,
  },
  observers: {
    filter(filter: GoodsFilter | null) {
      if (filter) void this.restart();
    },
  },
  methods: {
    walk(): Walk {
      const own = this as unknown as { own?: Walk };
      own.own ??= {
        pager: new Pager(async (cursor) => {
          const page = await catalog.list({ ...(this.data.filter as GoodsFilter), cursor, limit: 20 });
          if (cursor === undefined && (page.similar ?? false) !== this.data.similar) this.setData({ similar: page.similar ?? false });
          return page;
        }),
        view: new FeedView(this),
      };
      return own.own;
    },
    async restart() {
      const { pager, view } = this.walk();
      pager.restart();
      this.setData({ state: 'loading' });
      try {
        const cards = await pager.next();
        if (!cards) return;
        this.setData({ state: cards.length || !pager.ended ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
        view.restart(this.trim(cards));
      } catch (error) {
        this.setData({ state: 'error', errorText: asAppError(error).message });
      }
    },
    async more() {
      const { pager, view } = this.walk();
      if (this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
      this.setData({ foot: 'loading' });
      try {
        const cards = await pager.next();
        if (!cards) return;
        view.append(this.trim(cards));
        this.setData({ foot: pager.ended ? 'end' : 'more' });
      } catch {
        this.setData({ foot: 'error' });
      }
    },
    /** The page was scrolled: cards far from the screen are left out. */
    scrolled(scrollTop: number) {
      this.walk().view.scrolled(scrollTop);
    },
    trim(cards: SpuCard[]): SpuCard[] {
      return this.data.oneShop ? cards.map((card) => ({ ...card, shopName: '' })) : cards;
    },
    onProduct(event: Tap<{ id: string }>) {
      go(routes.product(event.currentTarget.dataset.id));
    },
    onRetry() {
      void this.restart();
    },
    onRetryMore() {
      void this.more();
    },
    onAct() {
      this.triggerEvent('act');
    },
  },
});
