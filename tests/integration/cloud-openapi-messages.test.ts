/** cloud.openapi through the real SDK: messages to users, and what the shop tells of its deliveries. */
import { type LocalCloud, startLocalCloud } from './support/local-cloud';
import { PayDesk } from './support/pay-desk';
import { Phones } from './support/phone';

type Fields = Record<string, unknown>;
let local: LocalCloud;
let phones: Phones;
let count = 0;
beforeAll(async () => {
  local = await startLocalCloud();
  phones = await Phones.open(() => local.cloud);
});
afterAll(async () => {
  await phones.close();
  await local.end();
});

async function call(name: string, args: object): Promise<Fields> {
  const { result, error } = await local.cloud.invoke('api', { name, args }, { openid: 'o-first' });
  expect(error).toBeUndefined();
  return result as Fields;
}
const grant = (openid: string, templateId: string) => local.control('users/grant', { openid, templateId });
const wait = (ms: number) => local.control('clock', { advance: ms });

describe('subscribeMessage.send', () => {
  const message = (more: Fields = {}) => ({ touser: 'o-first', templateId: 'tpl', page: 'pages/index/index?id=1', data: { thing1: { value: '苹果' } }, ...more });
  const send = (more: Fields = {}) => call('subscribeMessage.send', message(more));

  test('needs one permission of the user for each message', async () => {
    expect(await send()).toMatchObject({ errCode: 43101 });
    await phones.post('subscribe', 'o-first', { accepted: ['tpl', 'other'] });
    expect(await send({ touser: 'o-second' })).toMatchObject({ errCode: 43101 });
    expect(await send()).toMatchObject({ errCode: 0, errMsg: 'openapi.subscribeMessage.send:ok' });
    expect(await send()).toMatchObject({ errCode: 43101 });
    expect(await send({ templateId: 'other' })).toMatchObject({ errCode: 0 });
  });

  test('permissions last through a restart, and a wrong message uses none up', async () => {
    await grant('o-first', 'kept');
    expect(await send({ templateId: 'kept', data: { thing1: { value: '' } } })).toMatchObject({ errCode: 47003 });
    await local.stop();
    local = await startLocalCloud({ root: local.root });
    expect(await send({ templateId: 'kept' })).toMatchObject({ errCode: 0 });
  });

  test.each([
    ['thing1', '二十个汉字以内的商品名称就是这么长的啊', true],
    ['thing1', 'x'.repeat(21), false],
    ['number2', '12.50', true],
    ['number2', '一百', false],
    ['letter3', 'abc', true],
    ['letter3', 'a1', false],
    ['character_string4', 'SF-1234567', true],
    ['character_string4', '顺丰1', false],
    ['time5', '15:01', true],
    ['time5', '2026年10月1日 15:01', true],
    ['time5', '下午三点', false],
    ['date6', '2026年10月1日', true],
    ['date6', '明天', false],
    ['amount7', '¥19.90', true],
    ['amount7', '19.9元', true],
    ['amount7', '12345678901', false],
    ['phone_number8', '+86-0766-66888866', true],
    ['name9', '林小满', true],
    ['name9', '这个名字有十一个汉字啊啊', false],
    ['phrase10', '已发货', true],
    ['phrase10', '已经发货了哦', false],
    ['price11', '1', false],
  ])('takes %s of %s: %s', async (name, value, fine) => {
    await grant('o-first', 'fields');
    expect(await send({ templateId: 'fields', data: { [name]: { value } } })).toMatchObject(fine ? { errCode: 0 } : { errCode: 47003, errMsg: expect.stringContaining('argument invalid!') as string });
  });

  test.each([
    [{ touser: '' }, 40003],
    [{ templateId: 7 }, 40037],
    [{ page: 'pages/nowhere/index' }, 41030],
    [{ data: {} }, 47003],
    [{ data: { thing1: '苹果' } }, 47003],
    [{ miniprogramState: 'beta' }, 47001],
  ])('%j is refused', async (more, errCode) => {
    expect(await send(more)).toMatchObject({ errCode });
  });
});

describe('wxa.sec.order.uploadShippingInfo', () => {
  let trade: string;
  let desk: PayDesk;
  beforeEach(async () => {
    desk = new PayDesk(local);
    trade = `S${++count}`;
    const fields = { functionName: 'pay_cb', envId: 'local-env', subMchId: '1900000109', body: '杯子', outTradeNo: trade, totalFee: 100, spbillCreateIp: '127.0.0.1' };
    await local.cloud.invoke('pay', { api: 'unifiedOrder', fields }, { openid: 'o-first' });
  });
  const parcel = (number = 'SF100') => ({ tracking_no: number, express_company: 'SF', item_desc: '杯子*1', contact: { receiver_contact: '138****0001' } });
  const upload = (more: Fields = {}, seconds = 1) =>
    call('wxa.sec.order.uploadShippingInfo', {
      order_key: { order_number_type: 1, mchid: '1900000109', out_trade_no: trade },
      logistics_type: 1,
      delivery_mode: 1,
      shipping_list: [parcel()],
      upload_time: `2026-10-01T10:00:${String(seconds).padStart(2, '0')}.120+08:00`,
      payer: { openid: 'o-first' },
      ...more,
    });

  test('is taken of what is paid, by either number, and corrected once', async () => {
    expect(await upload()).toMatchObject({ errCode: 10060001 });
    await desk.settle(trade);
    expect(await upload()).toMatchObject({ errCode: 0, errMsg: 'openapi.wxa.sec.order.uploadShippingInfo:ok' });
    expect(await upload()).toMatchObject({ errCode: 10060023 });
    const { transactionId } = (await desk.look(trade)).order!;
    expect(await upload({ order_key: { order_number_type: 2, transaction_id: transactionId }, shipping_list: [parcel('SF200')] }, 2)).toMatchObject({ errCode: 0 });
    expect(await upload({}, 3)).toMatchObject({ errCode: 10060003, errMsg: expect.stringContaining('支付单已使用重新发货机会') as string });
    expect((await desk.look(trade)).order!.shipping).toMatchObject({ parcels: [{ tracking_no: 'SF200' }], corrected: true, complete: true });
  });

  test('in parcels, until all are told; fifteen at most', async () => {
    await desk.settle(trade);
    const split = (all: boolean, parcels: number, seconds: number) => upload({ delivery_mode: 2, is_all_delivered: all, shipping_list: Array.from({ length: parcels }, () => parcel()) }, seconds);
    expect(await split(false, 16, 1)).toMatchObject({ errCode: 10060024 });
    expect(await split(false, 10, 1)).toMatchObject({ errCode: 0 });
    expect(await split(false, 6, 2)).toMatchObject({ errCode: 10060024 });
    expect(await split(true, 5, 3)).toMatchObject({ errCode: 0 });
    expect((await desk.look(trade)).order!.shipping).toMatchObject({ complete: true, corrected: false });
    expect(await split(true, 1, 4)).toMatchObject({ errCode: 0 });
    expect(await split(true, 1, 5)).toMatchObject({ errCode: 10060003 });
  });

  test.each([
    ['an unknown payment', { order_key: { order_number_type: 2, transaction_id: 'x' } }, 10060001],
    ['another merchant', { order_key: { order_number_type: 1, mchid: 'x', out_trade_no: 'S1' } }, 10060001],
    ['no kind of number', { order_key: {} }, 268485194],
    ['no number', { order_key: { order_number_type: 2 } }, 268485195],
    ['another payer', { payer: { openid: 'o-second' } }, 10060031],
    ['an unknown way', { logistics_type: 5 }, 47001],
    ['an unknown mode', { delivery_mode: 3 }, 268485224],
    ['no parcels', { shipping_list: [] }, 268485228],
    ['two parcels at once', { shipping_list: [parcel(), parcel()] }, 268485228],
    ['a parcel that is none', { shipping_list: parcel() }, 47001],
    ['no description', { shipping_list: [{ ...parcel(), item_desc: '' }] }, 10060008],
    ['a long description', { shipping_list: [{ ...parcel(), item_desc: 'x'.repeat(121) }] }, 10060009],
    ['no tracking number', { shipping_list: [{ ...parcel(), tracking_no: '' }] }, 268485226],
    ['parcels that are not sent by express', { logistics_type: 3, delivery_mode: 2, is_all_delivered: true }, 10060006],
    ['parcels without saying whether these are all', { delivery_mode: 2 }, 10060007],
    ['a time of its own form', { upload_time: '2026-10-01 10:00:00' }, 268485216],
  ])('%s is refused', async (_what, more, errCode) => {
    await desk.settle(trade);
    expect(await upload(more)).toMatchObject({ errCode });
  });

  test('of what was given back is refused', async () => {
    await desk.settle(trade);
    const refund = { sub_mch_id: '1900000109', nonce_str: 'n', out_trade_no: trade, out_refund_no: `${trade}r`, total_fee: 100, refund_fee: 100 };
    await local.cloud.invoke('pay', { api: 'refund', fields: refund }, { openid: 'o-first' });
    expect(await upload()).toMatchObject({ errCode: 10060004 });
  });
});

describe('customerServiceMessage.send', () => {
  const send = (more: Fields = {}) => call('customerServiceMessage.send', { touser: 'o-guest', msgtype: 'text', text: { content: '您好' }, ...more });

  test('answers a user five times within 48 hours of the last word', async () => {
    expect(await send()).toMatchObject({ errCode: 45015 });
    await phones.post('talk', 'o-guest', {});
    for (let n = 0; n < 5; n++) expect(await send()).toMatchObject({ errCode: 0 });
    expect(await send()).toMatchObject({ errCode: 45047 });
    await local.control('users/talk', { openid: 'o-guest' });
    expect(await send({ msgtype: 'miniprogrampage', miniprogrampage: { title: 't', pagepath: 'pages/index/index', thumb_media_id: 'm' } })).toMatchObject({ errCode: 0 });
    await wait(48 * 3_600_000 + 1000);
    expect(await send()).toMatchObject({ errCode: 45015 });
  });

  test.each([
    [{ msgtype: 'voice' }, 40008],
    [{ text: {} }, 44004],
    [{ text: { content: 'x'.repeat(2049) } }, 45002],
    [{ touser: 7 }, 40003],
  ])('%j is refused', async (more, errCode) => {
    expect(await send(more)).toMatchObject({ errCode });
  });
});
