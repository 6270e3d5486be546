/**
 * What lists, searches and pages cost as the data grows: the same number of operations, and no more documents looked at for each that is given.
 * From a thousand to nine thousand products here.
 */
import { catalogue, costs, type Cost, history, scaleShop } from './support/scale';
import type { ShopCloud } from './support/shop-cloud';

jest.setTimeout(300_000);

const SIZES = [1_000, 3_000, 9_000];
/** Lists of what people did: orders, after-sales, coupons. */
const HISTORY = [500, 1_500, 4_500];
/** A list may look at as many documents more as it needs to know whether there is a next page, and a search at what it puts in order. */
const MOST_EXAMINED: Record<string, number> = { 'search by relevance': 12 };
const USUAL_MOST = 2.5;

let shop: ShopCloud;
const measured: Record<string, Cost[]> = {};
beforeAll(async () => {
  shop = await scaleShop();
  let [products, deeds] = [0, 0];
  for (const [i, size] of SIZES.entries()) {
    await catalogue(shop, products, size);
    await history(shop, deeds, HISTORY[i]!);
    [products, deeds] = [size, HISTORY[i]!];
    for (const cost of await costs(shop)) (measured[cost.name] ??= []).push(cost);
  }
});
afterAll(() => shop.stop());

test('nothing costs more operations in a large shop than in a small one', () => {
  for (const [name, list] of Object.entries(measured)) expect([name, list.map(({ operations }) => operations)]).toEqual([name, list.map(() => list[0]!.operations)]);
});

test('nothing looks at more documents for each that it gives', () => {
  const grown = Object.entries(measured).filter(([, list]) => list.at(-1)!.examined > list[0]!.examined * 1.2 + 2);
  expect(grown.map(([name, list]) => [name, ...list.map(({ examined }) => examined)])).toEqual([]);
});

test('each looks at few documents for each that it gives', () => {
  for (const [name, list] of Object.entries(measured)) {
    for (const { given, examined } of list) expect([name, given, examined <= Math.max(3, given) * (MOST_EXAMINED[name] ?? USUAL_MOST), examined]).toEqual([name, given, true, examined]);
  }
});

test('every list gave a full page', () => {
  for (const [name, list] of Object.entries(measured)) for (const { given } of list) expect([name, given]).toEqual([name, list[0]!.given]);
});
