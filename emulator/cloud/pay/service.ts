/** WeChat Pay as cloud functions reach it (cloud.cloudPay), and its parts put together. */
import type { SeedPayment } from '../../contracts';
import { EmulatorError } from '../../errors';
import { isRecord } from '../../json';
import { CloudError } from '../cloud-error';
import type { Clock } from '../clock';
import type { FunctionService } from '../functions/service';
import type { Journal } from '../journal';
import type { ActionHandler } from '../wire/envelope';
import { Books } from './books';
import { Cashier } from './cashier';
import { nonce } from './numbers';
import { paymentEvent, PLATFORM_MCH_ID, refundEvent } from './events';
import { Orders } from './orders';
import { deliveriesOf } from './plans';
import { Postman } from './postman';
import { PayRefusal } from './refusal';
import { Refunds } from './refunds';
import type { Notice, PayOrder, PayRefund, Plan, Shipping } from './types';

export interface PayOptions {
  file: string;
  appid: string;
  /** Shown in the pay sheet. */
  mchName: string;
  functions: FunctionService;
  clock: Clock;
  journal: Journal;
}

export interface PayOverview {
  payments: (PayOrder & { notices: Notice[] })[];
  refunds: (PayRefund & { notices: Notice[] })[];
  /** Those that nothing has taken yet. */
  plans: Plan[];
}

export class PayService {
  readonly cashier: Cashier;
  readonly postman: Postman;
  private readonly books: Books;
  private readonly orders: Orders;
  private readonly refunds: Refunds;
  private readonly appid: string;

  constructor({ file, appid, mchName, functions, clock, journal }: PayOptions) {
    this.appid = appid;
    this.books = Books.open(file);
    this.postman = new Postman(this.books, functions, clock, journal);
    this.cashier = new Cashier(this.books, clock, this.postman, appid, mchName);
    this.orders = new Orders(this.books, clock, appid);
    this.refunds = new Refunds(this.books, clock, this.postman, appid);
  }

  /** Call when the functions can run. */
  start(): void {
    this.refunds.start();
    this.postman.start();
  }

  /** Call when the functions have stopped. */
  async stop(): Promise<void> {
    this.postman.halt();
    await this.postman.settled();
    this.books.close();
  }

  /** `cloud.cloudPay.*`. A business failure is an answer with result_code FAIL. */
  call(apiName: string, fields: Record<string, unknown>, openid: string | undefined): Record<string, unknown> {
    const common = { return_code: 'SUCCESS', return_msg: 'OK', appid: this.appid, mch_id: PLATFORM_MCH_ID, sub_appid: this.appid, nonce_str: nonce() };
    try {
      return { ...common, result_code: 'SUCCESS', ...this.perform(apiName, fields, openid) };
    } catch (error) {
      if (!(error instanceof PayRefusal)) throw error;
      return { ...common, result_code: 'FAIL', err_code: error.code, err_code_des: error.message };
    }
  }

  /** Money that was taken before the books begin; what is known already stays as it is. */
  recordPaid(payments: readonly SeedPayment[]): void {
    for (const { outTradeNo, openid, mchId, totalFee, transactionId, body, paidAt } of payments) {
      if (this.books.order('out_trade_no', outTradeNo)) continue;
      this.books.saveOrder({
        outTradeNo,
        prepayId: `wx-seed-${outTradeNo}`,
        openid,
        mchId,
        body,
        attach: '',
        totalFee,
        functionName: '',
        state: 'SUCCESS',
        createdAt: paidAt,
        expireAt: paidAt,
        transactionId,
        paidAt,
        plan: null,
      });
    }
  }

  /** For tests and the workbench. */
  look(outTradeNo: string): { order: PayOrder | null; refunds: PayRefund[]; notices: Notice[] } {
    return { order: this.books.order('out_trade_no', outTradeNo), refunds: this.books.refundsOf(outTradeNo), notices: this.books.noticesOf(outTradeNo) };
  }

  order(by: 'out_trade_no' | 'transaction_id', number: string): PayOrder | null {
    return this.books.order(by, number);
  }

  recordShipping(order: PayOrder, shipping: Shipping): void {
    this.books.saveOrder({ ...order, shipping });
  }

  /** The newest first. */
  overview(limit = 100): PayOverview {
    return {
      payments: this.books.orders(limit).map((order) => ({ ...order, notices: this.books.noticesOf(order.outTradeNo).filter(({ about }) => about === 'payment') })),
      refunds: this.books.refunds(limit).map((refund) => ({ ...refund, notices: this.books.noticesOf(refund.outTradeNo).filter(({ outRefundNo }) => outRefundNo === refund.outRefundNo) })),
      plans: this.books.plans(),
    };
  }

  arrange(plan: Plan): Plan {
    this.books.savePlan(plan);
    return plan;
  }

  /** How many plans nothing had taken. */
  forgetPlans(): number {
    return this.books.forgetPlans();
  }

  /** Sends what was not acknowledged, or else one more callback, at once. `number` is an out_refund_no or an out_trade_no. */
  async deliver(number: string): Promise<Notice[]> {
    const refund = this.books.refund('out_refund_no', number);
    const order = this.books.order('out_trade_no', refund?.outTradeNo ?? number);
    if (!order) throw new EmulatorError(`There is neither a refund nor a payment ${number}.`, 'See what there is with `xiaodian pay list`.');
    const belongs = ({ about, outRefundNo }: Notice) => (refund ? outRefundNo === number : about === 'payment');
    const known = () => this.books.noticesOf(order.outTradeNo).filter(belongs);
    const due = known().filter(({ acknowledged }) => !acknowledged);
    await Promise.all((due.length > 0 ? due : [this.write(order, refund)]).map((notice) => this.postman.sendNow(notice)));
    return known();
  }

  private write(order: PayOrder, refund: PayRefund | null): Notice {
    const { outTradeNo } = order;
    const functionName = refund ? refund.functionName : order.functionName;
    if (refund ? refund.state === 'PROCESSING' : order.paidAt === null) throw new EmulatorError(`There is nothing to tell of ${outTradeNo} yet.`, refund ? 'The refund is still under way.' : 'It has not been paid.');
    if (functionName === '') throw new EmulatorError('This refund names no function that is to be told.', 'Order it with functionName.');
    const event = refund ? refundEvent(refund, order, this.appid) : paymentEvent(order, this.appid);
    const about = refund ? 'refund' : 'payment';
    this.postman.accept({ about, outTradeNo, outRefundNo: refund?.outRefundNo ?? '', functionName }, deliveriesOf(null, event));
    return this.books.noticesOf(outTradeNo).at(-1)!;
  }

  private perform(apiName: string, fields: Record<string, unknown>, openid: string | undefined): Record<string, unknown> {
    switch (apiName) {
      case 'unifiedOrder':
        return this.orders.create(fields, openid);
      case 'queryOrder':
        return this.orders.query(fields);
      case 'closeOrder':
        return this.orders.close(fields);
      case 'refund':
        return this.refunds.create(fields);
      case 'queryRefund':
        return this.refunds.query(fields);
      default:
        throw new PayRefusal('NOT_SUPPORTED', `本地微信支付不支持 ${apiName}`);
    }
  }
}

/** The answer is bytes: with the content type of JSON the SDK would take it for an error. */
export function payAction(pay: PayService): ActionHandler {
  return (_action, { apiName, requestData }, { caller }) => {
    if (typeof apiName !== 'string' || !Buffer.isBuffer(requestData)) throw new CloudError('INVALID_PARAM', 'apiName and requestData are required.');
    let fields: unknown;
    try {
      fields = JSON.parse(requestData.toString());
    } catch (error) {
      throw new CloudError('INVALID_PARAM', `requestData is not valid JSON: ${(error as Error).message}`);
    }
    if (!isRecord(fields)) throw new CloudError('INVALID_PARAM', 'requestData must be a JSON object.');
    return Promise.resolve(Buffer.from(JSON.stringify(pay.call(apiName, fields, caller.openid))));
  };
}
