/** WeChat Pay as cloud functions reach it (cloud.cloudPay), and its parts put together. */
import { isRecord } from '../../json-file';
import { CloudError } from '../cloud-error';
import type { Clock } from '../clock';
import type { FunctionService } from '../functions/service';
import type { Journal } from '../journal';
import type { ActionHandler } from '../wire/envelope';
import { Books } from './books';
import { Cashier } from './cashier';
import { nonce } from './numbers';
import { Orders } from './orders';
import { Postman } from './postman';
import { PayRefusal } from './refusal';
import { Refunds } from './refunds';
import type { Notice, PayOrder, PayRefund } from './types';

export interface PayOptions {
  file: string;
  appid: string;
  /** Shown in the pay sheet. */
  mchName: string;
  functions: FunctionService;
  clock: Clock;
  journal: Journal;
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
    const common = { return_code: 'SUCCESS', return_msg: 'OK', appid: this.appid, mch_id: '1800008281', sub_appid: this.appid, nonce_str: nonce() };
    try {
      return { ...common, result_code: 'SUCCESS', ...this.perform(apiName, fields, openid) };
    } catch (error) {
      if (!(error instanceof PayRefusal)) throw error;
      return { ...common, result_code: 'FAIL', err_code: error.code, err_code_des: error.message };
    }
  }

  /** For tests and the workbench. */
  look(outTradeNo: string): { order: PayOrder | null; refunds: PayRefund[]; notices: Notice[] } {
    return { order: this.books.order('out_trade_no', outTradeNo), refunds: this.books.refundsOf(outTradeNo), notices: this.books.noticesOf(outTradeNo) };
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
