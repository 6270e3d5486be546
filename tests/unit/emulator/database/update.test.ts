/** The update language, by itself. */
import { compileUpdate } from '../../../../emulator/cloud/database/update';
import type { Document } from '../../../../emulator/cloud/database';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
const apply = (document: Document, update: Document): Document => compileUpdate(update)(frozen(document), { now: 1000 });

test.each<[string, Document, Document, Document]>([
  ['$set a field', { a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
  ['$set creates the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ['$set in an array by position', { a: [1, { x: 1 }] }, { $set: { 'a.1.x': 2, 'a.3': 9 } }, { a: [1, { x: 2 }, null, 9] }],
  ['$unset', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': '' } }, { a: { c: 2 } }],
  ['$unset of what is not there', { a: 1 }, { $unset: { 'a.b': '', c: '' } }, { a: 1 }],
  ['$unset in an array leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  ['$inc', { n: 1 }, { $inc: { n: -3, m: 2 } }, { n: -2, m: 2 }],
  ['$mul', { n: 3 }, { $mul: { n: 2, m: 5 } }, { n: 6, m: 0 }],
  ['$min and $max', { a: 3, b: 3 }, { $min: { a: 2, c: 1 }, $max: { b: 2, d: 4 } }, { a: 2, b: 3, c: 1, d: 4 }],
  ['$max across types', { a: 3 }, { $max: { a: 'x' } }, { a: 'x' }],
  ['$rename', { a: { b: 1 }, c: 2 }, { $rename: { 'a.b': 'd', c: 'e', none: 'f' } }, { a: {}, d: 1, e: 2 }],
  ['$push one', { a: [1] }, { $push: { a: 2, b: [3] } }, { a: [1, 2], b: [[3]] }],
  ['$push with every modifier', { a: [5, 3] }, { $push: { a: { $each: [4, 1], $position: 0, $sort: -1, $slice: 3 } } }, { a: [5, 4, 3] }],
  ['$push at a place from the end', { a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 2, 9, 3] }],
  ['$push keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['$addToSet', { a: [1, { x: 1, y: 2 }] }, { $addToSet: { a: { $each: [1, 2, { x: 1, y: 2 }, { y: 2, x: 1 }] } } }, { a: [1, { x: 1, y: 2 }, 2, { y: 2, x: 1 }] }],
  ['$pop last', { a: [1, 2], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1], b: [2] }],
  ['$pull a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pull objects', { a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  ['$pullAll', { a: [1, 2, 3, null] }, { $pullAll: { a: [1, 3, null] } }, { a: [2] }],
  ['$bit', { a: 0b1100 }, { $bit: { a: { and: 0b0110, or: 1 } } }, { a: 0b0101 }],
  ['$currentDate', {}, { $currentDate: { a: true } }, { a: new Date(1000) }],
  ['every element', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 1 } }, { a: [{ n: 2 }, { n: 3 }] }],
  ['$setOnInsert does nothing to what is there', { a: 1 }, { $setOnInsert: { b: 1, 'c.d': 1 } }, { a: 1 }],
])('%s', (_name, document, update, expected) => {
  const result = apply(document, update);
  expect(result).toEqual(expected);
  expect(Object.keys(result)).toEqual(Object.keys(expected));
});

test.each<[string, Document, Document, string]>([
  ['$inc on a text', { _id: 'x', n: 'a' }, { $inc: { n: 1 } }, "has the field 'n' of non-numeric type string"],
  ['$inc on null', { _id: 'x', n: null }, { $inc: { n: 1 } }, 'of non-numeric type null'],
  ['$inc by a text', {}, { $inc: { n: '1' } }, 'Cannot increment with non-numeric argument'],
  ['$mul by a text', {}, { $mul: { n: '1' } }, 'Cannot multiply with non-numeric argument'],
  ['$push on a number', { _id: 'x', a: 1 }, { $push: { a: 1 } }, "must be an array but is of type int in document"],
  ['$addToSet on null', { _id: 'x', a: null }, { $addToSet: { a: 1 } }, 'has non-array type null'],
  ['$pull from a number', { a: 1 }, { $pull: { a: 1 } }, 'Cannot apply $pull to a non-array value'],
  ['$pop from a number', { a: 1 }, { $pop: { a: 1 } }, "contains an element of non-array type 'int'"],
  ['$set through null', { a: null }, { $set: { 'a.x': 1 } }, "Cannot create field 'x' in element {a: null}"],
  ['$set through a number', { a: 1 }, { $set: { 'a.x.y': 1 } }, "Cannot create field 'x' in element {a: 1}"],
  ['$set by name in an array', { a: [{ x: 1 }] }, { $set: { 'a.x': 1 } }, "Cannot create field 'x' in element {a: [{\"x\":1}]}"],
  ['one path twice', {}, { $set: { a: 1 }, $inc: { a: 1 } }, "Updating the path 'a' would create a conflict at 'a'"],
  ['a path and its part', {}, { $set: { 'a.b': 1 }, $unset: { a: '' } }, "would create a conflict at 'a'"],
  ['the id', { _id: 'x' }, { $set: { _id: 'y' } }, "immutable field '_id'"],
  ['the id away', { _id: 'x' }, { $unset: { _id: '' } }, "immutable field '_id'"],
  ['an operator that is none', {}, { $add: { a: 1 } }, 'Unknown modifier: $add'],
  ['an operand that is no object', {}, { $set: 1 }, 'Modifiers operate on fields'],
  ['a name with a dollar', {}, { $set: { a: { $x: 1 } } }, "The dollar ($) prefixed field '$x' in 'a.$x'"],
  ['__proto__', {}, { $set: { 'a.__proto__.x': 1 } }, 'is not allowed'],
  ['constructor', {}, { $set: { 'constructor.prototype.x': 1 } }, 'is not allowed'],
  ['an empty path part', {}, { $set: { 'a..b': 1 } }, 'has an empty part'],
  ['an unknown modifier of $push', {}, { $push: { a: { $each: [], $first: 1 } } }, 'Unrecognized clause in $push'],
  ['$pop by 2', {}, { $pop: { a: 2 } }, '$pop expects 1 or -1'],
  ['far beyond an array', { a: [] }, { $set: { 'a.2000000': 1 } }, "can't backfill"],
])('refuses %s and changes nothing', (_name, document, update, message) => {
  const before = structuredClone(document);
  expect(() => apply(document, { $set: { first: 1 }, ...update })).toThrow(message);
  expect(document).toEqual(before);
});

test('an update that changes nothing gives the same document, and shares what it does not touch', () => {
  const document = frozen({ _id: 'x', a: [1], b: { c: 1 }, d: new Date(5), n: 3 });
  const same = { $set: { 'b.c': 1, d: new Date(5) }, $addToSet: { a: 1 }, $max: { n: 2 }, $pull: { none: 1 } };
  expect(compileUpdate(same)(document, { now: 0 })).toBe(document);
  const changed = compileUpdate({ $set: { 'b.c': 2 } })(document, { now: 0 });
  expect(changed).not.toBe(document);
  expect(changed.a).toBe(document.a);
});
