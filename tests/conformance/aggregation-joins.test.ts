/** $lookup in both forms, buckets, $sortByCount and $geoNear. */
import { _, $, db, failure, fresh, pipelines, type Plain, run, useService } from './support/service';

useService();

describe('$lookup', () => {
  let orders: string;
  let goods: string;
  beforeAll(async () => {
    orders = await fresh([{ sku: 'x', n: 2 }, { sku: 'y', n: 1 }, { sku: ['x', 'z'], n: 9 }, { n: 0 }, { sku: null }, { deep: { sku: 'z' } }, { lines: [{ sku: 'x' }, { sku: 'y' }] }]);
    goods = await fresh([{ _id: 'g1', sku: 'x', price: 5 }, { _id: 'g2', sku: 'x', price: 7 }, { _id: 'g3', sku: 'z', price: 1 }, { _id: 'g4', price: 0 }, { _id: 'g5', sku: ['y', 'x'], price: 3 }]);
  });
  const found = async (spec: object, id = '0'): Promise<unknown> => {
    const [document] = await run(orders, (p) => p.match({ _id: id }).lookup({ from: goods, as: 'goods', ...spec }));
    return (document!.goods as Plain[]).map(({ _id }) => _id);
  };
  const bySku = { localField: 'sku', foreignField: 'sku' };
  test.each<[string, string, string[]]>([
    ['by a value, in the order in which they were added', '0', ['g1', 'g2', 'g5']],
    ['by an element of the other side', '1', ['g5']],
    ['by each element of this side', '2', ['g1', 'g2', 'g3', 'g5']],
    ['a missing field joins as null', '3', ['g4']],
    ['null joins a missing field', '4', ['g4']],
  ])('%s', async (_name, id, expected) => {
    expect(await found(bySku, id)).toEqual(expected);
  });
  test('by a path', async () => {
    expect(await found({ localField: 'deep.sku', foreignField: 'sku' }, '5')).toEqual(['g3']);
  });
  test('by a path through an array', async () => {
    expect(await found({ localField: 'lines.sku', foreignField: 'sku' }, '6')).toEqual(['g1', 'g2', 'g5']);
  });
  test('by _id', async () => {
    const [document] = await run(goods, (p) => p.match({ _id: 'g1' }).lookup({ from: goods, localField: '_id', foreignField: '_id', as: 'self' }).project({ 'self.price': 1 }));
    expect(document).toEqual({ _id: 'g1', self: [{ price: 5 }] });
  });
  test('nothing found: an empty array', async () => {
    expect(await found({ localField: 'n', foreignField: 'price' }, '2')).toEqual([]);
  });
  test('into a path', async () => {
    const [document] = await run(orders, (p) => p.match({ _id: '1' }).lookup({ from: goods, ...bySku, as: 'a.b' }).project({ 'a.b._id': 1 }));
    expect(document).toEqual({ _id: '1', a: { b: [{ _id: 'g5' }] } });
  });
  test('over a field that was there', async () => {
    const [document] = await run(orders, (p) => p.match({ _id: '1' }).lookup({ from: goods, ...bySku, as: 'n' }).project({ 'n._id': 1 }));
    expect(document).toEqual({ _id: '1', n: [{ _id: 'g5' }] });
  });
  const pipeline = (build: (p: typeof db) => typeof db): unknown => build($.pipeline()).done();
  test.each<[string, object, string[], string?]>([
    ['a pipeline', { pipeline: pipeline((p) => p.match({ price: _.gt(4) })) }, ['g1', 'g2']],
    ['a pipeline with a variable', { let: { wanted: '$sku' }, pipeline: pipeline((p) => p.match(_.expr($.eq(['$sku', '$$wanted'])))) }, ['g1', 'g2'], 'an expression compares whole values'],
    ['two variables and two conditions', { let: { wanted: '$sku', least: '$n' }, pipeline: pipeline((p) => p.match(_.expr($.and([$.eq(['$sku', '$$wanted']), $.gt(['$price', $.add(['$$least', 4])])])))) }, ['g2']],
    ['a variable with a condition of the query', { let: { wanted: '$sku' }, pipeline: pipeline((p) => p.match({ price: 5, ..._.expr($.eq(['$sku', '$$wanted'])) })) }, ['g1']],
    ['a variable that is missing', { let: { wanted: '$none' }, pipeline: pipeline((p) => p.match(_.expr($.eq(['$sku', '$$wanted'])))) }, ['g4'], 'missing equals missing'],
    ['a variable that is an object', { let: { it: '$$ROOT' }, pipeline: pipeline((p) => p.match(_.expr($.eq(['$sku', '$$it.sku'])))) }, ['g1', 'g2']],
    ['sort and limit', { pipeline: pipeline((p) => p.sort({ price: -1 }).limit(2)) }, ['g2', 'g1']],
    ['an empty pipeline', { pipeline: [] }, ['g1', 'g2', 'g3', 'g4', 'g5']],
  ])('%s', async (_name, spec, expected) => {
    expect(await found(spec)).toEqual(expected);
  });
  test('a variable in a computed field', async () => {
    const spec = { from: goods, let: { n: '$n' }, pipeline: pipeline((p) => p.match({ _id: 'g1' }).project({ _id: 0, total: $.multiply(['$price', '$$n']) })), as: 'v' };
    expect(await run(orders, (p) => p.match({ _id: _.in(['0', '2']) }).lookup(spec).project({ v: 1 }))).toEqual([{ _id: '0', v: [{ total: 10 }] }, { _id: '2', v: [{ total: 45 }] }]);
  });
  test('grouped inside', async () => {
    expect(await run(orders, (p) => p.match({ _id: '0' }).lookup({ from: goods, pipeline: pipeline((q) => q.group({ _id: null, sum: $.sum('$price') })), as: 'v' }).project({ v: 1 }))).toEqual([{ _id: '0', v: [{ _id: null, sum: 16 }] }]);
  });
  test('a $lookup in a $lookup sees the variables of both', async () => {
    const inner = { from: goods, let: { price: '$price' }, pipeline: pipeline((p) => p.match(_.expr($.and([$.gt(['$price', '$$price']), $.eq(['$sku', '$$wanted'])])))), as: 'dearer' };
    const spec = { from: goods, let: { wanted: '$sku' }, pipeline: pipeline((p) => p.match({ _id: 'g1' }).lookup(inner)), as: 'goods' };
    const [document] = await run(orders, (p) => p.match({ _id: '0' }).lookup(spec).project({ found: '$goods.dearer._id' }));
    expect(document!.found).toEqual([['g2']]);
  });
  test.each<[string, object, string]>([
    ['without from', { localField: 'a', foreignField: 'b', as: 'c' }, "missing 'from' option to $lookup stage specification"],
    ['without as', { from: 'codes', localField: 'a', foreignField: 'b' }, "must specify 'as' field for a $lookup"],
    ['without fields', { from: 'codes', as: 'c' }, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified"],
    ['an unknown part', { from: 'codes', as: 'c', localField: 'a', foreignField: 'b', on: 1 }, 'unknown argument to $lookup: on'],
    ['from nowhere', { from: 'nowhere', localField: 'a', foreignField: 'b', as: 'c' }, 'Db or Table not exist: nowhere'],
    ['a variable that begins with a capital', { from: 'codes', let: { Big: 1 }, pipeline: [], as: 'c' }, "'Big' starts with an invalid character for a user variable name"],
  ])('refuses %s', async (_name, spec, message) => {
    expect((await failure(run(orders, (p) => p.lookup(spec)))).errMsg).toContain(message);
  });
});

const numbers = [0, 1, 5, 9, 10, 10, 15, 99].map((n) => ({ n }));
pipelines('$bucket', [...numbers, { n: 'x' }, {}], [
  ['with a default', (p) => p.bucket({ groupBy: '$n', boundaries: [0, 10, 20], default: 'others' }), [{ _id: 0, count: 4 }, { _id: 10, count: 3 }, { _id: 'others', count: 3 }], 'the lower boundary belongs to the bucket'],
  ['a default that sorts before', (p) => p.bucket({ groupBy: '$n', boundaries: [0, 10, 20], default: -1 }), [{ _id: -1, count: 3 }, { _id: 0, count: 4 }, { _id: 10, count: 3 }], 'in the order of _id'],
  ['with an output', (p) => p.match({ n: _.lt(20) }).bucket({ groupBy: '$n', boundaries: [0, 10, 20], output: { sum: $.sum('$n'), all: $.push('$n') } }), [{ _id: 0, sum: 15, all: [0, 1, 5, 9] }, { _id: 10, sum: 35, all: [10, 10, 15] }]],
  ['by an expression', (p) => p.match({ n: _.lt(20) }).bucket({ groupBy: $.multiply(['$n', 2]), boundaries: [0, 100] }), [{ _id: 0, count: 7 }]],
  ['empty buckets are left out', (p) => p.match({ n: 5 }).bucket({ groupBy: '$n', boundaries: [0, 5, 10, 20] }), [{ _id: 5, count: 1 }]],
  ['without a default, and a value outside', (p) => p.bucket({ groupBy: '$n', boundaries: [0, 10] }), '$switch could not find a matching branch for an input, and no default was specified.'],
  ['boundaries that do not rise', (p) => p.bucket({ groupBy: '$n', boundaries: [0, 10, 5] }), "The 'boundaries' option to $bucket must be sorted, but elements 1 and 2 are not in ascending order (10 is not less than 5)."],
  ['boundaries of two types', (p) => p.bucket({ groupBy: '$n', boundaries: [0, 'x'] }), 'must have the same type'],
  ['one boundary', (p) => p.bucket({ groupBy: '$n', boundaries: [0] }), "The $bucket 'boundaries' field must have at least 2 values, but found 1 value(s)."],
  ['a default among the boundaries', (p) => p.bucket({ groupBy: '$n', boundaries: [0, 10], default: 5 }), "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary."],
  ['without groupBy', (p) => p.bucket({ boundaries: [0, 1] }), "$bucket requires 'groupBy' and 'boundaries' to be specified."],
]);

pipelines('$bucketAuto', numbers, [
  ['even parts', (p) => p.bucketAuto({ groupBy: '$n', buckets: 2 }), [{ _id: { min: 0, max: 10 }, count: 4 }, { _id: { min: 10, max: 99 }, count: 4 }]],
  ['equal values stay together', (p) => p.bucketAuto({ groupBy: '$n', buckets: 4 }), [{ _id: { min: 0, max: 5 }, count: 2 }, { _id: { min: 5, max: 10 }, count: 2 }, { _id: { min: 10, max: 15 }, count: 2 }, { _id: { min: 15, max: 99 }, count: 2 }]],
  ['more buckets than documents', (p) => p.match({ n: _.lt(6) }).bucketAuto({ groupBy: '$n', buckets: 10 }), [{ _id: { min: 0, max: 1 }, count: 1 }, { _id: { min: 1, max: 5 }, count: 1 }, { _id: { min: 5, max: 5 }, count: 1 }]],
  ['with an output', (p) => p.bucketAuto({ groupBy: '$n', buckets: 1, output: { sum: $.sum('$n') } }), [{ _id: { min: 0, max: 99 }, sum: 149 }]],
  ['with a granularity', (p) => p.bucketAuto({ groupBy: '$n', buckets: 2, granularity: 'R5' }), [{ _id: { min: 0, max: 10 }, count: 4 }, { _id: { min: 10, max: 100 }, count: 4 }], 'boundaries are rounded to the series'],
  ['with powers of two', (p) => p.match({ n: _.gt(0) }).bucketAuto({ groupBy: '$n', buckets: 3, granularity: 'POWERSOF2' }), [{ _id: { min: 0.5, max: 8 }, count: 2 }, { _id: { min: 8, max: 16 }, count: 4 }, { _id: { min: 16, max: 128 }, count: 1 }]],
  ['of nothing', (p) => p.match({ n: -1 }).bucketAuto({ groupBy: '$n', buckets: 2 }), []],
  ['no buckets', (p) => p.bucketAuto({ groupBy: '$n', buckets: 0 }), "The $bucketAuto 'buckets' field must be greater than 0, but found: 0."],
  ['an unknown granularity', (p) => p.bucketAuto({ groupBy: '$n', buckets: 2, granularity: 'X' }), "Unknown rounding granularity 'X'"],
  ['without buckets', (p) => p.bucketAuto({ groupBy: '$n' }), "$bucketAuto requires 'groupBy' and 'buckets' to be specified"],
]);

pipelines('$sortByCount', [{ t: ['a', 'b'] }, { t: ['b'] }, { t: ['b', 'c', 'c'] }, {}], [
  ['by a field', (p) => p.unwind('$t').sortByCount('$t').limit(1), [{ _id: 'b', count: 3 }]],
  ['by an expression', (p) => p.sortByCount($.size($.ifNull(['$t', []]))).limit(4).match({ count: 1 }).count('n'), [{ n: 4 }]],
  ['the others follow', (p) => p.unwind('$t').sortByCount('$t').skip(1).limit(1), [{ _id: 'c', count: 2 }]],
  ['a name without a dollar', (p) => p.sortByCount('t'), 'the sortByCount field must be defined as a $-prefixed path or an expression inside an object'],
]);

const at = (longitude: number, latitude: number): unknown => db.Geo.Point(longitude, latitude);
describe('$geoNear', () => {
  let collection: string;
  beforeAll(async () => {
    collection = await fresh([{ name: 'far', at: at(116.4, 39.9) }, { name: 'near', at: at(113.32, 23.12), open: true }, { name: 'none' }, { name: 'here', at: at(113.3, 23.1) }]);
  });
  const near = async (spec: object): Promise<Plain[]> => run(collection, (p) => p.geoNear({ near: at(113.3, 23.1), distanceField: 'd', spherical: true, key: 'at', ...spec }));
  const names = async (spec: object): Promise<unknown[]> => (await near(spec)).map(({ name }) => name);
  test.each<[string, object, string[]]>([
    ['the nearest first; without a place not at all', {}, ['here', 'near', 'far']],
    ['maxDistance', { maxDistance: 5000 }, ['here', 'near']],
    ['minDistance', { minDistance: 1 }, ['near', 'far']],
    ['a query', { query: { open: true } }, ['near']],
    ['a limit', { limit: 1 }, ['here']],
  ])('%s', async (_name, spec, expected) => {
    expect(await names(spec)).toEqual(expected);
  });
  test('the distance in metres, on the sphere', async () => {
    const [here, close, far] = await near({});
    expect(here!.d).toBe(0);
    expect(close!.d).toBeCloseTo(3024.88, 1);
    expect(far!.d).toBeCloseTo(1892810.04, 0);
  });
  test('distanceMultiplier and includeLocs', async () => {
    const [, close] = await near({ distanceMultiplier: 0.001, includeLocs: 'place.of' });
    expect(close!.d).toBeCloseTo(3.02488, 4);
    // The SDK makes Geo objects of what queries answer, not of what pipelines answer.
    expect((close!.place as Plain).of).toEqual({ type: 'Point', coordinates: [113.32, 23.12] });
  });
  test('only as the first stage', async () => {
    const late = run(collection, (p) => p.match({ open: true }).geoNear({ near: at(113.3, 23.1), distanceField: 'd', spherical: true, key: 'at' }));
    expect((await failure(late)).errMsg).toContain('$geoNear is only valid as the first stage in a pipeline.');
  });
  test('without a field for the distance', async () => {
    expect((await failure(near({ distanceField: undefined }))).errMsg).toContain("$geoNear requires a 'distanceField' option as a String");
  });
});
