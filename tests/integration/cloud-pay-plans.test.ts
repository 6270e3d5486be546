/** Payments and refunds that go wrong on purpose. Whatever the callbacks say, the queries tell the truth. */
import { EJSON } from 'bson';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';
import { PayDesk } from './support/pay-desk';

type Fields = Record<string, unknown>;
let local: LocalCloud;
let desk: PayDesk;
let trade: string;
let refundNo: string;
let count = 0;

beforeAll(async () => {
  local = await startLocalCloud();
  desk = new PayDesk(local);
});
afterAll(() => local.end());
beforeEach(() => {
  count++;
  trade = `P${count}`;
  refundNo = `B${count}`;
});
afterEach(() => desk.forget());

async function call(api: string, fields: Fields): Promise<Fields> {
  const { result, error } = await local.cloud.invoke('pay', { api, fields }, { openid: 'o-buyer' });
  expect(error).toBeUndefined();
  return result as Fields;
}
async function order(outTradeNo = trade, fields: Fields = {}): Promise<void> {
  const answer = await call('unifiedOrder', { functionName: 'pay_cb', envId: 'local-env', subMchId: '1900000109', body: '订单', outTradeNo, totalFee: 1990, spbillCreateIp: '127.0.0.1', ...fields });
  expect(answer.resultCode).toBe('SUCCESS');
}
async function refund(fields: Fields = {}): Promise<Fields> {
  return call('refund', { functionName: 'pay_cb', envId: 'local-env', sub_mch_id: '1900000109', nonce_str: 'n', out_trade_no: trade, out_refund_no: refundNo, total_fee: 1990, refund_fee: 990, ...fields });
}
const query = (outTradeNo = trade) => call('queryOrder', { subMchId: '1900000109', outTradeNo });
const queryRefund = () => call('queryRefund', { sub_mch_id: '1900000109', out_refund_no: refundNo });
/** The events that the callback function was given about this order, in their order. */
async function told(): Promise<Fields[]> {
  const { data } = await local.wire({ action: 'database.getDocument', collectionName: 'messages', queryType: 'WHERE', order: '{"_id":1}', limit: 1000 });
  const all = (data as { list: string[] }).list.map((text) => EJSON.parse(text) as { event: Fields });
  return all.map(({ event }) => event).filter(({ outTradeNo }) => String(outTradeNo).startsWith(trade));
}

describe('a payment', () => {
  test('late: is told by the clock and not before', async () => {
    await order();
    await desk.nextPayment('late', { delay: 90_000 });
    expect(await desk.settle(trade)).toBe('requestPayment:ok');
    expect(await told()).toEqual([]);
    expect(await query()).toMatchObject({ tradeState: 'SUCCESS', totalFee: 1990 });
    await desk.wait(89_000);
    expect(await told()).toEqual([]);
    await desk.wait(1_500);
    expect(await told()).toHaveLength(1);
  });

  test('late: is told after a restart too', async () => {
    await local.stop();
    local = await startLocalCloud({ root: local.root });
    desk = new PayDesk(local);
    await order();
    await desk.nextPayment('late', { delay: 60_000 });
    await desk.settle(trade);
    await local.stop();
    local = await startLocalCloud({ root: local.root });
    desk = new PayDesk(local);
    await desk.wait(61_000);
    expect(await told()).toHaveLength(1);
  });

  test('a plan waits through a restart for the next payment, and is taken once', async () => {
    await order();
    await order(`${trade}b`);
    await desk.nextPayment('never');
    await local.stop();
    local = await startLocalCloud({ root: local.root });
    desk = new PayDesk(local);
    expect((await desk.list()).plans).toEqual([{ about: 'payment', number: '', outcome: 'never', delay: null, amount: null }]);
    await desk.settle(trade);
    await desk.settle(`${trade}b`);
    expect((await desk.list()).plans).toEqual([]);
    expect((await told()).map(({ outTradeNo }) => outTradeNo)).toEqual([`${trade}b`]);
  });

  test('twice: at once and again later, or both together', async () => {
    await order();
    await desk.nextPayment('twice', { delay: 5_000 });
    await desk.settle(trade);
    expect(await told()).toHaveLength(1);
    await desk.wait(5_500);
    expect(await told()).toHaveLength(2);
    const [first, second] = await told();
    expect(second).toEqual(first);
    await order(`${trade}b`);
    await desk.nextPayment('twice');
    await desk.settle(`${trade}b`);
    expect(await told()).toHaveLength(4);
  });

  test('never: only the query knows, until somebody has it delivered', async () => {
    await order();
    await desk.nextPayment('never');
    expect(await desk.settle(trade)).toBe('requestPayment:ok');
    await desk.wait(48 * 3_600_000);
    expect(await told()).toEqual([]);
    expect(await query()).toMatchObject({ tradeState: 'SUCCESS' });
    expect(await desk.deliver(trade)).toMatchObject([{ attempts: 1, acknowledged: true, lastAnswer: '{"errcode":0,"errmsg":""}' }]);
    expect(await told()).toMatchObject([{ outTradeNo: trade, totalFee: 1990 }]);
  });

  test('wrong amount: in the callback only', async () => {
    await order();
    await desk.nextPayment('wrong-amount', { amount: 1 });
    await desk.settle(trade);
    expect(await told()).toMatchObject([{ totalFee: 1, cashFee: 1 }]);
    expect(await query()).toMatchObject({ tradeState: 'SUCCESS', totalFee: 1990 });
  });

  test('fail: the bank refuses once, then it can be paid', async () => {
    await order();
    await desk.nextPayment('fail');
    expect(await desk.settle(trade, 'cancel')).toBe('requestPayment:fail cancel');
    expect(await desk.settle(trade)).toBe('requestPayment:fail 银行卡余额不足');
    expect(await query()).toMatchObject({ tradeState: 'NOTPAY' });
    expect(await desk.settle(trade)).toBe('requestPayment:ok');
  });

  test('a plan for a number is for that number', async () => {
    await order();
    await order(`${trade}b`);
    await desk.nextPayment('never', { of: `${trade}b` });
    await desk.settle(trade);
    await desk.settle(`${trade}b`);
    expect((await told()).map(({ outTradeNo }) => outTradeNo)).toEqual([trade]);
  });

  test('reversed: is told after the payment that came after it', async () => {
    await order();
    await order(`${trade}b`);
    await desk.nextPayment('reversed');
    await desk.settle(trade);
    expect(await told()).toEqual([]);
    expect((await desk.look(trade)).notices).toMatchObject([{ heldFor: 'payment', nextAt: null, attempts: 0 }]);
    await desk.settle(`${trade}b`);
    expect((await desk.look(trade)).notices).toMatchObject([{ heldFor: null, acknowledged: true }]);
    const [first, second] = [(await desk.look(`${trade}b`)).notices[0]!, (await desk.look(trade)).notices[0]!];
    expect(first.lastAt).toBeLessThanOrEqual(second.lastAt!);
    expect((await told()).map(({ outTradeNo }) => outTradeNo).sort()).toEqual([trade, `${trade}b`]);
  });

  test('after its refund: out of order, and again after a restart in between', async () => {
    await order();
    await desk.nextPayment('after-refund', { delay: 1000 });
    await desk.settle(trade);
    await local.stop();
    local = await startLocalCloud({ root: local.root });
    desk = new PayDesk(local);
    expect(await refund()).toMatchObject({ resultCode: 'SUCCESS' });
    await desk.wait(0);
    expect(await told()).toMatchObject([{ outRefundNo: refundNo }]);
    await desk.wait(1500);
    const all = await told();
    expect(all).toHaveLength(2);
    expect(all.filter(({ outRefundNo }) => outRefundNo === undefined)).toMatchObject([{ outTradeNo: trade, resultCode: 'SUCCESS' }]);
  });
});

describe('a refund', () => {
  beforeEach(async () => {
    await order();
    await desk.settle(trade);
  });
  const toldRefunds = async () => (await told()).filter(({ outRefundNo }) => outRefundNo === refundNo);

  test.each([
    ['closed', 'REFUNDCLOSE'],
    ['abnormal', 'CHANGE'],
  ] as const)('%s ends as %s, and nothing has arrived', async (outcome, state) => {
    await desk.nextRefund(outcome);
    expect(await refund()).toMatchObject({ resultCode: 'SUCCESS' });
    await desk.wait(0);
    const [event] = await toldRefunds();
    expect(event).toMatchObject({ refundStatus: state });
    expect(event).not.toHaveProperty('successTime');
    const answer = await queryRefund();
    expect(answer).toMatchObject({ resultCode: 'SUCCESS' });
    expect(JSON.stringify(answer)).toContain(`"${state}"`);
  });

  test('of what a closed refund left can be given back again', async () => {
    await desk.nextRefund('closed');
    await refund({ refund_fee: 1990 });
    await desk.wait(0);
    expect(await refund({ out_refund_no: `${refundNo}x`, refund_fee: 1990 })).toMatchObject({ resultCode: 'SUCCESS' });
    expect(await refund({ out_refund_no: `${refundNo}y`, refund_fee: 1 })).toMatchObject({ resultCode: 'FAIL' });
  });

  test('slow: is under way until the clock says so', async () => {
    await desk.nextRefund('slow', { delay: 3_600_000 });
    await refund();
    await desk.wait(3_500_000);
    expect(JSON.stringify(await queryRefund())).toContain('"PROCESSING"');
    expect(await toldRefunds()).toEqual([]);
    await desk.wait(200_000);
    expect(JSON.stringify(await queryRefund())).toContain('"SUCCESS"');
    expect(await toldRefunds()).toHaveLength(1);
  });

  test('late, twice, never', async () => {
    await desk.nextRefund('late');
    await refund();
    await desk.wait(50_000);
    expect(await toldRefunds()).toEqual([]);
    expect(JSON.stringify(await queryRefund())).toContain('"SUCCESS"');
    await desk.wait(15_000);
    expect(await toldRefunds()).toHaveLength(1);
    refundNo += 'b';
    await desk.nextRefund('twice', { of: refundNo, delay: 10 });
    await refund({ refund_fee: 10 });
    await desk.wait(100);
    expect(await toldRefunds()).toHaveLength(2);
    refundNo += 'c';
    await desk.nextRefund('never');
    await refund({ refund_fee: 10 });
    await desk.wait(24 * 3_600_000);
    expect(await toldRefunds()).toEqual([]);
    expect(await desk.deliver(refundNo)).toMatchObject([{ about: 'refund', acknowledged: true }]);
    expect(await toldRefunds()).toHaveLength(1);
  });
});

describe('the controls', () => {
  test('list payments and refunds with what was told of them', async () => {
    await order();
    await desk.nextPayment('twice');
    await desk.settle(trade);
    const { payments } = await desk.list();
    expect(payments[0]).toMatchObject({ outTradeNo: trade, state: 'SUCCESS', plan: { outcome: 'twice' }, notices: [{ acknowledged: true }, { acknowledged: true }] });
  });

  test.each([
    [{ outcome: 'sometimes' }, 'A payment cannot be made to "sometimes"'],
    [{ about: 'refund', outcome: 'fail' }, 'A refund cannot be made to "fail"'],
    [{ about: 'gift', outcome: 'success' }, 'about must be payment or refund'],
    [{ outcome: 'late', delay: -1 }, 'delay must be'],
    [{ outcome: 'late', delay: '5' }, 'delay must be'],
    [{ outcome: 'wrong-amount', amount: 1.5 }, 'amount must be'],
    [{ outcome: 'constructor' }, 'A payment cannot be made to'],
  ])('refuse %j', async (body, message) => {
    await expect(local.control('pay/next', body)).rejects.toThrow(message);
  });

  test('have nothing to deliver of what is not there or not paid', async () => {
    await expect(desk.deliver('nothing')).rejects.toThrow('neither a refund nor a payment');
    await order();
    await expect(desk.deliver(trade)).rejects.toThrow('nothing to tell');
  });
});
