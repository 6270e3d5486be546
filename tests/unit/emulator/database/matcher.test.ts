/** The query language, by itself. Where MongoDB's documentation decides, the name of the case says what. */
import { compileQuery } from '../../../../emulator/cloud/database/matcher';
import type { Document, Value } from '../../../../emulator/cloud/database';
import { ObjectId } from 'bson';

const matches = (query: Document, document: Document): boolean => compileQuery(query, () => () => false)(document);

test.each<[string, Value, Value[], Value[]]>([
  // name, condition on `a`, values that match, values that do not (undefined: missing)
  ['null is also a missing field', null, [null, undefined, [null, 1]], [0, '', false, [], [1]]],
  ['not null', { $ne: null }, [0, '', [], [1]], [null, undefined, [null]]],
  ['$in with null', { $in: [null, 1] }, [null, undefined, 1, [1, 2]], [2, '1']],
  ['numbers by value', 1, [1, 1.0, [1]], ['1', true, 2]],
  ['a date', new Date(5), [new Date(5), [new Date(5)]], [5, new Date(6)]],
  ['an embedded document, in the order of its fields', { x: 1, y: 2 }, [{ x: 1, y: 2 }, [{ x: 1, y: 2 }]], [{ y: 2, x: 1 }, { x: 1 }, { x: 1, y: 2, z: 3 }]],
  ['a whole array, or an array in it', [1, 2], [[1, 2], [[1, 2], 3]], [[2, 1], [1, 2, 3], 1]],
  ['an empty array', [], [[], [[]]], [null, undefined, [1]]],
  ['an object id', new ObjectId('507f1f77bcf86cd799439011'), [new ObjectId('507f1f77bcf86cd799439011')], ['507f1f77bcf86cd799439011']],
  ['a range stays in its type', { $gt: 5 }, [6, 5.5, Infinity, [1, 6]], [5, '6', null, undefined, new Date(9), true, [], NaN]],
  ['two ends, met by two elements', { $gt: 5, $lt: 3 }, [[1, 9]], [4, [4], 9]],
  ['text range', { $gte: 'b', $lt: 'd' }, ['b', 'c', 'cz'], ['a', 'd', 5]],
  ['booleans', { $gt: false }, [true], [false, 1, null]],
  ['$gte null', { $gte: null }, [null, undefined], [0, '']],
  ['NaN', NaN, [NaN, [NaN]], [0, null]],
  ['$lte NaN', { $lte: NaN }, [NaN], [-Infinity, 0]],
  ['a regular expression', /^b/i, ['Bar', ['x', 'by']], ['abc', 5, null]],
  ['$regex with $options', { $regex: 'O$', $options: 'i' }, ['foo'], ['of']],
  ['$in with a regular expression', { $in: [/^a/, 'b'] }, ['ax', 'b', ['c', 'ab']], ['ba', 5]],
  ['$nin', { $nin: [1, /^a/] }, [2, 'b', undefined, []], [1, 'ab', [3, 1]]],
  ['$not', { $not: { $gt: 5 } }, [5, 'x', null, undefined], [6, [1, 6]]],
  ['$not with a regular expression', { $not: /^a/ }, ['b', 5, undefined], ['ab']],
  ['$exists', { $exists: true }, [null, 0, []], [undefined]],
  ['$exists false', { $exists: false }, [undefined], [null]],
  ['$size', { $size: 2 }, [[1, 2], [[], []]], [[1], 2, 'ab', undefined]],
  ['$all', { $all: [1, 2] }, [[2, 1, 3]], [[1], 1]],
  ['$all of one', { $all: [1] }, [1, [1]], [[], 2]],
  ['$all of an array', { $all: [[1, 2]] }, [[1, 2], [[1, 2]]], [[[2, 1]]]],
  ['$all of nothing', { $all: [] }, [], [1, [], undefined]],
  ['$all with $elemMatch', { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] }, [[{ x: 1 }, { x: 2 }]], [[{ x: 1 }]]],
  ['$elemMatch on values', { $elemMatch: { $gte: 3, $lt: 5 } }, [[1, 4]], [[1, 9], 4]],
  ['$elemMatch on documents', { $elemMatch: { x: 1, y: { $gt: 1 } } }, [[{ x: 1, y: 2 }]], [[{ x: 1 }, { y: 2 }], { x: 1, y: 2 }]],
  ['$elemMatch with $or', { $elemMatch: { $or: [{ x: 1 }, { x: 2 }] } }, [[{ x: 2 }]], [[{ x: 3 }]]],
  ['$mod', { $mod: [4, 1] }, [5, 9.7, [2, 5]], [4, null, '5', new Date(5), undefined, NaN]],
  ['$mod of negative numbers keeps the sign', { $mod: [3, -1] }, [-4], [4, 2]],
  ['$type by name', { $type: 'string' }, ['x', [1, 'x']], [1, null]],
  ['$type number', { $type: ['number', 'null'] }, [1, 2.5, 2 ** 40, null], ['1', undefined]],
  ['$type array', { $type: 'array' }, [[]], [1]],
  ['$type by number', { $type: 16 }, [1], [1.5, '1']],
  ['$bitsAllSet', { $bitsAllSet: [0, 2] }, [5, 7], [4, '5', 5.5]],
  ['$bitsAnyClear', { $bitsAnyClear: 3 }, [1, 4], [3, 7]],
])('%s', (_name, condition, yes, no) => {
  const document = (value: Value): Document => (value === undefined ? {} : { a: value });
  for (const value of yes) expect([value, matches({ a: condition }, document(value))]).toEqual([value, true]);
  for (const value of no) expect([value, matches({ a: condition }, document(value))]).toEqual([value, false]);
});

test.each<[string, Document, Document, boolean]>([
  ['a path through documents', { 'a.b.c': 1 }, { a: { b: { c: 1 } } }, true],
  ['a path through an array', { 'a.b': 1 }, { a: [{ b: 0 }, { b: 1 }] }, true],
  ['a path through nested arrays', { 'a.b.c': 1 }, { a: [{ b: [{ c: 1 }] }] }, true],
  ['a place in an array', { 'a.1': 2 }, { a: [1, 2] }, true],
  ['a place in an array, then a field', { 'a.1.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
  ['a number as a field name', { 'a.1': 2 }, { a: [{ 1: 2 }] }, true],
  ['null where an element lacks the field', { 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
  ['null where every element has it', { 'a.b': null }, { a: [{ b: 1 }] }, false],
  ['null through a scalar', { 'a.b': null }, { a: 5 }, true],
  ['$ne over an array means: none', { 'a.b': { $ne: 1 } }, { a: [{ b: 1 }, { b: 2 }] }, false],
  ['$and, $or, $nor', { $and: [{ a: 1 }, { $or: [{ b: 1 }, { b: 2 }] }], $nor: [{ c: 1 }] }, { a: 1, b: 2, c: 3 }, true],
  ['an empty query', {}, { a: 1 }, true],
  ['$comment is none', { $comment: 'x', a: 1 }, { a: 1 }, true],
  ['inherited names are no fields', { toString: { $exists: true } }, { a: 1 }, false],
])('%s', (_name, query, document, expected) => {
  expect(matches(query, document)).toBe(expected);
});

test.each<[string, Document, string]>([
  ['$where', { $where: 'true' }, '$where is not supported'],
  ['$text', { $text: { $search: 'x' } }, 'text index required for $text query'],
  ['an unknown operator', { a: { $like: 1 } }, 'unknown operator: $like'],
  ['an unknown operator at the top', { $xor: [] }, 'unknown top level operator: $xor'],
  ['operator and field mixed', { a: { $gt: 1, b: 2 } }, 'unknown operator: b'],
  ['an empty $or', { $or: [] }, '$or must be a nonempty array'],
  ['$or of no documents', { $or: [1] }, '$or entries need to be full objects'],
  ['$in without a list', { a: { $in: 1 } }, '$in needs an array'],
  ['$in with an operator', { a: { $in: [{ $gt: 1 }] } }, 'cannot nest $ under $in'],
  ['$not with a value', { a: { $not: 1 } }, '$not needs a regex or a document'],
  ['$size with a fraction', { a: { $size: 1.5 } }, 'Failed to parse $size'],
  ['$mod by zero', { a: { $mod: [0, 1] } }, 'divisor cannot be 0'],
  ['$mod with a text', { a: { $mod: ['x', 1] } }, 'malformed mod'],
  ['a broken expression', { a: { $regex: '(' } }, 'Regular expression is invalid'],
  ['an unknown type', { a: { $type: 'text' } }, 'Unknown type name alias'],
  ['__proto__ in a path', { 'a.__proto__': 1 }, 'is not allowed'],
  ['constructor in a path', { 'constructor.name': 'Object' }, 'is not allowed'],
  ['an empty part in a path', { 'a..b': 1 }, 'has an empty part'],
])('refuses %s', (_name, query, message) => {
  expect(() => compileQuery(query, () => () => false)).toThrow(message);
});
