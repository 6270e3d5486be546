import type { Discount, OrderPrice } from '../../../typings/index';
import { discountText } from '../../utils/coupon-text';
import { yuan } from '../../utils/money';

/** How a sum comes about: goods, discount, freight. */
Component({
  properties: {
    /** OrderPrice */
    price: { type: Object, value: {} as Record<string, unknown> },
    /** Discount[]: where price.discountFen comes from; empty: one line for all of it. */
    discounts: { type: Array, value: [] as Record<string, unknown>[] },
    /** Nothing is sent: there is no freight to speak of. */
    unsent: { type: Boolean, value: false },
    /** Name of the sum; '' leaves it out. */
    total: { type: String, value: '' },
  },
  data: { goods: '', discount: '', freight: '', payFen: 0, parts: [] as { key: string; text: string; sum: string }[] },
  observers: {
    discounts(discounts: unknown) {
      const parts = ((discounts ?? []) as Discount[]).map((one) => ({ key: `${one.source} ${one.id}`, text: discountText(one), sum: `-${yuan(one.fen)}` }));
      this.setData({ parts });
    },
    price(price: Partial<OrderPrice>) {
      if (price.payFen === undefined) return;
      this.setData({
        goods: yuan(price.productFen ?? 0),
        discount: price.discountFen ? `-${yuan(price.discountFen)}` : '',
        freight: price.freightFen ? yuan(price.freightFen) : '包邮',
        payFen: price.payFen,
      });
    },
  },
});
