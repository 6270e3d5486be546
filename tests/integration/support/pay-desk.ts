/** WeChat Pay's controls for tests: what becomes of payments and refunds, and what was told of them. */
import type { PayOverview } from '../../../emulator/cloud/pay/service';
import type { Notice, PaymentOutcome, PayOrder, PayRefund, RefundOutcome } from '../../../emulator/cloud/pay/types';

type Control = <T>(route: string, body?: object) => Promise<T>;
export interface Details {
  /** ms, by the cloud's clock. */
  delay?: number;
  /** Fen; for wrong-amount. */
  amount?: number;
}

/** `new PayDesk(cloud)`: of a LocalCloud or a ShopCloud. */
export class PayDesk {
  constructor(private readonly cloud: { control: Control }) {}

  /** What becomes of the next payment, or of `of`. */
  async nextPayment(outcome: PaymentOutcome, { of: outTradeNo, ...details }: Details & { of?: string } = {}): Promise<void> {
    await this.cloud.control('pay/next', { about: 'payment', outcome, outTradeNo, ...details });
  }
  async nextRefund(outcome: RefundOutcome, { of: outRefundNo, ...details }: Details & { of?: string } = {}): Promise<void> {
    await this.cloud.control('pay/next', { about: 'refund', outcome, outRefundNo, ...details });
  }
  async forget(): Promise<void> {
    await this.cloud.control('pay/forget');
  }

  /** The customer's choice in the sheet; gives requestPayment's errMsg. What is to be told at once has been told. */
  async settle(outTradeNo: string, outcome: 'success' | 'cancel' | 'fail' = 'success'): Promise<string> {
    return (await this.cloud.control<{ errMsg: string }>('pay/settle', { outTradeNo, outcome })).errMsg;
  }
  /** Sends what was held back or not acknowledged, else one more. */
  async deliver(number: string): Promise<Notice[]> {
    return (await this.cloud.control<{ notices: Notice[] }>('pay/deliver', { number })).notices;
  }
  /** Everything that falls due in this time has happened when it resolves. */
  async wait(ms: number): Promise<void> {
    await this.cloud.control('clock', { advance: ms });
  }

  look(outTradeNo: string): Promise<{ order: PayOrder | null; refunds: PayRefund[]; notices: Notice[] }> {
    return this.cloud.control('pay', { outTradeNo });
  }
  list(): Promise<PayOverview> {
    return this.cloud.control('pay/list');
  }
}
