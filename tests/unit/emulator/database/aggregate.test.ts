/** Stages and expressions where MongoDB's meaning is easily missed, and that no stage changes a stored document. */
import type { Document } from '../../../../emulator/cloud/database';
import { openClient, refusal, type Client } from './support';

let client: Client;
beforeEach(async () => {
  client = await openClient([{ name: 'c' }, { name: 'other', indexes: [{ name: 'k', keys: [['k', 1]] }] }]);
  await client.add('c', [
    { _id: 1, n: 1, tags: ['a', 'b'], deep: { x: 1, list: [{ q: 1 }, { q: 2 }] }, k: ['x', 'z'] },
    { _id: 2, n: 3, tags: [], deep: { x: 2, list: [] }, k: 'y' },
    { _id: 3, n: null, deep: {}, text: '' },
  ]);
  await client.add('other', [{ _id: 'o1', k: 'x', v: 1 }, { _id: 'o2', k: 'x', v: 2 }, { _id: 'o3', k: 'y', v: 3 }, { _id: 'o4', v: 4 }]);
});
const run = (...stages: object[]): Promise<Document[]> => client.aggregate('c', stages);

test.each<[string, object[], unknown[]]>([
  ['$unwind drops empty and missing arrays', [{ $unwind: '$tags' }, { $project: { tags: 1 } }], [{ _id: 1, tags: 'a' }, { _id: 1, tags: 'b' }]],
  ['$unwind may keep them, with an index', [{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }, { $project: { tags: 1, i: 1 } }], [{ _id: 1, tags: 'a', i: 0 }, { _id: 1, tags: 'b', i: 1 }, { _id: 2, i: null }, { _id: 3, i: null }]],
  ['$unwind of an empty text keeps it', [{ $match: { _id: 3 } }, { $unwind: '$text' }, { $project: { text: 1 } }], [{ _id: 3, text: '' }]],
  ['$unwind of a deep array', [{ $match: { _id: 1 } }, { $unwind: '$deep.list' }, { $project: { deep: 1, _id: 0 } }], [{ deep: { x: 1, list: { q: 1 } } }, { deep: { x: 1, list: { q: 2 } } }]],
  ['$addFields adds to embedded documents', [{ $match: { _id: 1 } }, { $addFields: { deep: { y: { $add: ['$n', 1] } }, 'deep.list.r': 0 } }, { $project: { deep: 1 } }], [{ _id: 1, deep: { x: 1, list: [{ q: 1, r: 0 }, { q: 2, r: 0 }], y: 2 } }]],
  ['$project hides', [{ $match: { _id: 1 } }, { $project: { 'deep.list.q': 0, tags: 0, k: 0 } }], [{ _id: 1, n: 1, deep: { x: 1, list: [{}, {}] } }]],
  ['$project computes', [{ $match: { _id: 1 } }, { $project: { _id: 0, first: { $arrayElemAt: ['$tags', 0] }, 'deep.x': 1 } }], [{ deep: { x: 1 }, first: 'a' }]],
  ['$count of nothing is nothing', [{ $match: { _id: 99 } }, { $count: 'n' }], []],
  ['a missing field is not null in an expression', [{ $match: { $expr: { $eq: ['$tags', null] } } }, { $count: 'n' }], []],
  ['but ranks below it', [{ $match: { $expr: { $lt: ['$tags', null] } } }, { $project: { _id: 1 } }], [{ _id: 3 }]],
  ['comparisons cross types', [{ $project: { more: { $gt: ['$n', null] } } }], [{ _id: 1, more: true }, { _id: 2, more: true }, { _id: 3, more: false }]],
  ['whole arrays are compared', [{ $match: { $expr: { $eq: ['$tags', 'a'] } } }, { $count: 'n' }], []],
  ['groups leave out what is missing', [{ $group: { _id: null, tags: { $push: '$tags' }, set: { $addToSet: '$text' }, sum: { $sum: '$n' }, avg: { $avg: '$n' }, max: { $max: '$n' }, c: { $sum: 1 } } }], [{ _id: null, tags: [['a', 'b'], []], set: [''], sum: 4, avg: 2, max: 3, c: 3 }]],
  ['$sort by arrays and nothing', [{ $sort: { tags: 1 } }, { $project: { _id: 1 } }], [{ _id: 2 }, { _id: 3 }, { _id: 1 }]],
  ['$sort downwards', [{ $match: { n: { $ne: 9 } } }, { $sort: { n: -1, _id: 1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } }], [{ _id: 1 }]],
  ['$bucket puts a boundary into the upper bucket', [{ $bucket: { groupBy: '$n', boundaries: [0, 3, 5], default: 'other' } }], [{ _id: 0, count: 1 }, { _id: 3, count: 1 }, { _id: 'other', count: 1 }]],
  ['$lookup by elements, by null and in the order of insertion', [{ $lookup: { from: 'other', localField: 'k', foreignField: 'k', as: 'o' } }, { $project: { o: '$o._id' } }], [{ _id: 1, o: ['o1', 'o2'] }, { _id: 2, o: ['o3'] }, { _id: 3, o: ['o4'] }]],
  ['$lookup without an index', [{ $match: { _id: { $lt: 3 } } }, { $lookup: { from: 'other', localField: 'n', foreignField: 'v', as: 'o' } }, { $project: { o: '$o._id' } }], [{ _id: 1, o: ['o1'] }, { _id: 2, o: ['o3'] }]],
  ['$lookup with fields and pipeline', [{ $match: { _id: 1 } }, { $lookup: { from: 'other', localField: 'k', foreignField: 'k', let: { n: '$n' }, pipeline: [{ $match: { $expr: { $gt: ['$v', '$$n'] } } }], as: 'o' } }, { $project: { o: '$o._id' } }], [{ _id: 1, o: ['o2'] }]],
  ['$lookup in $lookup, with the outer variable', [
    { $match: { _id: 1 } },
    { $lookup: { from: 'other', let: { n: '$n' }, pipeline: [{ $match: { k: 'y' } }, { $lookup: { from: 'other', pipeline: [{ $match: { $expr: { $eq: ['$v', '$$n'] } } }], as: 'inner' } }], as: 'o' } },
    { $project: { o: '$o.inner._id' } },
  ], [{ _id: 1, o: [['o1']] }]],
  ['$replaceRoot', [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: '$deep' } }, { $project: { list: 0 } }], [{ x: 1 }]],
])('%s', async (_name, stages, expected) => {
  expect(await run(...stages)).toEqual(expected);
});

test('$sample gives each document once, and never more than there are', async () => {
  const found = await run({ $sample: { size: 10 } });
  expect(found.map(({ _id }) => _id).sort()).toEqual([1, 2, 3]);
});

test('no stage changes what is stored', async () => {
  const before = JSON.stringify(client.database.find('c'));
  const pipelines = [
    [{ $addFields: { 'deep.x': 9, 'deep.list.q': 0 } }],
    [{ $set: { tags: 'x' } }],
    [{ $unset: ['deep.x', 'n'] }],
    [{ $project: { 'deep.list': 0 } }],
    [{ $project: { 'deep.list.q': 1, s: { $slice: ['$tags', 1] } } }],
    [{ $unwind: { path: '$deep.list', includeArrayIndex: 'deep.i', preserveNullAndEmptyArrays: true } }],
    [{ $unwind: { path: '$tags', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } }],
    [{ $sort: { n: 1 } }, { $group: { _id: '$n', all: { $push: '$$ROOT' } } }, { $unwind: '$all' }, { $replaceRoot: { newRoot: '$all' } }, { $set: { 'deep.y': 1 } }],
    [{ $lookup: { from: 'other', localField: 'k', foreignField: 'k', as: 'deep.o' } }],
    [{ $sortByCount: '$n' }],
    [{ $bucketAuto: { groupBy: '$_id', buckets: 2, output: { all: { $push: '$$ROOT' } } } }, { $unset: 'all.deep' }],
    [{ $addFields: { back: { $reverseArray: '$tags' }, merged: { $mergeObjects: ['$deep', { x: 5 }] } } }],
  ];
  for (const stages of pipelines) await run(...stages).catch((error: { message: string }) => expect([stages, error.message]).toBeNull());
  expect(JSON.stringify(client.database.find('c'))).toBe(before);
});

test.each<[string, object, string]>([
  ['an unknown stage', { $nothing: 1 }, "Unrecognized pipeline stage name: '$nothing'"],
  ['a limit of zero', { $limit: 0 }, 'the limit must be positive'],
  ['an empty $sort', { $sort: {} }, '$sort'],
  ['an unknown expression', { $project: { a: { $jump: 1 } } }, '$jump'],
  ['$lookup without from', { $lookup: { as: 'x' } }, "missing 'from' option to $lookup"],
])('refuses %s', async (_name, stage, message) => {
  const stages = [{ stageKey: Object.keys(stage)[0], stageValue: JSON.stringify(Object.values(stage)[0]) }];
  expect((await refusal(client.database.handle('database.aggregateDocuments', { collectionName: 'c', stages }))).message).toContain(message);
});
