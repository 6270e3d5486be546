/** An index never changes an answer: random documents and queries, with indexes and without. */
import { Long } from 'bson';
import fc from 'fast-check';
import { compareValues } from '../../../../emulator/cloud/database/values';
import { sortKeyOf } from '../../../../emulator/cloud/database/sorting';
import { openClient } from './support';

const scalar: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -2, max: 3 }) },
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'ab', 'b', '小店', 'a\0b', 'a\0', '！', 'a😀', 'a￥', '😀') },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, 1.5, -0, NaN, Infinity, 2 ** 53, Long.fromString('9007199254740993'), Long.fromString('-9007199254740993')) },
  { weight: 1, arbitrary: fc.constantFrom(new Date(0), new Date(5)) },
);
const field = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), scalar), { maxLength: 3 }) },
);
const document = fc.record({ a: field, b: field, c: field }, { requiredKeys: [] });
const scalarOnly = fc.record({ a: scalar, b: scalar, c: scalar }, { requiredKeys: [] });
const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'b.x', 'b.y');
const condition = fc.oneof(
  { weight: 4, arbitrary: scalar as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: field },
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $gt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $all: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $not: fc.record({ $gt: scalar }) }),
  fc.record({ $elemMatch: fc.record({ x: scalar, y: scalar }, { requiredKeys: ['x'] }) }),
  fc.record({ $elemMatch: fc.record({ $gte: scalar, $lte: scalar }) }),
  fc.record({ $regex: fc.constantFrom('^a', '^ab?', 'b', '^小', '^a*b', '^a😀', '^！') }),
);
const simple = fc.dictionary(path, condition, { maxKeys: 3 });
const query = fc.oneof(
  { weight: 3, arbitrary: simple },
  fc.tuple(simple, fc.array(simple, { minLength: 1, maxLength: 3 })).map(([base, branches]) => ({ ...base, $or: branches })),
  fc.tuple(simple, fc.array(simple, { minLength: 1, maxLength: 2 })).map(([base, branches]) => ({ ...base, $and: branches })),
  fc.tuple(simple, simple).map(([base, branch]) => ({ ...base, $nor: [branch] })),
);
const direction = fc.constantFrom(1 as const, -1 as const);
const order = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', '_id'), direction), { maxLength: 3, selector: ([name]) => name })
  .map((entries) => entries as [string, 1 | -1][]);
const index = fc.uniqueArray(fc.tuple(path, direction), { minLength: 1, maxLength: 3, selector: ([name]) => name });

async function check(documents: object[], indexes: [string, 1 | -1][][], queries: { query: object; order: [string, 1 | -1][]; limit: number; offset: number }[]) {
  const declared = indexes.map((keys, i) => ({ name: `i${i}`, keys }));
  const client = await openClient([
    { name: 'indexed', indexes: declared },
    { name: 'plain', indexes: [] },
  ]);
  for (const [i, entry] of documents.entries()) {
    const complete = { _id: `d${i}`, ...entry };
    // Two arrays in one compound index are refused; such a document is in neither collection.
    const added = await client.add('indexed', complete).catch(() => null);
    if (added) await client.add('plain', complete);
  }
  for (const { query: filter, order: sorting, limit, offset } of queries) {
    const options = { order: Object.fromEntries(sorting) };
    const ids = (list: object[]) => list.map((entry) => (entry as { _id: string })._id);
    const all = await client.get('plain', filter, { ...options, limit: 1000 });
    const indexed = await client.get('indexed', filter, { ...options, limit: 1000 });
    expect(ids(indexed).sort()).toEqual(ids(all).sort());
    const keyOf = sortKeyOf(sorting);
    const keys = (list: object[]) => list.map((entry) => keyOf(entry as Record<string, unknown>));
    // Documents that sort alike may come in any order; their keys may not.
    const same = (a: unknown[][], b: unknown[][]) => a.length === b.length && a.every((row, i) => row.every((value, j) => compareValues(value, b[i]![j]) === 0));
    expect(same(keys(indexed), keys(all))).toBe(true);
    const part = await client.get('indexed', filter, { ...options, limit, offset });
    expect(same(keys(part), keys(all).slice(offset, offset + limit))).toBe(true);
    expect(await client.count('indexed', filter)).toBe(all.length);
  }
}

const requests = fc.array(fc.record({ query, order, limit: fc.integer({ min: 1, max: 4 }), offset: fc.integer({ min: 0, max: 2 }) }), { minLength: 1, maxLength: 6 });

test('an indexed query gives what a scan gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(document, { maxLength: 14 }), fc.array(index, { minLength: 1, maxLength: 3 }), requests, check),
    { numRuns: 400 },
  );
}, 60_000);

/** Few values and many arrays: most queries match something, and most indexes are of some use. */
test('an array may meet two conditions with two elements', async () => {
  const few = fc.integer({ min: 0, max: 3 });
  const inner = fc.record({ x: fc.oneof(few, fc.constant(null)), y: few }, { requiredKeys: [] });
  const dense = fc.record({ a: fc.oneof(few, fc.array(few, { maxLength: 3 })), b: fc.oneof(inner, fc.array(fc.oneof(inner, few), { maxLength: 3 })) });
  const on = (arbitrary: fc.Arbitrary<unknown>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
  const test = fc.oneof(
    fc.oneof(few, fc.constant(null)) as fc.Arbitrary<unknown>,
    fc.record({ $gte: few, $lte: few }),
    fc.record({ $gt: few }),
    fc.record({ $in: fc.array(fc.oneof(few, fc.constant(null)), { maxLength: 2 }) }),
  );
  const filter = fc
    .record({ a: on(test), 'b.x': on(test), 'b.y': on(test) })
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
  const paths = fc.constantFrom('a', 'b.x', 'b.y');
  const keys = fc.uniqueArray(fc.tuple(paths, direction), { minLength: 1, maxLength: 2, selector: ([name]) => name });
  const sorting = fc.uniqueArray(fc.tuple(paths, direction), { maxLength: 2, selector: ([name]) => name }).map((entries) => entries as [string, 1 | -1][]);
  const request = fc.record({ query: filter, order: sorting, limit: fc.integer({ min: 1, max: 3 }), offset: fc.integer({ min: 0, max: 1 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(dense, { minLength: 4, maxLength: 14 }), fc.array(keys, { minLength: 1, maxLength: 2 }), fc.array(request, { minLength: 4, maxLength: 8 }), check),
    { numRuns: 250 },
  );
}, 60_000);

test('and so without arrays, where indexes may be used to the full', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(scalarOnly, { maxLength: 20 }), fc.array(index, { minLength: 1, maxLength: 3 }), requests, check),
    { numRuns: 400 },
  );
}, 60_000);

test('indexes follow updates and removals', async () => {
  const change = fc.oneof(
    fc.record({ $set: fc.dictionary(fc.constantFrom('a', 'b', 'c'), field, { minKeys: 1, maxKeys: 2 }) }),
    fc.record({ $unset: fc.constantFrom({ a: '' }, { b: '' }) }),
  );
  const step = fc.record({ id: fc.integer({ min: 0, max: 5 }), change: fc.option(change) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), index, fc.array(simple, { minLength: 1, maxLength: 4 }), async (steps, keys, queries) => {
      const client = await openClient([{ name: 'indexed', indexes: [{ name: 'i', keys }] }, { name: 'plain' }]);
      for (const { id, change: update } of steps) {
        const _id = `d${id}`;
        const write = (name: string) => (update ? client.update(name, { _id }, update, { upsert: true }) : client.remove(name, { _id }));
        const done = await write('indexed').then(
          () => true,
          () => false,
        );
        if (done) await write('plain');
      }
      for (const filter of queries) {
        const ids = async (name: string) => (await client.get(name, filter)).map(({ _id }) => _id).sort();
        expect(await ids('indexed')).toEqual(await ids('plain'));
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
