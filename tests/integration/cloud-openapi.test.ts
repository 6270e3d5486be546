import { type LocalCloud, startLocalCloud } from './support/local-cloud';

let local: LocalCloud;
beforeAll(async () => {
  local = await startLocalCloud();
});
afterAll(() => local.end());

const call = async (name: string, args: object, functionName = 'api') => {
  const [group, method] = name.split('.');
  return (await local.cloud.invoke(functionName, { group, name: method, args }, { openid: 'o-first' })).result as Record<string, unknown>;
};

test('security.msgSecCheck passes good text, marks bad text and checks its arguments', async () => {
  const base = { version: 2, scene: 2, openid: 'o-first' };
  expect(await call('security.msgSecCheck', { ...base, content: '好吃的苹果' })).toMatchObject({ errCode: 0, errMsg: 'openapi.security.msgSecCheck:ok', result: { suggest: 'pass', label: 100 } });
  expect(await call('security.msgSecCheck', { ...base, content: '这是违规内容' })).toMatchObject({ errCode: 0, result: { suggest: 'risky' } });
  expect(await call('security.msgSecCheck', { ...base, content: 'x'.repeat(2501) })).toMatchObject({ errCode: 45002 });
  expect(await call('security.msgSecCheck', { content: 'x', version: 2, scene: 2 })).toMatchObject({ errCode: 40003 });
});

test('subscribeMessage.send answers, and what was sent can be looked at', async () => {
  const message = { touser: 'o-first', templateId: 'tpl', page: 'pages/index/index', data: { thing1: { value: '苹果' } } };
  expect(await call('subscribeMessage.send', message)).toMatchObject({ errCode: 0 });
  expect(await call('subscribeMessage.send', { ...message, data: { thing1: '苹果' } })).toMatchObject({ errCode: 47003 });
  const { calls } = await local.control<{ calls: Record<string, unknown>[] }>('openapi');
  const sent = calls.filter(({ api }) => api === 'subscribeMessage.send');
  expect(sent[0]).toMatchObject({ functionName: 'api', openid: 'o-first', arguments: { touser: 'o-first', template_id: 'tpl', data: { thing1: { value: '苹果' } } } });
});

test('wxacode.getUnlimited gives a picture', async () => {
  expect(await call('wxacode.getUnlimited', { scene: 'id=1', page: 'pages/index/index' })).toMatchObject({ contentType: 'image/png', head: 'PNG' });
  expect(await call('wxacode.getUnlimited', { scene: 'x'.repeat(33) })).toMatchObject({ errCode: 40129 });
});

test('phonenumber.getPhoneNumber takes a code of the button once', async () => {
  const request = { method: 'POST', headers: { 'x-wx-openid': 'o-first' } };
  // The host hands such requests over; here they are made by hand.
  const { code } = await viaGateway<{ code: string }>('phone-code', request.headers);
  const first = await call('phonenumber.getPhoneNumber', { code });
  expect(first).toMatchObject({ errCode: 0, phoneInfo: { countryCode: '86', purePhoneNumber: expect.stringMatching(/^138\d{8}$/) as string } });
  expect(await call('phonenumber.getPhoneNumber', { code })).toMatchObject({ errCode: 40029 });
});

test('what config.json does not list, and what does not exist, is not permitted', async () => {
  expect(await call('urllink.generate', {})).toMatchObject({ errCode: -604101 });
  expect(await call('security.imgSecCheck', { media: { contentType: 'image/png', value: Buffer.from('x') } })).toMatchObject({ errCode: -604101 });
  expect(local.logs).toContainEqual(expect.objectContaining({ level: 'warn', text: expect.stringContaining('add "urllink.generate" to permissions.openapi') as string }));
});

async function viaGateway<T>(route: string, headers: Record<string, string>, body: object = {}): Promise<T> {
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => void local.cloud.handleClient(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const answer = await fetch(`http://127.0.0.1:${port}/__wx/${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
  server.close();
  return (await answer.json()) as T;
}
