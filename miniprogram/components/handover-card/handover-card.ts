import type { OrderDetail } from '../../../typings/index';
import { accountText } from '../../utils/account';
import { attrText } from '../../utils/sku-matrix';
import { dateTime } from '../../utils/time';

interface CodeRow {
  key: string;
  title: string;
  code: string;
  hint: string;
}

/** Where virtual goods go, and what was delivered. Sends `reveal` when the shopper wants to see the codes. */
Component({
  properties: {
    /** OrderDetail */
    order: { type: Object, value: {} as Record<string, unknown> },
    viewer: { type: String, value: 'shopper' },
    /** The codes are being asked for. */
    busy: { type: Boolean, value: false },
  },
  data: { account: '', value: '', note: '', content: '', at: '', rows: [] as CodeRow[], hidden: 0, waits: false },
  observers: {
    'order, viewer'(order: Partial<OrderDetail>, viewer: string) {
      const { fulfilment, handover, codes = [], lines = [], shippedAt = null, status = 0 } = order;
      if (fulfilment?.method !== 'virtual') return;
      const merchant = viewer === 'merchant';
      const { type, value } = fulfilment.account;
      const shown = codes.filter(({ state, code }) => state === 'revealed' || state === 'back' || (merchant && (code !== undefined || state === 'hidden')));
      this.setData({
        account: accountText(type),
        // A shopper knows who they are in WeChat.
        value: type === 1 && !merchant ? '当前微信号' : value,
        note: noteOf(status, fulfilment.fromCodes, merchant),
        content: handover?.content ?? '',
        at: dateTime(shippedAt),
        rows: shown.map(({ skuId, unit, state, code = '', revealedAt }) => {
          const line = lines.find((one) => one.skuId === skuId);
          const hint = state === 'back' ? '已退款，卡密失效' : merchant ? (revealedAt === null ? '买家还没有查看' : `买家 ${dateTime(revealedAt)} 查看`) : '';
          return { key: `${skuId} ${unit}`, title: line ? attrText(line.attrs) || line.title : '', code, hint };
        }),
        hidden: merchant ? 0 : codes.filter(({ state }) => state === 'hidden').length,
      });
    },
  },
  methods: {
    onCopy(event: WechatMiniprogram.TouchEvent<object, object, { text: string }>) {
      void wx.setClipboardData({ data: event.currentTarget.dataset.text });
    },
    onReveal() {
      if (!this.data.busy) this.triggerEvent('reveal');
    },
  },
});

function noteOf(status: number, fromCodes: boolean, merchant: boolean): string {
  if (status === 10) return fromCodes ? '付款后自动发放到这里' : '付款后由商家发放';
  if (status !== 20) return '';
  if (fromCodes) return merchant ? '卡密正在自动发放；卡密不够时，添加后会自动补发' : '卡密正在发放，稍等一下就会出现在这里';
  return merchant ? '请按接收账号发放，完成后点“去发放”' : '商家会按接收账号发放，完成后通知你';
}
