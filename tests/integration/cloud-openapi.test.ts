/** cloud.openapi through the real SDK: what each answers, its documented limits, and what a test can read of it afterwards. */
import { createServer } from 'node:http';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';
import { PayDesk } from './support/pay-desk';

type Fields = Record<string, unknown>;
let local: LocalCloud;
let count = 0;
beforeAll(async () => {
  local = await startLocalCloud();
});
afterAll(() => local.end());

async function call(name: string, args: object, openid = 'o-first', functionName = 'api'): Promise<Fields> {
  const { result, error } = await local.cloud.invoke(functionName, { name, args }, { openid });
  expect(error).toBeUndefined();
  return result as Fields;
}
const grant = (openid: string, templateId: string, times = 1) => local.control('users/grant', { openid, templateId, times });
const wait = (ms: number) => local.control('clock', { advance: ms });

/** As the mini program in the browser asks. */
async function viaGateway<T>(route: string, openid: string, body: object = {}): Promise<T> {
  const server = createServer((request, response) => void local.cloud.handleClient(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const answer = await fetch(`http://127.0.0.1:${port}/__wx/${route}`, { method: 'POST', headers: { 'x-wx-openid': openid }, body: JSON.stringify(body) });
  server.close();
  server.closeAllConnections();
  return (await answer.json()) as T;
}

describe('security.msgSecCheck', () => {
  const check = (content: unknown, more: Fields = {}) => call('security.msgSecCheck', { version: 2, scene: 2, openid: 'o-first', content, ...more });

  test('passes good text', async () => {
    expect(await check('好吃的苹果')).toMatchObject({ errCode: 0, errMsg: 'openapi.security.msgSecCheck:ok', result: { suggest: 'pass', label: 100 } });
  });

  test.each([
    ['特3456书yuuo莞6543李zxcz蒜7782法fgnv级', 'risky', 20002],
    ['这是违规内容', 'risky', 20006],
    ['加微信领红包', 'review', 10001],
  ])('judges %s the same every time', async (content, suggest, label) => {
    const first = await check(content);
    expect(first).toMatchObject({ errCode: 0, result: { suggest, label }, detail: [{ strategy: 'content_model', suggest }, { strategy: 'keyword', suggest }] });
    expect(await check(content)).toEqual(first);
  });

  test('in its first version it answers with an error', async () => {
    expect(await check('这是违规内容', { version: undefined })).toMatchObject({ errCode: 87014 });
    expect(await check('苹果', { version: undefined })).toMatchObject({ errCode: 0 });
  });

  test.each([
    ['2500 characters', 'x'.repeat(2500), {}, 0],
    ['2501 characters', 'x'.repeat(2501), {}, 45002],
    ['nothing', '', {}, 44004],
    ['no user', 'x', { openid: undefined }, 40003],
    ['no scene', 'x', { scene: undefined }, 40129],
    ['an unknown scene', 'x', { scene: 5 }, 40129],
    ['a user who was never here', 'x', { openid: 'o-stranger' }, 61010],
  ])('with %s', async (_what, content, more, errCode) => {
    expect(await check(content, more)).toMatchObject({ errCode });
  });

  test('a user who was here more than two hours ago counts as absent, until the next visit', async () => {
    await viaGateway('login', 'o-early');
    expect(await check('x', { openid: 'o-early' })).toMatchObject({ errCode: 0 });
    await wait(2 * 3_600_000 + 1000);
    expect(await check('x', { openid: 'o-early' })).toMatchObject({ errCode: 61010 });
    await local.control('users/visit', { openid: 'o-early' });
    expect(await check('x', { openid: 'o-early' })).toMatchObject({ errCode: 0 });
  });
});

describe('security.mediaCheckAsync', () => {
  const check = (more: Fields = {}) => call('security.mediaCheckAsync', { mediaUrl: 'https://example.com/a.png', mediaType: 2, version: 2, scene: 1, openid: 'o-first', ...more });
  async function pushed(traceId: unknown): Promise<Fields[]> {
    const { data } = await local.wire({ action: 'database.getDocument', collectionName: 'messages', queryType: 'WHERE', query: JSON.stringify({ number: traceId }) });
    return (data as { list: string[] }).list.map((text) => JSON.parse(text) as Fields);
  }

  test.each([
    ['https://example.com/a.png', 'pass'],
    ['https://example.com/risky.png', 'risky'],
    ['https://example.com/review/1.png', 'review'],
    [`https://example.com/${encodeURI('违规')}.png`, 'risky'],
  ])('judges %s later, by an event', async (mediaUrl, suggest) => {
    const { errCode, traceId } = await check({ mediaUrl });
    expect(errCode).toBe(0);
    expect(await pushed(traceId)).toEqual([]);
    await wait(2500);
    const [message] = await pushed(traceId);
    expect(message).toMatchObject({
      event: { MsgType: 'event', Event: 'wxa_media_check', FromUserName: 'o-first', appid: 'wxcloudfixture001', trace_id: traceId, result: { suggest } },
      wx: { SOURCE: 'wx_unknown' },
    });
    expect(message!.wx).not.toHaveProperty('OPENID');
  });

  test.each([
    [{ mediaUrl: 'cloud://x/y.png' }, 40066],
    [{ mediaType: 3 }, 40004],
    [{ scene: 0 }, 40129],
    [{ openid: '' }, 40003],
    [{ openid: 'o-stranger' }, 61010],
  ])('%j is refused', async (more, errCode) => {
    expect(await check(more)).toMatchObject({ errCode });
  });
});

describe('subscribeMessage.send', () => {
  const message = (more: Fields = {}) => ({ touser: 'o-first', templateId: 'tpl', page: 'pages/index/index?id=1', data: { thing1: { value: '苹果' } }, ...more });
  const send = (more: Fields = {}) => call('subscribeMessage.send', message(more));

  test('needs one permission of the user for each message', async () => {
    expect(await send()).toMatchObject({ errCode: 43101 });
    await viaGateway('subscribe', 'o-first', { accepted: ['tpl', 'other'] });
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

describe('wxacode.getUnlimited', () => {
  const get = (args: Fields) => call('wxacode.getUnlimited', args);
  async function scanned({ base64 }: Fields): Promise<{ text: string | undefined; width: number }> {
    const { data, info } = await sharp(Buffer.from(String(base64), 'base64')).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return { text: jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data, width: info.width };
  }

  test('is a picture that scans to the page', async () => {
    const answer = await get({ scene: 'id=1&s=2', page: 'packages/more/pages/detail/index' });
    expect(answer).toMatchObject({ contentType: 'image/png' });
    expect(await scanned(answer)).toEqual({ text: 'http://127.0.0.1:8230/app#/packages/more/pages/detail/index?scene=id%3D1%26s%3D2', width: 430 });
  });

  test('without a page opens the first one; in any size and colour', async () => {
    expect(await scanned(await get({ scene: 'a', width: 280 }))).toEqual({ text: 'http://127.0.0.1:8230/app#/pages/index/index?scene=a', width: 280 });
    expect(await scanned(await get({ scene: 'a', width: 1280, lineColor: { r: 200, g: 20, b: 20 } }))).toMatchObject({ width: 1280, text: expect.stringContaining('scene=a') as string });
  });

  test.each([
    [{ scene: 'x'.repeat(33) }, 40169],
    [{ scene: '' }, 40169],
    [{ scene: '中文' }, 40169],
    [{ scene: 'a b' }, 40169],
    [{ scene: 'a', page: 'pages/nowhere/index' }, 41030],
    [{ scene: 'a', page: '/pages/index/index' }, 41030],
    [{ scene: 'a', page: 'pages/index/index?x=1' }, 41030],
    [{ scene: 'a', width: 100 }, 40097],
    [{ scene: 'a', envVersion: 'beta' }, 40097],
  ])('%j is refused', async (args, errCode) => {
    expect(await get(args)).toMatchObject({ errCode });
  });

  test('a page that is not there yet, when it is not to be checked', async () => {
    expect(await get({ scene: 'a', page: 'pages/soon/index', checkPath: false })).toMatchObject({ contentType: 'image/png' });
  });
});

describe('urllink.generate', () => {
  test('links to a page', async () => {
    expect(await call('urllink.generate', { path: '/pages/index/index', query: 'a=1&b=2' })).toMatchObject({ errCode: 0, urlLink: 'http://127.0.0.1:8230/app#/pages/index/index?a=1&b=2' });
  });
  test.each([
    [{ path: 'pages/nowhere/index' }, 40165],
    [{ path: 'pages/index/index', query: 'a=中文' }, 40212],
    [{ path: 'pages/index/index', expireType: 1, expireInterval: 31 }, 85401],
    [{ path: 'pages/index/index', expireType: 1, expireInterval: 30 }, 0],
    [{ path: 'pages/index/index', expireType: 0, expireTime: 1 }, 85401],
  ])('%j', async (args, errCode) => {
    expect(await call('urllink.generate', args)).toMatchObject({ errCode });
  });
});

describe('phonenumber.getPhoneNumber', () => {
  const code = async () => (await viaGateway<{ code: string }>('phone-code', 'o-first')).code;

  test('takes a code of the button once', async () => {
    const given = await code();
    expect(await call('phonenumber.getPhoneNumber', { code: given })).toMatchObject({ errCode: 0, phoneInfo: { countryCode: '86', purePhoneNumber: expect.stringMatching(/^138\d{8}$/) as string, watermark: { appid: 'wxcloudfixture001' } } });
    expect(await call('phonenumber.getPhoneNumber', { code: given })).toMatchObject({ errCode: 40029 });
  });

  test('within five minutes', async () => {
    const [fresh, old] = [await code(), await code()];
    await wait(299_000);
    expect(await call('phonenumber.getPhoneNumber', { code: fresh })).toMatchObject({ errCode: 0 });
    await wait(2_000);
    expect(await call('phonenumber.getPhoneNumber', { code: old })).toMatchObject({ errCode: 40029 });
    expect(await call('phonenumber.getPhoneNumber', { code: { $ne: null } })).toMatchObject({ errCode: 40029 });
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
    await viaGateway('talk', 'o-guest');
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

describe('what was asked', () => {
  test('can be read by a test, by name and by user', async () => {
    await grant('o-reader', 'tpl');
    const message = { touser: 'o-reader', templateId: 'tpl', data: { thing1: { value: '苹果' } } };
    await call('subscribeMessage.send', message, 'o-reader');
    const { calls } = await local.control<{ calls: Fields[] }>('openapi', { api: 'subscribeMessage.send', openid: 'o-reader' });
    expect(calls).toEqual([
      expect.objectContaining({
        functionName: 'api',
        requestId: expect.stringMatching(/^[\w-]{36}$/) as string,
        arguments: { touser: 'o-reader', template_id: 'tpl', data: { thing1: { value: '苹果' } } },
        answer: expect.stringContaining('"errcode":0') as string,
      }),
    ]);
  });

  test('is not permitted unless config.json lists it and the service has it', async () => {
    expect(await call('urllink.generate', {}, 'o-first', 'api2')).toMatchObject({ errCode: -604101 });
    expect(await call('security.imgSecCheck', { media: { contentType: 'image/png', value: Buffer.from('x') } })).toMatchObject({ errCode: -604101 });
    expect(await call('nothing.here', {})).toMatchObject({ errCode: -604101 });
    expect(local.logs).toContainEqual(expect.objectContaining({ level: 'warn', text: expect.stringContaining('add "urllink.generate" to permissions.openapi') as string }));
  });
});
