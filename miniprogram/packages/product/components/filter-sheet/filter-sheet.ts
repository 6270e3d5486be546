import type { FilterOptions, ListFilter } from '../../../../../typings/index';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';

/** What the sheet decides of a list's filter. */
export type Narrowing = Pick<ListFilter, 'categoryId' | 'shopId' | 'minPriceFen' | 'maxPriceFen' | 'inStock' | 'attrs'>;
type Scope = Pick<ListFilter, 'categoryId' | 'shopId' | 'keyword'>;

/**
 * Narrows a list by category, shop, price, stock and attributes. `scope` is what the page's list is about anyway: those are not offered.
 * Sends `change` {narrowing} and `close`.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** Scope */
    scope: { type: Object, value: {} as Record<string, unknown> },
    /** Narrowing in force. */
    narrowing: { type: Object, value: {} as Record<string, unknown> },
  },
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    options: null as FilterOptions | null,
    low: '',
    high: '',
    inStock: false,
    categoryId: '',
    shopId: '',
    /** Value by key. */
    chosen: {} as Record<string, string>,
    hint: '',
  },
  observers: {
    show(show: boolean) {
      if (show) this.open();
    },
  },
  methods: {
    open() {
      const { minPriceFen, maxPriceFen, inStock = false, categoryId = '', shopId = '', attrs = [] } = this.data.narrowing as Narrowing;
      this.setData({
        low: minPriceFen === undefined ? '' : String(minPriceFen / 100),
        high: maxPriceFen === undefined ? '' : String(maxPriceFen / 100),
        inStock,
        categoryId,
        shopId,
        chosen: Object.fromEntries(attrs.map(({ key, value }) => [key, value])),
      });
      void this.load();
    },
    async load() {
      const asked = JSON.stringify(this.data.scope);
      const own = this as unknown as { asked?: string };
      if (own.asked === asked && this.data.options) return;
      this.setData({ state: 'loading' });
      try {
        const options = await catalog.filters(this.data.scope as Scope);
        const { priceSpan } = options;
        own.asked = asked;
        this.setData({ state: 'ready', options, hint: priceSpan ? `${Math.floor(priceSpan.minFen / 100)}–${Math.ceil(priceSpan.maxFen / 100)} 元` : '' });
      } catch (error) {
        this.setData({ state: 'error', errorText: asAppError(error).message });
      }
    },
    onLow(event: WechatMiniprogram.Input) {
      this.setData({ low: event.detail.value });
    },
    onHigh(event: WechatMiniprogram.Input) {
      this.setData({ high: event.detail.value });
    },
    onStock() {
      this.setData({ inStock: !this.data.inStock });
    },
    onCategory(event: Tap<{ id: string }>) {
      const { id } = event.currentTarget.dataset;
      this.setData({ categoryId: id === this.data.categoryId ? '' : id });
    },
    onShop(event: Tap<{ id: string }>) {
      const { id } = event.currentTarget.dataset;
      this.setData({ shopId: id === this.data.shopId ? '' : id });
    },
    onAttr(event: Tap<{ key: string; value: string }>) {
      const { key, value } = event.currentTarget.dataset;
      const { [key]: now, ...others } = this.data.chosen;
      if (now !== value && Object.keys(others).length >= 5) return toast('最多同时选 5 项属性');
      this.setData({ chosen: now === value ? others : { ...others, [key]: value } });
    },
    onReset() {
      this.setData({ low: '', high: '', inStock: false, categoryId: '', shopId: '', chosen: {} });
    },
    onApply() {
      const bounds = [fenOf(this.data.low), fenOf(this.data.high)].filter((fen): fen is number => fen !== null);
      if (bounds.some((fen) => Number.isNaN(fen))) return toast('价格请填写数字，最多两位小数');
      let [low, high] = [fenOf(this.data.low), fenOf(this.data.high)];
      if (low !== null && high !== null && low > high) [low, high] = [high, low];
      const { inStock, categoryId, shopId, chosen } = this.data;
      const narrowing: Narrowing = {
        ...(low === null ? {} : { minPriceFen: low }),
        ...(high === null ? {} : { maxPriceFen: high }),
        ...(inStock ? { inStock } : {}),
        ...(categoryId ? { categoryId } : {}),
        ...(shopId ? { shopId } : {}),
        ...(Object.keys(chosen).length ? { attrs: Object.entries(chosen).map(([key, value]) => ({ key, value })) } : {}),
      };
      this.triggerEvent('change', { narrowing });
      this.triggerEvent('close');
    },
    onRetry() {
      void this.load();
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});

/** Fen of an amount in yuan; null: nothing was filled in; NaN: not an amount. */
function fenOf(text: string): number | null {
  const trimmed = text.trim();
  if (!trimmed) return null;
  return /^\d{1,7}(\.\d{1,2})?$/.test(trimmed) ? Math.round(Number(trimmed) * 100) : Number.NaN;
}
