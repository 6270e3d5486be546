/** cloud.openapi through the real SDK: what each answers, its documented limits, and what a test can read of it afterwards. */
import jsQR from 'jsqr';
import sharp from 'sharp';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';
import { Phones } from './support/phone';

type Fields = Record<string, unknown>;
let local: LocalCloud;
let phones: Phones;
beforeAll(async () => {
  local = await startLocalCloud();
  phones = await Phones.open(() => local.cloud);
});
afterAll(async () => {
  await phones.close();
  await local.end();
});

async function call(name: string, args: object, openid = 'o-first', functionName = 'api'): Promise<Fields> {
  const { result, error } = await local.cloud.invoke(functionName, { name, args }, { openid });
  expect(error).toBeUndefined();
  return result as Fields;
}
const wait = (ms: number) => local.control('clock', { advance: ms });

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
    await phones.post('login', 'o-early', {});
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
  const code = async () => (await phones.post('phone-code', 'o-first', {})).code as string;

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

describe('what was asked', () => {
  test('can be read by a test, by name and by user', async () => {
    await local.control('users/grant', { openid: 'o-reader', templateId: 'tpl' });
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
