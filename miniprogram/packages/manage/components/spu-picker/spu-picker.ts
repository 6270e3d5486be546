import type { ManagedSpuCard } from '../../../../../typings/index';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import { type Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { type FootState, Pager } from '../../../../utils/pager';

interface Own {
  pager?: Pager<ManagedSpuCard>;
}

/** Chooses products of the shop that are on the shelf. Sends `pick` {spus: {spuId, title}[]} and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    shopId: { type: String, value: '' },
    /** One only: a tap is the choice. */
    single: { type: Boolean, value: false },
    /** { spuId, title }[]: what is chosen already. */
    chosen: { type: Array, value: [] as { spuId: string; title: string }[] },
    most: { type: Number, value: 200 },
  },
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    cards: [] as ManagedSpuCard[],
    foot: 'more' as FootState,
    marks: {} as Record<string, string>,
    count: 0,
  },
  observers: {
    show(show: boolean) {
      if (!show) return;
      this.mark(Object.fromEntries((this.data.chosen as { spuId: string; title: string }[]).map(({ spuId, title }) => [spuId, title])));
      void this.load();
    },
  },
  methods: {
    mark(marks: Record<string, string>) {
      this.setData({ marks, count: Object.keys(marks).length });
    },
    async load() {
      const own = this as unknown as Own;
      const pager = new Pager((cursor) => catalog.manageList({ shopId: this.data.shopId, tab: 'listed', cursor, limit: 20 }));
      own.pager = pager;
      this.setData({ state: 'loading' });
      try {
        const cards = (await pager.next()) ?? [];
        this.setData({ cards, state: cards.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
      } catch (error) {
        this.setData({ state: 'error', errorText: asAppError(error).message });
      }
    },
    async onMore() {
      const { pager } = this as unknown as Own;
      if (!pager || pager.ended || this.data.foot === 'loading') return;
      this.setData({ foot: 'loading' });
      try {
        const cards = await pager.next();
        if (cards) this.setData({ cards: [...this.data.cards, ...cards], foot: pager.ended ? 'end' : 'more' });
      } catch {
        this.setData({ foot: 'error' });
      }
    },
    onPick(event: Tap<{ index: number }>) {
      const card = this.data.cards[event.currentTarget.dataset.index];
      if (!card) return;
      const { spuId, title } = card;
      if (this.data.single) return this.triggerEvent('pick', { spus: [{ spuId, title }] });
      const { [spuId]: known, ...others } = this.data.marks;
      if (known === undefined && this.data.count >= this.data.most) return toast(`最多选 ${this.data.most} 件商品`);
      this.mark(known === undefined ? { ...others, [spuId]: title } : others);
    },
    onDone() {
      this.triggerEvent('pick', { spus: Object.entries(this.data.marks).map(([spuId, title]) => ({ spuId, title })) });
    },
    onRetry() {
      void this.load();
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
