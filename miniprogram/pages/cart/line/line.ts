import type { CartLine } from '../../../../typings/index';
import { yuan } from '../../../utils/money';
import { attrText } from '../../../utils/sku-matrix';

const SWIPE_PX = 36;

/**
 * A line of the cart. Sends `pick` {skuId, selected}, `num` {skuId, num}, `remove` {skuId}, `change` {skuId} and `open` {spuId}.
 * A swipe to the left shows its delete button.
 */
Component({
  properties: {
    /** CartLine */
    line: { type: Object, value: {} as Record<string, unknown> },
    /** Ticked for deletion instead of for buying. */
    marked: { type: Boolean, value: false },
    editing: { type: Boolean, value: false },
  },
  data: { attrs: '', note: '', noteKind: '', swiped: false, canBuy: true, most: 999 },
  observers: {
    line(line: Partial<CartLine>) {
      if (!line.skuId) return;
      const { note, kind } = remark(line as CartLine);
      this.setData({
        attrs: attrText(line.attrs ?? []),
        note,
        noteKind: kind,
        canBuy: line.state === 'ok' || line.state === 'short',
        most: mostOf(line as CartLine),
      });
    },
    editing() {
      if (this.data.swiped) this.setData({ swiped: false });
    },
  },
  methods: {
    shown(): CartLine {
      return this.data.line as unknown as CartLine;
    },
    onPick() {
      const { skuId, selected, state } = this.shown();
      if (this.data.editing) this.triggerEvent('pick', { skuId, selected: !this.data.marked });
      else if (state === 'ok' || selected) this.triggerEvent('pick', { skuId, selected: !selected });
      else this.triggerEvent('refused', { note: this.data.note });
    },
    onNum(event: WechatMiniprogram.CustomEvent<{ value: number }>) {
      this.triggerEvent('num', { skuId: this.shown().skuId, num: event.detail.value });
    },
    onLimit(event: WechatMiniprogram.CustomEvent<{ limit: 'min' | 'max' }>) {
      const note = event.detail.limit === 'max' ? `最多只能买 ${this.data.most} 件` : '不能再少了，左滑可以删除';
      this.triggerEvent('refused', { note });
    },
    onChange() {
      if (this.data.swiped) this.setData({ swiped: false });
      else this.triggerEvent('change', { skuId: this.shown().skuId });
    },
    onOpen() {
      if (this.data.swiped) this.setData({ swiped: false });
      else this.triggerEvent('open', { spuId: this.shown().spuId });
    },
    onRemove() {
      this.setData({ swiped: false });
      this.triggerEvent('remove', { skuId: this.shown().skuId });
    },
    onStart(event: WechatMiniprogram.TouchEvent) {
      const touch = event.touches[0];
      (this as unknown as Swipe).from = touch ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onEnd(event: WechatMiniprogram.TouchEvent) {
      const { from } = this as unknown as Swipe;
      const touch = event.changedTouches[0];
      if (!from || !touch || this.data.editing) return;
      const dx = touch.clientX - from.x;
      const sideways = Math.abs(dx) > SWIPE_PX && Math.abs(dx) > Math.abs(touch.clientY - from.y) * 1.5;
      if (sideways && dx < 0 !== this.data.swiped) this.setData({ swiped: dx < 0 });
    },
  },
});

interface Swipe {
  from: { x: number; y: number } | null;
}

/** More than is there, or than may be bought, cannot be asked for; what stands there already may be lowered. */
function mostOf({ available, terms }: CartLine): number {
  return Math.max(1, Math.min(999, available, terms?.left ?? 999));
}

function remark(line: CartLine): { note: string; kind: 'bad' | 'good' | '' } {
  if (line.state === 'offShelf') return { note: '商品已下架', kind: 'bad' };
  if (line.state === 'soldOut') return { note: '已经卖完了', kind: 'bad' };
  if (line.state === 'short') return { note: `库存不足，还剩 ${line.available} 件`, kind: 'bad' };
  if (line.terms?.refuses) return { note: line.terms.text, kind: 'bad' };
  const change = line.priceFen - line.addedPriceFen;
  if (change < 0) return { note: `比加入时降了 ${yuan(-change)}`, kind: 'good' };
  if (change > 0) return { note: `比加入时涨了 ${yuan(change)}`, kind: 'bad' };
  if (line.terms) return { note: line.terms.text, kind: 'good' };
  if (line.available <= 5) return { note: `仅剩 ${line.available} 件`, kind: 'good' };
  return { note: '', kind: '' };
}
