/** Goods that are delivered as codes: the pool, each code to one piece, seen by who may see it, back when nobody saw it. */
import type { CardCodeDoc } from '../../cloudfunctions/data/code-documents';
import type { OrderDoc, PaymentDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import type { DeliverAccount } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { accountant, clerk, fixtureDocuments, otherOwner, otherShopper, owner, packer, shopper, userDoc } from './support/shop-fixture';
import { line, virtualProducts } from './support/virtual-fixture';

const WECHAT: DeliverAccount = { type: 1, value: '' };
const BUYERS = Array.from({ length: 12 }, (_, i) => `o-reader-${i}`);
let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(...virtualProducts());
  documents.users!.push(...BUYERS.map(userDoc));
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

let made = 0;
const fresh = (num: number): string[] => Array.from({ length: num }, () => `READ-${String(++made).padStart(6, '0')}`);
const add = (codes: string[], skuId = 'codes-1', as = owner, requestId = newRequest()) => shop.call('catalog', 'addCodes', { requestId, shopId: 'shop-1', skuId, codes }, as);
const stockOf = async (skuId = 'codes-1') => (await shop.one<SpuDoc>('spus', 'codes')).stock[skuId]!;
const freeOf = (skuId = 'codes-1') => shop.all<CardCodeDoc>('cardCodes', { skuId, state: 'free' });
async function submitted(num = 1, as = shopper, sku = 1): Promise<string> {
  const lines = [line('codes', num, sku)];
  const { price } = await shop.must('order', 'preview', { lines }, as);
  return (await shop.must('order', 'submit', { lines, account: WECHAT, expectedPayFen: price.payFen }, as)).orderIds[0]!;
}
async function pay(orderId: string, as = shopper): Promise<void> {
  await shop.pay((await shop.must('payment', 'prepay', { orderId }, as)).outTradeNo);
}
async function bought(num = 1, as = shopper): Promise<string> {
  const orderId = await submitted(num, as);
  await pay(orderId, as);
  return orderId;
}
const get = (orderId: string, as = shopper) => shop.must('order', 'get', { orderId }, as);
const reveal = (orderId: string, as = shopper) => shop.call('order', 'revealCodes', { orderId }, as);
const refund = (orderId: string, num = 1, reason: 'QUALITY_ISSUE' | 'NO_LONGER_WANT' = 'QUALITY_ISSUE') => shop.must('aftersale', 'apply', { orderId, skuId: 'codes-1', type: 'REFUND', num, reason }, shopper);
const agree = (afterSaleId: string) => shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId }, owner);

describe('the pool', () => {
  test('what is pasted is stock, once; what the shop had before is left out', async () => {
    const codes = fresh(3);
    const request = newRequest();
    expect(await add([` ${codes[0]!} `, codes[1]!, '', codes[1]!], 'codes-1', owner, request)).toMatchObject({ data: { added: 2, duplicates: 0, available: 2 } });
    expect(await add([` ${codes[0]!} `, codes[1]!, '', codes[1]!], 'codes-1', owner, request)).toMatchObject({ data: { added: 2, duplicates: 0, available: 2 } });
    expect(await add(codes, 'codes-1', packer)).toMatchObject({ data: { added: 1, duplicates: 2, available: 3 } });
    // Nor under another SKU: it would be sold twice.
    expect(await add(codes, 'codes-2')).toMatchObject({ data: { added: 0, duplicates: 3, available: 0 } });
    expect(await stockOf()).toMatchObject({ available: 3, held: 0, sold: 0, adjusted: 3 });
    const pool = await shop.must('catalog', 'codePool', { shopId: 'shop-1', spuId: 'codes' }, clerk);
    expect(pool.skus.map(({ free, available, taken }) => [free, available, taken])).toEqual([[3, 3, 0], [0, 0, 0]]);
    const listed = await shop.must('catalog', 'codes', { shopId: 'shop-1', skuId: 'codes-1', state: 'free', limit: 2 }, packer);
    expect(listed.items).toHaveLength(2);
    expect((await shop.must('catalog', 'codes', { shopId: 'shop-1', skuId: 'codes-1', state: 'free', limit: 2, cursor: listed.nextCursor! }, packer)).items).toHaveLength(1);
  });

  test('the stock of such a product moves with its codes only', async () => {
    expect(refusal(await shop.call('catalog', 'adjustStock', { shopId: 'shop-1', skuId: 'codes-1', diffType: 1, num: 5 }, owner))).toMatchObject({ code: 'INVALID_STATE', field: 'skuId' });
    const { draft, version } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId: 'codes' }, owner);
    const save = (skus: object[]) => shop.call('catalog', 'save', { shopId: 'shop-1', spuId: 'codes', version, draft: { ...draft, skus } as never }, owner);
    const { skuId: _id, ...plain } = draft.skus[0]!;
    expect(refusal(await save([...draft.skus, { ...plain, attrs: [{ key: '规格', value: '新的' }], initialStock: 3 }]))).toMatchObject({ field: 'draft.skus[2].initialStock' });
    expect(refusal(await save([draft.skus[1]!]))).toMatchObject({ code: 'INVALID_STATE', field: 'draft.skus', message: expect.stringContaining('卡密') });
    expect(refusal(await add(fresh(1), 'mug-1'))).toMatchObject({ code: 'INVALID_STATE' });
    expect(refusal(await shop.call('catalog', 'codePool', { shopId: 'shop-1', spuId: 'mug' }, owner))).toMatchObject({ code: 'INVALID_STATE' });
    expect(refusal(await add(['  ', ''], 'codes-1'))).toMatchObject({ code: 'BAD_REQUEST', field: 'codes' });
  });

  test('free codes can be taken away, what is held cannot', async () => {
    const remove = (codes: CardCodeDoc[], requestId = newRequest()) => shop.call('catalog', 'removeCodes', { requestId, shopId: 'shop-1', skuId: 'codes-1', codeIds: codes.map(({ _id }) => _id) }, owner);
    const all = await freeOf();
    const orderId = await submitted(all.length - 1);
    expect(refusal(await remove(all.slice(0, 2)))).toMatchObject({ code: 'INVALID_STATE', detail: { available: 1 } });
    expect(await freeOf()).toHaveLength(all.length);
    const request = newRequest();
    expect(await remove(all.slice(0, 1), request)).toMatchObject({ data: { removed: 1, available: 0 } });
    expect(await remove(all.slice(0, 1), request)).toMatchObject({ data: { removed: 1, available: 0 } });
    await shop.must('order', 'cancel', { orderId }, shopper);
    expect(await stockOf()).toMatchObject({ available: all.length - 1, held: 0 });
    // It was the shop's: the same code does not come back.
    expect(await add([all[0]!.code])).toMatchObject({ data: { added: 0, duplicates: 1 } });
  });
});

describe('an order', () => {
  test('is delivered when it is paid: 20 to 30, one code a piece, told to WeChat as virtual', async () => {
    await add(fresh(4));
    const orderId = await bought(2);
    const order = await shop.one<OrderDoc>('orders', orderId);
    expect(order).toMatchObject({ status: 30, fulfilment: { method: 'virtual', account: { type: 1, value: shopper }, fromCodes: true }, shippedAt: expect.any(Number) });
    expect(order.confirmBefore! - order.shippedAt!).toBe(3 * 86_400_000);
    expect(order.log.map(({ event }) => event)).toEqual(['place', 'pay', 'deliver']);
    await shop.runTimer();
    expect((await shop.one<OrderDoc>('orders', orderId)).upload).toMatchObject({ state: 'done' });
    const payment = await shop.one<PaymentDoc>('payments', order.paymentId);
    expect(payment.shipping).toMatchObject({ complete: true, told: {} });
    const told = await shop.must('message', 'list', {}, shopper).then(({ items }) => items.filter(({ event }) => event === 'order.shipped'));
    expect(told[0]).toMatchObject({ title: '商品已发放' });
    expect(await stockOf()).toMatchObject({ sold: 2 });
  });

  test('shows its codes to the shopper who asks for them, to who sends goods off, and to nobody else', async () => {
    const orderId = await bought(2);
    const texts = (await shop.all<CardCodeDoc>('cardCodes', { orderId })).map(({ code }) => code);
    expect(texts).toHaveLength(2);
    const hidden = await get(orderId);
    expect(hidden.codes).toEqual([0, 1].map((i) => ({ skuId: 'codes-1', unit: `u${i}`, state: 'hidden', revealedAt: null })));
    const request = newRequest();
    const seen = await shop.must('order', 'revealCodes', { requestId: request, orderId }, shopper);
    expect(seen.codes!.map(({ state }) => state)).toEqual(['revealed', 'revealed']);
    expect(seen.codes!.map(({ code }) => code).sort()).toEqual([...texts].sort());
    expect(await shop.must('order', 'revealCodes', { requestId: request, orderId }, shopper)).toEqual(seen);
    expect((await get(orderId)).codes).toEqual(seen.codes);
    for (const as of [owner, clerk, packer]) expect((await shop.must('order', 'shopGet', { shopId: 'shop-1', orderId }, as)).codes!.map(({ code }) => code).sort()).toEqual([...texts].sort());
    const elsewhere = JSON.stringify([
      await shop.must('order', 'shopGet', { shopId: 'shop-1', orderId }, accountant),
      await shop.call('order', 'revealCodes', { orderId }, otherShopper),
      await shop.call('order', 'get', { orderId }, otherShopper),
      await shop.call('catalog', 'codes', { shopId: 'shop-1', skuId: 'codes-1', state: 'taken' }, accountant),
      await shop.call('catalog', 'codes', { shopId: 'shop-2', skuId: 'codes-1', state: 'taken' }, otherOwner),
      await shop.must('order', 'list', {}, shopper),
      await shop.must('order', 'shopList', { shopId: 'shop-1' }, owner),
      await shop.must('message', 'list', {}, shopper),
      await shop.must('order', 'confirm', { orderId }, shopper),
      await shop.all('orders', {}),
      await shop.all('notices', {}),
      shop.logs,
    ]);
    for (const text of texts) expect(elsewhere).not.toContain(text);
  });

  test('waits for codes that are missing, and gets them when there are some', async () => {
    const orderId = await submitted(1);
    // Nobody should be able to: as if somebody had emptied the collection by hand.
    await shop.set('cardCodes', { state: 'free' }, { state: 'removed' });
    await pay(orderId);
    expect(await shop.one<OrderDoc>('orders', orderId)).toMatchObject({ status: 20, todo: ['deliver'] });
    expect(refusal(await reveal(orderId))).toMatchObject({ code: 'INVALID_STATE' });
    expect(refusal(await shop.call('order', 'deliver', { shopId: 'shop-1', orderId, content: '卡号 1' }, packer))).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('自动发') });
    await shop.set('cardCodes', { state: 'removed', leavingBy: '' }, { state: 'free' });
    await shop.runTimer();
    expect(await shop.one<OrderDoc>('orders', orderId)).toMatchObject({ status: 30, todo: [] });
  });
});

describe('after-sale', () => {
  test('an unseen code goes back into the pool and the stock with the money; a seen one does not', async () => {
    await add(fresh(3));
    const before = await stockOf();
    const unseen = await bought(1);
    expect(await stockOf()).toMatchObject({ available: before.available - 1 });
    const [code] = await shop.all<CardCodeDoc>('cardCodes', { orderId: unseen });
    const { afterSaleId } = await refund(unseen);
    expect(refusal(await reveal(unseen))).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('退款') });
    await agree(afterSaleId);
    expect(await shop.one<OrderDoc>('orders', unseen)).toMatchObject({ status: 200 });
    expect(await stockOf()).toEqual(before);
    expect(await shop.one<CardCodeDoc>('cardCodes', code!._id)).toMatchObject({ state: 'free', orderId: '' });
    expect((await get(unseen)).codes).toMatchObject([{ state: 'back' }]);

    const seen = await bought(1);
    await shop.must('order', 'revealCodes', { orderId: seen }, shopper);
    await agree((await refund(seen)).afterSaleId);
    expect(await stockOf()).toMatchObject({ available: before.available - 1, sold: before.sold + 1 });
    expect(await shop.all<CardCodeDoc>('cardCodes', { orderId: seen })).toMatchObject([{ state: 'taken' }]);
  });

  test('of several the unseen go first, and the rest stays with the shopper', async () => {
    await add(fresh(3));
    const orderId = await bought(3);
    await agree((await refund(orderId, 2)).afterSaleId);
    const { codes } = await shop.must('order', 'revealCodes', { orderId }, shopper);
    expect(codes!.map(({ state }) => state).sort()).toEqual(['back', 'back', 'revealed']);
    expect(codes!.filter(({ code }) => code !== undefined)).toHaveLength(1);
  });

  test('nothing comes back by parcel, and what is paid but not delivered waits for the answer', async () => {
    await add(fresh(2));
    const orderId = await bought(1);
    const page = await shop.must('aftersale', 'eligible', { orderId }, shopper);
    expect(page.lines[0]!.types).toEqual(['REFUND']);
    expect(page.reasons.find(({ type }) => type === 'REFUND')!.options).not.toContain('EMPTY_PACKAGE');
    for (const type of ['RETURN', 'EXCHANGE'] as const) expect(refusal(await shop.call('aftersale', 'apply', { orderId, skuId: 'codes-1', type, num: 1, reason: 'QUALITY_ISSUE', wantedSkuId: 'codes-2' }, shopper))).toMatchObject({ code: 'BAD_REQUEST', field: 'type' });

    const waiting = await submitted(1);
    const free = await freeOf();
    await shop.set('cardCodes', { state: 'free' }, { state: 'removed' });
    await pay(waiting);
    await shop.set('cardCodes', { _id: { $in: free.map(({ _id }) => _id) } }, { state: 'free' });
    const { afterSaleId } = await refund(waiting, 1, 'NO_LONGER_WANT');
    await shop.runTimer();
    expect(await shop.one<OrderDoc>('orders', waiting)).toMatchObject({ status: 20 });
    await agree(afterSaleId);
    await shop.runTimer();
    expect(await shop.one<OrderDoc>('orders', waiting)).toMatchObject({ status: 200, todo: [] });
    expect((await freeOf()).length).toBe((await stockOf()).available);
  });
});

test('many buyers, fewer codes: each code to one of them, and the others are told', async () => {
  const { available } = await stockOf('codes-2');
  expect(available).toBe(0);
  const codes = fresh(8);
  await add(codes, 'codes-2');
  const lines = [line('codes', 1, 2)];
  const replies = await Promise.all(BUYERS.map((as) => shop.call('order', 'submit', { lines, account: WECHAT, expectedPayFen: 4900 }, as)));
  const winners = BUYERS.filter((_, i) => replies[i]!.ok);
  expect(winners).toHaveLength(8);
  for (const reply of replies) if (!reply.ok) expect(reply.code).toBe('OUT_OF_STOCK');
  const payments = await Promise.all(replies.flatMap((reply, i) => (reply.ok ? [shop.must('payment', 'prepay', { tradeId: reply.data.tradeId }, BUYERS[i]!)] : [])));
  await Promise.all([...payments.map(({ outTradeNo }) => shop.pay(outTradeNo)), shop.runTimer(), shop.runTimer()]);
  await shop.runTimer();
  const orders = await shop.all<OrderDoc>('orders', { openid: { $in: winners }, 'lines.skuId': 'codes-2' });
  expect(orders.map(({ status }) => status)).toEqual(winners.map(() => 30));
  const got: string[] = [];
  for (const { _id, openid } of orders) got.push(...(await shop.must('order', 'revealCodes', { orderId: _id }, openid)).codes!.map(({ code }) => code!));
  expect(got.sort()).toEqual([...codes].sort());
  expect(await stockOf('codes-2')).toMatchObject({ available: 0, held: 0, sold: 8 });
});
