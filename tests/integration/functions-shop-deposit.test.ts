/** Shops, their deposit, and the first screen of the manage pages. */
import type { PaymentDoc } from '../../cloudfunctions/data/documents';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { accountant, addressOf, clerk, otherOwner, owner, packer, shopper } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  shop = await ShopCloud.start();
});
afterAll(() => shop.stop());
afterEach(async () => {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const prepay = (amountFen: number, as = owner, requestId = newRequest()) => shop.call('deposit', 'prepay', { requestId, shopId: 'shop-1', amountFen }, as);

test('a shop as everybody sees it', async () => {
  expect(await shop.must('shop', 'get', { shopId: 'shop-1' }, '')).toMatchObject({ shopId: 'shop-1', name: '小店 shop-1', subjectType: '企业', status: 'open_finished', spuCount: 3, sold: 0 });
  expect(refusal(await shop.call('shop', 'get', { shopId: 'shop-9' }, '')).code).toBe('NOT_FOUND');
});

test('the account names what is due and why; paying it posts one entry', async () => {
  const account = await shop.must('deposit', 'get', { shopId: 'shop-1' }, accountant);
  expect(account).toMatchObject({ state: 'unpaid', requiredFen: 200_000, balanceFen: 0, dueFen: 200_000, trial: null, ledger: { items: [], nextCursor: null } });
  expect(account.requirements).toEqual([{ categoryId: 'cups', categoryName: '杯壶', amountFen: 200_000, source: 'test', verified: false }]);

  expect(refusal(await prepay(199_999))).toMatchObject({ code: 'CONFLICT', detail: { dueFen: 200_000 } });
  const requestId = newRequest();
  const first = await prepay(200_000, owner, requestId);
  expect(first).toMatchObject({ ok: true, data: { payFen: 200_000, payment: { package: expect.any(String) } } });
  expect(await prepay(200_000, owner, requestId)).toEqual(first);
  expect(await prepay(200_000)).toEqual(first);
  const { outTradeNo } = (first as { data: { outTradeNo: string } }).data;

  expect(await shop.pay(outTradeNo)).toBe('requestPayment:ok');
  await shop.callback({ outTradeNo, totalFee: 200_000 });
  expect(await shop.must('payment', 'sync', { outTradeNo }, owner)).toEqual({ state: 'captured' });
  const paid = await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner);
  expect(paid).toMatchObject({ state: 'paid', balanceFen: 200_000, dueFen: 0 });
  expect(paid.ledger.items).toEqual([expect.objectContaining({ entryId: `payment:${outTradeNo}`, type: 'payment', amountFen: 200_000, causeId: outTradeNo })]);
  expect(await prepay(200_000, owner, requestId)).toEqual({ ok: true, data: { outTradeNo, payFen: 200_000, payment: null } });
  expect(refusal(await prepay(1))).toMatchObject({ code: 'INVALID_STATE' });
});

test('a deduction leaves the difference due; the ledger is read page by page', async () => {
  for (let i = 0; i < 5; i++) await shop.insert('depositEntries', [{ _id: `decision:${i}`, shopId: 'shop-1', type: 'deduction', amountFen: -1000, causeId: `decision-${i}`, note: '', postedAt: 1000 + i } as { _id: string }]);
  expect(await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner)).toMatchObject({ state: 'insufficient', balanceFen: 195_000, dueFen: 5000 });
  const first = await shop.must('deposit', 'ledger', { shopId: 'shop-1', limit: 4 }, owner);
  const second = await shop.must('deposit', 'ledger', { shopId: 'shop-1', limit: 4, cursor: first.nextCursor! }, owner);
  expect([...first.items, ...second.items].map(({ amountFen }) => amountFen)).toEqual([200_000, -1000, -1000, -1000, -1000, -1000]);
  expect(second.nextCursor).toBeNull();
});

test('a second person’s payment for the same debt closes the first', async () => {
  const one = await prepay(5000, owner);
  const two = await prepay(5000, accountant);
  const numberOf = (reply: typeof one) => (reply as { data: { outTradeNo: string } }).data.outTradeNo;
  expect(numberOf(two)).not.toBe(numberOf(one));
  expect(await shop.one<PaymentDoc>('payments', numberOf(one))).toMatchObject({ state: 'closed' });
  expect(await shop.pay(numberOf(one))).not.toBe('requestPayment:ok');
  await shop.pay(numberOf(two));
  expect(await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner)).toMatchObject({ state: 'paid', dueFen: 0 });
});

test('the dearest category counts, not the sum; its own rule goes before that of the category above', async () => {
  await shop.set('spus', { _id: 'off' }, { categoryIds: ['digital', 'phones'] });
  expect(await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner)).toMatchObject({ requiredFen: 500_000, dueFen: 300_000, requirements: [{ amountFen: 500_000 }, { amountFen: 200_000 }] });
  await shop.insert('rules', [{ _id: 'deposit.category.phones', value: 300_000, unit: 'fen', note: '', source: 'leaf', verified: true, effectiveFrom: 0 } as { _id: string }]);
  expect(await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner)).toMatchObject({ requiredFen: 300_000, requirements: [{ categoryId: 'phones', source: 'leaf', verified: true }, {}] });
  await shop.set('spus', { _id: 'off' }, { categoryIds: ['home', 'cups'] });
});

test('a shop in the trial owes nothing', async () => {
  expect(await shop.must('deposit', 'get', { shopId: 'shop-2' }, otherOwner)).toMatchObject({ state: 'trial', requiredFen: 0, dueFen: 0, trial: { listed: 1, limit: 3 } });
});

test('the overview shows what is to be done, and the deposit only to those who may see it', async () => {
  const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }];
  const submit = () => shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
  await submit();
  const { tradeId } = await submit();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  await shop.set('spus', { _id: 'lamp' }, { 'stock.lamp-1.available': 0, 'stock.lamp-1.adjusted': -100 });

  const overview = await shop.must('shop', 'overview', { shopId: 'shop-1' }, owner);
  expect(overview).toMatchObject({
    role: 'owner',
    orders: { toPay: 1, toShip: 1, toReceive: 0 },
    today: { paidOrders: 1, paidFen: 4700 },
    products: { listed: 3, delisted: 2, soldOut: 1 },
    deposit: { state: 'paid', dueFen: 0, balanceFen: 200_000 },
  });
  expect(await shop.must('shop', 'overview', { shopId: 'shop-1' }, accountant)).toMatchObject({ role: 'finance', deposit: { dueFen: 0 } });
  for (const person of [clerk, packer]) expect(await shop.must('shop', 'overview', { shopId: 'shop-1' }, person)).toMatchObject({ deposit: null });
});
