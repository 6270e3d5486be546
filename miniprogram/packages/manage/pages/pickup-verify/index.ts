import type { OrderDetail } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { order } from '../../../../services/order';
import type { Tap } from '../../../../utils/events';
import { go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

Page({
  data: {
    code: '',
    /** What the code is for; null: none was found yet. */
    found: null as OrderDetail | null,
    place: '',
    who: '',
    lines: [] as OrderDetail['lines'],
    held: false,
    done: false,
    busy: false,
    problem: '',
  },
  shopId: '',
  attempt: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.attempt = new Attempt();
  },
  onCode(event: WechatMiniprogram.Input) {
    this.setData({ code: event.detail.value, problem: '', found: null });
  },
  async onScan() {
    try {
      const { result } = await wx.scanCode({ scanType: ['qrCode', 'barCode'] });
      this.setData({ code: result.replace(/\D/g, ''), problem: '', found: null });
    } catch {
      return;
    }
    await this.onFind();
  },
  async onFind() {
    const { code, busy } = this.data;
    if (busy) return;
    if (!/^\d{12}$/.test(code.replace(/[\s-]/g, ''))) return this.setData({ problem: '提货码是 12 位数字，请核对' });
    this.setData({ busy: true, problem: '' });
    try {
      this.show(await order.pickupFind({ shopId: this.shopId, code }), false);
    } catch (error) {
      this.setData({ found: null, problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
  show(found: OrderDetail, done: boolean) {
    const pickup = found.fulfilment?.method === 'pickup' ? found.fulfilment : null;
    // What goes over the counter: not what was paid back already.
    const left = found.toShip.flatMap(({ skuId, num }) => found.lines.filter((line) => line.skuId === skuId).map((line) => ({ ...line, num })));
    this.setData({ found, done, place: pickup?.place.name ?? '', who: pickup ? `${pickup.userName} ${pickup.telNumber}` : '', held: found.toShip.some(({ held }) => held), ...(done ? {} : { lines: left }) });
  },
  async onHandOver() {
    const attempt = this.attempt as Attempt | null;
    const { found, code, busy, held } = this.data;
    if (!found || !attempt || busy || held) return;
    this.setData({ busy: true, problem: '' });
    try {
      this.show(await attempt.run({ shopId: this.shopId as string, orderId: found.orderId, code }, (request) => order.pickupHandOver(request)), true);
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
  onNext() {
    this.setData({ code: '', found: null, done: false, problem: '', lines: [] });
  },
  onOrder(event: Tap<{ id: string }>) {
    go(routes.manageOrder(this.shopId, event.currentTarget.dataset.id));
  },
});
