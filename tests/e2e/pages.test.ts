/** Every page of app.json, opened with the demo shop's own ids: nothing wider than the screen, nothing too small to tap, nothing without a role, no error. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../emulator/browser';
import { root, startDev, type Dev } from '../support/command';
import { measure } from './support/measure';

// What the functions that run in the page use of it.
declare const wx: { reLaunch(options: object): void };
declare const document: { querySelector(selector: string): { textContent: string } | null };

interface AppJson {
  pages: string[];
  subpackages: { root: string; pages: string[] }[];
}
const app = JSON.parse(readFileSync(path.join(root, 'miniprogram/app.json'), 'utf8')) as AppJson;
/** One query for all: a page takes from it what it knows. */
const query = 'shopId=shop-1&spuId=mug-tide&orderId=demo-order-2&title=%E8%AF%84%E4%BB%B7&tab=all&state=paid&payFen=15900&tradeId=demo-trade-2&orderIds=demo-order-2';
const phones: Record<string, string> = { manage: 'o-merchant-1', operate: 'o-operator' };
const ownerOf = (folder: string): string => phones[path.basename(folder)] ?? 'o-shopper-2';
const byPhone = new Map<string, string[]>();
for (const page of app.pages) byPhone.set('o-shopper-2', [...(byPhone.get('o-shopper-2') ?? []), `/${page}`]);
for (const { root: folder, pages } of app.subpackages) {
  const openid = ownerOf(folder);
  byPhone.set(openid, [...(byPhone.get(openid) ?? []), ...pages.map((page) => `/${folder}/${page}?${query}`)]);
}

let dev: Dev;
let browser: Browser;
beforeAll(async () => {
  dev = await startDev();
  browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'] });
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
});

/** Until the page shows what it asked the cloud for, or why it cannot. */
async function settled(page: Page, at: string): Promise<void> {
  const shown = page.waitForFunction(() => document.querySelector('.mp-frame.active') && !document.querySelector('.mp-frame.active [aria-label="加载中"]'), undefined, { timeout: 15_000 });
  await shown.catch((cause: unknown) => {
    throw new Error(`${at} went on loading`, { cause });
  });
}

test.each([...byPhone])('every page of %s', async (openid, urls) => {
  const page = await browser.newPage({ viewport: { width: 375, height: 1600 }, hasTouch: true });
  const findings: string[] = [];
  let at = '';
  page.on('console', (message) => {
    if (message.type() === 'error') findings.push(`${at}: ${message.text()}`);
  });
  page.on('pageerror', (error) => findings.push(`${at}: ${error.message}`));
  await page.goto(`${dev.shop}app?as=${openid}`);
  await settled(page, 'the first page');
  for (const url of urls) {
    at = url.split('?')[0] ?? url;
    await page.evaluate((target) => new Promise((resolve, reject) => wx.reLaunch({ url: target, success: resolve, fail: reject })), url);
    await settled(page, at);
    for (const width of [375, 320]) {
      await page.setViewportSize({ width, height: 1600 });
      // Lengths follow the width, so that a tap area is 44 px on a phone of 375 px.
      const seen = await page.evaluate(measure);
      findings.push(...seen.filter((finding) => width === 375 || /wider/.test(finding)).map((finding) => `${at}: ${finding}`));
    }
    await page.setViewportSize({ width: 375, height: 1600 });
  }
  await page.close();
  expect([...new Set(findings)]).toEqual([]);
});
