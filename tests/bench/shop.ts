/** How fast the shop is: its own functions in a cloud of another process, through the real SDK, as `xiaodian dev` runs them. */
import path from 'node:path';
import { brokenInvariants, readDocuments } from '../integration/support/invariants';
import type { ShopCloud } from '../integration/support/shop-cloud';
import { addressOf, fixtureDocuments, owner, spuDoc, userDoc } from '../integration/support/shop-fixture';
import { Partner } from './cloud-partner';
import { rows } from './rate';
import type { Row } from './rows';
import { type RemoteShop, remoteShop, type ServerInfo } from './shop-client';

const BUYERS = 150;
const SCARCE = 50;

const buyers = Array.from({ length: BUYERS }, (_, i) => `o-bench-${i}`);
const kinds = ['青瓷茶杯', '白瓷碗', '竹编篮', '羊毛毯', '铜灯'];

function documents(products: number): ReturnType<typeof fixtureDocuments> {
  const world = fixtureDocuments();
  world.users!.push(...buyers.map(userDoc));
  world.spus!.push(spuDoc('fifty', { prices: [1000], available: SCARCE }));
  for (let i = 0; i < products; i++) {
    world.spus!.push(
      spuDoc(`b-${i}`, {
        title: `${kinds[i % kinds.length]} ${i}`,
        prices: [1000 + i, 1100 + i, 1200 + i],
        available: 1_000_000,
        rank: i % 97,
        sold: i % 31,
        createdAt: 1_700_000_000_000 + i,
      }),
    );
  }
  return world;
}

/** A complete order: placed, prepaid, paid, and the shop told of it. */
async function buy({ shop, pay }: RemoteShop, buyer: string, spuId: string, priceFen: number): Promise<string> {
  const lines = [{ spuId, skuId: `${spuId}-1`, num: 1 }];
  const order = await shop.call('order', 'submit', { lines, addressId: addressOf(buyer), expectedPayFen: priceFen + 800 }, buyer);
  if (!order.ok) return order.code;
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId: order.data.tradeId }, buyer);
  return pay(outTradeNo);
}

function works(remote: RemoteShop, products: number): [string, (i: number) => Promise<unknown>][] {
  const { shop } = remote;
  const sorts = ['default', 'sold', 'priceAsc', 'newest'] as const;
  const buyerOf = (i: number): string => buyers[i % BUYERS]!;
  const bought = async (i: number): Promise<void> => {
    const n = i % products;
    const answer = await buy(remote, buyerOf(i), `b-${n}`, 1000 + n);
    if (answer !== 'requestPayment:ok') throw new Error(`the order was answered ${answer}`);
  };
  return [
    ['order: submit, prepay, paid', bought],
    ['product list', (i) => shop.must('catalog', 'list', { sort: sorts[i % 4]! }, buyerOf(i))],
    ['search', (i) => shop.must('catalog', 'list', { keyword: kinds[i % kinds.length]! }, buyerOf(i))],
    ['product', (i) => shop.must('catalog', 'product', { spuId: `b-${i % products}` }, buyerOf(i))],
    ['home', (i) => shop.must('catalog', 'home', {}, buyerOf(i))],
    ['add to cart', (i) => shop.must('cart', 'add', { spuId: `b-${i % 50}`, skuId: `b-${i % 50}-1`, num: 1 }, `o-cart-${i % 5000}`)],
    ['checkout', (i) => shop.must('order', 'preview', { lines: [{ spuId: `b-${i % products}`, skuId: `b-${i % products}-2`, num: 1 }] }, buyerOf(i))],
  ];
}

/** More buyers than pieces, each at once. */
async function race(remote: RemoteShop): Promise<string> {
  const begun = performance.now();
  const answers = await Promise.all(buyers.map((buyer) => buy(remote, buyer, 'fifty', 1000)));
  const count = (answer: string): number => answers.filter((one) => one === answer).length;
  return `${BUYERS} buyers at once, ${SCARCE} pieces: ${count('requestPayment:ok')} paid, ${count('OUT_OF_STOCK')} told that it is sold out, ${Math.round(performance.now() - begun)} ms`;
}

/** Rows for the table, and lines to print beside it. */
export async function benchShop(folder: string, products: number): Promise<{ rows: Row[]; lines: string[]; counts: Record<string, unknown>[] }> {
  const server = new Partner('cloud-server.ts', [path.resolve(__dirname, '../..'), path.join(folder, 'shop')]);
  try {
    const remote = remoteShop(await server.next<ServerInfo>());
    const { shop } = remote;
    for (const [collection, list] of Object.entries(documents(products))) await shop.insert(collection, list);
    process.stderr.write('Xiaodian: race');
    const lines = [await race(remote)];
    const counts = await operations(shop, remote);
    const measured = await rows(server, works(remote, products));
    const broken = brokenInvariants(await readDocuments(shop), { settled: false });
    lines.push(broken.length === 0 ? 'invariants: hold' : `invariants broken:\n${broken.join('\n')}`);
    return { rows: measured, lines, counts };
  } finally {
    await server.end();
  }
}

/** Database operations and documents looked at, by action. */
async function operations(shop: ShopCloud, { pay }: RemoteShop): Promise<Record<string, unknown>[]> {
  const buyer = buyers[0]!;
  const line = (n: number) => ({ spuId: `b-${n}`, skuId: `b-${n}-1`, num: 1 });
  let trade = '';
  let payment = '';
  const submit = (count: number) => async () => {
    const lines = Array.from({ length: count }, (_, n) => line(n));
    const { price } = await shop.must('order', 'preview', { lines }, buyer);
    const measured = await shop.measure(() => shop.must('order', 'submit', { lines, addressId: addressOf(buyer), expectedPayFen: price.payFen }, buyer));
    trade = measured.result.tradeId;
    return measured;
  };
  const measured = (work: () => Promise<unknown>) => () => shop.measure(work);
  const table: [string, () => Promise<{ operations: number; examined: number }>][] = [
    ['catalog.home', measured(() => shop.must('catalog', 'home', {}, buyer))],
    ['catalog.list', measured(() => shop.must('catalog', 'list', {}, buyer))],
    ['catalog.list, searched', measured(() => shop.must('catalog', 'list', { keyword: '青瓷茶杯', sort: 'priceAsc' }, buyer))],
    ['catalog.product', measured(() => shop.must('catalog', 'product', { spuId: 'b-1' }, buyer))],
    ['cart.add', measured(() => shop.must('cart', 'add', { ...line(1) }, buyer))],
    ['cart.get', measured(() => shop.must('cart', 'get', {}, buyer))],
    ['order.preview', measured(() => shop.must('order', 'preview', { lines: [line(1)] }, buyer))],
    ['order.submit, 3 lines', submit(3)],
    ['order.submit, 1 line', submit(1)],
    ['payment.prepay', measured(async () => (payment = (await shop.must('payment', 'prepay', { tradeId: trade }, buyer)).outTradeNo))],
    ['payment callback', measured(() => pay(payment))],
    ['order.list', measured(() => shop.must('order', 'list', {}, buyer))],
    ['shop.overview', measured(() => shop.must('shop', 'overview', { shopId: 'shop-1' }, owner))],
    ['timer, nothing to do', measured(() => shop.runTimer())],
  ];
  const rows: Record<string, unknown>[] = [];
  for (const [action, work] of table) {
    const { operations: count, examined } = await work();
    rows.push({ action, 'database operations': count, 'documents examined': examined });
  }
  return rows;
}
