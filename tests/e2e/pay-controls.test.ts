/** WeChat Pay's controls as a person meets them: on the command line, and in the workbench beside the phone. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../emulator/browser';
import { fixture, run, start, startDev, type Dev, type Ended } from '../support/command';

let dev: Dev;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  dev = await startDev({ project: fixture('cloud') });
  browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(dev.shop);
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
});

const xiaodian = (...args: string[]): Promise<Ended> => run([...args, '--data', dev.data]);
async function say(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await xiaodian(...args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout.trim();
}
async function order(outTradeNo: string): Promise<void> {
  const fields = { functionName: 'pay_cb', envId: 'local-env', subMchId: '1900000109', body: '青瓷杯', outTradeNo, totalFee: 1990, spbillCreateIp: '127.0.0.1' };
  await say('call', 'pay', JSON.stringify({ api: 'unifiedOrder', fields }), '--as', 'o-first');
}

test('on the command line: plan, pay, look, deliver, drop', async () => {
  expect(await say('pay', 'list')).toBe('Nothing has been ordered yet.');
  await order('C1');
  expect(await say('pay', 'next', '--outcome', 'twice', '--delay', '5000')).toBe('the next payment: twice, 5000 ms.');
  expect(await say('pay', 'next', '--refund', '--outcome', 'closed', '--of', 'R1')).toBe('refund R1: closed.');
  expect(await say('pay', 'settle', 'C1')).toBe('requestPayment:ok');
  const listed = await say('pay', 'list');
  expect(listed).toContain('payment C1  19.90  SUCCESS  o-first  callback acknowledged, sent 1 time; callback sent 0 times, next at ');
  expect(listed).toContain('waits:  refund R1: closed');
  expect(JSON.parse(await say('pay', 'list', '--json'))).toMatchObject({ payments: [{ outTradeNo: 'C1', plan: { outcome: 'twice' } }], plans: [{ number: 'R1' }] });
  expect(await say('pay', 'deliver', 'C1')).toBe('callback acknowledged, sent 1 time; callback acknowledged, sent 1 time');
  expect(await say('pay', 'forget')).toBe('1 plan dropped.');
});

test('what cannot be is refused with its mend', async () => {
  const outcome = await xiaodian('pay', 'next', '--outcome', 'sometimes');
  expect([outcome.code, outcome.stdout]).toEqual([1, '']);
  expect(outcome.stderr).toContain('Choose an outcome: success, fail, late, twice, never, wrong-amount, after-refund, reversed.');
  expect((await xiaodian('pay', 'next', '--outcome', 'late', '--delay', 'soon')).stderr).toContain('--delay must be a whole number, not "soon"');
  expect((await xiaodian('pay', 'deliver', 'none')).stderr).toContain('There is neither a refund nor a payment none.');
});

test('logs prints what was said, with request ids; --follow goes on', async () => {
  await say('call', 'echo', '{"note":"for the log"}');
  expect(await say('logs', '--function', 'echo')).toMatch(/^\d\d:\d\d:\d\d\.\d{3} info {2}\[function:echo\] [\w-]{36} echo called for the log$/m);
  const following = start(['logs', '--function', 'echo', '--follow', '--json', '--data', dev.data]);
  while (!following.stdout().includes('for the log')) await new Promise((resolve) => setTimeout(resolve, 20));
  await say('call', 'echo', '{"note":"while following"}');
  while (!following.stdout().includes('while following')) await new Promise((resolve) => setTimeout(resolve, 20));
  following.process.kill('SIGINT');
  await following.ended;
  const last = JSON.parse(following.stdout().trim().split('\n').at(-1)!) as object;
  expect(last).toMatchObject({ from: 'function:echo', level: 'info', text: 'echo called while following' });
});

test('in the workbench: the next outcome is chosen, payments are listed, a callback is sent now', async () => {
  await page.click('#tab-pay');
  await page.waitForSelector('#pay-list li >> text=青瓷杯');
  await page.selectOption('#payment-outcome', 'never');
  await page.click('#payment-plan');
  await page.waitForSelector('#pay-waiting:visible >> text=没有回调');
  await order('W1');
  expect(await say('pay', 'settle', 'W1')).toBe('requestPayment:ok');
  const row = page.locator('#pay-list li', { has: page.locator('[title^="W1"]') });
  await page.click('#tab-calls');
  await page.click('#tab-pay');
  await row.getByText('成功 · (没有回调)').waitFor();
  expect(await page.isVisible('#pay-waiting')).toBe(false);
  await row.getByText('立即回调').click();
  await row.getByText('回调已确认(第 1 次)').waitFor();
  await page.fill('#pay-delay', '2.5');
  await page.selectOption('#refund-outcome', 'slow');
  await page.click('#refund-plan');
  await page.waitForSelector('#pay-waiting >> text=退款处理中较久 2.5 秒');
  await page.click('#pay-forget');
  await page.waitForSelector('#pay-waiting', { state: 'hidden' });
});
