/** Opens a database file of orders, and asks for some. Word: file. */
import { EJSON } from 'bson';
import { openDatabase } from '../../emulator/cloud/database';
import { order, tradeOf } from './cloud-orders';
import { cpuTime } from './cloud-partner';

export interface Opened {
  openMs: number;
  openCpu: number;
  /** ms, of the first query through each index. */
  firstUse: number[];
  /** ms, of queries by an index that was used before. */
  indexedGet: { p50: number; p99: number };
  /** Of resident memory, more than before: after opening, and when all indexes have been used. */
  mbOpened: number;
  mbUsed: number;
}

async function main(): Promise<void> {
  const before = memory();
  const [begun, cpu] = [performance.now(), cpuTime()];
  const database = await openDatabase({ file: process.argv[2]! });
  const [openMs, openCpu] = [performance.now() - begun, cpuTime() - cpu];
  const mbOpened = memory() - before;
  const count = database.stats().collections.orders!.documents;
  const get = async (query: object, sort?: object): Promise<number> => {
    const params = { collectionName: 'orders', query: EJSON.stringify(query), order: sort && EJSON.stringify(sort), limit: 20 };
    const from = performance.now();
    const { data } = (await database.handle('database.getDocument', params)) as { data: { list: string[] } };
    const passed = performance.now() - from;
    if (data.list.length === 0) throw new Error(`nothing found for ${params.query}`);
    return passed;
  };
  const some = order(5) as unknown as { openid: string; shopId: string; status: string };
  const firstUse = [
    await get({ outTradeNo: tradeOf(5) }),
    await get({ openid: some.openid }, { createdAt: -1 }),
    await get({ shopId: some.shopId, status: some.status }, { createdAt: -1 }),
  ];
  const mbUsed = memory() - before;
  const times: number[] = [];
  for (let i = 0; i < 3000; i++) times.push(await get({ outTradeNo: tradeOf((i * 7919 + 13) % count) }));
  times.sort((a, b) => a - b);
  const indexedGet = { p50: times[1500]!, p99: times[2970]! };
  process.send!({ openMs, openCpu, firstUse, indexedGet, mbOpened, mbUsed } satisfies Opened);
  await database.close();
  process.disconnect();
}

function memory(): number {
  globalThis.gc!();
  return process.memoryUsage().rss / 1e6;
}
void main();
