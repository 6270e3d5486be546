/** The host and an open page: a save shows, an error is laid over the page, mending it brings the page back. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../emulator/browser';
import type { Host } from '../../emulator/contracts';
import { loadProject } from '../../emulator/project';
import { startHost } from '../../emulator/runtime/host/server';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaodian-live-'));
let host: Host;
let browser: Browser;
let page: Page;

const write = (name: string, text: string): void => fs.writeFileSync(path.join(root, name), text);

beforeAll(async () => {
  fs.cpSync(path.resolve(__dirname, '../fixtures/projects/probe'), root, { recursive: true });
  host = await startHost({ project: loadProject(root), cloud: null, port: 0, log: () => {} });
  browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage({ viewport: { width: 375, height: 700 } });
  await page.goto(`${host.appUrl()}#/pages/route/route?from=start`);
  await page.waitForSelector('text=start');
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  fs.rmSync(root, { recursive: true, force: true });
});

test('a saved change shows on the same page', async () => {
  write('pages/route/route.wxml', '<view id="title">changed {{from}}</view>');
  await host.rebuild();
  await page.waitForSelector('text=changed start');
  expect(page.url()).toContain('#/pages/route/route?from=start');
});

test('an error covers the page and can be put away; mending it takes it away', async () => {
  write('pages/tab/tab.wxml', '<view>{{ a + }}</view>');
  await host.rebuild();
  await page.waitForSelector('.mp-problems');
  expect(await page.innerText('.mp-problems code')).toBe('pages/tab/tab.wxml:1:14');
  expect(await page.innerText('.mp-problems .mend')).toContain('Correct');
  await page.click('.mp-problems-close');
  expect(await page.isVisible('text=changed start')).toBe(true);
  await page.reload();
  await page.waitForSelector('.mp-problems');
  write('pages/tab/tab.wxml', '<view>mended</view>');
  await host.rebuild();
  await page.waitForSelector('.mp-problems', { state: 'detached' });
  await page.waitForSelector('text=changed start');
});

test('a script that throws while it loads leaves the other pages alone, and comes back', async () => {
  const original = fs.readFileSync(path.join(root, 'pages/tab/tab.js'), 'utf8');
  const heard: unknown[] = [];
  host.agents.on('event', (method, params) => heard.push({ method, params }));
  write('pages/tab/tab.js', "throw new Error('at load');");
  await host.rebuild();
  await page.waitForSelector('text=changed start');
  await host.agents.call('App.getCurrentPage', {});
  expect(heard).toContainEqual({ method: 'App.exceptionThrown', params: { message: 'Error: at load', stack: expect.stringContaining('pages/tab/tab.js:1:') } });
  write('pages/tab/tab.js', original);
  await host.rebuild();
  expect(await host.agents.call('App.callWxMethod', { method: 'switchTab', args: [{ url: '/pages/tab/tab' }] })).toBeTruthy();
  await page.waitForSelector('text=mended');
});

test('a page keeps where it was scrolled to while another one covers it', async () => {
  await page.goto(`${host.appUrl()}#/pages/query/query`);
  await page.reload();
  await page.waitForSelector('#far');
  const scroll = () => page.$eval('.mp-frame.active .mp-scroll', (element) => (element as unknown as { scrollTop: number }).scrollTop);
  await host.agents.call('App.callWxMethod', { method: 'pageScrollTo', args: [{ scrollTop: 700, duration: 0 }] });
  expect(await scroll()).toBe(700);
  await host.agents.call('App.callWxMethod', { method: 'navigateTo', args: [{ url: '/pages/route/route' }] });
  expect(await scroll()).toBe(0);
  await host.agents.call('App.callWxMethod', { method: 'navigateBack', args: [{}] });
  expect(await scroll()).toBe(700);
});

test('the front page shows the phone beside the workbench, and only the phone when it is narrow', async () => {
  await page.goto(host.url);
  await page.setViewportSize({ width: 1200, height: 800 });
  const phone = page.frameLocator('iframe').locator('.mp-frame.active');
  await phone.waitFor();
  await page.setViewportSize({ width: 375, height: 700 });
  expect(await page.locator('iframe').boundingBox()).toMatchObject({ x: 0, y: 0, width: 375, height: 700 });
});
