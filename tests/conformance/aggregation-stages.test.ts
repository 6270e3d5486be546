/** Every stage that the SDK can send. */
import { _, $, db, failure, fresh, pipelines, type Plain, run, useService } from './support/service';

useService();

const orders = [
  { item: 'pear', n: 5, price: 2, tags: ['a', 'b'], at: new Date('2024-01-01') },
  { item: 'apple', n: 3, price: 4, tags: [], at: new Date('2024-01-02') },
  { item: 'pear', n: 1, price: 2, tags: ['b'], size: { w: 1, h: 2 } },
  { item: 'plum', n: null, price: 9 },
];

pipelines('$match, $sort, $skip, $limit, $count', orders, [
  ['match', (p) => p.match({ item: 'pear' }).project({ n: 1 }), [{ _id: '0', n: 5 }, { _id: '2', n: 1 }]],
  ['match with commands', (p) => p.match({ n: _.gt(1), price: _.in([2, 4]) }).project({ n: 1 }), [{ _id: '0', n: 5 }, { _id: '1', n: 3 }]],
  ['match with an expression', (p) => p.match(_.expr($.gt(['$n', '$price']))).project({ n: 1 }), [{ _id: '0', n: 5 }]],
  ['match behind another stage', (p) => p.project({ total: $.multiply(['$n', '$price']) }).match({ total: _.gte(10) }), [{ _id: '0', total: 10 }, { _id: '1', total: 12 }]],
  ['match with a regular expression', (p) => p.match({ item: /^pl/ }).project({ item: 1 }), [{ _id: '3', item: 'plum' }]],
  ['sort upwards', (p) => p.sort({ n: 1 }).project({ n: 1 }), [{ _id: '3', n: null }, { _id: '2', n: 1 }, { _id: '1', n: 3 }, { _id: '0', n: 5 }]],
  ['sort by two fields', (p) => p.sort({ item: -1, n: 1 }).project({ n: 1 }), [{ _id: '3', n: null }, { _id: '2', n: 1 }, { _id: '0', n: 5 }, { _id: '1', n: 3 }]],
  ['sort by a computed field', (p) => p.addFields({ total: $.multiply(['$n', '$price']) }).sort({ total: -1 }).limit(1).project({ total: 1 }), [{ _id: '1', total: 12 }]],
  ['skip and limit', (p) => p.sort({ _id: 1 }).skip(1).limit(2).project({ _id: 1 }), [{ _id: '1' }, { _id: '2' }]],
  ['limit, then skip', (p) => p.sort({ _id: 1 }).limit(2).skip(1).project({ _id: 1 }), [{ _id: '1' }]],
  ['skip of nothing', (p) => p.skip(0).count('n'), [{ n: 4 }]],
  ['skip beyond the end', (p) => p.skip(9), []],
  ['count', (p) => p.match({ item: 'pear' }).count('pears'), [{ pears: 2 }]],
  ['count of nothing', (p) => p.match({ item: 'none' }).count('n'), [], 'no document, not a zero'],
  ['no stage at all', (p) => p, orders.map((order, i) => ({ _id: String(i), ...order }))],
  ['a limit of zero', (p) => p.limit(0), 'the limit must be positive'],
  ['a limit below zero', (p) => p.limit(-1), 'the limit must be positive'],
  ['a limit as a text', (p) => p.limit('2'), 'the limit must be specified as a number'],
  ['a skip below zero', (p) => p.skip(-1), 'Argument to $skip cannot be negative'],
  ['a sort by nothing', (p) => p.sort({}), '$sort stage must have at least one sort key'],
  ['a sort by 2', (p) => p.sort({ n: 2 }), '$sort key ordering must be 1 (for ascending) or -1 (for descending)'],
  ['a count without a name', (p) => p.count(''), 'the count field must be a non-empty string'],
  ['a count with a dollar', (p) => p.count('$n'), 'the count field cannot be a $-prefixed path'],
  ['a count with a dot', (p) => p.count('a.b'), "the count field cannot contain '.'"],
  ['a match that is none', (p) => p.match({ n: { $like: 1 } }), 'unknown operator: $like'],
]);

const product = { name: 'tea', size: { w: 1, h: 2 }, lines: [{ sku: 'x', n: 1 }, { sku: 'y', n: 2 }, 7], price: 3 };
pipelines('$project and $addFields', [product], [
  ['shown fields', (p) => p.project({ name: 1, 'size.w': 1 }), [{ _id: '0', name: 'tea', size: { w: 1 } }]],
  ['shown fields as objects', (p) => p.project({ size: { w: 1 } }), [{ _id: '0', size: { w: 1 } }]],
  ['hidden fields', (p) => p.project({ size: 0, lines: 0 }), [{ _id: '0', name: 'tea', price: 3 }]],
  ['hidden parts', (p) => p.project({ 'size.w': 0, 'lines.n': 0 }), [{ _id: '0', name: 'tea', size: { h: 2 }, lines: [{ sku: 'x' }, { sku: 'y' }, 7], price: 3 }]],
  ['fields of elements', (p) => p.project({ _id: 0, 'lines.sku': 1 }), [{ lines: [{ sku: 'x' }, { sku: 'y' }] }], 'elements that are no documents are left out'],
  ['a computed field', (p) => p.project({ _id: 0, twice: $.multiply(['$price', 2]) }), [{ twice: 6 }]],
  ['another name', (p) => p.project({ _id: 0, title: '$name', width: '$size.w' }), [{ title: 'tea', width: 1 }]],
  ['a field of all elements', (p) => p.project({ _id: 0, skus: '$lines.sku' }), [{ skus: ['x', 'y'] }]],
  ['a place is no path in an expression', (p) => p.project({ _id: 0, first: '$lines.0' }), [{ first: [] }], 'numbers are names of fields here'],
  ['a field that is not there', (p) => p.project({ _id: 0, a: '$none', name: 1 }), [{ name: 'tea' }], 'it is left out'],
  ['$$REMOVE', (p) => p.project({ _id: 0, name: 1, price: $.cond({ if: $.gt(['$price', 1]), then: '$$REMOVE', else: '$price' }) }), [{ name: 'tea' }]],
  ['$$ROOT', (p) => p.project({ _id: 0, all: '$$ROOT.size' }), [{ all: { w: 1, h: 2 } }]],
  ['a new object', (p) => p.project({ _id: 0, box: { wide: '$size.w', none: '$none' } }), [{ box: { wide: 1 } }]],
  ['a new array', (p) => p.project({ _id: 0, list: ['$price', '$none', 'x'] }), [{ list: [3, null, 'x'] }], 'what is missing is null in it'],
  ['a text', (p) => p.project({ _id: 0, kind: 'drink' }), [{ kind: 'drink' }]],
  ['a number needs $.literal', (p) => p.project({ _id: 0, one: $.literal(1) }), [{ one: 1 }]],
  ['_id computed', (p) => p.project({ _id: '$name' }), [{ _id: 'tea' }]],
  ['a computed part of a new object', (p) => p.project({ _id: 0, 'a.b': '$price' }), [{ a: { b: 3 } }]],
  ['a computed part of elements', (p) => p.project({ _id: 0, 'lines.p': '$price' }), [{ lines: [{ p: 3 }, { p: 3 }, { p: 3 }] }], 'a scalar becomes an object'],
  ['_.project.slice is an expression here', (p) => p.project({ _id: 0, lines: $.slice(['$lines', 1]) }), [{ lines: [{ sku: 'x', n: 1 }] }]],
  ['addFields', (p) => p.addFields({ twice: $.multiply(['$price', 2]) }).project({ lines: 0, size: 0 }), [{ _id: '0', name: 'tea', price: 3, twice: 6 }]],
  ['addFields over a field', (p) => p.addFields({ price: 'x' }).project({ price: 1 }), [{ _id: '0', price: 'x' }]],
  ['addFields of a number', (p) => p.addFields({ price: 1 }).project({ price: 1 }), [{ _id: '0', price: 1 }], 'no flag, a value'],
  ['addFields to an object', (p) => p.addFields({ size: { d: 3 } }).project({ size: 1 }), [{ _id: '0', size: { w: 1, h: 2, d: 3 } }]],
  ['addFields by a path', (p) => p.addFields({ 'size.d': '$price', 'new.x': 1 }).project({ size: 1, new: 1 }), [{ _id: '0', size: { w: 1, h: 2, d: 3 }, new: { x: 1 } }]],
  ['addFields to every element', (p) => p.addFields({ 'lines.p': '$price' }).project({ _id: 0, lines: 1 }), [{ lines: [{ sku: 'x', n: 1, p: 3 }, { sku: 'y', n: 2, p: 3 }, { p: 3 }] }], 'a scalar becomes an object'],
  ['addFields sees the document as it was', (p) => p.addFields({ name: 'x', copy: '$name' }).project({ name: 1, copy: 1 }), [{ _id: '0', name: 'x', copy: 'tea' }]],
  ['addFields of what is not there', (p) => p.addFields({ a: '$none' }).project({ a: 1 }), [{ _id: '0' }]],
  ['addFields that takes away', (p) => p.addFields({ lines: '$$REMOVE', size: '$$REMOVE' }), [{ _id: '0', name: 'tea', price: 3 }]],
  ['project of nothing', (p) => p.project({}), '$project specification must have at least one field'],
  ['shown and hidden fields', (p) => p.project({ name: 1, price: 0 }), "Bad projection specification, cannot exclude fields other than '_id' in an inclusion projection"],
  ['hidden and computed fields', (p) => p.project({ name: 0, a: '$price' }), 'Bad projection specification, cannot include fields or add computed fields during an exclusion projection'],
  ['an empty object', (p) => p.project({ name: {} }), 'an empty object is not a valid value'],
  ['a path in an object', (p) => p.project({ size: { 'w.x': 1 } }), "cannot use dotted field name 'w.x' in a sub object"],
  ['a field and its part', (p) => p.project({ size: 1, 'size.w': 1 }), 'specification contains two conflicting paths'],
  ['an unknown expression', (p) => p.project({ a: { $jump: 1 } }), "Unrecognized expression '$jump'"],
  ['two expressions in one object', (p) => p.project({ a: { $add: [1], $size: [] } }), 'an object representing an expression must have exactly one field'],
  ['an unknown variable', (p) => p.project({ a: '$$none' }), 'Use of undefined variable: none'],
  ['addFields of nothing', (p) => p.addFields({}), '$addFields specification must have at least one field'],
]);

const grouped = async (collection: string, spec: object): Promise<Plain[]> => run(collection, (p) => p.group(spec).sort({ _id: 1 }));
describe('$group', () => {
  let collection: string;
  beforeAll(async () => {
    collection = await fresh(orders);
  });
  test.each<[string, object, unknown[]]>([
    ['by a field', { _id: '$item' }, [{ _id: 'apple' }, { _id: 'pear' }, { _id: 'plum' }]],
    ['by nothing: one group', { _id: null, n: $.sum(1) }, [{ _id: null, n: 4 }]],
    ['by a missing field: null', { _id: '$none', n: $.sum(1) }, [{ _id: null, n: 4 }]],
    ['by an expression', { _id: $.gt(['$price', 3]), n: $.sum(1) }, [{ _id: false, n: 2 }, { _id: true, n: 2 }]],
    ['by two fields', { _id: { item: '$item', price: '$price' }, n: $.sum(1) }, [{ _id: { item: 'apple', price: 4 }, n: 1 }, { _id: { item: 'pear', price: 2 }, n: 2 }, { _id: { item: 'plum', price: 9 }, n: 1 }]],
    ['by an object with a missing field', { _id: { w: '$size.w' }, n: $.sum(1) }, [{ _id: {}, n: 3 }, { _id: { w: 1 }, n: 1 }]],
    ['by an array', { _id: '$tags', n: $.sum(1) }, [{ _id: [], n: 1 }, { _id: null, n: 1 }, { _id: ['a', 'b'], n: 1 }, { _id: ['b'], n: 1 }]],
    ['$.sum of a field', { _id: '$item', v: $.sum('$n') }, [{ _id: 'apple', v: 3 }, { _id: 'pear', v: 6 }, { _id: 'plum', v: 0 }]],
    ['$.sum of an expression', { _id: null, v: $.sum($.multiply(['$n', '$price'])) }, [{ _id: null, v: 24 }]],
    ['$.sum of what are no numbers', { _id: null, v: $.sum('$tags') }, [{ _id: null, v: 0 }]],
    ['$.avg', { _id: '$item', v: $.avg('$n') }, [{ _id: 'apple', v: 3 }, { _id: 'pear', v: 3 }, { _id: 'plum', v: null }]],
    ['$.min and $.max', { _id: null, least: $.min('$n'), most: $.max('$n') }, [{ _id: null, least: 1, most: 5 }]],
    ['$.max across types', { _id: null, v: $.max($.ifNull(['$n', '$item'])) }, [{ _id: null, v: 'plum' }]],
    ['$.min of what is nowhere', { _id: null, v: $.min('$none') }, [{ _id: null, v: null }]],
    ['$.first and $.last', { _id: null, first: $.first('$item'), last: $.last('$item') }, [{ _id: null, first: 'pear', last: 'plum' }]],
    ['$.first of a missing field', { _id: null, v: $.first('$none') }, [{ _id: null, v: null }]],
    ['$.push', { _id: null, v: $.push('$n') }, [{ _id: null, v: [5, 3, 1, null] }]],
    ['$.push leaves out what is missing', { _id: null, v: $.push('$size.w') }, [{ _id: null, v: [1] }]],
    ['$.push of objects', { _id: '$item', v: $.push({ n: '$n', w: '$size.w' }) }, [{ _id: 'apple', v: [{ n: 3 }] }, { _id: 'pear', v: [{ n: 5 }, { n: 1, w: 1 }] }, { _id: 'plum', v: [{ n: null }] }]],
    ['$.addToSet', { _id: null, v: $.addToSet('$price') }, [{ _id: null, v: [2, 4, 9] }]],
    ['$.addToSet of arrays', { _id: null, v: $.addToSet('$tags') }, [{ _id: null, v: [['a', 'b'], [], ['b']] }]],
    ['$.stdDevPop', { _id: null, v: $.stdDevPop('$n') }, [{ _id: null, v: Math.sqrt(8 / 3) }]],
    ['$.stdDevSamp', { _id: null, v: $.stdDevSamp('$n') }, [{ _id: null, v: 2 }]],
    ['$.stdDevSamp of one', { _id: '$item', v: $.stdDevSamp('$n') }, [{ _id: 'apple', v: null }, { _id: 'pear', v: Math.sqrt(8) }, { _id: 'plum', v: null }]],
    ['$.mergeObjects', { _id: null, v: $.mergeObjects('$size') }, [{ _id: null, v: { w: 1, h: 2 } }]],
  ])('%s', async (_name, spec, expected) => {
    expect(await grouped(collection, spec)).toEqual(expected);
  });
  test('numbers of any type are one group, and 1 is not "1"', async () => {
    const name = await fresh([{ k: 1 }, { k: { $numberDouble: '1.0' } }, { k: '1' }, { k: true }]);
    expect(await grouped(name, { _id: '$k', n: $.sum(1) })).toEqual([{ _id: 1, n: 2 }, { _id: '1', n: 1 }, { _id: true, n: 1 }]);
  });
  test('objects with their fields in another order are two groups', async () => {
    const name = await fresh([{ k: { a: 1, b: 2 } }, { k: { b: 2, a: 1 } }]);
    expect(await grouped(name, { _id: '$k', n: $.sum(1) })).toHaveLength(2);
  });
  test('a sum beyond 32 bits, and one beyond 64', async () => {
    const name = await fresh([{ n: 2147483647 }, { n: 1 }]);
    expect(await grouped(name, { _id: null, v: $.sum('$n') })).toEqual([{ _id: null, v: 2147483648 }]);
    const large = await fresh([{ n: { $numberLong: '9223372036854775807' } }, { n: { $numberLong: '9223372036854775807' } }]);
    expect(await grouped(large, { _id: null, v: $.sum('$n') })).toEqual([{ _id: null, v: 2 ** 64 }]);
  });
  test.each<[string, object, string]>([
    ['without _id', { n: $.sum(1) }, 'a group specification must include an _id'],
    ['a field that is no accumulator', { _id: null, n: '$n' }, "The field 'n' must be an accumulator object"],
    ['an expression that is none', { _id: null, n: $.multiply(['$n', 2]) }, "unknown group operator '$multiply'"],
    ['a list for an accumulator', { _id: null, n: $.sum(['$n', 1]) }, 'The $sum accumulator is a unary operator'],
    ['a name with a dot', { _id: null, 'a.b': $.sum(1) }, "The field name 'a.b' cannot contain '.'"],
    ['an operator as a name', { _id: null, $sum: 1 }, 'The field name \'$sum\' cannot be an operator name'],
    ['$.mergeObjects of what is no object', { _id: null, v: $.mergeObjects('$item') }, '$mergeObjects requires object inputs'],
  ])('refuses %s', async (_name, spec, message) => {
    expect((await failure(grouped(collection, spec))).errMsg).toContain(message);
  });
});

pipelines('$unwind', [{ a: [1, 2], b: 'x' }, { a: [] }, { a: null }, {}, { a: 'one' }, { a: [[1], 2] }, { d: { a: [{ q: 1 }, { q: 2 }] } }], [
  ['a path', (p) => p.unwind('$a').project({ a: 1 }), [{ _id: '0', a: 1 }, { _id: '0', a: 2 }, { _id: '4', a: 'one' }, { _id: '5', a: [1] }, { _id: '5', a: 2 }], 'nothing and empty arrays vanish, a scalar is an array of one'],
  ['an object', (p) => p.unwind({ path: '$a' }).count('n'), [{ n: 5 }]],
  ['preserveNullAndEmptyArrays', (p) => p.unwind({ path: '$a', preserveNullAndEmptyArrays: true }).match({ _id: _.in(['1', '2', '3']) }), [{ _id: '1' }, { _id: '2', a: null }, { _id: '3' }], 'an empty array takes its field away'],
  ['includeArrayIndex', (p) => p.unwind({ path: '$a', includeArrayIndex: 'i' }).project({ i: 1 }), [{ _id: '0', i: 0 }, { _id: '0', i: 1 }, { _id: '4', i: null }, { _id: '5', i: 0 }, { _id: '5', i: 1 }], 'null for what is no array'],
  ['a deep array', (p) => p.unwind('$d.a').project({ _id: 0, d: 1 }), [{ d: { a: { q: 1 } } }, { d: { a: { q: 2 } } }]],
  ['the other fields stay', (p) => p.match({ b: 'x' }).unwind('$a'), [{ _id: '0', a: 1, b: 'x' }, { _id: '0', a: 2, b: 'x' }]],
  ['without a dollar', (p) => p.unwind('a'), "path option to $unwind stage should be prefixed with a '$': a"],
  ['without a path', (p) => p.unwind({ includeArrayIndex: 'i' }), 'no path specified to $unwind stage'],
  ['an unknown option', (p) => p.unwind({ path: '$a', keep: true }), 'unrecognized option to $unwind stage: keep'],
  ['an index with a dollar', (p) => p.unwind({ path: '$a', includeArrayIndex: '$i' }), "includeArrayIndex option to $unwind stage should not be prefixed with a '$': $i"],
]);

pipelines('$replaceRoot', [{ a: { x: 1 }, b: 5 }, { a: { y: 2 } }], [
  ['a field', (p) => p.replaceRoot({ newRoot: '$a' }), [{ x: 1 }, { y: 2 }]],
  ['an expression', (p) => p.replaceRoot({ newRoot: $.mergeObjects([{ x: 0, y: 0 }, '$a']) }), [{ x: 1, y: 0 }, { x: 0, y: 2 }]],
  ['an object', (p) => p.replaceRoot({ newRoot: { id: '$_id', b: '$b' } }), [{ id: '0', b: 5 }, { id: '1' }]],
  ['what is no object', (p) => p.replaceRoot({ newRoot: '$b' }), "'newRoot' expression must evaluate to an object, but resulting value was: 5"],
  ['what is missing', (p) => p.match({ _id: '1' }).replaceRoot({ newRoot: '$b' }), "'newRoot' expression must evaluate to an object, but resulting value was: MISSING"],
  ['nothing', (p) => p.replaceRoot({}), 'no newRoot specified for the $replaceRoot stage'],
]);

describe('$sample', () => {
  test.each([[2, 2], [4, 4], [10, 4]])('of %i from 4: %i, each once', async (size, expected) => {
    const collection = await fresh(orders);
    const ids = (await run(collection, (p) => p.sample({ size }))).map(({ _id }) => _id);
    expect([ids.length, new Set(ids).size]).toEqual([expected, expected]);
  });
  test('without a size', async () => {
    const collection = await fresh();
    expect((await failure(run(collection, (p) => p.sample({})))).errMsg).toContain('$sample stage must specify a size');
  });
});

test.each(['facet', 'graphLookup', 'redact', 'out', 'collStats', 'indexStats'])('the stage %s stands on the wrapper of the SDK, and is not to be had', async (name) => {
  const pipeline = db.collection('x').aggregate();
  expect(String(await failure(() => pipeline[name]({})))).toContain('is not a function');
});

test('a pipeline over a collection that is not there', async () => {
  const { errCode, errMsg } = await failure(run('nowhere', (p) => p.count('n')));
  expect([errCode, errMsg]).toEqual([-1, expect.stringContaining('Db or Table not exist: nowhere') as string]);
});
