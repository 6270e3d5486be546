/** The automation server against a mini program that is only played: framing, who may connect, and what it answers itself. */
import { request } from 'node:http';
import { createServer } from 'node:net';
import WebSocket from 'ws';
import { startAutomation, type Automation, type AutomationOptions } from '../../emulator/automation/server';
import type { AgentHub } from '../../emulator/contracts';

type Call = [method: string, params: Record<string, unknown>];

class PlayedHub implements AgentHub {
  page: string | null = 'page-1';
  readonly calls: Call[] = [];
  answer: (method: string, params: Record<string, unknown>) => unknown = () => ({});
  private readonly listeners = new Set<(method: string, params: unknown) => void>();

  current() {
    return this.page === null ? null : { id: this.page, openid: 'o-1' };
  }
  async call(method: string, params: Record<string, unknown>) {
    this.page ??= 'page-late';
    this.calls.push([method, params]);
    return this.answer(method, params);
  }
  on(_event: 'event', listener: (method: string, params: unknown) => void) {
    this.listeners.add(listener);
  }
  off(_event: 'event', listener: (method: string, params: unknown) => void) {
    this.listeners.delete(listener);
  }
  emit(method: string, params: unknown) {
    for (const listener of this.listeners) listener(method, params);
  }
}

let hub: PlayedHub;
let automation: Automation;
const sockets: WebSocket[] = [];

async function start(more: Partial<AutomationOptions> = {}): Promise<void> {
  automation = await startAutomation({ hub, port: 0, log: () => {}, identities: () => [{ openid: 'o-1', name: 'One' }], ...more });
}
beforeEach(() => {
  hub = new PlayedHub();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await automation.stop();
});

class Client {
  readonly events: { method: string; params: unknown }[] = [];
  private readonly waiting = new Map<string, (frame: Record<string, unknown>) => void>();
  private id = 0;
  constructor(readonly socket: WebSocket) {
    socket.on('message', (raw) => {
      const frame = JSON.parse(String(raw)) as Record<string, unknown>;
      if (typeof frame.id === 'string') this.waiting.get(frame.id)?.(frame);
      else this.events.push(frame as never);
    });
  }
  ask(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = String(++this.id);
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }
  async result(method: string, params: object = {}): Promise<unknown> {
    return (await this.ask(method, params)).result;
  }
}

function connect(host = '127.0.0.1', headers: Record<string, string> = {}): Promise<Client> {
  const socket = new WebSocket(`ws://${host}:${automation.port}`, { headers });
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(new Client(socket)));
    socket.once('error', reject);
  });
}

describe('who may connect', () => {
  beforeEach(() => start());

  test.each(['127.0.0.1', '[::1]', 'localhost'])('a program of this machine, at %s', async (host) => {
    const client = await connect(host);
    expect(await client.result('Tool.getInfo')).toMatchObject({ SDKVersion: '3.8.0' });
  });

  test.each(['http://localhost:8230', 'https://example.com', 'null'])('no web page (Origin %s)', async (origin) => {
    await expect(connect('127.0.0.1', { origin })).rejects.toThrow('403');
  });

  test('a browser that opens the address is told what this is', async () => {
    const body = await new Promise<string>((resolve, reject) => {
      request({ host: '127.0.0.1', port: automation.port }, (response) => {
        expect(response.statusCode).toBe(426);
        response.setEncoding('utf8').on('data', resolve);
      })
        .on('error', reject)
        .end();
    });
    expect(body).toContain('automator');
  });
});

test('a port that is taken is named, also when only the IPv6 one is', async () => {
  await start();
  const again = startAutomation({ hub, port: automation.port, log: () => {}, identities: () => [] });
  await expect(again).rejects.toMatchObject({ message: expect.stringContaining(String(automation.port)), mend: expect.stringContaining('--automator-port') });
  const other = createServer();
  const free = await new Promise<number>((resolve) => other.listen(0, '::1', () => resolve((other.address() as { port: number }).port)));
  await expect(startAutomation({ hub, port: free, log: () => {}, identities: () => [] })).rejects.toThrow(String(free));
  await new Promise((resolve) => other.close(resolve));
});

describe('every request gets one answer', () => {
  beforeEach(() => start());

  test('what the page answers', async () => {
    hub.answer = (method, params) => ({ method, params });
    const client = await connect();
    expect(await client.ask('Page.getData', { pageId: 1, path: 'a' })).toEqual({ id: '1', result: { method: 'Page.getData', params: { pageId: 1, path: 'a' } } });
  });
  test('{} for a page that answers nothing', async () => {
    hub.answer = () => undefined;
    expect(await (await connect()).result('Element.tap')).toEqual({});
  });
  test('the page’s error, by its message', async () => {
    hub.answer = () => Promise.reject(new Error('no such element: .x'));
    expect((await (await connect()).ask('Page.getElement')).error).toEqual({ message: 'no such element: .x' });
  });
  test.each(['Tool.unheardOf', 'Other.method', 'getData'])('%s is not there', async (method) => {
    expect((await (await connect()).ask(method)).error).toEqual({ message: `${method} unimplemented` });
    expect(hub.calls).toEqual([]);
  });
  test('frames that are no request, without ending the connection', async () => {
    const client = await connect();
    client.socket.send('{not json');
    client.socket.send('[]');
    client.socket.send('null');
    expect(await client.result('App.exit')).toEqual({});
    expect(client.events).toHaveLength(3);
  });
  test('requests do not wait for each other', async () => {
    let release: (value: object) => void = () => {};
    hub.answer = (method) => (method === 'App.callFunction' ? new Promise((resolve) => (release = resolve)) : {});
    const client = await connect();
    const slow = client.result('App.callFunction');
    await client.result('Page.getData');
    release({ result: 1 });
    expect(await slow).toEqual({ result: 1 });
  });
});

test('what DevTools answers itself', async () => {
  await start({ sdkVersion: '3.7.1', capture: async () => Buffer.from('png') });
  const client = await connect();
  expect(await client.result('Tool.getInfo')).toMatchObject({ SDKVersion: '3.7.1' });
  expect(await client.result('Tool.getTestAccounts')).toEqual({ accounts: [{ nickName: 'One', openid: 'o-1' }] });
  expect(JSON.parse(((await client.result('Tool.stopAudits')) as { data: string }).data)).toBeInstanceOf(Object);
  expect(await client.result('Tool.getTicket')).toEqual({ ticket: '', expiredTime: 0 });
  expect(await client.result('Tool.setTicket', { ticket: 't' })).toEqual({});
  expect(await client.result('Tool.refreshTicket')).toEqual({});
  expect(await client.result('App.captureScreenshot')).toEqual({ data: Buffer.from('png').toString('base64') });
  expect(hub.calls).toEqual([]);
});

test('a screenshot of a page in a person’s browser comes from the page', async () => {
  await start({ capture: async () => null });
  hub.answer = () => ({ data: 'xyz' });
  expect(await (await connect()).result('App.captureScreenshot')).toEqual({ data: 'xyz' });
});

test('events: errors go to every client, console output to those that asked for it', async () => {
  await start();
  const [quiet, loud] = [await connect(), await connect()];
  await loud.result('App.enableLog');
  hub.emit('App.logAdded', { type: 'log', args: ['hello'] });
  hub.emit('App.exceptionThrown', { message: 'broken', stack: '' });
  // One more round trip: by then the events have arrived.
  await Promise.all([quiet.result('App.exit'), loud.result('App.exit')]);
  expect(quiet.events.map((event) => event.method)).toEqual(['App.exceptionThrown']);
  expect(loud.events.map((event) => event.method)).toEqual(['App.logAdded', 'App.exceptionThrown']);
});

test('enableLog never fails: the client would die of it', async () => {
  await start();
  hub.answer = () => Promise.reject(new Error('no page'));
  expect(await (await connect()).ask('App.enableLog')).toEqual({ id: '1', result: {} });
});

test('a page that is loaded again is given bindings, console hook and mocks before the next call', async () => {
  await start();
  const client = await connect();
  await client.result('App.addBinding', { name: 'report' });
  await client.result('App.mockWxMethod', { method: 'showModal', result: null });
  await client.result('App.mockWxMethod', { method: 'login', result: 1 });
  await client.result('App.mockWxMethod', { method: 'login' });
  hub.calls.length = 0;
  hub.page = null;
  await Promise.all([client.result('Page.getData'), client.result('Page.getData')]);
  const methods = hub.calls.map(([method]) => method).filter((method) => method !== 'App.getPageStack');
  expect(methods).toEqual(['App.addBinding', 'App.mockWxMethod', 'Page.getData', 'Page.getData']);
});

test('Tool.close answers, closes that client, and forgets what it has set up', async () => {
  await start();
  const client = await connect();
  await client.result('App.addBinding', { name: 'report' });
  const closed = new Promise((resolve) => client.socket.once('close', resolve));
  expect(await client.result('Tool.close')).toEqual({});
  await closed;
  const next = await connect();
  await next.result('Page.getData');
  expect(hub.calls.map(([method]) => method)).toEqual(['App.addBinding', 'App.reset', 'Page.getData']);
});

test('Tool.close ends a server that was started for one client', async () => {
  const onClose = jest.fn();
  await start({ onClose });
  const client = await connect();
  const closed = new Promise((resolve) => client.socket.once('close', resolve));
  await client.result('Tool.close');
  await closed;
  expect(onClose).toHaveBeenCalledTimes(1);
});

test('remote(): the event comes after the reply', async () => {
  await start();
  const client = await connect();
  const event = new Promise((resolve) => client.socket.on('message', (raw) => String(raw).includes('onRemoteDebugConnected') && resolve(true)));
  expect(await client.result('Tool.enableRemoteDebug', { auto: true })).toEqual({});
  await event;
});
