/** Many buyers, few pieces. */
import type { OrderDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { brokenInvariants, readDocuments } from './support/invariants';
import { ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, spuDoc, userDoc } from './support/shop-fixture';

const BUYERS = 50;
const buyers = Array.from({ length: BUYERS }, (_, i) => `o-buyer-${i}`);

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.users!.push(...buyers.map(userDoc));
  documents.spus!.push(spuDoc('p', { prices: [100], available: 20 }), spuDoc('q', { prices: [200], available: 20 }));
  // As many instances as there may be: the more ways there are for calls to get between each other, the better.
  shop = await ShopCloud.start(documents, { eager: 8 });
});
afterAll(() => shop.stop());
afterEach(async () => {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

test('50 buyers, 11 pieces: exactly 11 are sold and paid', async () => {
  const lines = [{ spuId: 'scarce', skuId: 'scarce-1', num: 1 }];
  const bought = await Promise.all(
    buyers.map(async (buyer) => {
      const order = await shop.call('order', 'submit', { lines, addressId: addressOf(buyer), expectedPayFen: 2800 }, buyer);
      if (!order.ok) return order.code;
      const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId: order.data.tradeId }, buyer);
      return shop.pay(outTradeNo);
    }),
  );
  expect(bought.filter((answer) => answer === 'requestPayment:ok')).toHaveLength(11);
  expect(bought.filter((answer) => answer === 'OUT_OF_STOCK')).toHaveLength(BUYERS - 11);
  const spu = await shop.one<SpuDoc>('spus', 'scarce');
  expect(spu).toMatchObject({ sold: 11, holds: {}, stock: { 'scarce-1': { available: 0, held: 0, sold: 11 } } });
  expect(await shop.all<OrderDoc>('orders', { status: 20, 'lines.spuId': 'scarce' })).toHaveLength(11);
});

test('two products in opposite order: no pieces get stuck between two buyers', async () => {
  const one = { spuId: 'p', skuId: 'p-1', num: 3 };
  const two = { spuId: 'q', skuId: 'q-1', num: 3 };
  const answers = await Promise.all(
    buyers.slice(0, 20).map((buyer, i) => shop.call('order', 'submit', { lines: i % 2 ? [one, two] : [two, one], addressId: addressOf(buyer), expectedPayFen: 1700 }, buyer)),
  );
  const placed = answers.filter(({ ok }) => ok).length;
  expect(placed).toBeLessThanOrEqual(6);
  for (const id of ['p', 'q']) expect((await shop.one<SpuDoc>('spus', id)).stock[`${id}-1`]).toMatchObject({ available: 20 - 3 * placed, held: 3 * placed });
  // What was given back can be bought.
  const rest = Math.floor((20 - 3 * placed) / 3);
  for (let i = 0; i < rest; i++) {
    const buyer = buyers[30 + i]!;
    expect(await shop.call('order', 'submit', { lines: [one, two], addressId: addressOf(buyer), expectedPayFen: 1700 }, buyer)).toMatchObject({ ok: true });
  }
});

test('buying, cancelling, counting and saving at the same time keep the stock true', async () => {
  const owner = 'o-merchant-1';
  const buy = async (buyer: string) => {
    const order = await shop.call('order', 'submit', { lines: [{ spuId: 'mug', skuId: 'mug-1', num: 2 }], addressId: addressOf(buyer), expectedPayFen: 8600 }, buyer);
    if (order.ok) await shop.call('order', 'cancel', { orderId: order.data.orderIds[0]! }, buyer);
  };
  const count = (diffType: 1 | 2 | 3, num: number) => shop.call('catalog', 'adjustStock', { shopId: 'shop-1', skuId: 'mug-1', diffType, num }, owner);
  const rename = async (n: number) => {
    const { draft, version } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId: 'mug' }, owner);
    await shop.call('catalog', 'save', { shopId: 'shop-1', spuId: 'mug', version, draft: { ...draft, title: `青瓷马克杯 ${n}` } }, owner);
  };
  await Promise.all([...buyers.slice(0, 15).map(buy), count(1, 7), count(2, 3), count(3, 50), rename(1), rename(2), ...buyers.slice(15, 25).map(buy)]);
  const { stock, skus } = await shop.one<SpuDoc>('spus', 'mug');
  expect(stock['mug-1']!.held).toBe(0);
  expect(skus.map(({ skuId }) => skuId)).toEqual(['mug-1', 'mug-2']);
});
