import type { CloseObstacle, CloseState } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { session } from '../../../../services/session';
import { user } from '../../../../services/user';
import type { Tap } from '../../../../utils/events';
import { ask, toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import { routes } from '../../../../utils/routes';
import { dateTime } from '../../../../utils/time';

const LOSSES = ['个人资料、手机号、收货地址和发票抬头会被删除', '未使用的优惠券和积分作废，不能恢复', '购物车、收藏、足迹和消息会被清空', '已完成订单的售后权利随之放弃；交易记录依法保留，但会抹去你的姓名、电话和详细地址'];

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    losses: LOSSES,
    obstacles: [] as CloseObstacle[],
    coolingDays: 0,
    eraseAt: '',
    agreed: false,
    busy: false,
  },
  closing: null as Attempt | null,
  keeping: null as Attempt | null,

  onLoad() {
    this.closing = new Attempt();
    this.keeping = new Attempt();
  },
  onShow() {
    void this.load();
  },
  async load() {
    try {
      this.show(await user.closing());
    } catch (error) {
      if (this.data.state !== 'ready') this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },
  show({ obstacles, coolingDays, eraseAt }: CloseState) {
    this.setData({ state: 'ready', obstacles, coolingDays, eraseAt: eraseAt === null ? '' : dateTime(eraseAt).slice(0, 16) });
  },
  onAgree() {
    this.setData({ agreed: !this.data.agreed });
  },
  onObstacle(event: Tap<{ kind: CloseObstacle['kind'] }>) {
    const { kind } = event.currentTarget.dataset;
    if (kind === 'order' || kind === 'payment') go(routes.orders());
    else if (kind === 'afterSale') go(routes.afterSales());
    else if (kind === 'invoice') go(routes.invoices());
    else toast('请联系店主把你移出店铺成员');
  },
  async onClose() {
    const attempt: Attempt | null = this.closing;
    if (this.data.busy || !attempt) return;
    if (!this.data.agreed) return toast('请先阅读并勾选');
    if (!(await ask(`提交后有 ${this.data.coolingDays} 天冷静期，到期后账号将被注销且不能恢复`, '提交申请', '确定要注销吗？'))) return;
    await this.change(() => attempt.run({}, (sent) => user.close(sent)), '已提交');
  },
  async onKeep() {
    const attempt: Attempt | null = this.keeping;
    if (this.data.busy || !attempt) return;
    await this.change(() => attempt.run({}, (sent) => user.keep(sent)), '已撤回');
  },
  async change(work: () => Promise<CloseState>, done: string) {
    this.setData({ busy: true });
    try {
      this.show(await work());
      session.set({ me: null });
      toastSuccess(done);
    } catch (error) {
      toastError(error);
      void this.load();
    } finally {
      this.setData({ busy: false });
    }
  },
  onExport() {
    go(routes.settings());
  },
  onRetry() {
    void this.load();
  },
});
