/** The built-in components and wx.* in a real browser, through the mini program in tests/fixtures/projects/builtins. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import ts from 'typescript';
import { findBrowser } from '../../emulator/browser';
import type { Host, LogEntry } from '../../emulator/contracts';
import { loadProject } from '../../emulator/project';
import { startHost } from '../../emulator/runtime/host/server';
import { asyncMembers, eventMembers, syncMembers } from '../../emulator/runtime/client/wx/known-members';

interface Recorded {
  type: string;
  id: string;
  detail: Record<string, unknown>;
}
interface Instance {
  data: Record<string, unknown> & { events: Recorded[] };
  setData(data: object): void;
}
// What runs in the page sees the page's globals; of these only what is used here.
interface PageElement {
  id: string;
  textContent: string | null;
  parentElement: PageElement | null;
  clientHeight: number;
  scrollTop: number;
  style: Record<string, string>;
  dataset: Record<string, string>;
  getBoundingClientRect(): { right: number };
}
declare const document: {
  activeElement: PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): PageElement[];
  getElementById(id: string): PageElement | null;
};
declare const getComputedStyle: (element: unknown) => { getPropertyValue(name: string): string; opacity: string; backgroundColor: string };
declare const getCurrentPages: () => Instance[];
declare const wx: Record<string, (...args: unknown[]) => unknown> & { cloud: Record<string, (...args: unknown[]) => Promise<unknown>> };

let host: Host;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let consoleLines: string[];
const logged: Omit<LogEntry, 'at'>[] = [];

beforeAll(async () => {
  const project = loadProject(path.resolve(__dirname, '../fixtures/projects/builtins'));
  host = await startHost({ project, cloud: null, port: 0, log: (entry) => logged.push(entry) });
  browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});
beforeAll(async () => {
  context = await browser.newContext({ viewport: { width: 375, height: 812 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('console', (message) => consoleLines.push(`${message.type()} ${message.text()}`));
  page.on('pageerror', (error) => consoleLines.push(`error ${error.message}`));
});
beforeEach(() => {
  consoleLines = [];
});
afterEach(() => page.unrouteAll({ behavior: 'ignoreErrors' }));

const at = (selector: string) => `.mp-frame.active ${selector}`;
async function open(name: string, parameters = ''): Promise<void> {
  await page.goto('about:blank'); // another hash alone would not load the page anew
  await page.goto(`${host.url}app${parameters}#/pages/${name}/${name}`);
  await page.waitForSelector('.mp-frame.active wx-page');
}
const data = <T>(name: string): Promise<T> => page.evaluate((key) => getCurrentPages().at(-1)?.data[key] as never, name);
const setData = (values: object) => page.evaluate((change) => getCurrentPages().at(-1)?.setData(change), values);
/** Details of the recorded events of one kind. */
const events = (id: string, type: string): Promise<Recorded['detail'][]> =>
  page.evaluate(([i, t]) => (getCurrentPages().at(-1)?.data.events ?? []).filter((event) => event.id === i && event.type === t).map((event) => event.detail), [id, type] as const);
async function lastEvent(id: string, type: string): Promise<Recorded['detail']> {
  await page.waitForFunction(([i, t]) => getCurrentPages().at(-1)?.data.events.some((event) => event.id === i && event.type === t), [id, type] as const);
  return (await events(id, type)).at(-1) as Recorded['detail'];
}
const until = (id: string, type: string, detail: object): Promise<unknown> =>
  page.waitForFunction(
    ([i, t, wanted]) => getCurrentPages().at(-1)?.data.events.some((event) => event.id === i && event.type === t && Object.entries(wanted).every(([key, value]) => JSON.stringify(event.detail[key]) === JSON.stringify(value))),
    [id, type, detail] as const,
  );
const style = (selector: string, name: string): Promise<string> => page.$eval(at(selector), (element, property) => getComputedStyle(element).getPropertyValue(property), name);
const box = async (selector: string) => {
  const found = await page.locator(at(selector)).boundingBox();
  if (!found) throw new Error(`${selector} is not shown`);
  return found;
};
/** One finger from a place in the element by so many px. */
async function drag(selector: string, dx: number, dy: number, from?: { x: number; y: number }): Promise<void> {
  await (await page.waitForSelector(at(selector))).waitForElementState('stable'); // it may be sliding in
  const { x, y, width, height } = await box(selector);
  const start = { x: x + (from?.x ?? width / 2), y: y + (from?.y ?? height / 2) };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + dx / 2, start.y + dy / 2, { steps: 4 });
  await page.mouse.move(start.x + dx, start.y + dy, { steps: 4 });
  await page.mouse.up();
}
/** Calls an API with a promise; its result or what it fails with. */
const call = <T = { errMsg: string }>(name: string, ...args: unknown[]): Promise<T> =>
  page.evaluate(async ([api, values]) => {
    try {
      return (await (wx[api] as (...list: unknown[]) => unknown)(...values)) as never;
    } catch (error) {
      return (error instanceof Error ? { thrown: error.message } : error) as never;
    }
  }, [name, args] as const);
/** Starts an API that waits for the person; the returned function gives its outcome. */
async function start(name: string, options: object): Promise<() => Promise<Record<string, unknown>>> {
  await page.evaluate(([api, given]) => {
    const outcome = (wx[api] as (o: object) => Promise<unknown>)(given).catch((error: unknown) => error);
    Object.assign(globalThis, { outcome });
  }, [name, options] as const);
  return () => page.evaluate(() => (globalThis as unknown as { outcome: Promise<Record<string, unknown>> }).outcome);
}

test('the fixture compiles without a problem', () => {
  expect(logged.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
});

describe('input and textarea', () => {
  beforeEach(() => open('fields'));

  test('typing fires bindinput with value and cursor, Enter confirms and leaves the field', async () => {
    await page.fill(at('#plain input'), '');
    await page.locator(at('#plain input')).pressSequentially('ab');
    expect(await lastEvent('plain', 'input')).toMatchObject({ value: 'ab', cursor: 2 });
    await page.keyboard.press('Enter');
    expect(await lastEvent('plain', 'confirm')).toEqual({ value: 'ab' });
    expect(await lastEvent('plain', 'blur')).toMatchObject({ value: 'ab' });
    expect(await events('plain', 'focus')).toHaveLength(1);
  });

  test('the page sets the value anew after typing', async () => {
    await page.fill(at('#plain input'), 'typed');
    await setData({ value: 'start' });
    expect(await page.inputValue(at('#plain input'))).toBe('start');
  });

  test('placeholder has its own style and class, and goes with the first letter', async () => {
    await setData({ value: '' });
    expect(await page.innerText(at('#plain wx-part-placeholder'))).toBe('请输入');
    expect(await style('#plain wx-part-placeholder', 'color')).toBe('rgb(255, 0, 0)');
    expect(await style('#plain wx-part-placeholder', 'font-weight')).toBe('700');
    await page.fill(at('#plain input'), 'x');
    expect(await page.isVisible(at('#plain wx-part-placeholder'))).toBe(false);
  });

  test('what bindinput returns replaces the text', async () => {
    await page.locator(at('#upper input')).pressSequentially('abc');
    expect(await page.inputValue(at('#upper input'))).toBe('ABC');
  });

  test('model: binds both ways', async () => {
    await page.fill(at('#model input'), 'both');
    expect(await page.innerText(at('#shown'))).toBe('both');
    await setData({ twoWay: 'back' });
    expect(await page.inputValue(at('#model input'))).toBe('back');
  });

  test('maxlength, number keyboards, password and disabled', async () => {
    await page.locator(at('#short input')).pressSequentially('1234567');
    expect(await page.inputValue(at('#short input'))).toBe('12345');
    await page.locator(at('#number input')).pressSequentially('1a2b');
    expect(await page.inputValue(at('#number input'))).toBe('12');
    expect(await page.getAttribute(at('#number input'), 'inputmode')).toBe('numeric');
    expect(await page.getAttribute(at('#secret input'), 'type')).toBe('password');
    expect(await page.isDisabled(at('#off input'))).toBe(true);
  });

  test('focus is set by the page', async () => {
    await setData({ focused: true });
    await page.waitForFunction(() => document.activeElement?.parentElement?.id === 'focus');
    await setData({ focused: false });
    await page.waitForFunction(() => document.activeElement?.parentElement?.id !== 'focus');
  });

  test('letters of an unfinished composition are no input', async () => {
    const session = await context.newCDPSession(page);
    await page.fill(at('#plain input'), '');
    const before = (await events('plain', 'input')).length;
    await page.focus(at('#plain input'));
    await session.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
    expect(await events('plain', 'input')).toHaveLength(before);
    await session.send('Input.insertText', { text: '你' });
    await until('plain', 'input', { value: '你' });
  });

  test('a textarea grows with its lines and tells of them; Enter is a line break unless confirm-type says otherwise', async () => {
    const before = (await box('#area')).height;
    await page.locator(at('#area textarea')).pressSequentially('一');
    await page.keyboard.press('Enter');
    await page.keyboard.type('二');
    await page.waitForFunction(([selector, height]) => (document.querySelector(selector)?.clientHeight ?? 0) > height, [at('#area'), before] as const);
    expect(await page.inputValue(at('#area textarea'))).toBe('一\n二');
    expect((await lastEvent('area', 'linechange')).lineCount).toBe(2);
    await page.locator(at('#send textarea')).pressSequentially('发');
    await page.keyboard.press('Enter');
    expect(await lastEvent('send', 'confirm')).toEqual({ value: '发' });
  });

  test('a form collects every field by name and resets them', async () => {
    await page.click(at('#submit'));
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.submitted);
    expect(await data('submitted')).toEqual({ title: '标题', tags: ['x'], one: '2', open: true, amount: 30, pick: '1', own: 'from component', note: '备注' });
    await page.click(at('#reset'));
    expect(await events('form', 'reset')).toHaveLength(1);
    await page.click(at('#submit'));
    expect(await data('submitted')).toMatchObject({ title: '', tags: [], one: '', open: false, amount: 0, note: '' });
  });
});

describe('checkbox, radio, switch, slider, label', () => {
  beforeEach(() => open('choice'));

  test('checkboxes: values in document order, through the label, not when disabled', async () => {
    await page.click(at('#labelA'));
    expect(await lastEvent('boxes', 'change')).toEqual({ value: ['a', 'b'] });
    expect(await page.getAttribute(at('#boxA'), 'aria-checked')).toBe('true');
    await page.click(at('#boxC'), { force: true });
    await page.click(at('#boxB'));
    expect(await events('boxes', 'change')).toEqual([{ value: ['a', 'b'] }, { value: ['a'] }]);
  });

  test('radios exclude each other, and the page may choose', async () => {
    await page.click(at('#radio-b'));
    expect(await lastEvent('radios', 'change')).toEqual({ value: 'b' });
    expect(await page.getAttribute(at('#radio-a'), 'aria-checked')).toBe('false');
    await setData({ picked: 'c' });
    expect(await page.getAttribute(at('#radio-b'), 'aria-checked')).toBe('false');
    expect(await page.getAttribute(at('#radio-c'), 'aria-checked')).toBe('true');
  });

  test('switch: change, model:, label for, disabled', async () => {
    await page.click(at('#switch'));
    expect(await lastEvent('switch', 'change')).toEqual({ value: true });
    await page.click(at('#forLabel'));
    expect(await events('switch', 'change')).toHaveLength(2);
    await page.click(at('#two'));
    expect(await page.innerText(at('#agreed'))).toBe('true');
    await page.click(at('#stuck'), { force: true });
    expect(await events('stuck', 'change')).toEqual([]);
    expect(await page.getAttribute(at('#switch'), 'role')).toBe('switch');
  });

  test('slider: dragging changes in steps, letting go reports', async () => {
    await drag('#slider .wx-slider-block', 60, 0);
    expect((await events('slider', 'changing')).length).toBeGreaterThan(0);
    const { value } = (await lastEvent('slider', 'change')) as { value: number };
    expect(value).toBeGreaterThan(40);
    expect(value % 10).toBe(0);
    expect(await page.innerText(at('#slider .wx-slider-value'))).toBe(String(value));
    expect(await page.getAttribute(at('#slider'), 'aria-valuenow')).toBe(String(value));
  });
});

describe('picker', () => {
  beforeEach(() => open('pickers'));
  const row = (column: number, label: string) => page.locator(`.mp-wheel[data-column="${column}"] .mp-wheel-row`, { hasText: new RegExp(`^${label}$`) });
  const confirm = () => page.click('[data-picker="confirm"]');
  const settled = (column: number, label: string) => page.waitForFunction(([c, text]) => document.querySelector(`.mp-wheel[data-column="${c}"] [aria-selected="true"]`)?.textContent === text, [column, label] as const);

  test('selector: opens on the value, gives the index, and may be cancelled', async () => {
    await page.click(at('#single'));
    expect(await page.getAttribute('.mp-picker', 'role')).toBe('dialog');
    expect(await page.innerText('.mp-sheet-title')).toBe('选水果');
    await settled(0, '香蕉');
    await row(0, '樱桃').click();
    await confirm();
    expect(await lastEvent('single', 'change')).toEqual({ value: 2 });
    await page.click(at('#single'));
    await page.click('[data-picker="cancel"]');
    expect(await events('single', 'cancel')).toHaveLength(1);
  });

  test('multiSelector: columnchange lets the page refill the next column', async () => {
    await page.click(at('#multi'));
    await row(0, '江苏').click();
    await until('multi', 'columnchange', { column: 0, value: 1 });
    await row(1, '苏州').click();
    await settled(1, '苏州');
    await confirm();
    expect(await lastEvent('multi', 'change')).toEqual({ value: [1, 1] });
  });

  test('date: another year keeps the day within the month, start and end limit it', async () => {
    await page.click(at('#date'));
    expect(await page.locator('.mp-wheel[data-column="0"] .mp-wheel-row').allInnerTexts()).toEqual(['2020年', '2021年', '2022年', '2023年', '2024年', '2025年']);
    await row(0, '2025年').click();
    await settled(0, '2025年');
    expect(await page.locator('.mp-wheel[data-column="1"] .mp-wheel-row').count()).toBe(6);
    await confirm();
    expect(await lastEvent('date', 'change')).toEqual({ value: '2025-02-28' });
  });

  test('month and time', async () => {
    await page.click(at('#month'));
    expect(await page.locator('.mp-wheel').count()).toBe(2);
    await confirm();
    expect(await lastEvent('month', 'change')).toEqual({ value: '2024-02' });
    await page.click(at('#time'));
    await row(0, '18').click();
    await settled(0, '18');
    await confirm();
    expect(await lastEvent('time', 'change')).toEqual({ value: '18:00' });
  });

  test('region: names, administrative codes, and lower columns that follow', async () => {
    await page.click(at('#region'));
    await settled(2, '南山区');
    await row(2, '福田区').click();
    await settled(2, '福田区');
    await confirm();
    expect(await lastEvent('region', 'change')).toEqual({ value: ['广东省', '深圳市', '福田区'], code: ['440000', '440300', '440304'], postcode: '440304' });
  });

  test('a disabled picker stays shut', async () => {
    await page.click(at('#dead'));
    expect(await page.locator('.mp-picker').count()).toBe(0);
  });

  test('picker-view: rows as high as the indicator, turned by the mouse, set by the page', async () => {
    expect((await box('#view .row >> nth=0')).height).toBe(40);
    await drag('#view wx-picker-view-column >> nth=0', 0, -80);
    expect(await lastEvent('view', 'change')).toEqual({ value: [3, 2] });
    await setData({ wheel: [0, 5] });
    await page.waitForFunction((selector) => document.querySelectorAll(selector)[1]?.scrollTop === 200, at('#view wx-picker-view-column'));
  });
});

describe('scroll-view', () => {
  beforeEach(() => open('scroll'));

  test('scrolls by scroll-top and scroll-into-view, and tells where it is', async () => {
    await setData({ top: 200 });
    await until('down', 'scroll', { scrollTop: 200 });
    expect(await lastEvent('down', 'scroll')).toMatchObject({ scrollHeight: 1200, deltaY: -200 });
    await setData({ into: 'row-20' });
    await until('down', 'scroll', { scrollTop: 800 });
  });

  test('reports the ends once', async () => {
    await setData({ top: 2000 });
    expect(await lastEvent('down', 'scrolltolower')).toEqual({ direction: 'bottom' });
    await setData({ top: 0 });
    expect(await lastEvent('down', 'scrolltoupper')).toEqual({ direction: 'top' });
    expect(await events('down', 'scrolltolower')).toHaveLength(1);
  });

  test('a mouse pulls a sideways one', async () => {
    await drag('#across', -120, 0);
    expect(await page.$eval(at('#across'), (element) => element.scrollLeft)).toBeGreaterThan(100);
  });

  test('refresher: pulling far enough refreshes, the page ends it', async () => {
    await drag('#pull', 0, 40, { x: 50, y: 10 });
    expect(await events('pull', 'refresherabort')).toHaveLength(1);
    await drag('#pull', 0, 130, { x: 50, y: 10 });
    expect(await events('pull', 'refresherrefresh')).toHaveLength(1);
    expect(await page.$eval(at('#pull .wx-refresher'), (element) => (element as unknown as PageElement).style.height)).toBe('45px');
    await setData({ busy: false });
    await lastEvent('pull', 'refresherrestore');
    expect(await page.$eval(at('#pull .wx-refresher'), (element) => (element as unknown as PageElement).style.height)).toBe('0px');
  });
});

describe('swiper', () => {
  beforeEach(() => open('swiper'));

  test('a finger swipes, dots follow, animationfinish comes after', async () => {
    await drag('#plain', -200, 0);
    expect(await lastEvent('plain', 'change')).toEqual({ current: 1, currentItemId: '绿', source: 'touch' });
    expect(await lastEvent('plain', 'animationfinish')).toMatchObject({ current: 1 });
    expect(await page.locator(at('#plain .wx-swiper-dots i')).evaluateAll((dots) => dots.map((dot) => dot.classList.contains('active')))).toEqual([false, true, false, false]);
  });

  test('the page sets current; the first item does not go back', async () => {
    await setData({ current: 2 });
    expect(await lastEvent('plain', 'change')).toMatchObject({ current: 2, source: '' });
    await setData({ current: 0 });
    await drag('#plain', 200, 0);
    expect((await events('plain', 'change')).at(-1)).toMatchObject({ current: 0, source: '' });
  });

  test('circular goes around, autoplay plays', async () => {
    await drag('#loop', 200, 0);
    expect(await lastEvent('loop', 'change')).toMatchObject({ current: 3 });
    await setData({ playing: true });
    await until('loop', 'change', { current: 0, source: 'autoplay' });
  });

  test('margins show the neighbours', async () => {
    const [whole, item] = [await box('#margins'), await box('#margins wx-swiper-item:nth-child(3)')];
    expect(item.x - whole.x).toBeCloseTo(40, 0);
    expect(item.width).toBeCloseTo(375 - 40 - 30, 0);
  });

  test('a vertical one moves up and down', async () => {
    await drag('#upright', 0, -80);
    expect(await lastEvent('upright', 'change')).toMatchObject({ current: 1 });
  });
});

describe('movable-view', () => {
  beforeEach(() => open('movable'));

  test('starts at x and y, follows the finger, stays in its area and on its axis', async () => {
    await page.waitForFunction((selector) => document.querySelector(selector)?.style.transform === 'translate(10px, 20px)', at('#free'));
    await drag('#free', 60, 30);
    expect(await lastEvent('free', 'change')).toEqual({ x: 70, y: 50, source: 'touch' });
    await drag('#free', 600, 600);
    expect(await lastEvent('free', 'change')).toMatchObject({ x: 250, y: 150 });
    await drag('#across', 40, 40);
    expect(await lastEvent('across', 'change')).toMatchObject({ x: 40, y: 100 });
  });

  test('the page moves it', async () => {
    await setData({ x: 100 });
    await until('free', 'change', { x: 100, y: 20, source: '' });
  });
});

describe('image, canvas, video', () => {
  beforeEach(() => open('media'));

  test('load and error events, relative paths, cloud ids', async () => {
    expect(await lastEvent('fill', 'load')).toEqual({ width: 200, height: 100 });
    expect((await lastEvent('broken', 'error')).errMsg).toContain('/nothing.png');
    expect(await lastEvent('relative', 'load')).toEqual({ width: 10, height: 10 });
    expect(await page.getAttribute(at('#stored img'), 'src')).toBe(`/__wx/file/${encodeURIComponent('cloud://env.bucket/商品 1.png')}`);
    expect(await page.getAttribute(at('#stored img'), 'loading')).toBe('lazy');
  });

  test('modes', async () => {
    await lastEvent('fill', 'load');
    expect(await Promise.all(['fill', 'fit', 'cover', 'corner'].map((id) => style(`#${id} img`, 'object-fit')))).toEqual(['fill', 'contain', 'cover', 'none']);
    expect((await box('#widthFix')).height).toBeCloseTo(50, 0);
    expect((await box('#heightFix')).width).toBeCloseTo(30, 0);
    expect(await box('#default')).toMatchObject({ width: 320, height: 240 });
  });

  test('a query gives the canvas, which can be drawn on and kept as a picture', async () => {
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.drawn);
    expect(await data('drawn')).toBe('60x60');
    const info = await page.evaluate(async () => {
      const { canvas } = getCurrentPages().at(-1) as unknown as { canvas: unknown };
      const { tempFilePath } = (await wx.canvasToTempFilePath!({ canvas, width: 50, height: 50 })) as { tempFilePath: string };
      return { tempFilePath, ...((await wx.getImageInfo!({ src: tempFilePath })) as object) };
    });
    expect(info).toMatchObject({ width: 50, height: 50, type: 'png' });
    expect(info.tempFilePath).toMatch(/^wxfile:\/\/tmp_\w+\.png$/);
  });

  test('video tells of its error; what is not drawn says so', async () => {
    expect(await lastEvent('video', 'error')).toHaveProperty('errMsg');
    expect(consoleLines.filter((line) => line.includes('<map> is not drawn'))).toHaveLength(1);
  });
});

describe('text and the small ones', () => {
  beforeEach(() => open('text'));

  test('text: line breaks, selection, clamping', async () => {
    expect(await page.innerText(at('#lines'))).toBe('一\n二');
    expect(await style('#select', 'user-select')).toBe('text');
    expect((await box('#clamp')).height).toBeLessThan(30);
  });

  test('rich-text keeps the allowed and drops the rest', async () => {
    expect(await page.innerText(at('#html'))).toBe('富文本');
    expect(await style('#html .rich', 'color')).toBe('rgb(1, 2, 3)');
    expect(await page.getAttribute(at('#html img'), 'src')).toBe('/__mp/pages/media/dot.svg');
    expect(await page.evaluate(() => (globalThis as { hacked?: boolean }).hacked)).toBeUndefined();
    expect(await page.locator(at('#html script, #nodes iframe')).count()).toBe(0);
    expect(await page.innerText(at('#nodes'))).toBe('A < B');
    expect((await box('#nodes p')).width).toBeCloseTo(50, 0);
  });

  test('progress fills to its value and ends', async () => {
    await setData({ percent: 60 });
    expect(await lastEvent('progress', 'activeend')).toEqual({ curPercent: 60 });
    expect(await page.getAttribute(at('#progress'), 'aria-valuenow')).toBe('60');
    expect(await page.innerText(at('#progress'))).toContain('60%');
  });

  test('hidden, hover-class and aria attributes', async () => {
    expect(await page.isVisible(at('#hidden'))).toBe(false);
    const { x, y } = await box('#hover');
    await page.mouse.move(x + 5, y + 5);
    await page.mouse.down();
    await page.waitForSelector(at('#hover.pressed'));
    await page.mouse.up();
    await page.waitForSelector(at('#hover:not(.pressed)'));
    await expect(page.getByRole('tab', { name: '标签' }).getAttribute('aria-selected')).resolves.toBe('true');
  });

  test('wx.createAnimation is played', async () => {
    await page.evaluate(() => (getCurrentPages().at(-1) as unknown as { move(): void }).move());
    await page.waitForFunction((selector) => getComputedStyle(document.querySelector(selector)).opacity === '0.5', at('#animated'));
    expect(await style('#animated', 'transform')).toBe('matrix(1, 0, 0, 1, 30, 0)');
  });

  test('match-media and icons', async () => {
    expect(await page.isVisible(at('#narrow'))).toBe(true);
    expect(await page.isVisible(at('#broad'))).toBe(false);
    expect(await page.locator(at('wx-icon svg path, wx-icon svg circle')).count()).toBeGreaterThan(9);
  });

  test('navigator opens a page given relatively', async () => {
    await page.click(at('#link'));
    await page.waitForSelector(at('#primary'));
    expect(await page.evaluate(() => getCurrentPages().length)).toBe(2);
  });
});

describe('button', () => {
  beforeEach(() => open('buttons'));

  test('looks of "style": "v2", which a class of the app changes', async () => {
    expect(await style('#default', 'background-color')).toBe('rgb(242, 242, 242)');
    expect(await style('#primary', 'background-color')).toBe('rgb(7, 193, 96)');
    expect(await style('#styled', 'background-color')).toBe('rgb(232, 69, 44)');
    expect((await box('#default')).width).toBe(184);
    await page.evaluate(() => (document.getElementById('mp-screen')!.dataset.style = 'v1'));
    expect(await style('#default', 'background-color')).toBe('rgb(248, 248, 248)');
    expect((await box('#default')).width).toBeGreaterThan(300);
  });

  test('a disabled one takes no tap', async () => {
    await page.click(at('#primary'));
    await page.click(at('#disabled'), { force: true });
    expect(await events('primary', 'tap')).toHaveLength(1);
    expect(await events('disabled', 'tap')).toEqual([]);
    expect(await page.getAttribute(at('#disabled'), 'aria-disabled')).toBe('true');
  });

  test('getPhoneNumber asks first', async () => {
    await page.route('**/__wx/phone-code', (route) => route.fulfill({ json: { code: 'phone-code-1' } }));
    await page.click(at('#phone'));
    await page.click('[data-permission="reject"]');
    expect(await lastEvent('phone', 'getphonenumber')).toEqual({ errMsg: 'getPhoneNumber:fail user deny' });
    await page.click(at('#phone'));
    await page.click('[data-permission="accept"]');
    await until('phone', 'getphonenumber', { errMsg: 'getPhoneNumber:ok', code: 'phone-code-1' });
  });

  test('chooseAvatar gives a file with its extension', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.click(at('#avatar'));
    await (await chooser).setFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('png') });
    expect((await lastEvent('avatar', 'chooseavatar')).avatarUrl).toMatch(/^wxfile:\/\/.+\.png$/);
  });
});

describe('root-portal, page-container, page-meta', () => {
  beforeEach(() => open('portal'));

  test('a portal is not clipped by what encloses it, keeps its events and goes with its condition', async () => {
    expect(await box('#over')).toMatchObject({ width: 120, height: 60 });
    await page.click(at('#over'), { position: { x: 100, y: 40 } });
    expect(await events('over', 'tap')).toHaveLength(1);
    await setData({ items: [3, 4, 5] });
    expect(await page.innerText(at('#over'))).toBe('345');
    await setData({ show: false });
    expect(await page.locator(at('#over')).count()).toBe(0);
    await setData({ show: true });
    expect(await page.isVisible(at('#over'))).toBe(true);
  });

  test('page-container slides in and goes on a tap beside it', async () => {
    await setData({ show: false, open: true });
    await page.waitForSelector(at('.wx-page-container.open'));
    expect(await page.isVisible(at('#inside'))).toBe(true);
    await page.click(at('.wx-page-container-overlay'), { position: { x: 50, y: 50 } });
    await page.waitForSelector(at('.wx-page-container:not(.open)'), { state: 'attached' });
    expect(await data<Recorded[]>('events').then((all) => all.map(({ type }) => type))).toEqual(expect.arrayContaining(['enter', 'clickoverlay']));
  });

  test('page-meta styles the page, navigation-bar names it', async () => {
    expect(await page.$eval(at('wx-page'), (element) => getComputedStyle(element).backgroundColor)).toBe('rgb(240, 250, 240)');
    expect(await page.innerText('.mp-title')).toContain('门户');
  });
});

describe('tdesign-miniprogram', () => {
  beforeEach(async () => {
    await open('kit');
    // Its guide says to do without "style": "v2".
    await page.evaluate(() => (document.getElementById('mp-screen')!.dataset.style = 'v1'));
  });
  const tap = (name: string) => page.locator('.mp-frame.active').getByText(name, { exact: true }).first().click();

  const shown = (words: string) => page.locator('.mp-frame.active').getByText(words).first().waitFor();

  test('button, stepper, tabs, checkbox, switch, radio', async () => {
    await page.getByRole('button', { name: '主要按钮' }).click();
    expect((await data<Recorded[]>('events')).at(-1)).toMatchObject({ type: 'tap' });
    await page.click(at('.t-stepper__plus'));
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.count === 3);
    await tap('乙');
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.tab === '1');
    await shown('乙的内容');
    await tap('同意');
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.checked === true);
    await page.click(at('.t-switch__body'));
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.on === true);
    await tap('选 b');
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.radio === 'b');
  });

  test('input, textarea, search', async () => {
    await page.fill(at('.t-input input'), '小林');
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.text === '小林');
    await page.fill(at('.t-textarea textarea'), '送到门口');
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.note === '送到门口');
    await page.fill(at('.t-search input'), '杯子');
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.events.some(({ detail }) => detail?.value === '杯子'));
  });

  test('popup, dialog, toast, action sheet', async () => {
    await tap('弹层');
    await shown('弹层内容');
    await page.click(at('.t-overlay'), { position: { x: 100, y: 20 } });
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.popup === false);
    await tap('对话框');
    await shown('不能恢复');
    await page.locator(at('.t-dialog__footer')).getByText('删除', { exact: true }).click();
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.events.some(({ type }) => type === 'confirm'));
    await tap('提示');
    await shown('成功了');
    await tap('动作面板');
    await page.locator(at('.t-action-sheet')).getByText('第二项').click();
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.events.some(({ id, type }) => id === 't-action-sheet' && type === 'selected'));
  });

  test('picker wheel', async () => {
    await tap('选择器');
    await page.waitForSelector(at('.t-picker__main'));
    await drag('.t-picker-item__group', 0, -45);
    await page.click(at('.t-picker__confirm'));
    // How far it runs on depends on how fast the drag was.
    await page.waitForFunction(() => getCurrentPages().at(-1)?.data.events.some(({ type, detail }) => type === 'change' && /^\[[23]\]$/.test(JSON.stringify(detail?.value))));
  });

  test('swipe-cell, dragged by its WXS', async () => {
    await drag('.t-swipe-cell', -120, 0);
    await page.waitForFunction((selector) => (document.querySelector(selector)?.getBoundingClientRect().right ?? 999) <= 376, at('.t-swipe-cell__content'));
  });

  test('tag, badge, loading, skeleton, divider, empty and image are shown, and nothing has failed', async () => {
    for (const name of ['tag', 'badge', 'loading', 'skeleton', 'divider', 'empty', 'image']) expect(await page.locator(at(`.t-${name}`)).count()).toBeGreaterThan(0);
    expect(consoleLines.filter((line) => line.startsWith('error') && !line.includes('Failed to load resource'))).toEqual([]);
  });
});

describe('wx: convention and mocks', () => {
  beforeEach(() => open('api'));

  test('a promise only without callbacks, errMsg always', async () => {
    const seen = await page.evaluate(async () => {
      const order: unknown[] = [];
      const returned = wx.getStorageInfo!({ success: (result: { errMsg: string }) => order.push(result.errMsg), complete: () => order.push('complete') });
      const missing = await (wx.getStorage!({ key: 'none' }) as Promise<unknown>).catch((error: unknown) => error);
      await new Promise<void>((resolve) => wx.getStorage!({ key: 'none', fail: (error: unknown) => order.push(error), complete: () => resolve() }));
      return { returned: returned === undefined, order, missing };
    });
    expect(seen).toEqual({ returned: true, order: ['getStorageInfo:ok', 'complete', { errMsg: 'getStorage:fail data not found' }], missing: { errMsg: 'getStorage:fail data not found' } });
  });

  test('what the phone has and this has not fails by name, and says so once', async () => {
    expect(await call('startRecord', {})).toEqual({ errMsg: 'startRecord:fail not supported' });
    await call('startRecord', {});
    expect(consoleLines.filter((line) => line.includes('wx.startRecord is not supported'))).toHaveLength(1);
    expect(await call('createVKSession', {})).toEqual({ thrown: 'createVKSession:fail not supported' });
    expect(await Promise.all(['startRecord', 'showToast', 'cloud.callFunction', 'scroll-view', 'map.nothing', 'noSuchThing'].map((name) => call('canIUse', name)))).toEqual([false, true, true, true, true, false]);
  });

  test('the list of known members is that of the installed typings', () => {
    const source = ts.createSourceFile('api.d.ts', readFileSync(require.resolve('miniprogram-api-typings/types/wx/lib.wx.api.d.ts'), 'utf8'), ts.ScriptTarget.Latest, true);
    const names = new Set<string>();
    const visit = (node: ts.Node) => {
      if (ts.isInterfaceDeclaration(node) && node.name.text === 'Wx') for (const member of node.members) if (ts.isMethodSignature(member)) names.add(member.name.getText(source));
      ts.forEachChild(node, visit);
    };
    visit(source);
    const known = new Set([...asyncMembers, ...syncMembers, ...eventMembers]);
    expect(names.size).toBeGreaterThan(400);
    expect([...names].filter((name) => !known.has(name))).toEqual([]);
  });

  test('every known member can be called', async () => {
    const types = await page.evaluate((names) => names.filter((name) => name.split('.').reduce((place: never, key) => place?.[key], wx as never) === undefined), [...asyncMembers, ...syncMembers, ...eventMembers]);
    expect(types).toEqual([]);
  });
});

describe('wx: in the hands of automation', () => {
  const agent = (method: string, params: Record<string, unknown>): Promise<unknown> => host.agents.call(method, params);
  beforeEach(async () => {
    await open('api');
    await agent('App.getPageStack', {}); // the page has its wire
  });

  test('a constant in the place of an API, and the real one back', async () => {
    await agent('App.mockWxMethod', { method: 'getSystemInfoSync', result: { model: 'mocked' } });
    expect(await call('getSystemInfoSync')).toEqual({ model: 'mocked' });
    await agent('App.mockWxMethod', { method: 'getSystemInfoSync' });
    expect(await call('getSystemInfoSync')).toHaveProperty('brand', 'iPhone');
    await agent('App.mockWxMethod', { method: 'showModal', result: { confirm: true, cancel: false } });
    expect(await call('showModal', { title: 'x' })).toMatchObject({ confirm: true });
    expect(await page.locator('.mp-modal').count()).toBe(0);
    await agent('App.mockWxMethod', { method: 'cloud.callFunction', result: { result: 7 } });
    expect(await page.evaluate(() => wx.cloud.callFunction!({ name: 'any' }))).toMatchObject({ result: 7 });
    await agent('App.reset', {});
    expect(await page.evaluate(() => wx.cloud.callFunction!({ name: 'any' }).catch((error: Error) => error.message))).toContain('cloud.callFunction:fail');
  });

  test('a function: its own arguments come last, origin is the real one, :fail fails, undefined answers nothing', async () => {
    const mock = (method: string, functionDeclaration: string, args: unknown[] = []) => agent('App.mockWxMethod', { method, functionDeclaration, args });
    await mock('getStorage', 'function (options, extra) { return { data: options.key + extra, errMsg: "getStorage:ok" } }', ['!']);
    expect(await call('getStorage', { key: 'k' })).toEqual({ data: 'k!', errMsg: 'getStorage:ok' });
    await mock('getStorage', 'async function (options) { return this.origin({ key: "none" }).catch((error) => error) }');
    expect(await call('getStorage', { key: 'k' })).toEqual({ errMsg: 'getStorage:fail data not found' });
    await mock('request', '(options) => ({ statusCode: 200, data: options.url, errMsg: "request:fail offline" })');
    expect(await page.evaluate(() => new Promise((resolve) => wx.request!({ url: 'u', success: () => resolve('success'), fail: resolve })))).toMatchObject({ errMsg: 'request:fail offline' });
    await mock('login', 'function (options) { options.success({ code: "own" }); return { code: "returned" } }');
    expect(await page.evaluate(() => new Promise((resolve) => wx.login!({ success: resolve })))).toMatchObject({ code: 'own' });
    await mock('login', 'function () {}');
    const raced = await page.evaluate(() => Promise.race([wx.login!({}), new Promise((resolve) => setTimeout(() => resolve('nothing'), 100))]));
    expect(raced).toBe('nothing');
    await agent('App.reset', {});
    await expect(agent('App.mockWxMethod', { method: 'noSuchThing', result: 1 })).rejects.toThrow('wx.noSuchThing not exists');
  });

  test('callWxMethod waits for the end; what WeChat draws is tapped by name', async () => {
    expect(await agent('App.callWxMethod', { method: 'setStorageSync', args: ['a', 1] })).toBeDefined();
    expect(await agent('App.callWxMethod', { method: 'getStorage', args: [{ key: 'a' }] })).toEqual({ result: { data: 1, errMsg: 'getStorage:ok' } });
    await expect(agent('App.callWxMethod', { method: 'getStorage', args: [{ key: 'none' }] })).rejects.toThrow('getStorage:fail data not found');
    await expect(agent('App.callWxMethod', { method: 'noSuchThing', args: [] })).rejects.toThrow('wx.noSuchThing not exists');
    const outcome = await start('showModal', { title: '问' });
    await agent('App.native', { method: 'confirmModal' });
    expect(await outcome()).toMatchObject({ confirm: true });
    await expect(agent('App.native', { method: 'confirmModal' })).rejects.toThrow('a dialog is not open');
    await agent('App.native', { method: 'goHome' });
    await page.waitForSelector(at('#plain'));
  });
});

describe('wx: feedback', () => {
  beforeEach(() => open('api'));

  test('modal: confirm, cancel, editable', async () => {
    let outcome = await start('showModal', { title: '标题', content: '内容' });
    expect(await page.getByRole('dialog', { name: '标题' }).innerText()).toContain('内容');
    await page.getByRole('button', { name: '确定' }).click();
    expect(await outcome()).toMatchObject({ confirm: true, cancel: false, errMsg: 'showModal:ok' });
    outcome = await start('showModal', { content: '没有标题' });
    await page.getByRole('button', { name: '取消' }).click();
    expect(await outcome()).toMatchObject({ confirm: false, cancel: true });
    outcome = await start('showModal', { title: '备注', editable: true, placeholderText: '写点什么' });
    await page.fill('.mp-modal-field', '请尽快');
    await page.getByRole('button', { name: '确定' }).click();
    expect(await outcome()).toMatchObject({ confirm: true, content: '请尽快' });
    expect(await call('showModal', { title: 'x', confirmText: '太长的按钮' })).toMatchObject({ errMsg: expect.stringContaining('showModal:fail confirmText') as string });
  });

  test('toast and loading', async () => {
    await call('showToast', { title: '好了', duration: 200 });
    expect(await page.getByRole('status').innerText()).toBe('好了');
    await page.waitForSelector('.mp-toast', { state: 'detached' });
    await call('showLoading', { title: '加载中', mask: true });
    await call('hideToast', {});
    expect(await page.locator('.mp-toast.masked').count()).toBe(1);
    await call('hideLoading', {});
    expect(await page.locator('.mp-toast').count()).toBe(0);
    expect(await call('showToast', {})).toEqual({ errMsg: 'showToast:fail parameter error: parameter.title should be String instead of Undefined;' });
  });

  test('action sheet: a row, and beside it', async () => {
    let outcome = await start('showActionSheet', { itemList: ['甲', '乙'] });
    await page.getByRole('button', { name: '乙' }).click();
    expect(await outcome()).toEqual({ errMsg: 'showActionSheet:ok', tapIndex: 1 });
    outcome = await start('showActionSheet', { itemList: ['甲'] });
    await page.locator('.mp-layer:not(.closing) .mp-mask').click({ position: { x: 20, y: 20 } });
    expect(await outcome()).toEqual({ errMsg: 'showActionSheet:fail cancel' });
  });

  test('clipboard says so, and nothing of it is left out in the dark', async () => {
    expect(await call('setClipboardData', { data: '复制我' })).toMatchObject({ errMsg: 'setClipboardData:ok' });
    expect(await page.getByRole('status').innerText()).toBe('内容已复制');
    expect(await call('getClipboardData', {})).toMatchObject({ data: '复制我' });
    await open('api', '?theme=dark');
    await start('showModal', { title: '夜' });
    expect(await page.$eval('.mp-modal', (element) => getComputedStyle(element).backgroundColor)).toBe('rgb(44, 44, 44)');
  });
});

describe('wx: payment', () => {
  const payment = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=wx1', signType: 'MD5', paySign: 's' };
  const settlements: unknown[] = [];
  beforeEach(async () => {
    settlements.length = 0;
    await page.route('**/__wx/pay', (route) => {
      const known = (route.request().postDataJSON() as { package: string }).package === payment.package;
      return route.fulfill({ json: known ? { body: '手作陶杯', totalFee: 12860, mchName: '山野小店' } : { errMsg: 'requestPayment:fail 该订单已关闭' } });
    });
    await page.route('**/__wx/pay/settle', (route) => {
      const { outcome } = route.request().postDataJSON() as { outcome: string };
      settlements.push({ outcome, openid: route.request().headers()['x-wx-openid'] });
      const errMsg = { success: 'requestPayment:ok', cancel: 'requestPayment:fail cancel', fail: 'requestPayment:fail 银行卡余额不足' }[outcome];
      return route.fulfill({ json: { errMsg } });
    });
    await open('api', '?as=o-shopper-1');
  });

  test('paying, cancelling, failing', async () => {
    let outcome = await start('requestPayment', payment);
    await page.waitForSelector('.mp-pay');
    expect((await page.innerText('.mp-pay')).replace(/\s+/g, ' ')).toContain('山野小店 手作陶杯 ¥128.60'.replace('¥128', '¥ 128').slice(0, 9));
    expect((await page.innerText('.mp-pay-amount')).replace(/\s/g, '')).toBe('¥128.60');
    await page.click('[data-pay="confirm"]');
    expect(await outcome()).toEqual({ errMsg: 'requestPayment:ok' });
    outcome = await start('requestPayment', payment);
    await page.click('.mp-layer:not(.closing) [data-pay="cancel"]');
    expect(await outcome()).toEqual({ errMsg: 'requestPayment:fail cancel' });
    outcome = await start('requestPayment', payment);
    await page.click('.mp-layer:not(.closing) [data-pay="fail"]');
    expect(await outcome()).toEqual({ errMsg: 'requestPayment:fail 银行卡余额不足' });
    expect(settlements).toEqual(['success', 'cancel', 'fail'].map((choice) => ({ outcome: choice, openid: 'o-shopper-1' })));
  });

  test('an order that cannot be paid shows no sheet; wrong parameters are named', async () => {
    expect(await call('requestPayment', { ...payment, package: 'prepay_id=closed' })).toEqual({ errMsg: 'requestPayment:fail 该订单已关闭' });
    expect(await page.locator('.mp-pay').count()).toBe(0);
    expect(await call('requestPayment', {})).toEqual({ errMsg: 'requestPayment:fail parameter error: parameter.timeStamp should be String instead of Undefined;' });
  });
});

describe('wx: everything else', () => {
  beforeEach(() => open('api', '?as=o-shopper-1'));

  test('chooseAddress offers saved addresses', async () => {
    const outcome = await start('chooseAddress', {});
    await page.click('[data-address="1"]');
    expect(await outcome()).toMatchObject({ errMsg: 'chooseAddress:ok', userName: '林小满', provinceName: '浙江省', cityName: '杭州市', countyName: '西湖区', nationalCode: '330106' });
    const again = await start('chooseAddress', {});
    await page.click('.mp-sheet-close');
    expect(await again()).toEqual({ errMsg: 'chooseAddress:fail cancel' });
  });

  test('requestSubscribeMessage: each template by its own', async () => {
    const outcome = await start('requestSubscribeMessage', { tmplIds: ['a', 'b'] });
    await page.locator('.mp-choice input').nth(1).uncheck();
    await page.click('[data-permission="accept"]');
    expect(await outcome()).toEqual({ errMsg: 'requestSubscribeMessage:ok', a: 'accept', b: 'reject' });
  });

  test('storage keeps types and belongs to one identity', async () => {
    await call('setStorageSync', 'cart', { n: 1, list: [true, null] });
    expect(await call('getStorageSync', 'cart')).toEqual({ n: 1, list: [true, null] });
    expect(await call('getStorageSync', 'none')).toBe('');
    expect(await call('getStorageInfo', {})).toMatchObject({ keys: ['cart'], limitSize: 10240 });
    await open('api', '?as=o-shopper-2');
    expect(await call('getStorageSync', 'cart')).toBe('');
    await open('api', '?as=o-shopper-1');
    expect(await call('getStorageSync', 'cart')).toEqual({ n: 1, list: [true, null] });
    await call('clearStorage', {});
    expect(await call('getStorageInfoSync')).toMatchObject({ keys: [] });
  });

  test('the phone is an iPhone of this size', async () => {
    expect(await call('getSystemInfoSync')).toMatchObject({ brand: 'iPhone', platform: 'ios', screenWidth: 375, screenHeight: 812, windowWidth: 375, windowHeight: 724, statusBarHeight: 44, theme: 'light', safeArea: { top: 44, bottom: 778 } });
    expect(await call('getMenuButtonBoundingClientRect')).toEqual({ width: 87, height: 32, top: 50, right: 368, bottom: 82, left: 281 });
    expect(await call('getWindowInfo')).toMatchObject({ screenTop: 88 });
    expect(await call('getDeviceInfo')).not.toHaveProperty('windowWidth');
    expect(await call('getAccountInfoSync')).toMatchObject({ miniProgram: { appId: 'touristappid' } });
  });

  test('request, uploadFile and downloadFile are real', async () => {
    await page.route('https://api.example.com/**', async (route) => {
      const request = route.request();
      if (request.url().endsWith('/file.png')) return route.fulfill({ body: 'bytes', contentType: 'image/png', headers: { 'access-control-allow-origin': '*' } });
      return route.fulfill({ json: { url: request.url(), method: request.method(), body: request.postData() }, headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' } });
    });
    const request = (options: object) => page.evaluate((given) => new Promise<Record<string, unknown>>((resolve) => wx.request!({ ...given, success: resolve, fail: resolve })), options);
    expect(await request({ url: 'https://api.example.com/list', data: { page: 2, q: '杯' } })).toMatchObject({ statusCode: 200, data: { url: 'https://api.example.com/list?page=2&q=%E6%9D%AF', method: 'GET' }, errMsg: 'request:ok' });
    expect(await request({ url: 'https://api.example.com/new', method: 'POST', data: { a: 1 } })).toMatchObject({ data: { method: 'POST', body: '{"a":1}' } });
    expect(await request({ url: 'nowhere' })).toEqual({ errMsg: 'request:fail invalid url "nowhere"' });
    const kept = await page.evaluate(
      () =>
        new Promise<{ path: string; text: unknown }>((resolve, reject) =>
          wx.downloadFile!({
            url: 'https://api.example.com/file.png',
            fail: reject,
            success: ({ tempFilePath }: { tempFilePath: string }) => {
              const manager = wx.getFileSystemManager!() as { readFileSync(path: string, encoding: string): string };
              resolve({ path: tempFilePath, text: manager.readFileSync(tempFilePath, 'utf8') });
            },
          }),
        ),
    );
    expect(kept).toEqual({ path: expect.stringMatching(/\.png$/) as string, text: 'bytes' });
    const sent = await page.evaluate((path) => new Promise<{ data: string }>((resolve, reject) => wx.uploadFile!({ url: 'https://api.example.com/up', filePath: path, name: 'photo', formData: { id: 7 }, success: resolve, fail: reject })), kept.path);
    expect(JSON.parse(sent.data)).toMatchObject({ method: 'POST', body: expect.stringContaining('name="photo"') as string });
  });

  test('wx.cloud: functions in the name of the identity, and the client’s errors', async () => {
    await page.route('**/__wx/call', (route) => {
      const { name, data: given } = route.request().postDataJSON() as { name: string; data: unknown };
      const openid = route.request().headers()['x-wx-openid'];
      if (name === 'ok') return route.fulfill({ json: { result: { given, openid }, requestID: 'r-1' } });
      return route.fulfill({ json: { errCode: -504002, errMsg: 'cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: Error: boom' } });
    });
    const invoke = (name: string) =>
      page.evaluate(async (fn) => {
        const result = await wx.cloud.callFunction!({ name: fn, data: { n: 1 } }).catch((error: Error & { errCode: number; errMsg: string }) => ({ isError: error instanceof Error, errCode: error.errCode, errMsg: error.errMsg }));
        return result as object;
      }, name);
    expect(await invoke('ok')).toEqual({ errMsg: 'cloud.callFunction:ok', result: { given: { n: 1 }, openid: 'o-shopper-1' }, requestID: 'r-1' });
    expect(await invoke('bad')).toEqual({ isError: true, errCode: -504002, errMsg: expect.stringContaining('functions execute fail') as string });
  });

  test('wx.cloud.database: asks in the name of the identity, and gives the service’s refusal', async () => {
    const asked: unknown[] = [];
    await page.route('**/__wx/database', (route) => {
      const body = route.request().postDataJSON() as { params: { collectionName: string } };
      asked.push({ ...body, openid: route.request().headers()['x-wx-openid'] });
      if (body.params.collectionName === 'closed') return route.fulfill({ json: { errCode: -502003, errMsg: 'errCode: -502003 database permission denied | errMsg: Permission denied' } });
      return route.fulfill({ json: { data: { list: ['{"_id":"a","n":{"$numberInt":"7"},"at":{"$date":{"$numberLong":"0"}}}'] } } });
    });
    const found = await page.evaluate(async () => {
      const db = wx.cloud.database!() as unknown as { command: Record<string, (value: unknown) => unknown>; collection(name: string): Record<string, (argument?: unknown) => never> };
      const { data } = await (db.collection('open').where!({ n: db.command.gt!(5) }) as { get(): Promise<{ data: { n: number; at: Date }[] }> }).get();
      const refused = await (db.collection('closed').get!() as Promise<unknown>).catch((error: { errCode: number; errMsg: string }) => ({ errCode: error.errCode, errMsg: error.errMsg }));
      return { n: data[0]!.n, at: data[0]!.at instanceof Date, refused: refused as object };
    });
    expect(found).toEqual({ n: 7, at: true, refused: { errCode: -502003, errMsg: 'collection.get:fail Error: errCode: -502003 database permission denied | errMsg: Permission denied' } });
    expect(asked[0]).toEqual({ action: 'database.getDocument', params: { collectionName: 'open', queryType: 'WHERE', query: '{"n":{"$gt":5}}' }, openid: 'o-shopper-1' });
  });

  test('wx.cloud: files go up with their bytes', async () => {
    const uploads: { url: string; body: string | null }[] = [];
    await page.route('**/__wx/upload**', (route) => {
      uploads.push({ url: route.request().url(), body: route.request().postData() });
      return route.fulfill({ json: { fileID: 'cloud://env/a/1.txt' } });
    });
    const chooser = page.waitForEvent('filechooser');
    const chosen = start('chooseMessageFile', { count: 1 });
    await (await chooser).setFiles({ name: '1.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
    const { tempFiles } = (await (await chosen)()) as { tempFiles: { path: string; name: string; size: number }[] };
    expect(tempFiles[0]).toMatchObject({ name: '1.txt', size: 5 });
    const result = await page.evaluate((filePath) => wx.cloud.uploadFile!({ cloudPath: 'a/1.txt', filePath }), tempFiles[0]!.path);
    expect(result).toMatchObject({ fileID: 'cloud://env/a/1.txt', errMsg: 'cloud.uploadFile:ok' });
    expect(uploads).toEqual([{ url: expect.stringContaining('cloudPath=a%2F1.txt') as string, body: 'hello' }]);
  });

  test('files of the app’s own: written, listed, read, removed', async () => {
    const seen = await page.evaluate(() => {
      const files = wx.getFileSystemManager!() as Record<string, (...args: unknown[]) => unknown>;
      const root = (wx.env as unknown as { USER_DATA_PATH: string }).USER_DATA_PATH;
      files.mkdirSync!(`${root}/notes`);
      files.writeFileSync!(`${root}/notes/a.txt`, '你好');
      const found = [files.readFileSync!(`${root}/notes/a.txt`, 'utf8'), files.readdirSync!(`${root}/notes`)];
      files.unlinkSync!(`${root}/notes/a.txt`);
      let gone = '';
      try {
        files.accessSync!(`${root}/notes/a.txt`);
      } catch (error) {
        gone = (error as Error).message;
      }
      return [...found, gone];
    });
    expect(seen).toEqual(['你好', ['a.txt'], expect.stringContaining('accessSync:fail no such file or directory') as string]);
  });

  test('login gives a code; previewImage shows and closes', async () => {
    await page.route('**/__wx/login', (route) => route.fulfill({ json: { code: 'login-1' } }));
    expect(await call('login', {})).toEqual({ errMsg: 'login:ok', code: 'login-1' });
    await call('previewImage', { urls: ['/pages/media/dot.svg', '/pages/media/dot.svg'], current: 1 });
    await page.waitForFunction(() => document.querySelector('.mp-preview-count')?.textContent === '2 / 2');
    await page.click('.mp-preview');
    await page.waitForSelector('.mp-preview', { state: 'detached' });
  });

  test('queries and events', async () => {
    const rect = await page.evaluate(() => new Promise((resolve) => (wx.createSelectorQuery!() as { select(s: string): { boundingClientRect(): { exec(f: (r: unknown) => void): void } } }).select('#here').boundingClientRect().exec(resolve)));
    expect(rect).toMatchObject([{ id: 'here', left: 0, top: 0, width: 375 }]);
    const seen = page.evaluate(() => new Promise((resolve) => wx.onThemeChange!(resolve)));
    await page.evaluate(() => (globalThis as unknown as { __xiaodian: { setTheme(t: string): void } }).__xiaodian.setTheme('dark'));
    expect(await seen).toEqual({ theme: 'dark' });
  });
});
