import type { OrderLine } from '../../../typings/index';
import { shipText } from '../../utils/ship-text';
import { attrText } from '../../utils/sku-matrix';

/** A product as it is bought or was sold. */
Component({
  properties: {
    /** OrderLine */
    line: { type: Object, value: {} as Record<string, unknown> },
  },
  data: { attrs: '', ship: '' },
  observers: {
    line(line: Partial<OrderLine>) {
      this.setData({ attrs: attrText(line.attrs ?? []), ship: shipText(line) });
    },
  },
});
