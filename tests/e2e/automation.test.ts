/** The unmodified miniprogram-automator against the local WeChat: every method that its tests rely on. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import automator from 'miniprogram-automator';
import sharp from 'sharp';
import type Page from 'miniprogram-automator/out/Page';
import type Element from 'miniprogram-automator/out/Element';
import type MiniProgram from 'miniprogram-automator/out/MiniProgram';
import { launchBrowser } from '../../emulator/browser';
import { fixture, root, startDev, type Dev } from '../support/command';

let dev: Dev;
let app: MiniProgram;
let page: Page;

beforeAll(async () => {
  dev = await startDev({ project: fixture('automation'), args: ['--headless'] });
  app = await automator.connect({ wsEndpoint: dev.automator });
});
afterAll(async () => {
  app?.disconnect();
  await dev?.stop();
});

const home = '/pages/home/home';
/** The client's own navigation helpers sleep three seconds each. */
async function open(url: string): Promise<Page> {
  await app.callWxMethod('reLaunch', { url });
  return app.currentPage() as Promise<Page>;
}
async function $(selector: string): Promise<Element> {
  const element = await page.$(selector);
  if (!element) throw new Error(`${selector} not found`);
  return element;
}
type Any = Element & Record<'input' | 'swipeTo' | 'slideTo' | 'scrollTo' | 'scrollWidth' | 'scrollHeight' | 'moveTo' | 'data' | 'setData' | 'callMethod' | 'callContextMethod', (...args: unknown[]) => Promise<unknown>>;
const special = async (selector: string) => (await $(selector)) as Any;

describe('app', () => {
  beforeEach(async () => {
    page = await open(home);
  });

  test('page stack and current page', async () => {
    expect(page.path).toBe('pages/home/home');
    await app.callWxMethod('navigateTo', { url: '/pages/second/second?from=home&n=1' });
    const stack = (await app.pageStack()) as Page[];
    expect(stack.map(({ path: at }) => at)).toEqual(['pages/home/home', 'pages/second/second']);
    const top = (await app.currentPage()) as Page;
    expect(top.query).toEqual({ from: 'home', n: '1' });
    expect(stack[1]).toBe(top);
    expect(await top.data('query')).toEqual({ from: 'home', n: '1' });
    await app.callWxMethod('navigateBack');
    expect(await app.currentPage()).toBe(stack[0]);
  });

  test('the client’s own navigation', async () => {
    const second = (await app.navigateTo('/pages/second/second?from=client')) as Page;
    expect(second.path).toBe('pages/second/second');
    expect(((await app.navigateBack()) as Page).path).toBe('pages/home/home');
  });

  test('switchTab and redirectTo', async () => {
    await app.callWxMethod('switchTab', { url: '/pages/tab/tab' });
    expect(((await app.currentPage()) as Page).path).toBe('pages/tab/tab');
    await app.callWxMethod('navigateTo', { url: '/pages/second/second' });
    await app.callWxMethod('redirectTo', { url: '/pages/second/second?from=redirect' });
    expect(((await app.pageStack()) as Page[]).map(({ path: at }) => at)).toEqual(['pages/tab/tab', 'pages/second/second']);
  });

  test.each([
    ['navigateTo', { url: '/pages/nowhere/nowhere' }, /navigateTo:fail .*nowhere/],
    ['navigateTo', { url: '/pages/tab/tab' }, /navigateTo:fail .*tabbar/],
    ['switchTab', { url: '/pages/second/second' }, /switchTab:fail/],
  ])('%s %j fails with WeChat’s words', async (method, options, words) => {
    await expect(app.callWxMethod(method, options)).rejects.toThrow(words);
    expect(((await app.currentPage()) as Page).path).toBe('pages/home/home');
  });

  test('callWxMethod: sync, async, unknown', async () => {
    await app.callWxMethod('setStorageSync', 'key', { a: 1 });
    expect(await app.callWxMethod('getStorageSync', 'key')).toEqual({ a: 1 });
    expect(await app.callWxMethod('getStorage', { key: 'key' })).toMatchObject({ data: { a: 1 } });
    await expect(app.callWxMethod('getStorage', { key: 'missing' })).rejects.toThrow('getStorage:fail');
    await expect(app.callWxMethod('fly', {})).rejects.toThrow('wx.fly not exists');
  });

  test('systemInfo', async () => {
    expect(await app.systemInfo()).toMatchObject({ windowWidth: 375, platform: expect.any(String), SDKVersion: expect.any(String) });
  });

  test('evaluate runs in the app’s realm', async () => {
    expect(await app.evaluate(() => (globalThis as never as { getApp(): { globalData: unknown } }).getApp().globalData)).toMatchObject({ launchedWith: 'pages/home/home' });
    expect(await app.evaluate((a: number, b: number) => a + b, 2, 3)).toBe(5);
    expect(await app.evaluate('async (x) => { await null; return [x]; } // end;', 'y')).toEqual(['y']);
    expect(await app.evaluate('function () { return getCurrentPages().length }')).toBe(1);
    await expect(app.evaluate('() => { throw new Error("on purpose") }')).rejects.toThrow('on purpose');
    await expect(app.evaluate('() => {')).rejects.toThrow();
    await expect(app.evaluate('1 + 1')).rejects.toThrow('not a function');
  });

  test('pageScrollTo, size, scrollTop', async () => {
    const { width, height } = await page.size();
    expect(width).toBe(375);
    expect(height).toBeGreaterThan(1500);
    await app.pageScrollTo(300);
    expect(await page.scrollTop()).toBe(300);
    const offset = await (await $('#title')).offset();
    // From the top of the page, wherever it is scrolled to.
    expect(offset).toEqual({ left: 0, top: 0 });
  });

  test('screenshot', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'shot-'));
    const file = path.join(folder, 'page.png');
    await app.screenshot({ path: file });
    expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
    expect(String(await app.screenshot()).startsWith('iVBOR')).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test('testAccounts, ticket, audits', async () => {
    expect(await app.testAccounts()).toEqual([]);
    expect(await app.getTicket()).toMatchObject({ ticket: expect.any(String) });
    await app.setTicket('t');
    await app.refreshTicket();
    expect(await app.stopAudits()).toBeInstanceOf(Object);
  });

  test('native: modal, tab, home', async () => {
    const answer = app.callWxMethod('showModal', { title: 'Sure?' });
    await page.waitFor(async () => Boolean(await app.evaluate('() => document.querySelector(".mp-modal")')));
    await app.native().confirmModal();
    expect(await answer).toMatchObject({ confirm: true, cancel: false });
    await app.native().switchTab({ url: '/pages/tab/tab' });
    expect(((await app.currentPage()) as Page).path).toBe('pages/tab/tab');
    await app.native().goHome();
    expect(((await app.currentPage()) as Page).path).toBe('pages/home/home');
    await expect(app.native().cancelModal()).rejects.toThrow('is not open');
  });
});

describe('mocks', () => {
  beforeEach(async () => {
    page = await open(home);
  });
  afterEach(async () => {
    for (const name of ['showModal', 'getSystemInfoSync', 'getStorage']) await app.restoreWxMethod(name);
  });
  const modal = () => app.evaluate('() => new Promise((success, fail) => wx.showModal({ title: "x", success, fail }))');

  test('a constant', async () => {
    await app.mockWxMethod('showModal', { confirm: true, cancel: false });
    expect(await modal()).toMatchObject({ confirm: true });
    await app.mockWxMethod('showModal', { errMsg: 'showModal:fail no screen' });
    await expect(modal()).rejects.toThrow();
  });

  test('a function, with its own arguments and the original', async () => {
    await app.mockWxMethod(
      'getSystemInfoSync',
      function (this: { origin(): { windowWidth: number } }, extra: string) {
        return { width: this.origin().windowWidth, extra };
      },
      'more',
    );
    expect(await app.callWxMethod('getSystemInfoSync')).toEqual({ width: 375, extra: 'more' });
    await app.mockWxMethod('getStorage', (options: { key: string }) => Promise.resolve({ data: `mocked ${options.key}` }));
    expect(await app.callWxMethod('getStorage', { key: 'k' })).toMatchObject({ data: 'mocked k' });
  });

  test('restore', async () => {
    await app.mockWxMethod('getSystemInfoSync', null);
    expect(await app.callWxMethod('getSystemInfoSync')).toBeNull();
    await app.restoreWxMethod('getSystemInfoSync');
    expect(await app.callWxMethod('getSystemInfoSync')).toMatchObject({ windowWidth: 375 });
    await expect(app.mockWxMethod('fly', {})).rejects.toThrow('wx.fly not exists');
  });

  test('exposed functions are called from the app', async () => {
    const seen: unknown[][] = [];
    await app.exposeFunction('report', (...args: unknown[]) => seen.push(args));
    await app.evaluate('() => { report("a", { b: 1 }) }');
    expect(seen).toEqual([['a', { b: 1 }]]);
    await expect(app.exposeFunction('report', () => {})).rejects.toThrow('already exists');
    await expect(app.exposeFunction('wx', () => {})).rejects.toThrow('already exists');
  });

  test('console and exception events', async () => {
    const logs: { type: string; args: unknown[] }[] = [];
    const exceptions: { message: string }[] = [];
    app.on('console', (entry) => void logs.push(entry));
    app.on('exception', (entry) => void exceptions.push(entry));
    await app.evaluate('() => { const ring = {}; ring.self = ring; console.warn("careful", 1, null, ring, () => 1) }');
    expect(logs).toContainEqual({ type: 'warn', args: ['careful', 1, null, { self: '[Circular]' }, expect.stringContaining('Function')] });
    await app.evaluate('() => { setTimeout(() => { throw new Error("from a timer") }) }');
    await page.waitFor(() => exceptions.some(({ message }) => message.includes('from a timer')));
  });
});

describe('page', () => {
  beforeEach(async () => {
    page = await open(home);
  });

  test('$ and $$, not into components', async () => {
    expect((await $('#title')).tagName).toBe('view');
    expect(await page.$('.nowhere')).toBeNull();
    expect(await page.$$('.nowhere')).toEqual([]);
    expect(await page.$$('.item')).toHaveLength(3);
    expect(await page.$$('.list > view')).toHaveLength(3);
    expect(await page.$('[data-id="2"]')).not.toBeNull();
    expect(await page.$('.number')).toBeNull();
    expect(await page.$('counter-card >>> .number')).not.toBeNull();
    expect(await page.$('.slotted')).not.toBeNull();
    expect((await $('page')).tagName).toBe('page');
    expect(await page.$('.item')).toBe(await page.$('view[data-id="1"]'));
    await expect(page.$$('view:nth-child(2)')).rejects.toThrow('not supported');
  });

  test('xpath', async () => {
    expect(await (await page.getElementByXpath('//view[@data-id="2"]'))?.text()).toBe('two');
    expect(await page.xpath('/page/view[2]/view[3]')).toBe((await page.$$('.item'))[2]);
    expect(await page.getElementsByXpath('//view[contains(@class, "item")]')).toHaveLength(3);
    expect(await page.getElementByXpath('//map')).toBeNull();
  });

  test('data, setData, callMethod', async () => {
    expect(await page.data('list[1].text')).toBe('two');
    expect(await page.data()).toMatchObject({ level: 20, shown: true });
    await page.setData({ 'list[1].text': 'TWO', shown: false });
    // Already rendered when the call returns.
    expect(await (await page.$$('.item'))[1]?.text()).toBe('TWO');
    expect(await page.$('.optional')).toBeNull();
    expect(await page.callMethod('add', 2, 3)).toBe(5);
    expect(await page.callMethod('later', 'x')).toBe('x');
    await expect(page.callMethod('nothing')).rejects.toThrow('page.nothing not exists');
    await expect(page.callMethod('fail')).rejects.toThrow('fails on purpose');
    await expect(page.setData(null as never)).rejects.toThrow('setData');
  });

  test('waitFor a selector', async () => {
    await page.setData({ shown: false });
    const waiting = page.waitFor('.optional');
    await page.setData({ shown: true });
    await waiting;
  });

  test('a page that is not on top does not answer', async () => {
    const title = await $('#title');
    await app.callWxMethod('navigateTo', { url: '/pages/second/second' });
    await expect(page.data()).rejects.toThrow('page is not on top of page stack');
    await expect(title.text()).rejects.toThrow('page is not on top of page stack');
    await app.callWxMethod('navigateBack');
    expect(await title.text()).toBe('Hello <automation>');
    await open(home);
    await expect(page.data()).rejects.toThrow('page is not on top of page stack');
  });

  test('an element that is gone is an error, and its id is not used again', async () => {
    const gone = await $('.optional');
    await page.setData({ shown: false });
    await expect(gone.text()).rejects.toThrow('destroyed');
    await page.setData({ shown: true });
    expect(await page.$('.optional')).not.toBe(gone);
  });
});

describe('element', () => {
  beforeEach(async () => {
    page = await open(home);
  });

  test('text, attribute, style, size, offset', async () => {
    const title = await $('#title');
    expect(await title.text()).toBe('Hello <automation>');
    expect(await title.attribute('id')).toBe('title');
    expect(await title.attribute('data-kind')).toBe('headline');
    expect(String(await title.attribute('class')).split(' ')).toEqual(expect.arrayContaining(['title', 'big']));
    expect(await title.attribute('nothing')).toBeNull();
    expect(await title.style('color')).toBe('rgb(255, 0, 0)');
    expect(await title.style('font-size')).toBe('16px');
    expect(await title.size()).toEqual({ width: 375, height: 40 });
    expect((await (await $('.log')).offset()).top).toBeGreaterThanOrEqual(40);
  });

  test('properties of built-ins and components', async () => {
    expect(await (await $('.slide')).property('max')).toBe(100);
    expect(await (await $('.toggle')).property('checked')).toBe(false);
    expect(await (await $('#card')).property('label')).toBe('Count');
    await expect((await $('#card')).property('more')).rejects.toThrow('counter-card.more not exists');
    expect(await (await $('.field')).value()).toBe('');
  });

  test('wxml', async () => {
    expect(await (await $('.list')).wxml()).toContain('data-id="2">two</view>');
    expect(await (await $('#title')).outerWxml()).toMatch(/^<view .*>Hello &lt;automation&gt;<\/view>$/);
    const card = await (await $('#card')).outerWxml();
    expect(card).toMatch(/^<counter-card is="components\/counter-card\/counter-card" /);
    expect(card).toContain('in the slot');
    expect(card).not.toContain('wx-view');
  });

  test('tap', async () => {
    await (await $('.box')).tap();
    expect(await page.data('log')).toBe('tap box tap 1/1');
    await page.setData({ log: '' });
    await (await $('.inner')).tap();
    expect(await page.data('log')).toBe('tap box tap 1/1');
    await page.setData({ log: '' });
    await (await $('.off')).tap();
    expect(await page.data('log')).toBe('');
    await (await $('.go')).tap();
    expect(((await app.currentPage()) as Page).query).toEqual({ from: 'home', n: '1' });
  });

  test('longpress and touches', async () => {
    const box = await $('.box');
    await box.longpress();
    expect(await page.data('log')).toBe('longpress');
    await box.touchstart({ touches: [{ identifier: 1, pageX: 10, pageY: 20 }], changedTouches: [{ identifier: 1, pageX: 10, pageY: 20 }] } as never);
    await box.touchmove({ touches: [{ identifier: 1, pageX: 30, pageY: 40 }], changedTouches: [{ identifier: 1, pageX: 30, pageY: 40 }] } as never);
    expect(await page.data('log')).toBe('move 30,40');
    await box.touchend();
  });

  test('trigger runs handlers and leaves the component as it is', async () => {
    const toggle = await $('.toggle');
    await toggle.trigger('change', { value: true });
    expect(await page.data('on')).toBe(true);
    await (await $('#card')).trigger('count', { value: 42 });
    expect(await page.data('log')).toBe('count 42');
    await (await $('.box')).dispatchEvent({ eventName: 'tap' });
    expect(await page.data('log')).toMatch(/^tap box/);
  });

  test('a component: its own tree, data and methods', async () => {
    const card = await special('#card');
    expect(card.tagName).toBe('counter-card');
    const number = await card.$('.number');
    expect(await number?.text()).toBe('5');
    expect(await card.$$('view')).toHaveLength(3);
    await number?.tap();
    expect(await page.data('log')).toBe('count 6');
    expect(await card.data('more')).toBe(1);
    expect(await card.data('deep.list[0].name')).toBe('first');
    await card.setData({ more: 10 });
    expect(await number?.text()).toBe('15');
    expect(await card.callMethod('describe', '!')).toBe('Count!');
    await expect(card.callMethod('nothing')).rejects.toThrow('counter-card.nothing not exists');
  });

  test('input and textarea', async () => {
    await (await special('.field')).input('hello');
    expect(await page.data('field')).toBe('hello');
    expect(await (await $('.field')).value()).toBe('hello');
    await (await special('.area')).input('two\nlines');
    expect(await page.data('area')).toBe('two\nlines');
  });

  test('switch, slider, swiper', async () => {
    await (await $('.toggle')).tap();
    expect(await page.data('on')).toBe(true);
    expect(await (await $('.toggle')).property('checked')).toBe(true);
    await (await special('.slide')).slideTo(43);
    expect(await page.data('level')).toBe(45);
    await (await special('.swiper')).swipeTo(2);
    expect(await page.data('log')).toBe('swipe 2');
  });

  test('scroll-view and movable-view', async () => {
    const scroller = await special('.scroller');
    await scroller.scrollTo(50, 120);
    expect(await scroller.property('scrollTop')).toBe(120);
    expect(await scroller.property('scrollLeft')).toBe(50);
    expect(await scroller.scrollHeight()).toBe(800);
    expect(await scroller.scrollWidth()).toBe(600);
    const mover = await special('.mover');
    await mover.moveTo(40, 60);
    expect([await mover.property('x'), await mover.property('y')]).toEqual([40, 60]);
  });

  test('video context', async () => {
    const clip = await special('#clip');
    await clip.callContextMethod('pause');
    await expect(clip.callContextMethod('fly')).rejects.toThrow('VideoContext.fly not exists');
  });
});

test('two clients at once, and one after the other has closed', async () => {
  const other = await automator.connect({ wsEndpoint: dev.automator.replace('127.0.0.1', 'localhost') });
  expect(((await other.currentPage()) as Page).path).toBe('pages/home/home');
  await other.mockWxMethod('getSystemInfoSync', { mocked: true });
  await other.close();
  const next = await automator.connect({ wsEndpoint: dev.automator });
  expect(await next.callWxMethod('getSystemInfoSync')).toMatchObject({ windowWidth: 375 });
  next.disconnect();
});

test('another identity is another phone; mocks and exposed functions stay', async () => {
  await app.mockWxMethod('getStorageInfoSync', { keys: ['mocked'] });
  await app.evaluate('() => globalThis.__xiaodian.switchIdentity("o-somebody")');
  expect(((await app.currentPage()) as Page).path).toBe('pages/home/home');
  expect(await app.evaluate('() => globalThis.__xiaodian.identity()')).toBe('o-somebody');
  expect(await app.callWxMethod('getStorageInfoSync')).toEqual({ keys: ['mocked'] });
  await app.restoreWxMethod('getStorageInfoSync');
});

test('a person’s own browser: calls wait for it, and the page draws its screenshots itself', async () => {
  const own = await startDev({ project: fixture('automation') });
  const client = await automator.connect({ wsEndpoint: own.automator });
  const path = client.currentPage().then((current) => (current as Page).path);
  const browser = await launchBrowser(`${own.shop}app`);
  expect(await path).toBe('pages/home/home');
  const image = sharp(Buffer.from(String(await client.screenshot()), 'base64'));
  expect(await image.metadata()).toMatchObject({ format: 'png', width: 750, height: 1624 });
  // Not just a white sheet.
  expect((await image.stats()).channels.some(({ stdev }) => stdev > 5)).toBe(true);
  client.disconnect();
  await browser.close();
  await own.stop();
});

test('launch() starts the project through emulator/bin/cli, and close() ends it', async () => {
  const launched = (await automator.launch({ cliPath: path.join(root, 'emulator/bin/cli'), projectPath: fixture('automation'), account: 'o-launched' })) as MiniProgram;
  const first = (await launched.currentPage()) as Page;
  expect(first.path).toBe('pages/home/home');
  expect(await launched.evaluate('() => globalThis.__xiaodian.identity()')).toBe('o-launched');
  await launched.close();
  await expect(launched.currentPage()).rejects.toThrow('Connection closed');
});
