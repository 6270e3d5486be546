/** cloud.ai() through the real SDK: the model that is always there, and one at any OpenAI-compatible address. */
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';

type Fields = Record<string, unknown>;
const ask = async (local: LocalCloud, event: Fields): Promise<Fields> => {
  const { result, error } = await local.cloud.invoke('model', event, { openid: 'o-first' });
  expect(error).toBeUndefined();
  return result as Fields;
};

describe('the local model', () => {
  let local: LocalCloud;
  beforeAll(async () => {
    local = await startLocalCloud();
  });
  afterAll(() => local.end());

  test('answers the same question in the same way', async () => {
    const first = await ask(local, { text: '有苹果吗?' });
    expect(first).toEqual({ text: '(本地模型)有苹果吗?', usage: { prompt_tokens: 10, completion_tokens: 11, total_tokens: 21 } });
    expect(await ask(local, { text: '有苹果吗?' })).toEqual(first);
  });

  test('answers piece by piece', async () => {
    const { pieces, usage } = await ask(local, { text: '请介绍一下这个青瓷马克杯', stream: true });
    expect((pieces as string[]).length).toBeGreaterThan(3);
    expect((pieces as string[]).join('')).toBe('(本地模型)请介绍一下这个青瓷马克杯');
    expect(usage).toEqual({ prompt_tokens: 17, completion_tokens: 18, total_tokens: 35 });
  });

  test.each(['deepseek', 'hunyuan-exp', 'moonshot', 'zhipu', 'dashscope', 'ark'])('answers as %s too', async (provider) => {
    expect(await ask(local, { provider, text: '你好' })).toMatchObject({ text: '(本地模型)你好' });
  });

  test('says what a test put ready, and a test reads what was asked', async () => {
    await local.control('ai/answer', { text: '没有了。' });
    expect(await ask(local, { text: '还有吗?' })).toMatchObject({ text: '没有了。' });
    expect(await ask(local, { text: '还有吗?' })).toMatchObject({ text: '(本地模型)还有吗?' });
    const { calls } = await local.control<{ calls: Fields[] }>('ai');
    expect(calls.at(-1)).toMatchObject({ provider: 'cloudbase', status: 200, request: { model: 'hy3-preview', messages: [{ role: 'system' }, { role: 'user', content: '还有吗?' }] } });
  });

  const gateway = (path: string, headers: Record<string, string>, body = '{}') =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const request = httpRequest(`${local.origin}${path}`, { method: 'POST', headers: { host: 'local-env.api.tcloudbasegateway.com', ...headers } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      });
      request.on('error', reject);
      request.end(body);
    });

  test('is asked with a token only, and for text only', async () => {
    expect(await gateway('/v1/ai/cloudbase/chat/completions', { authorization: 'Bearer guess' })).toMatchObject({ status: 401 });
    const { text } = await gateway('/auth/v1/token/clientCredential', {});
    const { access_token: token } = JSON.parse(text) as { access_token: string };
    const authorization = `Bearer ${token}`;
    expect(await gateway('/v1/ai/cloudbase/images/generations', { authorization })).toMatchObject({ status: 404 });
    expect(await gateway('/v1/ai/cloudbase/chat/completions', { authorization }, '{"messages":[]}')).toMatchObject({ status: 400 });
    expect(await gateway('/v1/ai/cloudbase/chat/completions', { authorization }, '{')).toMatchObject({ status: 400 });
    expect(await gateway('/admin', { authorization })).toMatchObject({ status: 404 });
    expect(await gateway('/auth/v1/token/clientCredential', { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
  });
});

describe('a model elsewhere', () => {
  let elsewhere: Server;
  let local: LocalCloud;
  const seen: { headers: IncomingHttpHeaders; url: string | undefined; body: Fields }[] = [];
  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const body = JSON.parse(text) as Fields & { messages: { content: string }[] };
        seen.push({ headers: request.headers, url: request.url, body });
        if (body.messages.at(-1)!.content === '太贵') return response.writeHead(429, { 'content-type': 'application/json' }).end('{"error":{"message":"rate limit","code":"rate_limit_exceeded"}}');
        if (body.stream !== true) {
          return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: '远方的回答' }, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } }));
        }
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const content of ['远方', '的', '回答']) response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`);
        return response.end('data: [DONE]\n\n');
      });
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/v1`;
    local = await startLocalCloud({ ai: { url, key: 'sk-test', model: 'other-model' } });
  });
  afterAll(async () => {
    elsewhere.closeAllConnections();
    await new Promise((resolve) => elsewhere.close(resolve));
    await local.end();
  });

  test('is asked with the key and the model of the configuration', async () => {
    expect(await ask(local, { text: '你好' })).toEqual({ text: '远方的回答', usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } });
    expect(seen.at(-1)).toMatchObject({ url: '/v1/chat/completions', headers: { authorization: 'Bearer sk-test' }, body: { model: 'other-model', messages: [{ role: 'system' }, { content: '你好' }] } });
  });

  test('streams', async () => {
    expect((await ask(local, { text: '你好', stream: true })).pieces).toEqual(['远方', '的', '回答']);
  });

  test('gives its own refusals', async () => {
    expect(await ask(local, { text: '太贵', stream: true })).toEqual({ code: 'rate_limit_exceeded', message: 'rate limit' });
    // Of an answer that is not streamed the SDK keeps the status only.
    expect(await ask(local, { text: '太贵' })).toMatchObject({ code: '429' });
  });

  test('that does not answer is an error with the mend in the log', async () => {
    const dead = await startLocalCloud({ ai: { url: 'http://127.0.0.1:9', key: '', model: '' } });
    try {
      expect(await ask(dead, { text: '你好' })).toMatchObject({ code: '502' });
      expect(dead.logs).toContainEqual(expect.objectContaining({ level: 'error', text: expect.stringContaining('Check XIAODIAN_AI_URL') as string }));
    } finally {
      await dead.end();
    }
  });
});
