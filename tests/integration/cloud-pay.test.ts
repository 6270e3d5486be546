import { EJSON } from 'bson';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';

let local: LocalCloud;
const buyer = { openid: 'o-buyer' };
type Fields = Record<string, unknown>;
interface Look {
  order: { prepayId: string; state: string; transactionId: string } | null;
  notices: { attempts: number; acknowledged: boolean; nextAt: number | null }[];
}

beforeAll(async () => {
  local = await startLocalCloud();
});
afterAll(() => local.end());
// Each test has its own order and refund.
let trade: string;
let refundNo: string;
let count = 0;
beforeEach(() => {
  count++;
  trade = `T${count}`;
  refundNo = `R${count}`;
});

const order = (fields: Fields = {}): Fields => ({
  functionName: 'pay_cb',
  envId: 'local-env',
  subMchId: '1900000109',
  body: '小店-订单',
  outTradeNo: trade,
  totalFee: 1990,
  spbillCreateIp: '127.0.0.1',
  ...fields,
});
/** cloud.cloudPay.<api> within a function that the buyer calls. */
async function pay(api: string, fields: Fields, caller: object = buyer): Promise<Fields> {
  const { result, error } = await local.cloud.invoke('pay', { api, fields }, caller);
  expect(error).toBeUndefined();
  return result as Fields;
}
const settle = (outTradeNo: string, outcome = 'success') => local.control<{ errMsg: string }>('pay/settle', { outTradeNo, outcome });
const look = (outTradeNo: string) => local.control<Look>('pay', { outTradeNo });
async function documents(collection: string, query: object): Promise<Fields[]> {
  const { data } = await local.wire({ action: 'database.getDocument', collectionName: collection, queryType: 'WHERE', query: JSON.stringify(query) });
  return (data as { list: string[] }).list.map((text) => EJSON.parse(text) as Fields);
}
async function settings(number: string, ackFrom: number): Promise<void> {
  await local.wire({ action: 'database.insertDocument', collectionName: 'settings', data: [JSON.stringify({ _id: number, ackFrom })] });
}

describe('an order', () => {
  test('gets what wx.requestPayment needs', async () => {
    const answer = await pay('unifiedOrder', order());
    expect(answer).toMatchObject({ returnCode: 'SUCCESS', resultCode: 'SUCCESS', tradeType: 'JSAPI', errCode: 0, subMchId: '1900000109' });
    expect(answer.payment).toEqual({
      appId: 'wxcloudfixture001',
      timeStamp: expect.stringMatching(/^\d{10}$/) as string,
      nonceStr: expect.any(String) as string,
      package: `prepay_id=${String(answer.prepayId)}`,
      signType: 'MD5',
      paySign: expect.stringMatching(/^[0-9A-F]{32}$/) as string,
    });
  });

  test('placed again is the same order; placed again differently is refused', async () => {
    const first = await pay('unifiedOrder', order());
    expect((await pay('unifiedOrder', order())).prepayId).toBe(first.prepayId);
    expect(await pay('unifiedOrder', order({ totalFee: 1 }))).toMatchObject({ resultCode: 'FAIL', errCodeDes: '201 商户订单号重复' });
    expect(await pay('unifiedOrder', order(), { openid: 'o-other' })).toMatchObject({ resultCode: 'FAIL' });
  });

  test.each([
    ['no amount', { totalFee: undefined }],
    ['an amount of nothing', { totalFee: 0 }],
    ['a negative amount', { totalFee: -5 }],
    ['a fraction of a fen', { totalFee: 10.5 }],
    ['an amount in text', { totalFee: '10' }],
    ['a number too long', { outTradeNo: 'x'.repeat(33) }],
    ['no callback', { functionName: undefined }],
    ['an object for a number', { outTradeNo: { $ne: null } }],
  ])('with %s is refused', async (_what, fields) => {
    expect(await pay('unifiedOrder', order(fields))).toMatchObject({ returnCode: 'SUCCESS', resultCode: 'FAIL' });
    expect((await look(trade)).order).toBeNull();
  });

  test('needs a user who pays', async () => {
    expect(await pay('unifiedOrder', order(), { source: 'wx_trigger' })).toMatchObject({ resultCode: 'FAIL', errCodeDes: expect.stringContaining('openid') as string });
  });

  test('closed cannot be paid, paid cannot be closed', async () => {
    await pay('unifiedOrder', order());
    expect(await pay('closeOrder', { subMchId: '1900000109', outTradeNo: trade })).toMatchObject({ resultCode: 'SUCCESS' });
    expect(await settle(trade)).toEqual({ errMsg: 'requestPayment:fail 该订单已关闭' });
    expect(await pay('unifiedOrder', order())).toMatchObject({ resultCode: 'FAIL', errCodeDes: '订单已关闭' });
    await pay('unifiedOrder', order({ outTradeNo: `${trade}-2` }));
    await settle(`${trade}-2`);
    expect(await pay('closeOrder', { subMchId: '1900000109', outTradeNo: `${trade}-2` })).toMatchObject({ resultCode: 'FAIL' });
    expect(await pay('unifiedOrder', order({ outTradeNo: `${trade}-2` }))).toMatchObject({ resultCode: 'FAIL', errCodeDes: '该订单已支付' });
    expect(await pay('closeOrder', { subMchId: '1900000109', outTradeNo: 'none' })).toMatchObject({ resultCode: 'FAIL', errCodeDes: '此交易订单号不存在' });
  });
});

describe('a payment', () => {
  test('is told to the function named in the order, as WeChat does', async () => {
    const { transactionId: _, ...query } = await pay('unifiedOrder', order({ attach: 'for later' }));
    expect(query.resultCode).toBe('SUCCESS');
    expect(await pay('queryOrder', { subMchId: '1900000109', outTradeNo: trade })).toMatchObject({ tradeState: 'NOTPAY' });
    expect(await settle(trade)).toEqual({ errMsg: 'requestPayment:ok' });
    const [message] = await documents('messages', { number: trade });
    expect(message).toMatchObject({ source: 'wx_paycallback', openid: null });
    expect(message!.event).toMatchObject({
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      outTradeNo: trade,
      totalFee: 1990,
      cashFee: 1990,
      attach: 'for later',
      transactionId: expect.stringMatching(/^4200\d{24}$/) as string,
      timeEnd: expect.stringMatching(/^20\d{12}$/) as string,
      subMchId: '1900000109',
      userInfo: { appId: 'wxcloudfixture001', openId: 'o-buyer' },
    });
    const { transactionId } = (await look(trade)).order!;
    expect(await pay('queryOrder', { subMchId: '1900000109', transactionId })).toMatchObject({ tradeState: 'SUCCESS', outTradeNo: trade, totalFee: 1990 });
    expect((await look(trade)).notices).toEqual([expect.objectContaining({ attempts: 1, acknowledged: true, nextAt: null })]);
  });

  test('is not made when the customer cancels or the bank refuses', async () => {
    await pay('unifiedOrder', order());
    expect(await settle(trade, 'cancel')).toEqual({ errMsg: 'requestPayment:fail cancel' });
    expect((await settle(trade, 'fail')).errMsg).toMatch(/^requestPayment:fail /);
    expect(await look(trade)).toMatchObject({ order: { state: 'NOTPAY' }, notices: [] });
    expect(await settle(trade)).toEqual({ errMsg: 'requestPayment:ok' });
    expect(await settle(trade)).toEqual({ errMsg: 'requestPayment:fail 该订单已支付' });
  });

  test('cannot be made after the order has expired', async () => {
    await pay('unifiedOrder', order());
    await local.control('clock', { advance: 2 * 3_600_000 + 1 });
    expect(await settle(trade)).toEqual({ errMsg: 'requestPayment:fail 该订单已过期' });
  });

  test('is told again, later and later, until it is acknowledged', async () => {
    await settings(trade, 4);
    await pay('unifiedOrder', order());
    await settle(trade);
    const told = async () => (await documents('messages', { number: trade })).length;
    expect(await told()).toBe(1);
    await local.control('clock', { advance: 14_000 });
    expect(await told()).toBe(1);
    await local.control('clock', { advance: 1_500 });
    expect(await told()).toBe(2);
    await local.control('clock', { advance: 15_500 });
    expect(await told()).toBe(3);
    await local.control('clock', { advance: 30_500 });
    expect(await told()).toBe(4);
    await local.control('clock', { advance: 24 * 3_600_000 });
    expect(await told()).toBe(4);
    expect((await look(trade)).notices).toEqual([expect.objectContaining({ attempts: 4, acknowledged: true })]);
  });

  test('is given up after two days of no answer', async () => {
    await pay('unifiedOrder', order({ functionName: 'nobody' }));
    await settle(trade);
    await local.control('clock', { advance: 48 * 3_600_000 });
    expect((await look(trade)).notices).toEqual([expect.objectContaining({ attempts: 16, acknowledged: false, nextAt: null })]);
    expect(local.logs).toContainEqual(expect.objectContaining({ level: 'warn', text: expect.stringContaining('was not acknowledged') as string }));
  });

  test('that nobody acknowledged is told again after a restart', async () => {
    // The tests before have pushed the clock forward; a restart begins with the real time.
    await local.stop();
    local = await startLocalCloud({ root: local.root });
    await settings(trade, 2);
    await pay('unifiedOrder', order());
    await settle(trade);
    await local.stop();
    local = await startLocalCloud({ root: local.root });
    expect(await look(trade)).toMatchObject({ order: { state: 'SUCCESS' }, notices: [{ attempts: 1, acknowledged: false }] });
    await local.control('clock', { advance: 16_000 });
    expect(await look(trade)).toMatchObject({ notices: [{ attempts: 2, acknowledged: true }] });
    expect(await documents('messages', { number: trade })).toHaveLength(2);
  });
});

describe('a refund', () => {
  const refund = (fields: Fields = {}) => ({ functionName: 'pay_cb', envId: 'local-env', sub_mch_id: '1900000109', nonce_str: 'n', out_trade_no: trade, out_refund_no: refundNo, total_fee: 1990, refund_fee: 990, ...fields });
  const paid = async () => {
    await pay('unifiedOrder', order());
    await settle(trade);
  };

  test('is accepted, carried out and told', async () => {
    await paid();
    const answer = await pay('refund', refund());
    expect(answer).toMatchObject({ resultCode: 'SUCCESS', outRefundNo: refundNo, refundFee: 990, totalFee: 1990 });
    await local.control('clock', { advance: 0 });
    const [message] = await documents('messages', { number: refundNo });
    expect(message).toMatchObject({ source: 'wx_paycallback', event: { outRefundNo: refundNo, outTradeNo: trade, refundStatus: 'SUCCESS', refundFee: 990 } });
    const query = await pay('queryRefund', { sub_mch_id: '1900000109', out_refund_no: refundNo });
    expect(query).toMatchObject({ resultCode: 'SUCCESS', refundCount: 1 });
    expect(JSON.stringify(query)).toContain('SUCCESS');
    expect(await pay('queryOrder', { subMchId: '1900000109', outTradeNo: trade })).toMatchObject({ tradeState: 'REFUND' });
  });

  test('with the same number is the same refund', async () => {
    await paid();
    const first = await pay('refund', refund());
    expect((await pay('refund', refund())).refundId).toBe(first.refundId);
    await local.control('clock', { advance: 0 });
    expect(await documents('messages', { number: refundNo })).toHaveLength(1);
    expect(await pay('refund', refund({ refund_fee: 1 }))).toMatchObject({ resultCode: 'FAIL' });
  });

  test('never returns more than was paid', async () => {
    await paid();
    expect(await pay('refund', refund())).toMatchObject({ resultCode: 'SUCCESS' });
    expect(await pay('refund', refund({ out_refund_no: `${refundNo}-2`, refund_fee: 1001 }))).toMatchObject({ resultCode: 'FAIL', errCodeDes: '累计退款金额大于支付金额' });
    expect(await pay('refund', refund({ out_refund_no: `${refundNo}-2`, refund_fee: 1000 }))).toMatchObject({ resultCode: 'SUCCESS' });
    expect(await pay('refund', refund({ out_refund_no: `${refundNo}-3`, refund_fee: 1 }))).toMatchObject({ resultCode: 'FAIL' });
  });

  test.each([
    ['of an order that is not paid', {}, false],
    ['of an order that does not exist', { out_trade_no: 'none' }, true],
    ['with another total', { total_fee: 1 }, true],
    ['of nothing', { refund_fee: 0 }, true],
    ['of a fraction', { refund_fee: 1.5 }, true],
  ])('%s is refused', async (_what, fields, first) => {
    await pay('unifiedOrder', order());
    if (first) await settle(trade);
    expect(await pay('refund', refund(fields))).toMatchObject({ resultCode: 'FAIL' });
    expect(await pay('queryRefund', { sub_mch_id: '1900000109', out_refund_no: refundNo })).toMatchObject({ resultCode: 'FAIL' });
  });
});
