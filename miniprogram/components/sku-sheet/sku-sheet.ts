import type { LimitNotice, StockedSku } from '../../../typings/index';
import type { Tap, Sent } from '../../utils/events';
import { toast } from '../../utils/feedback';
import type { Selection, SkuGroup } from '../../utils/sku-matrix';
import { attrText, choose, matchSku, missingKeys, obviousSelection, skuGroups } from '../../utils/sku-matrix';

export type SkuIntent = 'cart' | 'buy' | 'choose' | 'change';
const MOST_OF_ONE = 999;

/** Kept beside the data: no template binds it. */
interface Choice {
  choice?: Selection;
}

/**
 * Chooses a SKU and a number. Sends `confirm` {skuId, num, intent}, `pick` {text} whenever the choice changes, and `close`.
 * The choice survives closing, so that the page can show it.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** StockedSku[] */
    skus: { type: Array, value: [] as Record<string, unknown>[] },
    image: { type: String, value: '' },
    minPriceFen: { type: Number, value: 0 },
    maxPriceFen: { type: Number, value: 0 },
    /** LimitNotice | null: how much of the product may be bought. */
    limit: { type: Object, value: null as Record<string, unknown> | null },
    /** By when it is sent, where that is not as usual. */
    notice: { type: String, value: '' },
    /** False: it cannot be bought now whatever is in stock. */
    buyable: { type: Boolean, value: true },
    /** The SKU and the number that it opens with; '': the shopper's last choice. */
    chosen: { type: String, value: '' },
    pieces: { type: Number, value: 1 },
    /** cart, buy or change: one button for that. choose: both. */
    intent: { type: String, value: 'choose' },
    busy: { type: Boolean, value: false },
  },
  data: {
    groups: [] as SkuGroup[],
    num: 1,
    max: MOST_OF_ONE,
    picture: '',
    priceFen: 0,
    marketFen: 0,
    from: false,
    stock: '',
    /** 已选：雾蓝 / M, or 请选择 颜色 */
    summary: '',
    soldOut: false,
    limitText: '',
  },
  observers: {
    show(show: boolean) {
      if (show) this.begin();
    },
    'skus, image, limit, buyable'() {
      const skus = this.list();
      const chosen = Object.entries(this.chosen());
      // New stock and prices keep the choice, another product does not.
      const kept = skus.some(({ attrs }) => chosen.every(([key, value]) => attrs.some((attr) => attr.key === key && attr.value === value)));
      if (!kept || chosen.length === 0) this.keep(obviousSelection(skus));
      this.paint();
    },
  },
  methods: {
    /** Opens with what stands in the cart. */
    begin() {
      const sku = this.data.chosen ? this.list().find(({ skuId }) => skuId === this.data.chosen) : undefined;
      if (!sku) return;
      this.keep(Object.fromEntries(sku.attrs.map(({ key, value }) => [key, value])));
      this.setData({ num: Math.max(1, this.data.pieces) });
      this.paint();
    },
    list(): StockedSku[] {
      return this.data.skus as unknown as StockedSku[];
    },
    chosen(): Selection {
      return (this as unknown as Choice).choice ?? {};
    },
    keep(choice: Selection) {
      (this as unknown as Choice).choice = choice;
    },
    paint() {
      const skus = this.list();
      const selection = this.chosen();
      const sku = matchSku(skus, selection);
      const missing = missingKeys(skus, selection);
      const total = skus.reduce((sum, each) => sum + each.available, 0);
      const available = sku ? sku.available : total;
      const limit = this.data.limit as LimitNotice | null;
      const max = Math.max(1, Math.min(MOST_OF_ONE, available, limit?.left ?? MOST_OF_ONE));
      const summary = sku ? (sku.attrs.length ? `已选：${attrText(sku.attrs)}` : '') : `请选择 ${missing.join(' ')}`;
      const partly = skus.find((each) => each.image && each.attrs.some((attr) => selection[attr.key] === attr.value));
      this.setData({
        groups: skuGroups(skus, selection),
        max,
        num: Math.min(this.data.num, max),
        picture: sku?.image || partly?.image || this.data.image,
        priceFen: sku ? sku.priceFen : this.data.minPriceFen,
        marketFen: sku ? sku.marketPriceFen : 0,
        from: !sku && this.data.maxPriceFen > this.data.minPriceFen,
        stock: available === 0 ? '已售罄' : available <= 10 ? `仅剩 ${available} 件` : `库存 ${available} 件`,
        summary,
        limitText: limit ? `${limit.text}${limit.left > 0 ? `，还能买 ${limit.left} 件` : '，你已买满'}` : '',
        soldOut: !this.data.buyable || total === 0 || (sku !== null && sku.available === 0),
      });
      this.triggerEvent('pick', { text: sku ? attrText(sku.attrs) : '', skuId: sku?.skuId ?? '' });
    },
    onValue(event: Tap<{ key: string; value: string; disabled: boolean }>) {
      const { key, value, disabled } = event.currentTarget.dataset;
      if (disabled && this.chosen()[key] !== value) return toast('这个规格卖完了，换一个吧');
      this.keep(choose(this.list(), this.chosen(), key, value));
      this.paint();
    },
    onNum(event: Sent<{ value: number }>) {
      this.setData({ num: event.detail.value });
    },
    onLimit(event: Sent<{ limit: string }>) {
      if (event.detail.limit === 'max') toast(this.data.limitText || `最多只能买 ${this.data.max} 件`);
    },
    onPreview() {
      if (this.data.picture) void wx.previewImage({ urls: [this.data.picture] });
    },
    onConfirm(event: Tap<{ intent: SkuIntent }>) {
      if (this.data.busy) return;
      const missing = missingKeys(this.list(), this.chosen());
      if (missing.length) return toast(`请选择 ${missing.join('、')}`);
      const sku = matchSku(this.list(), this.chosen());
      if (!sku || sku.available === 0) return toast('这个规格卖完了，换一个吧');
      this.triggerEvent('confirm', { skuId: sku.skuId, num: this.data.num, intent: event.currentTarget.dataset.intent });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
