import type { AfterSaleReason, AfterSaleType, Startable, StartableLine } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { parseYuan, yuan } from '../../../../utils/money';
import { back, replace } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

type Kind = 'DIFF' | AfterSaleType;
type Row = StartableLine & { can: boolean };
const KINDS: { key: Kind; name: string; hint: string }[] = [
  { key: 'DIFF', name: '退差价', hint: '立即退回部分货款，买家留下商品，无需确认' },
  { key: 'REFUND', name: '仅退款', hint: '按件数退款，买家确认后退回' },
  { key: 'RETURN', name: '退货退款', hint: '买家确认后寄回商品，收到后退款' },
];
/** What fits whatever the merchant begins. */
const REASON: AfterSaleReason = 'OTHERS';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    lines: [] as Row[],
    chosen: null as Row | null,
    kinds: [] as typeof KINDS,
    kind: 'DIFF' as Kind,
    num: 1,
    sum: '',
    most: '',
    refundFen: 0,
    text: '',
    busy: false,
    problem: '',
  },
  shopId: '',
  orderId: '',
  attempt: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.orderId = queryText(query, 'orderId');
    this.attempt = new Attempt();
    void this.load();
  },
  async load() {
    this.setData({ state: 'loading' });
    try {
      const { lines }: Startable = await aftersale.startable(this.shopId, this.orderId);
      const rows = lines.map((line): Row => ({ ...line, can: line.types.length > 0 || line.leftFen > 0 }));
      this.setData({ state: 'ready', lines: rows, chosen: null });
      const only = rows.length === 1 ? rows[0] : undefined;
      if (only?.can) this.choose(only);
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'BAD_REQUEST' });
    }
  },
  choose(row: Row) {
    const kinds = KINDS.filter(({ key }) => (key === 'DIFF' ? row.leftFen > 0 : row.types.includes(key)));
    this.setData({ chosen: row, kinds, kind: kinds[0]?.key ?? 'DIFF', num: Math.max(1, row.line.num), most: yuan(row.leftFen), sum: '', problem: '' });
    this.price();
  },
  price() {
    const { chosen, num } = this.data;
    this.setData({ refundFen: chosen?.refundFen[num - 1] ?? 0 });
  },
  onLine(event: Tap<{ id: string }>) {
    const row = this.data.lines.find(({ line }) => line.skuId === event.currentTarget.dataset.id);
    if (row?.can) this.choose(row);
    else if (row) toast(row.obstacle || '货款已全部退回');
  },
  onKind(event: Tap<{ key: Kind }>) {
    this.setData({ kind: event.currentTarget.dataset.key, problem: '' });
  },
  onNum(event: Sent<{ value: number }>) {
    this.setData({ num: event.detail.value });
    this.price();
  },
  onSum(event: WechatMiniprogram.Input) {
    this.setData({ sum: event.detail.value, problem: '' });
  },
  onText(event: WechatMiniprogram.TextareaInput) {
    this.setData({ text: event.detail.value, problem: '' });
  },
  async onSubmit() {
    const attempt: Attempt | null = this.attempt;
    const { chosen, kind, num, sum, busy } = this.data;
    if (!attempt || !chosen || busy) return;
    const text = this.data.text.trim();
    const refundFen = parseYuan(sum);
    if (kind === 'DIFF' && !refundFen) return this.setData({ problem: '请填写要退的差价，最多两位小数' });
    if (kind === 'DIFF' && refundFen! > chosen.leftFen) return this.setData({ problem: `最多可以退 ${yuan(chosen.leftFen)}` });
    if (text.length < 2) return this.setData({ problem: '请说明原因，买家会看到' });
    this.setData({ busy: true, problem: '' });
    try {
      const common = { shopId: this.shopId, orderId: this.orderId, skuId: chosen.line.skuId, text };
      const { afterSaleId } =
        kind === 'DIFF'
          ? await attempt.run({ ...common, refundFen: refundFen! }, (sent) => aftersale.priceDiff(sent))
          : await attempt.run({ ...common, type: kind, num, reason: REASON }, (sent) => aftersale.offer(sent));
      toastSuccess(kind === 'DIFF' ? '已退差价' : '已发起');
      replace(routes.manageAfterSale(this.shopId, afterSaleId));
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
