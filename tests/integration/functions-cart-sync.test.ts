/** Edits of the cart made offline by two phones, brought in in any order; another SKU in a line's place. */
import type { CartOp } from '../../typings';
import type { CartDoc } from '../../cloudfunctions/data/documents';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, shopper } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  shop = await ShopCloud.inProcess();
});
afterAll(() => shop.stop());

let people = 0;
const somebody = () => `o-sync-${++people}`;
const now = Date.now();
const add = (opId: string, at: number, num: number, skuId = 'mug-1', spuId = 'mug'): CartOp => ({ kind: 'add', opId: `add-${opId}-xx`, at: now - 1000 + at, spuId, skuId, num });
const set = (opId: string, at: number, num: number, covers: string[] = [], skuId = 'mug-1'): CartOp => ({ kind: 'set', opId: `set-${opId}-xx`, at: now - 1000 + at, skuId, num, covers });
const pick = (opId: string, at: number, selected: boolean, skuId = 'mug-1'): CartOp => ({ kind: 'pick', opId: `pick-${opId}`.padEnd(8, 'x'), at: now - 1000 + at, skuId, selected });
const sync = (who: string, ...ops: CartOp[]) => shop.must('cart', 'sync', { ops, sentAt: now }, who);
const lines = async (who: string) => (await shop.must('cart', 'get', {}, who)).shops.flatMap((group) => group.lines.map(({ skuId, num, selected }) => [skuId, num, selected]));

test('two phones: additions add up, the later number holds, in either order and however often', async () => {
  const first = [set('a', 10, 5), add('a', 20, 2), pick('a', 30, false)];
  const second = [add('b', 15, 3), set('b', 40, 1, ['add-b-xx']), set('c', 41, 0, [], 'lamp-1')];
  const results = await Promise.all(
    [[first, second], [second, first], [first, second, first, second]].map(async (queues) => {
      const who = somebody();
      await shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-1', num: 1 }, who);
      await shop.must('cart', 'add', { spuId: 'lamp', skuId: 'lamp-1', num: 1 }, who);
      // What both phones had seen before they went offline.
      const seen = (await shop.must('cart', 'get', {}, who)).shops.flatMap((group) => group.lines).flatMap(({ adds = [] }) => adds);
      await shop.set('carts', { _id: who }, { 'history.mug-1.pickAt': 0, 'history.lamp-1.pickAt': 0 });
      for (const queue of queues) await sync(who, ...queue.map((op) => (op.kind === 'set' ? { ...op, covers: [...op.covers, ...seen] } : op)));
      return lines(who);
    }),
  );
  // 1, set by the second phone with its own three pieces in it, and the two pieces that it did not know of.
  expect(results).toEqual(results.map(() => [['mug-1', 3, false]]));
});

test('a number set after the line was removed brings it back; an order keeps it away', async () => {
  for (const queues of [[[set('r', 10, 0)], [set('s', 20, 4)]], [[set('s', 20, 4)], [set('r', 10, 0)]]]) {
    const who = somebody();
    await sync(who, add('x', 1, 2));
    for (const queue of queues) await sync(who, ...queue.map((op) => ({ ...op, covers: ['add-x-xx'] }) as CartOp));
    expect(await lines(who)).toEqual([['mug-1', 4, true]]);
  }
  const old = set('old', 5, 9);
  await shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-1', num: 1 }, shopper);
  await shop.must('order', 'submit', { lines: [{ spuId: 'mug', skuId: 'mug-1', num: 1 }], addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
  expect(await lines(shopper)).toEqual([]);
  await sync(shopper, old);
  expect(await lines(shopper)).toEqual([]);
});

test('a phone whose clock is wrong neither always wins nor always loses', async () => {
  const who = somebody();
  await sync(who, add('x', 1, 1));
  const future = 90 * 24 * 3600_000;
  await shop.must('cart', 'sync', { ops: [{ ...set('fast', 0, 7, ['add-x-xx']), at: now + future }], sentAt: now + future + 1000 }, who);
  expect(await lines(who)).toEqual([['mug-1', 7, true]]);
  await shop.must('cart', 'update', { skuId: 'mug-1', num: 2 }, who);
  expect(await lines(who)).toEqual([['mug-1', 2, true]]);
});

test('what cannot be had is left out and told, the rest is brought in', async () => {
  const who = somebody();
  const { cart, refused } = await sync(who, add('off', 1, 1, 'off-1', 'off'), add('no', 1, 1, 'none-1', 'none'), add('ok', 1, 2, 'tea-1', 'tea'), set('u', 1, 3, [], 'unknown-1'));
  expect(cart.count).toBe(2);
  expect(refused.map(({ opId }) => opId)).toEqual(['add-off-xx', 'add-no-xx']);
  expect((await shop.one<CartDoc>('carts', who)).lines).toEqual({ 'tea-1': expect.objectContaining({ num: 2, priceFen: 8800 }) });
});

test('another SKU takes the line’s place, with its pieces and its tick', async () => {
  const who = somebody();
  await shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-1', num: 2 }, who);
  await shop.must('cart', 'add', { spuId: 'lamp', skuId: 'lamp-1', num: 1 }, who);
  const request = { requestId: newRequest(), skuId: 'mug-1', toSkuId: 'mug-2', num: 2 };
  const cart = await shop.must('cart', 'changeSku', request, who);
  expect(cart.shops[0]!.lines.map(({ skuId, num, addedPriceFen }) => [skuId, num, addedPriceFen])).toEqual([['lamp-1', 1, 12_900], ['mug-2', 2, 4900]]);
  expect(await shop.must('cart', 'changeSku', request, who)).toEqual(cart);
  await shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-1', num: 1 }, who);
  await shop.must('cart', 'changeSku', { skuId: 'mug-1', toSkuId: 'mug-2', num: 1 }, who);
  expect(Object.fromEntries((await lines(who)).map(([skuId, num]) => [skuId, num]))).toEqual({ 'lamp-1': 1, 'mug-2': 3 });
  expect(refusal(await shop.call('cart', 'changeSku', { skuId: 'mug-2', toSkuId: 'lamp-1', num: 1 }, who)).code).toBe('OFF_SHELF');
  expect(refusal(await shop.call('cart', 'changeSku', { skuId: 'mug-2', toSkuId: 'mug-1', num: 900 }, who)).code).toBe('OUT_OF_STOCK');
  expect(refusal(await shop.call('cart', 'changeSku', { skuId: 'tea-1', toSkuId: 'mug-1', num: 1 }, who)).code).toBe('NOT_FOUND');
});
