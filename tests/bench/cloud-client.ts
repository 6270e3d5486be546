/** The real SDK, working as fast as it can. Its environment points it at the cloud. */
import cloud from 'wx-server-sdk';
import { cpuTime } from './cloud-partner';

export interface ClientTask {
  operation: 'get' | 'guarded update' | 'add' | 'transaction' | 'function call' | 'function call with a get';
  inFlight: number;
  /** 0: a single one. */
  seconds: number;
}
export interface Measured {
  count: number;
  ms: number;
  /** ms, of this process. */
  cpu: number;
  p50: number;
  p99: number;
}

const GOODS = 10_000;
cloud.init({ env: process.env.TCB_ENV });
// The SDK's own types leave out half of what it does.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const db = cloud.database() as any;
const goodsOf = (i: number): string => `g-${(i * 7919) % GOODS}`;

const operations: Record<ClientTask['operation'], (i: number) => Promise<unknown> | void> = {
  get: (i) => db.collection('goods').doc(goodsOf(i)).get(),
  'guarded update': (i) => db.collection('goods').where({ _id: goodsOf(i), stock: db.command.gte(1) }).update({ data: { stock: db.command.inc(-1) } }),
  add: (i) => db.collection('orders').add({ data: { openid: `o-${i % 1000}`, status: 'pendingPay', createdAt: Date.now(), payFen: 1800, lines: [{ spuId: goodsOf(i), title: '青瓷茶杯', num: 1, priceFen: 1800 }] } }),
  transaction: (i) =>
    db.runTransaction(async (transaction: typeof db) => {
      const accounts = transaction.collection('goods');
      const { data } = await accounts.doc(goodsOf(i)).get();
      await accounts.doc(goodsOf(i)).update({ data: { reserved: data.reserved + 1 } });
    }),
  'function call': (i) => cloud.callFunction({ name: 'echo', data: { n: i } }),
  'function call with a get': (i) => cloud.callFunction({ name: 'reader', data: { id: goodsOf(i) } }),
};

async function prepare(): Promise<void> {
  for (const name of ['goods', 'orders']) await db.createCollection(name);
  for (let from = 0; from < GOODS; from += 1000) {
    const goods = Array.from({ length: 1000 }, (_, i) => ({ _id: `g-${from + i}`, title: '青瓷茶杯 手工', priceFen: 1800 + i, stock: 1e9, reserved: 0, images: ['cloud://a/b.png'], tags: ['茶', '瓷'] }));
    await db.collection('goods').add({ data: goods });
  }
}

let next = 0;
async function measure({ operation, inFlight, seconds }: ClientTask): Promise<Measured> {
  const work = operations[operation];
  const times: number[] = [];
  const cpu = cpuTime();
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const worker = async (): Promise<void> => {
    do {
      const from = performance.now();
      await work(next++);
      times.push(performance.now() - from);
    } while (performance.now() < until);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const passed = performance.now() - begun;
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)]!;
  return { count: times.length, ms: passed, cpu: cpuTime() - cpu, p50: at(0.5), p99: at(0.99) };
}

process.on('message', (task: ClientTask) => {
  void measure(task).then(
    (measured) => process.send!(measured),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
void prepare().then(() => process.send!({}));
