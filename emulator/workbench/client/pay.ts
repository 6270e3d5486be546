/** The pay tab: what shall become of the next payment or refund, and what became of those before. */
import { deliverNow, forgetPlans, type Notice, type Payment, payOverview, type Plan, planPay, type Refund } from './cloud';
import { byId, clockText, make, toast } from './dom';

const PAYMENT: Record<string, string> = {
  success: '成功',
  fail: '失败',
  late: '回调延迟',
  twice: '回调两次',
  never: '没有回调',
  'wrong-amount': '回调金额错误',
  'after-refund': '退款回调先到',
  reversed: '两笔回调颠倒',
};
const REFUND: Record<string, string> = { success: '成功', closed: '退款关闭', abnormal: '退款异常', slow: '处理中较久', late: '回调延迟', twice: '回调两次', never: '没有回调' };
const STATES: Record<string, string> = {
  NOTPAY: '未支付',
  SUCCESS: '成功',
  REFUND: '有退款',
  CLOSED: '已关闭',
  PROCESSING: '处理中',
  REFUNDCLOSE: '退款关闭',
  CHANGE: '退款异常',
};
/** A call of a callback function often comes with others. */
const QUIET_MS = 300;

export class PayTab {
  private readonly list = byId<HTMLOListElement>('pay-list');
  private due = 0;

  constructor(private readonly nameOf: (openid: string) => string) {
    this.list.dataset.empty = '还没有支付\nPayments and refunds appear here';
    this.setUp('payment', PAYMENT);
    this.setUp('refund', REFUND);
    byId('pay-forget').onclick = () => void this.after(forgetPlans(), '已清除');
  }

  /** Shows what there is, if the tab can be seen. */
  async show(): Promise<void> {
    if (byId('pay').hidden) return;
    const { payments, refunds, plans } = await payOverview();
    byId('pay-plans').textContent = plans.map(planText).join('、');
    byId('pay-waiting').hidden = plans.length === 0;
    const rows = [...payments.map((payment) => ({ at: payment.createdAt, row: this.paymentRow(payment) })), ...refunds.map((refund) => ({ at: refund.createdAt, row: this.refundRow(refund) }))];
    this.list.replaceChildren(...rows.sort((a, b) => b.at - a.at).map(({ row }) => row));
  }

  /** Something happened in the cloud. */
  refreshSoon(): void {
    clearTimeout(this.due);
    this.due = window.setTimeout(() => this.show().catch(complain), QUIET_MS);
  }

  private setUp(about: 'payment' | 'refund', outcomes: Record<string, string>): void {
    const select = byId<HTMLSelectElement>(`${about}-outcome`);
    select.replaceChildren(...Object.entries(outcomes).map(([value, label]) => new Option(label, value)));
    byId(`${about}-plan`).onclick = () => {
      const seconds = byId<HTMLInputElement>('pay-delay').value;
      const delay = seconds === '' ? {} : { delay: Math.round(Number(seconds) * 1000) };
      void this.after(planPay({ about, outcome: select.value, ...delay }), `${about === 'payment' ? '下一笔支付' : '下一笔退款'}:${outcomes[select.value] ?? ''}`);
    };
  }

  private paymentRow({ outTradeNo, openid, body, totalFee, state, createdAt, paidAt, plan, notices }: Payment): HTMLLIElement {
    const title = make('span', 'name', `${yuan(totalFee)} · ${body}`, make('em', '', ` ${this.nameOf(openid)}`));
    return this.row(state === 'NOTPAY' || state === 'CLOSED' ? 'info' : 'ok', createdAt, title, state, outTradeNo, plan, notices, paidAt !== null);
  }

  private refundRow({ outRefundNo, refundFee, state, createdAt, functionName, plan, notices }: Refund): HTMLLIElement {
    const title = make('span', 'name', `退款 ${yuan(refundFee)}`);
    const mark = state === 'SUCCESS' ? 'ok' : state === 'PROCESSING' ? 'info' : 'refused';
    return this.row(mark, createdAt, title, state, outRefundNo, plan, notices, state !== 'PROCESSING' && functionName !== '');
  }

  private row(mark: string, at: number, title: HTMLElement, state: string, number: string, plan: Plan | null, notices: Notice[], canTell: boolean): HTMLLIElement {
    const told = make('span', 'who', [STATES[state] ?? state, plan ? `(${planText(plan)})` : '', notices.map(noticeText).join(';')].filter(Boolean).join(' · '));
    const row = make('div', 'row', make('span', 'mark'), make('time', '', clockText(at)), title, told);
    row.title = [number, ...notices.map(({ lastAnswer }) => lastAnswer ?? '')].join('\n');
    if (canTell) {
      const button = make('button', 'run', '立即回调');
      button.type = 'button';
      button.onclick = () => void this.after(deliverNow(number), '已回调');
      row.append(button);
    }
    return make('li', mark, row);
  }

  private async after(work: Promise<string | null>, done: string): Promise<void> {
    try {
      toast((await work) ?? done);
      await this.show();
    } catch (error) {
      complain(error);
    }
  }
}

function planText({ about, outcome, delay }: Plan): string {
  const label = (about === 'payment' ? PAYMENT : REFUND)[outcome] ?? outcome;
  return `${about === 'payment' ? '' : '退款'}${label}${delay === null ? '' : ` ${delay / 1000} 秒`}`;
}

function noticeText({ attempts, acknowledged, nextAt, heldFor }: Notice): string {
  if (acknowledged) return `回调已确认(第 ${attempts} 次)`;
  if (heldFor) return `回调等待另一笔${heldFor === 'refund' ? '退款' : '支付'}回调`;
  if (nextAt === null) return `回调 ${attempts} 次均未确认`;
  return `${attempts === 0 ? '回调' : `已回调 ${attempts} 次,下次`} ${clockText(nextAt)}`;
}

function yuan(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}

function complain(error: unknown): void {
  toast(`本地云没有应答:${error instanceof Error ? error.message : String(error)}`);
}
