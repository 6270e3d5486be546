/** `npm run bench [products]`: how fast the shop is on this machine, on the embedded cloud, through the real SDK. Prints tables; asserts nothing. `npm run bench -- cloud`: the cloud by itself. */
import { cpus } from 'node:os';
import { brokenInvariants, readDocuments } from '../integration/support/invariants';
import { ShopCloud } from '../integration/support/shop-cloud';
import { addressOf, fixtureDocuments, owner, spuDoc, userDoc } from '../integration/support/shop-fixture';
import { benchCloud } from './cloud';

const PRODUCTS = Number(process.argv[2] ?? 200);
const BUYERS = 40;
const SECONDS = 4;
const CONCURRENCY = [1, 8, 32];

const buyers = Array.from({ length: BUYERS }, (_, i) => `o-bench-${i}`);
const kinds = ['青瓷茶杯', '白瓷碗', '竹编篮', '羊毛毯', '铜灯'];

function documents(): ReturnType<typeof fixtureDocuments> {
  const world = fixtureDocuments();
  world.users!.push(...buyers.map(userDoc));
  for (let i = 0; i < PRODUCTS; i++) {
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

/** `work(i)` over and over, `concurrency` at a time. */
async function rate(concurrency: number, work: (i: number) => Promise<unknown>): Promise<{ perSecond: number; p50: number; p99: number }> {
  const times: number[] = [];
  let next = 0;
  const from = performance.now();
  const until = from + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < until) {
        const begun = performance.now();
        await work(next++);
        times.push(performance.now() - begun);
      }
    }),
  );
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond: (times.length * 1000) / (performance.now() - from), p50: at(0.5), p99: at(0.99) };
}

async function buy(shop: ShopCloud, i: number): Promise<void> {
  const buyer = buyers[i % BUYERS]!;
  const n = i % PRODUCTS;
  const lines = [{ spuId: `b-${n}`, skuId: `b-${n}-1`, num: 1 }];
  const { tradeId } = await shop.must('order', 'submit', { lines, addressId: addressOf(buyer), expectedPayFen: 1800 + n }, buyer);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, buyer);
  await shop.pay(outTradeNo);
}

function works(shop: ShopCloud): [string, (i: number) => Promise<unknown>][] {
  const sorts = ['default', 'sold', 'priceAsc', 'newest'] as const;
  return [
    ['home', () => shop.must('catalog', 'home', {}, buyers[0]!)],
    ['product list', (i) => shop.must('catalog', 'list', { sort: sorts[i % 4]! }, buyers[i % BUYERS]!)],
    ['search', (i) => shop.must('catalog', 'list', { keyword: kinds[i % kinds.length]! }, buyers[i % BUYERS]!)],
    ['product', (i) => shop.must('catalog', 'product', { spuId: `b-${i % PRODUCTS}` }, buyers[i % BUYERS]!)],
    ['add to cart', (i) => shop.must('cart', 'add', { spuId: `b-${i % 50}`, skuId: `b-${i % 50}-1`, num: 1 }, `o-cart-${i % 5000}`)],
    ['checkout', (i) => shop.must('order', 'preview', { lines: [{ spuId: `b-${i % PRODUCTS}`, skuId: `b-${i % PRODUCTS}-2`, num: 1 }] }, buyers[i % BUYERS]!)],
    ['order: submit, prepay, paid', (i) => buy(shop, i)],
  ];
}

async function race(shop: ShopCloud): Promise<string> {
  const lines = [{ spuId: 'scarce', skuId: 'scarce-1', num: 1 }];
  const begun = performance.now();
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, async (_, i) => {
      const buyer = buyers[i % BUYERS]!;
      const order = await shop.call('order', 'submit', { lines, addressId: addressOf(buyer), expectedPayFen: 2800 }, buyer);
      if (!order.ok) return order.code;
      const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId: order.data.tradeId }, buyer);
      return shop.pay(outTradeNo);
    }),
  );
  const paid = outcomes.filter((outcome) => outcome === 'requestPayment:ok').length;
  return `50 buyers, 11 pieces: ${paid} paid, ${outcomes.filter((outcome) => outcome === 'OUT_OF_STOCK').length} told that it is sold out, ${Math.round(performance.now() - begun)} ms`;
}

async function operations(shop: ShopCloud): Promise<Record<string, unknown>[]> {
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
    ['payment callback', measured(() => shop.pay(payment))],
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

async function run(): Promise<void> {
  const shop = await ShopCloud.start(documents());
  try {
    console.log(`${PRODUCTS} products with 3 SKUs, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`);
    await shop.must('catalog', 'home', {}, '');
    console.table(await operations(shop));
    const rows: Record<string, unknown>[] = [];
    for (const [name, work] of works(shop)) {
      for (const concurrency of CONCURRENCY) {
        const { perSecond, p50, p99 } = await rate(concurrency, work);
        rows.push({ what: name, 'at a time': concurrency, 'per second': Math.round(perSecond), 'p50 ms': Number(p50.toFixed(1)), 'p99 ms': Number(p99.toFixed(1)) });
      }
    }
    console.table(rows);
    console.log(await race(shop));
    const broken = brokenInvariants(await readDocuments(shop), { settled: false });
    console.log(broken.length === 0 ? 'invariants: hold' : `invariants broken:\n${broken.join('\n')}`);
  } finally {
    await shop.stop();
  }
}

const [part, size] = process.argv.slice(2);
void (part === 'cloud' ? benchCloud(size === undefined ? undefined : Number(size)) : run()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
