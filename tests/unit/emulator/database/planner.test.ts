/** Which index serves a query, told by the documents looked at. */
import { openClient, type Client } from './support';

const spus = {
  name: 'spus',
  indexes: [
    { name: 'status_rank', keys: [['status', 1], ['rank', -1], ['_id', 1]] as [string, 1 | -1][] },
    { name: 'category', keys: [['categoryIds', 1], ['status', 1], ['rank', -1]] as [string, 1 | -1][] },
    { name: 'lines', keys: [['lines.sku', 1], ['lines.num', 1]] as [string, 1 | -1][] },
    { name: 'created', keys: [['createdAt', 1]] as [string, 1 | -1][] },
  ],
};
const total = 3000;

let client: Client;
beforeAll(async () => {
  client = await openClient([spus, { name: 'plain' }, { name: 'orders', indexes: [{ name: 'spu', keys: [['spuId', 1]] }] }]);
  const documents = Array.from({ length: total }, (_, i) => ({
    _id: `s${String(i).padStart(4, '0')}`,
    status: i % 3,
    rank: i % 500,
    categoryIds: ['all', `c${i % 10}`],
    lines: [
      { sku: `k${i % 100}`, num: 1 },
      { sku: `m${i % 100}`, num: 2 },
    ],
    createdAt: i,
    title: `商品${i}`,
  }));
  await client.add('spus', documents);
  await client.add('plain', documents.slice(0, 1500));
});

async function seen(run: () => Promise<unknown>): Promise<number> {
  return client.examined(run);
}

test('by id: one document', async () => {
  expect(await seen(() => client.get('spus', { _id: 's0007' }))).toBe(1);
  expect(await seen(() => client.get('spus', { _id: { $in: ['s0001', 's0002', 'none'] } }))).toBe(2);
  expect(await seen(() => client.update('spus', { _id: 's0007', rank: { $gte: 0 } }, { $inc: { seen: 1 } }))).toBe(1);
});

test('a page of a list, by the order of the index', async () => {
  const order = { rank: -1, _id: 1 };
  expect(await seen(() => client.get('spus', { status: 1 }, { order, limit: 20 }))).toBe(20);
  expect(await seen(() => client.get('spus', { status: 1 }, { order: { rank: 1, _id: -1 }, limit: 20 }))).toBe(20);
  expect(await seen(() => client.get('spus', { status: 1 }, { order: { status: 1, rank: -1 }, limit: 20 }))).toBe(20);
});

test('the pages after it, by keyset', async () => {
  const order = { rank: -1, _id: 1 };
  const found: unknown[] = [];
  let looked = 0;
  for (let last: Record<string, unknown> | null = null; ; ) {
    const after = last ? { $or: [{ rank: { $lt: last.rank } }, { rank: last.rank, _id: { $gt: last._id } }] } : {};
    let page: Record<string, unknown>[] = [];
    looked += await seen(async () => (page = await client.get('spus', { status: 2, ...after }, { order, limit: 100 })));
    found.push(...page.map(({ _id }) => _id));
    if (page.length < 100) break;
    last = page.at(-1)!;
  }
  expect(looked).toBe(1000);
  expect(new Set(found).size).toBe(1000);
});

test('a list of values for a leading field: their ranges are merged in the order asked for', async () => {
  const order = { rank: -1, _id: 1 };
  const pages = [
    { query: { status: { $in: [0, 2] } }, order, expected: (n: number) => n % 3 !== 1 },
    { query: { status: { $in: [0, 1] } }, order: { rank: 1, _id: -1 }, expected: (n: number) => n % 3 !== 2 },
    { query: { $or: [{ status: 0 }, { status: 1 }] }, order, expected: (n: number) => n % 3 !== 2 },
    { query: { status: { $in: [0, 2] }, rank: { $lt: 100 } }, order, expected: (n: number) => n % 3 !== 1 && n % 500 < 100 },
    { query: { status: { $in: [0, 2] }, $or: [{ rank: { $lt: 7 } }, { rank: 7, _id: { $gt: 's1000' } }] }, order, expected: (n: number) => n % 3 !== 1 && (n % 500 < 7 || (n % 500 === 7 && n > 1000)) },
  ];
  for (const { query, order: by, expected } of pages) {
    let page: Record<string, unknown>[] = [];
    expect(await seen(async () => (page = await client.get('spus', query, { order: by, limit: 20 })))).toBe(20);
    const sign = by === order ? 1 : -1;
    const all = Array.from({ length: total }, (_, i) => i).filter(expected);
    all.sort((a, b) => sign * ((b % 500) - (a % 500) || a - b));
    expect(page.map(({ createdAt }) => createdAt)).toEqual(all.slice(0, 20));
  }
});

test('elements of arrays', async () => {
  expect(await seen(() => client.get('spus', { categoryIds: 'c4', status: 1 }, { order: { rank: -1 }, limit: 10 }))).toBe(10);
  expect(await seen(() => client.count('spus', { 'lines.sku': 'k7' }))).toBe(30);
  expect(await seen(() => client.count('spus', { lines: { $elemMatch: { sku: 'k7', num: 2 } } }))).toBe(30);
});

test('two conditions that two elements of an array meet', async () => {
  expect(await client.count('spus', { 'lines.sku': 'k7', 'lines.num': 2 })).toBe(30);
  expect(await client.count('spus', { 'lines.num': { $gt: 1, $lt: 2 } })).toBe(total);
});

test('ranges, and the beginning of a text', async () => {
  expect(await seen(() => client.get('spus', { createdAt: { $gte: 100, $lt: 150 } }))).toBe(50);
  expect(await seen(() => client.get('spus', { _id: { $regex: '^s000' } }))).toBe(10);
  expect(await seen(() => client.get('spus', {}, { order: { createdAt: -1 }, limit: 5 }))).toBe(5);
});

test('removal, the first $match of an aggregation, and $lookup', async () => {
  expect(await seen(() => client.remove('spus', { createdAt: { $gte: total } }))).toBe(0);
  expect(await seen(() => client.aggregate('spus', [{ $match: { createdAt: { $lt: 10 } } }, { $group: { _id: null, n: { $sum: 1 } } }]))).toBe(10);
  expect(await seen(() => client.aggregate('spus', [{ $match: { status: 0 } }, { $sort: { rank: -1 } }, { $limit: 7 }]))).toBe(7);
  await client.add('orders', [{ _id: 'o1', spuId: 's0003' }, { _id: 'o2', spuId: 's0004' }]);
  const byId = [{ $lookup: { from: 'spus', localField: 'spuId', foreignField: '_id', as: 'spu' } }];
  expect(await seen(() => client.aggregate('orders', byId))).toBe(4);
  const byIndex = [{ $match: { createdAt: { $lt: 5 } } }, { $lookup: { from: 'orders', localField: '_id', foreignField: 'spuId', as: 'orders' } }];
  expect(await seen(() => client.aggregate('spus', byIndex))).toBe(7);
  const byVariable = [
    { $match: { createdAt: { $lt: 5 } } },
    { $lookup: { from: 'orders', let: { id: '$_id' }, pipeline: [{ $match: { $expr: { $eq: ['$spuId', '$$id'] } } }], as: 'orders' } },
  ];
  expect(await seen(() => client.aggregate('spus', byVariable))).toBe(7);
});

test('a scan is slow, and the log names the index that helps', async () => {
  const before = client.database.stats().actions['database.getDocument']!.slow;
  await client.get('plain', { status: 1, rank: { $gt: 3 } }, { order: { title: -1 } });
  await client.get('plain', { status: 1, rank: { $gt: 3 } }, { order: { title: -1 } });
  expect(client.database.stats().actions['database.getDocument']!.slow - before).toBe(2);
  const told = client.logs.filter((line) => line.includes('Slow query') && line.includes('plain'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('looked at 1500 documents');
  expect(told[0]).toContain('{"status":1,"title":-1,"rank":1}');
});

test('a scan that ends early is none', async () => {
  const before = client.logs.length;
  expect(await seen(() => client.get('plain', {}, { limit: 10 }))).toBe(10);
  expect(client.logs).toHaveLength(before);
});
