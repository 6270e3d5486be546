import type { ManagedSku, ManagedSpu } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import { type Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { attrText } from '../../../../utils/sku-matrix';

type DiffType = 1 | 2 | 3;
const MODES: { type: DiffType; text: string; hint: string }[] = [
  { type: 1, text: '增加', hint: '增加多少件' },
  { type: 2, text: '减少', hint: '减少多少件' },
  { type: 3, text: '设为', hint: '可售改为多少件' },
];
type Row = Pick<ManagedSku, 'skuId' | 'available' | 'held' | 'sold'> & { name: string };
const attempts = new Map<string, Attempt>();

/** Counts the stock of a product's SKUs anew. Sends `changed` {skuId, available, held, sold} for each, and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    shopId: { type: String, value: '' },
    spuId: { type: String, value: '' },
    /** Opens on this SKU. */
    skuId: { type: String, value: '' },
  },
  data: { modes: MODES, state: 'loading' as 'loading' | 'ready' | 'error', errorText: '', rows: [] as Row[], openId: '', mode: 1 as DiffType, hint: MODES[0]?.hint ?? '', num: '', problem: '', busy: false },
  observers: {
    show(show: boolean) {
      if (show) void this.load();
    },
  },
  methods: {
    async load() {
      const { shopId, spuId, skuId } = this.data;
      this.setData({ state: 'loading', rows: [], num: '', problem: '', openId: skuId });
      try {
        const spu: ManagedSpu = await catalog.manageGet({ shopId, spuId });
        const rows = spu.skus.map((sku): Row => ({ skuId: sku.skuId, available: sku.available, held: sku.held, sold: sku.sold, name: attrText(sku.attrs) || '默认规格' }));
        this.setData({ state: 'ready', rows, openId: skuId || (rows.length === 1 ? (rows[0]?.skuId ?? '') : '') });
      } catch (error) {
        this.setData({ state: 'error', errorText: asAppError(error).message });
      }
    },
    onRow(event: Tap<{ id: string }>) {
      const { id } = event.currentTarget.dataset;
      this.setData({ openId: id === this.data.openId ? '' : id, num: '', problem: '' });
    },
    onMode(event: Tap<{ type: DiffType }>) {
      const mode = Number(event.currentTarget.dataset.type) as DiffType;
      this.setData({ mode, hint: MODES.find(({ type }) => type === mode)?.hint ?? '', problem: '' });
    },
    onNum(event: WechatMiniprogram.Input) {
      this.setData({ num: event.detail.value, problem: '' });
    },
    async onApply() {
      const { shopId, openId: skuId, mode, busy } = this.data;
      const text = this.data.num.trim();
      if (busy || !skuId) return;
      if (!/^\d{1,7}$/.test(text) || (mode !== 3 && Number(text) === 0)) {
        this.setData({ problem: '请填写整数件数' });
        return;
      }
      this.setData({ busy: true, problem: '' });
      try {
        const attempt = attempts.get(skuId) ?? new Attempt();
        attempts.set(skuId, attempt);
        const levels = await attempt.run({ shopId, skuId, diffType: mode, num: Number(text) }, (request) => catalog.adjustStock(request));
        const at = this.data.rows.findIndex((row) => row.skuId === skuId);
        if (at >= 0) this.setData({ [`rows[${at}].available`]: levels.available, [`rows[${at}].held`]: levels.held, [`rows[${at}].sold`]: levels.sold });
        this.setData({ num: '' });
        toast(`库存已改为 ${levels.available} 件`);
        this.triggerEvent('changed', { skuId, ...levels });
      } catch (error) {
        this.setData({ problem: asAppError(error).message });
      } finally {
        this.setData({ busy: false });
      }
    },
    onRetry() {
      void this.load();
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
