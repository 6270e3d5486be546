/** Invoices: asked for once, made out over what was paid and not given back, taken back when more money goes back. */
import type { InvoiceDoc } from '../../cloudfunctions/data/invoice-documents';
import { atEveryFault } from './support/faults';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, otherShopper, owner, shopper, spuDoc } from './support/shop-fixture';

jest.setTimeout(180_000);

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('a', { prices: [1000], available: 100_000 }));
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());

const personal = { type: 'personal', title: '个人', taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' } as const;
const enterprise = { ...personal, type: 'enterprise', title: '某某科技有限公司', taxNumber: '91350100M000100Y43' } as const;
let serial = 10_000_000;
const number = () => `253120000000${serial++}`;
/** Three pieces and the freight: 38 yuan. */
const total = 3800;

async function paid(): Promise<string> {
  const lines = [{ spuId: 'a', skuId: 'a-1', num: 3 }];
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: total }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  return orderIds[0]!;
}
async function refund(orderId: string, num: number): Promise<void> {
  const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId, skuId: 'a-1', type: 'REFUND', num, reason: 'OTHERS' }, shopper);
  await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId }, owner);
}
const timer = async () => expect(Object.values(await shop.runTimer())).not.toContain('failed');
const ask = (orderId: string, more: object = {}) => shop.must('invoice', 'request', { orderId, title: personal, ...more }, shopper);
const issue = (invoiceId: string, amountFen: number, more: object = {}) => shop.call('invoice', 'issue', { shopId: 'shop-1', invoiceId, number: number(), file: '/f.png', amountFen, ...more }, owner);
const stored = (invoiceId: string) => shop.one<InvoiceDoc>('invoices', invoiceId);

test('the book of titles has a default as long as there is a title', async () => {
  const save = (title: object) => shop.call('invoice', 'saveTitle', { title: { ...personal, isDefault: false, ...title } }, otherShopper);
  expect(await save({})).toMatchObject({ ok: true, data: { items: [{ title: '个人', isDefault: true }] } });
  const second = await save({ ...enterprise, taxNumber: ' 91350100m000100y43 ', isDefault: true });
  expect(second).toMatchObject({ data: { items: [{ taxNumber: '91350100M000100Y43', isDefault: true }, { isDefault: false }] } });
  expect(refusal(await save({ ...enterprise, taxNumber: '91350100M000100Y40' }))).toMatchObject({ code: 'BAD_REQUEST', field: 'title.taxNumber', message: expect.stringContaining('校验位') });
  const { titleId } = (second as { data: { titleId: string } }).data;
  expect(await shop.must('invoice', 'removeTitle', { titleId }, otherShopper)).toMatchObject({ items: [{ title: '个人', isDefault: true }] });
  for (let i = 0; i < 9; i++) await save({ title: `第 ${i} 个` });
  expect(refusal(await save({ title: '第十一个' })).code).toBe('LIMIT_EXCEEDED');
});

test('is asked for once, after the payment, and can be given up before it is issued', async () => {
  const lines = [{ spuId: 'a', skuId: 'a-1', num: 3 }];
  const { orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: total }, shopper);
  expect(await shop.must('invoice', 'ofOrder', { orderId: orderIds[0]! }, shopper)).toMatchObject({ invoice: null, obstacle: expect.stringContaining('付款') });
  expect(refusal(await shop.call('invoice', 'request', { orderId: orderIds[0]!, title: personal }, shopper)).code).toBe('INVALID_STATE');

  const orderId = await paid();
  expect(await shop.must('invoice', 'ofOrder', { orderId }, shopper)).toEqual({ invoice: null, obstacle: '', amountFen: total });
  const request = { requestId: newRequest(), email: 'a@b.cn' };
  const asked = await ask(orderId, request);
  expect(asked).toMatchObject({ state: 'requested', amountFen: total, title: personal, goods: '测试商品 a' });
  expect(await ask(orderId, request)).toEqual(asked);
  expect(refusal(await shop.call('invoice', 'request', { orderId, title: enterprise }, shopper))).toMatchObject({ code: 'INVALID_STATE' });
  const { invoiceId } = asked;
  expect(await shop.must('invoice', 'cancel', { invoiceId }, shopper)).toMatchObject({ state: 'cancelled' });
  expect(await ask(orderId, { title: enterprise })).toMatchObject({ invoiceId, state: 'requested', title: { taxNumber: '91350100M000100Y43' } });
  expect(refusal(await shop.call('invoice', 'request', { orderId, title: personal, email: 'nonsense' }, shopper))).toMatchObject({ field: 'email' });
});

test('is issued over what is due, told of, and cannot be given up any more', async () => {
  const orderId = await paid();
  const { invoiceId } = await ask(orderId);
  expect((await shop.must('invoice', 'shopList', { shopId: 'shop-1', tab: 'todo' }, owner)).items.map((one) => one.invoiceId)).toContain(invoiceId);
  expect(refusal(await issue(invoiceId, total - 1))).toMatchObject({ code: 'PRICE_CHANGED', detail: { amountFen: total } });
  expect(refusal(await issue(invoiceId, total, { number: 'x' }))).toMatchObject({ field: 'number' });
  const request = { requestId: newRequest(), number: number() };
  const issued = await issue(invoiceId, total, request);
  expect(issued).toMatchObject({ ok: true, data: { state: 'issued', issued: [{ amountFen: total, number: request.number }] } });
  expect(await issue(invoiceId, total, request)).toEqual(issued);
  expect(refusal(await issue(invoiceId, total)).code).toBe('INVALID_STATE');
  expect(refusal(await shop.call('invoice', 'cancel', { invoiceId }, shopper)).code).toBe('INVALID_STATE');
  await timer();
  await timer();
  expect((await shop.must('message', 'list', {}, shopper)).items.filter(({ event }) => event === 'invoice.issued')).toHaveLength(1);
});

test('money that goes back before it is issued makes it smaller; all of it ends it', async () => {
  const orderId = await paid();
  const { invoiceId } = await ask(orderId);
  await refund(orderId, 1);
  await timer();
  expect(await stored(invoiceId)).toMatchObject({ state: 'requested', amountFen: 2800 });
  await refund(orderId, 2);
  await timer();
  expect(await stored(invoiceId)).toMatchObject({ state: 'cancelled', amountFen: 0 });
  expect(await shop.must('invoice', 'ofOrder', { orderId }, shopper)).toMatchObject({ obstacle: expect.stringContaining('没有可以开票') });
});

test('money that goes back afterwards needs a red-letter note, and a new invoice for the rest', async () => {
  const orderId = await paid();
  const { invoiceId } = await ask(orderId);
  await issue(invoiceId, total);
  const red = (more: object = {}) => shop.call('invoice', 'red', { shopId: 'shop-1', invoiceId, number: number(), ...more }, owner);
  expect(refusal(await red()).code).toBe('INVALID_STATE');
  await refund(orderId, 1);
  await timer();
  expect(await stored(invoiceId)).toMatchObject({ state: 'redNeeded', amountFen: 2800 });
  const request = { requestId: newRequest(), number: number() };
  const taken = await red(request);
  expect(taken).toMatchObject({ ok: true, data: { state: 'requested', amountFen: 2800, issued: [{ amountFen: total, redNumber: request.number }] } });
  expect(await red(request)).toEqual(taken);
  expect(refusal(await shop.call('invoice', 'cancel', { invoiceId }, shopper)).code).toBe('INVALID_STATE');
  expect(await issue(invoiceId, 2800)).toMatchObject({ ok: true, data: { issued: [{ redAt: expect.any(Number) }, { amountFen: 2800, redAt: null }] } });
  await refund(orderId, 2);
  await timer();
  expect(await red()).toMatchObject({ ok: true, data: { state: 'voided', amountFen: 0 } });
});

test('an issue and a refund at the same time never leave an invoice over money that went back', async () => {
  for (let i = 0; i < 4; i++) {
    const orderId = await paid();
    const { invoiceId } = await ask(orderId);
    await Promise.all([issue(invoiceId, total), refund(orderId, 1), shop.runTimer()]);
    await timer();
    const { state, amountFen, issued } = await stored(invoiceId);
    expect(amountFen).toBe(2800);
    expect([state, issued.length]).toEqual(issued.length > 0 ? ['redNeeded', 1] : ['requested', 0]);
  }
});

describe('crashes', () => {
  test('of a request and of an issue: done or not, and the repeat says which', async () => {
    await atEveryFault({
      shop,
      of: { function: 'invoice', action: 'request' },
      prepare: async () => ({ orderId: await paid(), requestId: newRequest() }),
      act: ({ orderId, requestId }) => shop.call('invoice', 'request', { requestId, orderId, title: personal }, shopper),
      settle: async () => {},
      async recovered({ orderId, requestId }) {
        expect(await ask(orderId, { requestId })).toMatchObject({ state: 'requested', amountFen: total });
        expect(await shop.all('invoices', { orderId })).toHaveLength(1);
      },
    });
    await atEveryFault({
      shop,
      of: { function: 'invoice', action: 'issue' },
      prepare: async () => ({ invoiceId: (await ask(await paid())).invoiceId, request: { requestId: newRequest(), number: number() } }),
      act: ({ invoiceId, request }) => issue(invoiceId, total, request),
      settle: async () => {},
      async recovered({ invoiceId, request }) {
        expect(await issue(invoiceId, total, request)).toMatchObject({ ok: true, data: { state: 'issued' } });
        expect((await stored(invoiceId)).issued).toHaveLength(1);
      },
    });
  });
});
