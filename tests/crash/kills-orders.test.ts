/** kill -9 while the shop's own functions take orders and payments: after a restart, the pay desk's callbacks and the timer, everything adds up. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OrderDoc } from '../../cloudfunctions/data/documents';
import { isPaid } from '../../cloudfunctions/domain/order-states';
import type { Cloud } from '../../emulator/contracts';
import { brokenInvariants, readDocuments } from '../integration/support/invariants';
import { ShopCloud } from '../integration/support/shop-cloud';
import { addressOf, fixtureDocuments, spuDoc, userDoc } from '../integration/support/shop-fixture';
import { Chance, runSeed, sized } from './support/chance';
import { KilledCloud } from './support/killed-cloud';
import type { Listening } from './support/server';

const kills = sized(10);
const buyers = Array.from({ length: 8 }, (_, i) => `o-buyer-${i}`);

function attach({ port, token }: Listening): ShopCloud {
  const invoke: Cloud['invoke'] = (name, event, { openid, source }) => shop.control('invoke', { name, event, as: openid, source });
  const shop = ShopCloud.attached({ port, url: `http://127.0.0.1:${port}/admin`, invoke } as Cloud, token);
  return shop;
}

/** What buyers were told. */
const placed = new Set<string>();
const paid = new Set<string>();
let alive = true;

async function buy(shop: ShopCloud, buyer: string, chance: Chance): Promise<void> {
  const lines = chance.happens(0.5) ? [{ spuId: 'a', skuId: 'a-1', num: 2 }] : [{ spuId: 'a', skuId: 'a-2', num: 1 }, { spuId: 'b', skuId: 'b-1', num: 1 }];
  const { price } = await shop.must('order', 'preview', { lines }, buyer);
  const { tradeId } = await shop.must('order', 'submit', { lines, addressId: addressOf(buyer), expectedPayFen: price.payFen }, buyer);
  placed.add(tradeId);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, buyer);
  if ((await shop.pay(outTradeNo)) === 'requestPayment:ok') paid.add(tradeId);
}

/** The pay desk repeats what was not acknowledged, and a minute after the submits the timer puts away what nobody finishes. */
async function settle(shop: ShopCloud): Promise<void> {
  await shop.control('clock', { advance: 15 * 60_000 });
  await shop.set('orders', { createdAt: { $gt: Date.now() - 60_000 } }, { createdAt: Date.now() - 120_000 });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}

async function verify(shop: ShopCloud): Promise<number> {
  expect(brokenInvariants(await readDocuments(shop), { settled: false })).toEqual([]);
  await settle(shop);
  const documents = await readDocuments(shop);
  expect(brokenInvariants(documents, { settled: true })).toEqual([]);
  const byTrade = new Map<string, OrderDoc[]>();
  for (const order of documents.orders) byTrade.set(order.tradeId, [...(byTrade.get(order.tradeId) ?? []), order]);
  for (const tradeId of placed) expect(byTrade.get(tradeId)).toBeDefined();
  for (const tradeId of paid) expect(byTrade.get(tradeId)!.every(({ status }) => isPaid(status))).toBe(true);
  return documents.orders.length;
}

test('orders and payments', async () => {
  const chance = new Chance(runSeed());
  const root = mkdtempSync(path.join(tmpdir(), 'xiaodian-crash-'));
  const cloud = KilledCloud.fresh(root, { oneFile: false });
  try {
    mkdirSync(cloud.dataRoot, { recursive: true });
    cloud.how = { project: path.resolve(__dirname, '../..') };
    let shop = attach((await cloud.start())!);
    const world = fixtureDocuments();
    world.users!.push(...buyers.map(userDoc));
    world.spus!.push(spuDoc('a', { prices: [100, 200], available: 100_000 }), spuDoc('b', { prices: [300], available: 100_000, shopId: 'shop-2' }));
    for (const [collection, list] of Object.entries(world)) await shop.insert(collection, list);

    let orders = 0;
    while (cloud.kills < kills) {
      alive = true;
      const until = placed.size + chance.whole(0, 25);
      let reached = (): void => {};
      const enough = new Promise<void>((resolve) => (reached = resolve));
      const work = buyers.map(async (buyer) => {
        while (alive) {
          await buy(shop, buyer, chance);
          if (placed.size >= until) reached();
        }
      });
      const failed = Promise.race(work.map((one) => one.catch((error: unknown) => (alive ? Promise.reject(error as Error) : undefined))));
      await Promise.race([enough, failed]);
      await Promise.race([new Promise((resolve) => setTimeout(resolve, chance.next() * 100)), failed]);
      alive = false;
      await cloud.kill();
      await Promise.allSettled([...work, failed]);
      shop = attach((await cloud.start())!);
      orders = await verify(shop);
    }
    console.log(`seed ${chance.seed}: ${JSON.stringify({ kills: cloud.kills, told: { placed: placed.size, paid: paid.size }, orders })}`);
    expect(paid.size).toBeGreaterThan(0);
  } catch (error) {
    throw new Error(`with CRASH_SEED=${chance.seed}, after ${cloud.kills} kills: ${(error as Error).message}`, { cause: error });
  } finally {
    await cloud.end();
    rmSync(root, { recursive: true, force: true });
  }
});
