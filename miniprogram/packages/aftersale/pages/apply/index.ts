import type { AfterSaleReason, AfterSaleType, Eligibility, EligibleLine, ExchangeOption } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import { offerSubscribe, prepareSubscribe } from '../../../../services/message';
import { reasonText, typeText } from '../../../../utils/after-sale-text';
import { attrText } from '../../../../utils/sku-matrix';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { back, replace } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

type Row = EligibleLine & { skuId: string; can: boolean };
const HINTS: Record<AfterSaleType, string> = { REFUND: '不需要寄回商品，退回货款', RETURN: '寄回商品，商家收到后退款', EXCHANGE: '寄回商品，商家换发同价的规格' };

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    /** The chosen pieces have not gone out. */
    unshipped: false,
    /** Nothing has: the freight goes back with the last goods. */
    freightBack: false,
    lines: [] as Row[],
    chosen: null as Row | null,
    types: [] as { key: AfterSaleType; name: string; hint: string }[],
    type: 'REFUND' as AfterSaleType,
    num: 1,
    reasons: [] as { key: AfterSaleReason; name: string }[],
    reason: '' as AfterSaleReason | '',
    reasonName: '',
    /** Why some reasons are not offered; ''. */
    barText: '',
    refundFen: 0,
    /** What these goods may be exchanged for; null: not asked yet. */
    options: null as ExchangeOption[] | null,
    wantedSkuId: '',
    wantedText: '',
    choosingSku: false,
    description: '',
    images: [] as string[],
    choosing: false,
    uploading: false,
    busy: false,
    problem: '',
  },
  orderId: '',
  skuId: '',
  found: null as Eligibility | null,
  attempt: null as Attempt | null,

  onLoad(query) {
    this.orderId = queryText(query, 'orderId');
    this.skuId = queryText(query, 'skuId');
    this.attempt = new Attempt();
    void prepareSubscribe();
    void this.load();
  },
  async load() {
    this.setData({ state: 'loading' });
    try {
      const found = await aftersale.eligible(this.orderId);
      this.found = found;
      const lines = found.lines.map((each): Row => ({ ...each, skuId: each.line.skuId, can: each.types.length > 0 }));
      const wanted = lines.find(({ skuId }) => skuId === this.skuId) ?? (lines.length === 1 ? lines[0] : undefined);
      this.setData({ state: 'ready', lines, unshipped: found.unshipped, freightBack: found.unshipped });
      if (wanted) this.choose(wanted);
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'BAD_REQUEST' });
    }
  },
  choose(row: Row) {
    if (row.openId) return replace(routes.afterSale(row.openId));
    if (!row.can) return this.data.lines.length === 1 ? this.setData({ state: 'error', errorText: row.obstacle, gone: true }) : toast(row.obstacle);
    const { unshipped } = row;
    const types = row.types.map((key) => ({ key, name: key === 'REFUND' && unshipped ? '退款' : typeText(key), hint: key === 'REFUND' && unshipped ? (row.instant ? '商家还没有发货，提交后立即退款' : '商家还没有发货，退回货款') : HINTS[key] }));
    this.setData({ chosen: row, types, num: row.line.num, unshipped, options: null, wantedSkuId: '', wantedText: '' });
    this.setType(row.types.includes('RETURN') ? 'RETURN' : 'REFUND');
  },
  setType(type: AfterSaleType) {
    const found = this.found as Eligibility | null;
    const options = (type === 'REFUND' && this.data.unshipped ? found?.unshippedReasons : found?.reasons.find((each) => each.type === type)?.options) ?? [];
    const bar: EligibleLine | null = type === 'REFUND' ? null : this.data.chosen;
    const open = options.filter((key) => !bar?.barred.includes(key));
    const kept = this.data.reason && open.includes(this.data.reason) ? this.data.reason : '';
    this.setData({ type, barText: bar?.barredText ?? '', reasons: open.map((key) => ({ key, name: reasonText(key) })), reason: kept });
    this.price();
    if (type === 'EXCHANGE' && !this.data.options) void this.loadOptions();
  },
  async loadOptions() {
    const { chosen } = this.data;
    if (!chosen) return;
    try {
      const { skus } = await aftersale.exchangeable({ orderId: this.orderId, skuId: chosen.orderSkuId, goodsSkuId: chosen.skuId });
      if (this.data.chosen?.skuId === chosen.skuId) this.setData({ options: skus });
    } catch (error) {
      toast(asAppError(error).message);
    }
  },
  price() {
    const { chosen, num } = this.data;
    this.setData({ refundFen: chosen?.refundFen[num - 1] ?? 0 });
  },

  onLine(event: Tap<{ id: string }>) {
    const row = this.data.lines.find(({ skuId }) => skuId === event.currentTarget.dataset.id);
    if (row) this.choose(row);
  },
  onType(event: Tap<{ key: AfterSaleType }>) {
    this.setType(event.currentTarget.dataset.key);
  },
  async onOptions() {
    if (!this.data.options) await this.loadOptions();
    const { options } = this.data;
    if (options?.length === 0) toast('这件商品暂时没有可换的规格，请申请退货退款');
    else if (options) this.setData({ choosingSku: true });
  },
  onCloseOptions() {
    this.setData({ choosingSku: false });
  },
  onOption(event: Sent<{ option: ExchangeOption }>) {
    const { skuId, attrs } = event.detail.option;
    this.setData({ wantedSkuId: skuId, wantedText: attrText(attrs) || '默认规格', choosingSku: false, problem: '' });
  },
  onNum(event: Sent<{ value: number }>) {
    this.setData({ num: event.detail.value });
    this.price();
  },
  onReasons() {
    this.setData({ choosing: true });
  },
  onCloseReasons() {
    this.setData({ choosing: false });
  },
  onReason(event: Tap<{ key: AfterSaleReason }>) {
    const { key } = event.currentTarget.dataset;
    this.setData({ reason: key, reasonName: reasonText(key), choosing: false, problem: '' });
  },
  onDescription(event: WechatMiniprogram.TextareaInput) {
    this.setData({ description: event.detail.value });
  },
  onImages(event: Sent<{ images: string[] }>) {
    this.setData({ images: event.detail.images });
  },
  onUploading(event: Sent<{ busy: boolean }>) {
    this.setData({ uploading: event.detail.busy });
  },
  async onSubmit() {
    const attempt: Attempt | null = this.attempt;
    const { chosen, type, num, reason, description, images, busy, uploading, wantedSkuId } = this.data;
    if (!attempt || !chosen || busy || uploading) return;
    if (!reason) {
      this.setData({ problem: '请选择申请原因', choosing: true });
      return;
    }
    const exchange = type === 'EXCHANGE';
    if (exchange && !wantedSkuId) return this.onOptions();
    this.setData({ busy: true });
    // In the tap itself, or WeChat does not open its sheet.
    offerSubscribe('afterSale');
    try {
      const goods = chosen.skuId === chosen.orderSkuId ? {} : { goodsSkuId: chosen.skuId };
      const request = { orderId: this.orderId, skuId: chosen.orderSkuId, ...goods, ...(exchange ? { wantedSkuId } : {}), type, num, reason, description: description.trim(), images };
      const { afterSaleId, status } = await attempt.run(request, (sent) => aftersale.apply(sent));
      toastSuccess(status === 'MERCHANT_REFUND_SUCCESS' ? '已退款' : '已提交');
      replace(routes.afterSale(afterSaleId));
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ problem: message });
      toast(message);
      if (code === 'INVALID_STATE') void this.refresh();
      if (code === 'OUT_OF_STOCK') this.setData({ options: null, wantedSkuId: '', wantedText: '' });
    } finally {
      this.setData({ busy: false });
    }
  },
  /** The order moved on meanwhile: what can be asked for is another. */
  async refresh() {
    this.setData({ chosen: null });
    await this.load();
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
