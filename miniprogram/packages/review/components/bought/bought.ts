import type { ReviewedLine } from '../../../../../typings/index';
import { attrText } from '../../../../utils/sku-matrix';

/** What a review is about: picture, title and variant, without a price. */
Component({
  properties: {
    /** ReviewedLine */
    line: { type: Object, value: {} as Record<string, unknown> },
  },
  data: { attrs: '' },
  observers: {
    line(line: Partial<ReviewedLine>) {
      this.setData({ attrs: line.attrs ? attrText(line.attrs) : '' });
    },
  },
});
