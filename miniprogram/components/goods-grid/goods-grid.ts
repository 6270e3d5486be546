import type { ActionRequest, SpuCard } from '../../../typings/index';
import { catalog } from '../../services/catalog';
import { asAppError } from '../../services/error';
import type { Tap } from '../../utils/events';
import type { FootState } from '../../utils/pager';
import { Pager } from '../../utils/pager';
import { go } from '../../utils/navigation';
import { routes } from '../../utils/routes';
import { Waterfall } from '../../utils/waterfall';

export type GoodsFilter = Omit<ActionRequest<'catalog', 'list'>, 'cursor' | 'limit'>;

interface Walk {
  pager: Pager<SpuCard>;
  waterfall: Waterfall<SpuCard>;
}

/**
 * Products by category, shop, keyword and order in two columns, with every state of a list. The page sets `filter` and calls
 * `more()` at its bottom, `restart()` on a pull. Sends `act` from the empty state.
 */
Component({
  properties: {
    /** GoodsFilter; null: nothing is asked yet. */
    filter: { type: Object, value: null as unknown as Record<string, unknown> },
    emptyTitle: { type: String, value: '还没有商品' },
    emptyText: { type: String, value: '' },
    emptyAction: { type: String, value: '' },
    /** Leaves out the shop's name, where everything is of one shop. */
    oneShop: { type: Boolean, value: false },
  },
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    left: [] as SpuCard[],
    right: [] as SpuCard[],
    foot: 'more' as FootState,
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
        pager: new Pager((cursor) => catalog.list({ ...(this.data.filter as GoodsFilter), cursor, limit: 20 })),
        waterfall: new Waterfall(),
      };
      return own.own;
    },
    async restart() {
      const { pager, waterfall } = this.walk();
      pager.restart();
      this.setData({ state: 'loading' });
      try {
        const cards = await pager.next();
        if (!cards) return;
        waterfall.reset();
        this.setData({ state: cards.length ? 'ready' : 'empty', left: [], right: [], foot: pager.ended ? 'end' : 'more' });
        this.setData(waterfall.append(this.trim(cards)));
      } catch (error) {
        this.setData({ state: 'error', errorText: asAppError(error).message });
      }
    },
    async more() {
      const { pager, waterfall } = this.walk();
      if (this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
      this.setData({ foot: 'loading' });
      try {
        const cards = await pager.next();
        if (cards) this.setData({ ...waterfall.append(this.trim(cards)), foot: pager.ended ? 'end' : 'more' });
      } catch {
        this.setData({ foot: 'error' });
      }
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
