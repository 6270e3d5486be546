/** WeChat's framework semantics in the browser runtime, asked through the mini program in tests/fixtures/projects/probe. */
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../emulator/browser';
import type { Host, LogEntry } from '../../emulator/contracts';
import { loadProject } from '../../emulator/project';
import { startHost } from '../../emulator/runtime/host/server';

interface App {
  trace: string[];
  errors: string[];
}
interface Instance {
  data: Record<string, unknown>;
  setData(data: object): void;
  selectComponent(selector: string): (Instance & Record<string, (...args: unknown[]) => unknown>) | null;
  selectAllComponents(selector: string): unknown[];
  [name: string]: unknown;
}
interface Query {
  select(selector: string): Query;
  selectAll(selector: string): Query;
  selectViewport(): Query;
  boundingClientRect(): void;
  fields(fields: object): void;
  scrollOffset(): void;
  node(): void;
  exec(callback: (results: never) => void): void;
}
// What the functions that run in the page use of it.
declare const document: { querySelector(selector: string): unknown; adoptedStyleSheets: { cssRules: Iterable<{ cssText: string }> }[] };
declare const getComputedStyle: (element: unknown) => { getPropertyValue(name: string): string; backgroundColor: string };
declare const getApp: () => App;
declare const getCurrentPages: () => Instance[];
declare const wx: Record<string, (options: object) => Promise<unknown>> & { createSelectorQuery(): never };

let host: Host;
let browser: Browser;
let page: Page;
const logged: Omit<LogEntry, 'at'>[] = [];

beforeAll(async () => {
  const project = loadProject(path.resolve(__dirname, '../fixtures/projects/probe'));
  host = await startHost({ project, cloud: null, port: 0, log: (entry) => logged.push(entry) });
  browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 375, height: 700 } });
});
afterEach(async () => {
  await page.close();
});

/** Opens a page of the probe as the first one. */
async function open(name: string, parameters = ''): Promise<void> {
  await page.goto(`${host.url}app${parameters}#/${name.includes('/') ? name : `pages/${name}/${name}`}`);
  await page.waitForSelector('.mp-frame.active');
}
const trace = (): Promise<string[]> => page.evaluate(() => getApp().trace.splice(0));
const text = (selector: string): Promise<string> => page.innerText(`.mp-frame.active ${selector}`);
const style = (selector: string, name: string): Promise<string> =>
  page.$eval(`.mp-frame.active ${selector}`, (element, property) => getComputedStyle(element).getPropertyValue(property), name);
const traced = (entry: string): Promise<unknown> => page.waitForFunction((wanted) => getApp().trace.includes(wanted), entry);
const navigate = (method: string, options: object): Promise<string> =>
  page.evaluate(([name, argument]) => (wx[name as string] as (o: object) => Promise<{ errMsg: string }>)(argument as object).then((r) => r.errMsg, (e: { errMsg: string }) => e.errMsg), [method, options] as const);

test('the probe compiles without a problem', () => {
  expect(logged.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
});

describe('templates', () => {
  beforeEach(() => open('template'));

  test('data, conditions and lists', async () => {
    expect(await text('#static')).toBe('plain title');
    expect(await text('#first')).toBe('elif');
    expect(await text('#list')).toBe('0:a;1:b;');
    expect(await text('#nested')).toBe('00=1;01=2;10=3;');
    expect(await text('#object')).toBe('k=v;m=w;');
    expect(await text('#number')).toBe('0;1;2;');
    expect(await text('#letters')).toBe('a;b;c;');
    expect(await text('#math')).toBe('1 yes false 2 b');
    await page.evaluate(() => getCurrentPages()[0]?.setData({ n: 1, 'items[1].id': 'z' }));
    expect(await text('#first')).toBe('if');
    expect(await text('#list')).toBe('0:a;1:z;');
  });

  test('template, import, include and WXS', async () => {
    expect(await text('#template')).toBe('l-r');
    expect(await text('#dynamic')).toBe('d-r');
    expect(await text('#included')).toBe('included title');
    expect(await text('#wxs')).toBe('8 Array 3 hi!');
  });

  test('what WeChat does and the framework alone does not', async () => {
    expect(await text('#lines')).toBe('one\ntwo');
    expect(await style('#twice', 'color')).toBe('rgb(7, 7, 7)');
    expect(await page.getAttribute('#data', 'data-some-name')).toBe('7');
    expect(await page.isVisible('#hidden')).toBe(false);
    expect(await page.$eval('#lines', (element) => element.tagName)).toBe('WX-TEXT');
  });

  test('setData leaves a field alone that is set to undefined', async () => {
    const data = await page.evaluate(() => {
      getCurrentPages()[0]?.setData({ title: undefined, n: 3 });
      return getCurrentPages()[0]?.data;
    });
    expect(data).toMatchObject({ title: 'title', n: 3 });
    expect(await text('#first')).toBe('else');
  });
});

describe('components', () => {
  beforeEach(() => open('component'));

  test('lifecycles in WeChat’s order', async () => {
    const entries = await trace();
    const order = ['App.onLaunch pages/component/component', 'App.onShow', 'behavior.created', 'item.created', 'behavior.attached', 'item.attached first', 'page.onLoad', 'page.onShow', 'item.show', 'item.ready', 'page.onReady'];
    expect(entries.filter((entry) => order.includes(entry))).toEqual(order);
    await page.evaluate(() => getCurrentPages()[0]?.setData({ shown: false }));
    expect(await trace()).toEqual(expect.arrayContaining(['item.unlinked', 'item.detached']));
  });

  test('properties, observers, behaviours and pure data', async () => {
    expect(await text('#item')).toBe('first 1 soft 5');
    await trace();
    await page.evaluate(() => getCurrentPages()[0]?.setData({ label: 'second', count: 4 }));
    expect(await trace()).toEqual(['observer label second', 'count 1->4']);
    await page.evaluate(() => getCurrentPages()[0]?.selectAllComponents('.item').length);
    const answers = await page.evaluate(() => {
      const list = getCurrentPages()[0]?.selectComponent('#list');
      const exported = getCurrentPages()[0]?.selectComponent('#item');
      return { related: list?.items?.(), exported, all: getCurrentPages()[0]?.selectAllComponents('#send, #everywhere').length };
    });
    expect(answers).toEqual({ related: 1, exported: { exported: true }, all: 1 });
  });

  test('observers of paths', async () => {
    await trace();
    await page.evaluate(() => {
      const node = (document.querySelector('#item') as unknown as { __wxElement: { getMethodCaller(): Instance } }).__wxElement;
      node.getMethodCaller().setData({ 'deep.a.b': 2, 'list[0]': 5, _secret: 3 });
    });
    expect(await trace()).toEqual(['observer deep 2', 'observer list 5', 'observer pure 3']);
  });

  test('relations, slots, generics, global components', async () => {
    expect(await trace()).toEqual(expect.arrayContaining(['list.linked', 'item.linked components/list/list']));
    expect(await text('#slots')).toBe('BEFORE\nAFTER');
    expect(await text('#generic')).toBe('card chosen\ncard default');
    expect(await text('#everywhere')).toBe('card global');
    await page.click('#everywhere wx-view');
    expect(await trace()).toEqual(['picked global']);
  });

  test('external and shared classes, virtual hosts, isolation', async () => {
    expect(await style('#classes wx-view', 'color')).toMatch(/rgb\(1[01], [12][20], [13][30]\)/);
    expect(await page.$eval('wx-view[class*="virtual"]', (element) => element.parentElement?.tagName)).toBe('WX-PAGE');
    expect(await style('wx-view[class*="virtual"]', 'padding-top')).toBe('10px');
    expect(await style('#item wx-view', 'color')).not.toBe('rgb(200, 0, 0)');
    expect(await style('#everywhere', 'margin-top')).toBe('10px');
  });

  test('a form collects components with wx://form-field', async () => {
    await trace();
    await page.evaluate(() => (getCurrentPages()[0]?.selectComponent('#field') as unknown as { type(text: string): void }).type('blue'));
    await page.click('#send');
    await traced('submit {"colour":"blue"}');
  });
});

describe('events', () => {
  beforeEach(async () => {
    await open('event');
    await trace();
  });

  test('bubbling, capture, catch, mut-bind, marks', async () => {
    await page.click('#bubble');
    expect(await trace()).toEqual(expect.arrayContaining(['capture', 'inner inner', 'mark in 3', 'outer outer inner']));
    await page.click('#caught');
    expect(await trace()).toEqual(['capture', 'inner caught']);
    await page.click('#mut');
    expect(await trace()).toEqual(['capture', 'inner mut', 'outer outer mut']);
    await page.click('#mut-inner');
    expect(await trace()).toEqual(['inner mut-inner']);
    await page.click('#dynamic');
    expect(await trace()).toEqual(['inner dynamic']);
    await page.click('#stops');
    expect(await trace()).toEqual(['stop']);
  });

  test('touches carry points, a long press is no tap', async () => {
    await page.click('#touch');
    const touches = await trace();
    expect(touches[0]).toMatch(/^touchstart 1 1 /);
    expect(touches[1]).toMatch(/^touchend 0 1 /);
    const box = await page.locator('#press').boundingBox();
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
    await page.mouse.down();
    await traced('longpress number');
    await page.mouse.up();
    await page.click('#press');
    expect(await trace()).toEqual(['longpress number', 'inner press']);
  });

  test('model: binds both ways', async () => {
    await page.fill('#input input', 'written');
    expect(await text('#name')).toBe('written');
    await page.evaluate(() => getCurrentPages()[0]?.setData({ name: 'set' }));
    expect(await page.inputValue('#input input')).toBe('set');
  });

  test('WXS handlers and change:prop', async () => {
    await page.click('#wxs');
    await page.click('#wxs');
    expect(await trace()).toEqual(['wxs 2 true', 'wxs 4 true']);
    expect(await style('#wxs', 'color')).toBe('rgb(1, 2, 3)');
    expect(await style('#wxs', 'margin-left')).toBe('10px');
    await page.evaluate(() => getCurrentPages()[0]?.setData({ level: 2 }));
    await traced('level 1->2');
  });

  test('an error names page, handler and source line, and reaches App.onError', async () => {
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    await page.click('#throws');
    await page.waitForFunction(() => getApp().errors.length > 0);
    expect(messages.join('\n')).toMatch(/\[pages\/event\/event explode\] Error: boom\n +at .*pages\/event\/event\.js:12:\d+/);
    expect((await page.evaluate(() => getApp().errors))[0]).toContain('boom');
    await page.click('#bubble');
    expect(await trace()).toContain('inner inner');
  });
});

describe('styles', () => {
  test('units, imports, scopes', async () => {
    await open('style');
    expect(await style('#half', 'width')).toBe('187.5px');
    expect(await style('#half', 'height')).toBe('50px');
    expect(await style('#inline', 'width')).not.toBe('150px');
    expect(await page.$eval('#inline', (element) => element.getAttribute('style'))).toContain('20cqw');
    expect(await style('#imported', 'padding-left')).toBe('10px');
    expect(await style('#imported', 'color')).toBe('rgb(10, 20, 30)');
    expect(await style('#variable', 'color')).toBe('rgb(1, 2, 3)');
    expect(await style('#button', 'letter-spacing')).toBe('3px');
    expect(await style('#card wx-view', 'color')).toBe('rgb(50, 60, 70)');
    expect(await style('#card', 'background-color')).toBe('rgb(0, 0, 255)');
    const frame = await page.locator('.mp-frame.active').boundingBox();
    const tall = await page.locator('#tall').boundingBox();
    const fixed = await page.locator('#fixed').boundingBox();
    expect(tall?.height).toBeCloseTo((frame?.height ?? 0) / 2, 0);
    expect((fixed?.y ?? 0) + (fixed?.height ?? 0)).toBeCloseTo(700, 0);
  });

  test('one page’s styles do not reach another', async () => {
    await open('style');
    expect(await navigate('navigateTo', { url: '/pages/route/route' })).toBe('navigateTo:ok');
    expect(await style('wx-page', 'color')).not.toBe('');
    expect(await page.evaluate(() => [...document.adoptedStyleSheets].some((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes('.half'))))).toBe(false);
    await navigate('navigateBack', {});
    expect(await style('#half', 'width')).toBe('187.5px');
  });

  test('dark mode: media query, theme.json, and a change at run time', async () => {
    await open('style', '?theme=dark');
    expect(await style('#themed', 'color')).toBe('rgb(2, 2, 2)');
    expect(await page.$eval('.mp-navigation', (element) => getComputedStyle(element).backgroundColor)).toBe('rgb(16, 16, 16)');
    await page.evaluate(() => (globalThis as unknown as { __xiaodian: { setTheme(theme: string): void } }).__xiaodian.setTheme('light'));
    expect(await style('#themed', 'color')).toBe('rgb(1, 1, 1)');
    expect(await page.$eval('.mp-navigation', (element) => getComputedStyle(element).backgroundColor)).toBe('rgb(254, 254, 254)');
  });

  test('ends of transitions', async () => {
    await open('style');
    await page.evaluate(() => getCurrentPages()[0]?.setData({ moved: true }));
    await traced('transitionend opacity');
  });
});

describe('layout', () => {
  beforeEach(() => open('query'));

  test('selector queries', async () => {
    const results = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const query = (getCurrentPages()[0]?.createSelectorQuery as () => Query)();
          query.select('#box').boundingClientRect();
          query.selectAll('.row').fields({ size: true });
          query.selectViewport().scrollOffset();
          query.select('#canvas').node();
          query.select('#box').fields({ computedStyle: ['marginLeft'], dataset: true });
          query.select('#none').boundingClientRect();
          query.exec(([box, rows, viewport, canvas, computed, none]: [object, { height: number }[], { scrollTop: number }, { node: { getContext: unknown } }, object, null]) =>
            resolve([box, rows.map((row) => row.height), viewport.scrollTop, typeof canvas.node.getContext, computed, none]),
          );
        }),
    );
    expect(results).toEqual([
      { id: 'box', dataset: { k: 'v' }, left: 20, top: 0, right: 120, bottom: 40, width: 100, height: 40 },
      [10, 20, 30],
      0,
      'function',
      { dataset: { k: 'v' }, marginLeft: '20px' },
      null,
    ]);
  });

  test('scrolling, reaching the bottom, intersections, pull-down', async () => {
    await page.evaluate(() => (getCurrentPages()[0]?.observe as () => void)());
    await page.evaluate(() => (wx.pageScrollTo as (o: object) => Promise<unknown>)({ scrollTop: 100000, duration: 0 }));
    await traced('seen true');
    await traced('reach bottom');
    expect(await page.evaluate(() => getCurrentPages()[0]?.scrolled)).toBeGreaterThan(1000);
    await page.evaluate(() => (wx.startPullDownRefresh as (o: object) => unknown)({}));
    await traced('pull down');
    expect(await page.isVisible('.mp-frame.active .mp-pull')).toBe(true);
    await page.evaluate(() => (wx.stopPullDownRefresh as (o: object) => unknown)({}));
    await page.waitForSelector('.mp-frame.active .mp-pull', { state: 'hidden' });
  });
});

describe('the page stack', () => {
  test('navigateTo, event channel, navigateBack', async () => {
    await open('route', '');
    await trace();
    const thanked = await page.evaluate(
      () =>
        new Promise((resolve) => {
          void (wx.navigateTo as (o: object) => Promise<{ eventChannel: { emit(name: string, value: string): void } }>)({ url: 'route?from=a%20b&x=1=2', events: { thanks: resolve } }).then(({ eventChannel }) =>
            eventChannel.emit('greet', 'hello'),
          );
        }),
    );
    expect(thanked).toBe('you');
    expect(await trace()).toEqual(['route.onHide 1', 'route.onLoad {"from":"a%20b","x":"1=2"}', 'route.onShow 2', 'route.onReady 2', 'greeted hello']);
    expect(await page.isVisible('.mp-back')).toBe(true);
    await page.click('.mp-back');
    await traced('route.onShow 1');
    expect(await trace()).toEqual(['route.onUnload 2', 'route.onShow 1']);
  });

  test('refusals in WeChat’s words', async () => {
    await open('route');
    expect(await navigate('navigateTo', { url: '/pages/none/none' })).toBe('navigateTo:fail page "pages/none/none" is not found');
    expect(await navigate('navigateTo', { url: '/pages/tab/tab' })).toBe('navigateTo:fail can not navigateTo a tabbar page');
    expect(await navigate('switchTab', { url: '/pages/route/route' })).toBe('switchTab:fail can not switch to no-tabBar page');
    expect(await navigate('navigateBack', {})).toMatch(/^navigateBack:fail cannot navigate back at first page/);
    for (let depth = 1; depth < 10; depth++) expect(await navigate('navigateTo', { url: '/pages/route/route' })).toBe('navigateTo:ok');
    expect(await navigate('navigateTo', { url: '/pages/route/route' })).toMatch(/^navigateTo:fail webview count limit exceed/);
    expect(await navigate('navigateBack', { delta: 99 })).toBe('navigateBack:ok');
    expect(await page.evaluate(() => getCurrentPages().length)).toBe(1);
  });

  test('tabs live on, other pages do not', async () => {
    await open('tab');
    await page.evaluate(() => getCurrentPages()[0]?.setData({ n: 7 }));
    await trace();
    await page.click('.mp-tab >> nth=1');
    await traced('twin.onTabItemTap {"index":"1","pagePath":"pages/twin/twin","text":"Two"}');
    expect((await trace()).slice(0, 3)).toEqual(['tab.onHide', 'twin.onLoad', 'twin.onShow']);
    await navigate('navigateTo', { url: '/pages/route/route' });
    expect(await page.isVisible('.mp-tab-bar')).toBe(false);
    await trace();
    await navigate('switchTab', { url: '/pages/tab/tab' });
    expect(await trace()).toEqual(['route.onUnload 2', 'tab.onShow']);
    expect(await text('#tab')).toBe('tab 7');
    await navigate('reLaunch', { url: '/pages/route/route?from=relaunch' });
    expect(await trace()).toEqual(expect.arrayContaining(['tab.onUnload', 'twin.onUnload', 'route.onShow 1']));
    expect(await page.isVisible('.mp-home')).toBe(true);
  });

  test('an answer that comes when its page has gone draws nothing', async () => {
    await open('template');
    const [late, errors] = await page.evaluate(async () => {
      const left = getCurrentPages()[0];
      await wx.reLaunch?.({ url: '/pages/route/route' });
      left?.setData({ title: 'late', items: [{ id: 'x' }, { id: 'y' }, { id: 'z' }] });
      return [left?.data, getApp().errors];
    });
    expect(late).toMatchObject({ title: 'late' });
    expect(errors).toEqual([]);
    expect(await page.evaluate(() => getCurrentPages().length)).toBe(1);
  });

  test('redirectTo, and a page made with Component() in a subpackage', async () => {
    await open('route');
    await trace();
    await navigate('redirectTo', { url: '/packages/sub/leaf/leaf?id=12&name=%E5%BA%97' });
    expect(await trace()).toEqual(['route.onUnload 1', 'leaf.onLoad {"id":"12","name":"%E5%BA%97"} null']);
    expect(await text('#leaf')).toBe('12 %E5%BA%97');
  });

  test('an unknown page in the address, and a page that throws', async () => {
    await open('pages/gone/gone');
    expect(await trace()).toContain('App.onPageNotFound pages/gone/gone');
    expect(await text('#static')).toBe('plain title');
    await navigate('navigateTo', { url: '/pages/failing/failing' });
    expect(await text('#failing')).toBe('still here');
    expect(await trace()).toContain('failing.onShow');
    expect((await page.evaluate(() => getApp().errors)).join()).toContain('missing is not defined');
  });
});

describe('the wire to the host', () => {
  test('calls reach the page, another identity is another start', async () => {
    await page.goto(`${host.appUrl('o-one')}#/pages/route/route`);
    expect(await host.agents.call('App.getCurrentPage', {})).toMatchObject({ path: 'pages/route/route' });
    expect(host.agents.current()?.openid).toBe('o-one');
    const first = (await host.agents.call('App.getCurrentPage', {})) as { pageId: number };
    const call = { functionDeclaration: "function () { return __xiaodian.switchIdentity('o-two') }", args: [] };
    await host.agents.call('App.callFunction', call);
    const second = (await host.agents.call('App.getCurrentPage', {})) as { pageId: number; path: string };
    expect(second.path).toBe('pages/template/template');
    expect(second.pageId).toBeGreaterThan(first.pageId);
    expect(host.agents.current()?.openid).toBe('o-two');
    await expect(host.agents.call('Element.tap', { elementId: 'none', pageId: second.pageId })).rejects.toThrow();
  });
});

describe('the shell', () => {
  test('looks like a phone at 375 px', async () => {
    await page.setViewportSize({ width: 375, height: 812 });
    await open('tab');
    const capsule = await page.locator('.mp-capsule').boundingBox();
    expect(capsule).toMatchObject({ x: 281, y: 50, width: 87, height: 32 });
    expect(await page.innerText('.mp-title')).toBe('Probe');
    expect((await page.locator('.mp-tab-bar').boundingBox())?.height).toBe(84);
    await page.evaluate(() => (wx.setTabBarBadge as (o: object) => unknown)({ index: 1, text: '3' }));
    expect(await page.innerText('.mp-tab >> nth=1')).toContain('3');
    await page.click('.mp-more');
    expect(await page.isVisible('.mp-menu')).toBe(true);
  });
});
