import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { vip } from '../../../../services/vip';
import { plainYuan } from '../../../../utils/coupon-text';
import type { Sent } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { parseYuan } from '../../../../utils/money';
import { queryText } from '../../../../utils/routes';
import { attrText } from '../../../../utils/sku-matrix';

interface PriceRow {
  skuId: string;
  text: string;
  priceFen: number;
  price: string;
}

/** Member prices of one product at a time, by SKU. */
Page({
  data: {
    shopId: '',
    picking: false,
    loading: false,
    spu: null as { spuId: string; title: string } | null,
    rows: [] as PriceRow[],
    problem: '',
    changed: false,
    busy: false,
  },
  saving: null as Attempt | null,

  onLoad(query) {
    this.saving = new Attempt();
    this.setData({ shopId: queryText(query, 'shopId') });
  },
  onPick() {
    this.setData({ picking: true });
  },
  onClosePicker() {
    this.setData({ picking: false });
  },
  async onPicked({ detail: { spus } }: Sent<{ spus: { spuId: string; title: string }[] }>) {
    const [spu] = spus;
    if (!spu) return;
    this.setData({ picking: false, loading: true });
    try {
      const { skus } = await vip.prices({ shopId: this.data.shopId, spuId: spu.spuId });
      this.setData({ spu, problem: '', changed: false, rows: skus.map(({ skuId, attrs, priceFen, memberPriceFen }) => ({ skuId, text: attrText(attrs) || '默认规格', priceFen, price: memberPriceFen ? plainYuan(memberPriceFen) : '' })) });
    } catch (error) {
      toast(asAppError(error).message);
    } finally {
      this.setData({ loading: false });
    }
  },
  onPrice(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { at: number }>) {
    const { at } = event.currentTarget.dataset;
    this.setData({ rows: this.data.rows.map((row, i) => (i === Number(at) ? { ...row, price: event.detail.value } : row)), problem: '', changed: true });
  },
  async onSave() {
    const attempt: Attempt | null = this.saving;
    const { spu, rows, busy, changed, shopId } = this.data;
    if (busy || !changed || !attempt || !spu) return;
    const filled = rows.filter(({ price }) => price.trim());
    const wrong = filled.find(({ price }) => parseYuan(price) === null);
    if (wrong) return this.point(`“${wrong.text}”的会员价应为金额，如 39.9`);
    this.setData({ busy: true });
    try {
      const prices = filled.map(({ skuId, price }) => ({ skuId, priceFen: parseYuan(price) ?? 0 }));
      await attempt.run({ shopId, spuId: spu.spuId, prices }, (request) => vip.savePrices(request));
      this.setData({ changed: false });
      toastSuccess('已保存');
    } catch (error) {
      this.point(asAppError(error).message);
    } finally {
      this.setData({ busy: false });
    }
  },
  point(problem: string) {
    this.setData({ problem });
    toast(problem);
  },
});
