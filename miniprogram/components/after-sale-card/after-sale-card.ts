import type { AfterSaleBrief } from '../../../typings/index';
import { afterSaleText, typeText } from '../../utils/after-sale-text';
import type { AfterSaleViewer } from '../../utils/after-sale-text';
import { dateTime } from '../../utils/time';

/** An after-sale request in a list. The page handles the tap on the host. */
Component({
  properties: {
    /** AfterSaleBrief */
    item: { type: Object, value: {} as Record<string, unknown> },
    /** shopper | merchant | platform */
    viewer: { type: String, value: 'shopper' },
  },
  data: { type: '', status: '', open: false, time: '', exchange: false },
  observers: {
    'item, viewer'(item: Partial<AfterSaleBrief>, viewer: AfterSaleViewer) {
      if (!item.status || !item.type) return;
      const { title, open } = afterSaleText({ status: item.status, type: item.type }, viewer, viewer === 'platform');
      const exchange = item.type === 'EXCHANGE' && item.refundFen === 0;
      this.setData({ exchange, type: typeText(item.type, item.subType), status: title, open, time: dateTime(item.createdAt ?? null) });
    },
  },
});
