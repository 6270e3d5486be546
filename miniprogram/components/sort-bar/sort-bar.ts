import type { SpuSort } from '../../../typings/index';

/** 综合 / 销量 / 价格 / 新品, and 筛选. Sends `change` {sort}; a second tap on the price turns its direction. */
Component({
  properties: {
    sort: { type: String, value: 'default' },
    /** With a button that sends `filter`; `filtered` marks it. */
    filterable: { type: Boolean, value: false },
    filtered: { type: Boolean, value: false },
  },
  methods: {
    onFilter() {
      this.triggerEvent('filter');
    },
    onTap(event: WechatMiniprogram.TouchEvent<object, object, { sort: SpuSort }>) {
      const { sort } = event.currentTarget.dataset;
      const now = this.data.sort as SpuSort;
      const next = sort === 'priceAsc' && now === 'priceAsc' ? 'priceDesc' : sort;
      if (next !== now) this.triggerEvent('change', { sort: next });
    },
  },
});
