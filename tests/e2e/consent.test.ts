/** Consent to the privacy guide, invoice titles and the conversation with customer service, in a real browser: tests/fixtures/projects/consent. */
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '../../emulator/browser';
import type { Host } from '../../emulator/contracts';
import { loadProject } from '../../emulator/project';
import { startHost } from '../../emulator/runtime/host/server';

interface Shown {
  data: { events: { type: string; id: string; detail: Record<string, unknown> }[]; asked: string[] };
  listen(): void;
  answer(given: object): void;
}
// What runs in the page sees the page's globals.
declare const getCurrentPages: () => Shown[];
declare const wx: Record<string, (...args: unknown[]) => Promise<unknown>>;

const NOT_AUTHORIZED = 'privacy permission is not authorized';

let host: Host;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let lines: string[] = [];
beforeAll(async () => {
  host = await startHost({ project: loadProject(path.resolve(__dirname, '../fixtures/projects/consent')), cloud: null, port: 0, log: () => undefined });
  browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});
/** A phone on which nothing was agreed to. */
beforeEach(async () => {
  lines = [];
  context = await browser.newContext({ viewport: { width: 375, height: 812 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('console', (message) => lines.push(message.text()));
  await open();
});
afterEach(() => context.close());

async function open(): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${host.url}app?as=o-shopper-1#/pages/index/index`);
  await page.waitForSelector('.mp-frame.active wx-button');
}
async function start(name: string): Promise<() => Promise<Record<string, unknown>>> {
  await page.evaluate((api) => {
    Object.assign(globalThis, { outcome: wx[api]!({ data: '一段文字' }).catch((error: unknown) => error) });
  }, name);
  return () => page.evaluate(() => (globalThis as unknown as { outcome: Promise<Record<string, unknown>> }).outcome);
}
const call = async (name: string) => (await start(name))();
const needed = async () => (await call('getPrivacySetting')).needAuthorization;
const tap = (id: string) => page.click(`.mp-frame.active #${id}`);
const event = async (id: string, type: string) => {
  await page.waitForFunction(([i, t]) => getCurrentPages().at(-1)!.data.events.some((one) => one.id === i && one.type === t), [id, type] as const);
  return page.evaluate(([i, t]) => getCurrentPages().at(-1)!.data.events.filter((one) => one.id === i && one.type === t).at(-1)!.detail, [id, type] as const);
};

test('without a sheet of the app, WeChat’s own asks; who refuses is not asked again at once', async () => {
  expect(await call('getPrivacySetting')).toMatchObject({ needAuthorization: true, privacyContractName: '《同意小程序隐私保护指引》' });
  const refused = await start('setClipboardData');
  await page.click('[data-permission="reject"]');
  expect(await refused()).toEqual({ errMsg: `setClipboardData:fail ${NOT_AUTHORIZED}`, errno: 104 });
  expect(await call('getClipboardData')).toEqual({ errMsg: `getClipboardData:fail ${NOT_AUTHORIZED}`, errno: 104 });
  expect(await page.locator('.mp-layer:not(.closing) [data-permission]').count()).toBe(0);
  // What is nobody's personal data goes on.
  expect(await call('getNetworkType')).toMatchObject({ errMsg: 'getNetworkType:ok' });

  await open();
  const agreed = await start('setClipboardData');
  await page.click('[data-permission="accept"]');
  expect(await agreed()).toMatchObject({ errMsg: 'setClipboardData:ok' });
  expect(await needed()).toBe(false);
  await open();
  expect(await call('requirePrivacyAuthorize')).toEqual({ errMsg: 'requirePrivacyAuthorize:ok' });
});

test('the app’s own sheet: told what waits, believed only when its button was tapped', async () => {
  await page.evaluate(() => getCurrentPages().at(-1)!.listen());
  const first = await start('setClipboardData');
  await page.waitForFunction(() => getCurrentPages().at(-1)!.data.asked.length === 1);
  await page.evaluate(() => getCurrentPages().at(-1)!.answer({ event: 'agree', buttonId: 'agree' }));
  expect(await first()).toMatchObject({ errno: 104 });
  expect(lines.join('\n')).toContain('names no agreePrivacyAuthorization button that was tapped');
  expect(await needed()).toBe(true);

  await open();
  await page.evaluate(() => getCurrentPages().at(-1)!.listen());
  await tap('phone');
  await page.waitForFunction(() => getCurrentPages().at(-1)!.data.asked.length === 1);
  expect(await page.evaluate(() => getCurrentPages().at(-1)!.data.asked)).toEqual(['button.getPhoneNumber']);
  expect(await page.locator('.mp-layer:not(.closing) [data-permission]').count()).toBe(0);
  await tap('agree');
  expect(await event('agree', 'agreeprivacyauthorization')).toEqual({ errMsg: 'agreePrivacyAuthorization:ok' });
  await page.evaluate(() => getCurrentPages().at(-1)!.answer({ event: 'agree', buttonId: 'agree' }));
  await page.click('[data-permission="reject"]');
  expect(await event('phone', 'getphonenumber')).toEqual({ errMsg: 'getPhoneNumber:fail user deny' });
  expect(await needed()).toBe(false);
});

test('a button that waits hears of the refusal', async () => {
  await page.evaluate(() => getCurrentPages().at(-1)!.listen());
  await tap('phone');
  await page.waitForFunction(() => getCurrentPages().at(-1)!.data.asked.length === 1);
  await page.evaluate(() => getCurrentPages().at(-1)!.answer({ event: 'disagree' }));
  expect(await event('phone', 'getphonenumber')).toEqual({ errMsg: `getPhoneNumber:fail ${NOT_AUTHORIZED}`, errno: 104 });
});

test('one button for both', async () => {
  await tap('both');
  expect(await event('both', 'agreeprivacyauthorization')).toMatchObject({ errMsg: 'agreePrivacyAuthorization:ok' });
  await page.click('[data-permission="reject"]');
  expect(await event('both', 'getphonenumber')).toEqual({ errMsg: 'getPhoneNumber:fail user deny' });
});

test('the guide can be read, and closed', async () => {
  expect(await call('openPrivacyContract')).toEqual({ errMsg: 'openPrivacyContract:ok' });
  expect(await page.innerText('.mp-contract-title')).toContain('隐私保护指引');
  await page.click('.mp-contract-close');
  await page.waitForSelector('.mp-contract', { state: 'detached' });
});

test('chooseInvoiceTitle offers saved titles', async () => {
  await tap('agree');
  const chosen = await start('chooseInvoiceTitle');
  await page.click('[data-invoice-title="0"]');
  expect(await chosen()).toMatchObject({ errMsg: 'chooseInvoiceTitle:ok', type: '0', taxNumber: '91350100M000100Y43' });
  const none = await start('chooseInvoiceTitle');
  await page.click('.mp-address .mp-sheet-close');
  expect(await none()).toEqual({ errMsg: 'chooseInvoiceTitle:fail cancel' });
});

test('a contact button opens the conversation: words, a card, what was answered', async () => {
  const asked: [string, unknown][] = [];
  let messages: object[] = [];
  await page.route('**/__wx/contact/*', async (route) => {
    const name = route.request().url().split('/').at(-1)!;
    const body = route.request().postDataJSON() as { text?: string; card?: object };
    if (name !== 'messages') asked.push([name, body]);
    if (name === 'say') messages = [...messages, { from: 'user', text: body.text ?? '', card: body.card }, { from: 'service', text: '您好' }];
    await route.fulfill({ json: { messages } });
  });
  await tap('service');
  await page.fill('.mp-chat-field', '在吗');
  await page.click('.mp-chat-send');
  await page.waitForSelector('.mp-chat-service .mp-chat-bubble');
  await page.click('.mp-chat-send-card');
  await page.click('.mp-chat-card');
  expect(await event('service', 'contact')).toEqual({ errMsg: 'enterContact:ok', path: '/pages/index/index', query: { id: '1' } });
  expect(asked).toEqual([
    ['enter', { sessionFrom: 'from=test' }],
    ['say', { text: '在吗' }],
    ['say', { card: { title: '一张卡片', path: '/pages/index/index?id=1', image: '' } }],
  ]);
  expect(await page.locator('.mp-layer:not(.closing) .mp-chat').count()).toBe(0);
});
