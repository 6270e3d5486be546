import type { OrderPrice } from '../../../typings/index';
import { yuan } from '../../utils/money';

/** How a sum comes about: goods, discount, freight. */
Component({
  properties: {
    /** OrderPrice */
    price: { type: Object, value: {} as Record<string, unknown> },
    /** Name of the sum; '' leaves it out. */
    total: { type: String, value: '' },
  },
  data: { goods: '', discount: '', freight: '', payFen: 0 },
  observers: {
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
