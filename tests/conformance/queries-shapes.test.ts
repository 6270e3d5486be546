/** Conditions on arrays, on paths through them, joined by logic, or computed. */
import { _, $, db, failure, fresh, list, queries, useService } from './support/service';

useService();

queries('arrays', [{ a: [1, 2, 3] }, { a: [] }, { a: [[1, 2]] }, { a: 1 }, {}, { a: [{ q: 1 }, { q: 9 }] }, { a: [null, 1] }, { a: ['x', 'y'] }, { a: null }], [
  ['_.size', { a: _.size(3) }, [0]],
  ['_.size(0)', { a: _.size(0) }, [1]],
  ['_.size counts elements, not what is in them', { a: _.size(1) }, [2]],
  ['_.all', { a: _.all([1, 3]) }, [0]],
  ['_.all of one', { a: _.all([1]) }, [0, 3, 6], 'a value that is no array is as an array of one'],
  ['_.all of an array', { a: _.all([[1, 2]]) }, [2]],
  ['_.all of nothing', { a: _.all([]) }, [], 'an empty $all matches nothing'],
  ['_.all with null', { a: _.all([null]) }, [4, 6, 8]],
  ['_.all with a regular expression', { a: _.all([/^x/, 'y']) }, [7]],
  ['_.all of $elemMatch', { a: _.all([{ $elemMatch: { q: 1 } }, { $elemMatch: { q: { $gt: 5 } } }]) }, [5]],
  ['_.elemMatch on documents', { a: _.elemMatch({ q: _.gt(5) }) }, [5]],
  ['_.elemMatch with two conditions', { a: _.elemMatch({ q: _.gt(1).lt(9) }) }, []],
  ['_.elemMatch on values', { a: _.elemMatch(_.eq(1)) }, [0, 6]],
  ['_.elemMatch of null', { a: _.elemMatch(_.eq(null)) }, [6]],
  ['_.elemMatch of _.neq', { a: _.elemMatch(_.neq(1)) }, [0, 2, 5, 6, 7], 'an element that is not 1; empty arrays have none'],
  ['_.elemMatch of a nested array', { a: _.elemMatch({ $elemMatch: { $eq: 2 } }) }, [2]],
  ['_.elemMatch of $in', { a: _.elemMatch({ $in: [3, 'y'] }) }, [0, 7]],
  ['a place in an array', { 'a.0': 1 }, [0, 2]],
  ['a place in an array, by _.gt', { 'a.2': _.gt(2) }, [0]],
  ['a place that is not there', { 'a.5': _.exists(false) }, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ['a place in an array of arrays', { 'a.0': 2 }, [2], 'the array in that place is seen by its elements'],
  ['_.neq of an element', { a: _.neq(1) }, [1, 2, 4, 5, 7, 8], 'no element may be equal'],
  ['_.in over elements', { a: _.in([3, 'x']) }, [0, 7]],
  ['_.nin over elements', { a: _.nin([1, 'x']) }, [1, 2, 4, 5, 8]],
  ['_.gt over elements', { a: _.gt(2) }, [0]],
]);

queries('paths', [
  { a: { b: { c: 1 } } },
  { a: [{ b: 1 }, { b: 2 }] },
  { a: [{ b: [{ c: 1 }] }] },
  { a: 5 },
  { a: null },
  {},
  { a: {} },
  { a: [] },
  { a: [{}, { b: null }] },
  { a: [1, 'x'] },
  { a: [[{ b: 1 }]] },
  { a: { 0: 'zero' } },
  { 'a.b': 7 },
], [
  ['through documents', { 'a.b.c': 1 }, [0, 2], 'and through the documents in arrays'],
  ['as a nested object', { a: { b: { c: 1 } } }, [0, 2]],
  ['through an array', { 'a.b': 1 }, [1], 'an array in an array is not entered'],
  ['into an array in an array', { 'a.0.b': 1 }, [1, 10]],
  ['of an element', { 'a.1.b': 2 }, [1]],
  ['a name that is a number', { 'a.0': 'zero' }, [11]],
  ['null', { 'a.b': null }, [3, 4, 5, 6, 8, 11, 12], 'missing: in a scalar, in a document, in one document of an array; not in an empty array nor in one of scalars'],
  ['_.neq of null', { 'a.b': _.neq(null) }, [0, 1, 2, 7, 9, 10]],
  ['_.exists(true)', { 'a.b': _.exists(true) }, [0, 1, 2, 8]],
  ['_.exists(false)', { 'a.b': _.exists(false) }, [3, 4, 5, 6, 7, 9, 10, 11, 12]],
  ['_.in with null', { 'a.b': _.in([null, 1]) }, [1, 3, 4, 5, 6, 8, 11, 12]],
  ['two conditions on one array', { 'a.b': _.gt(1).lt(2) }, [1], 'different elements may meet them'],
  ['_.elemMatch with a path', { a: _.elemMatch({ 'b.c': 1 }) }, [2]],
  ['_.elemMatch with null', { a: _.elemMatch({ b: null }) }, [8, 10], 'an array in an array is looked at as a document'],
  ['_.size under a path', { 'a.b': _.size(1) }, [2]],
]);

queries('logic', [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 1 }, { a: 2 }, { b: 'x' }], [
  ['two fields', { a: 1, b: 2 }, [1]],
  ['_.and of objects', _.and([{ a: 1 }, { b: 1 }]), [0]],
  ['_.and as arguments', _.and({ a: 1 }, { b: 2 }), [1]],
  ['_.or of objects', _.or([{ a: 2 }, { b: 2 }]), [1, 2, 3]],
  ['_.or as arguments', _.or({ a: 2 }, { b: 'x' }), [2, 3, 4]],
  ['_.or on a field', { a: _.or(_.eq(2), _.exists(false)) }, [2, 3, 4]],
  ['commands chained by or', { a: _.lt(2).or(_.exists(false)) }, [0, 1, 4]],
  ['_.nor', _.nor([{ a: 1 }, { b: 1 }]), [3, 4]],
  ['_.nor on a field', { a: _.nor(_.eq(1), _.eq(2)) }, [4]],
  ['_.not', { b: _.not(_.gte(1)) }, [3, 4]],
  ['_.and of _.or', _.and([_.or([{ a: 1 }, { a: 2 }]), { b: _.exists(true) }]), [0, 1, 2]],
  ['_.or of _.and', _.or([_.and([{ a: 1 }, { b: 1 }]), { b: 'x' }]), [0, 4]],
  ['_.and and _.nor', _.and([{ a: _.neq(0) }, _.nor([{ b: 1 }])]), [1, 3, 4]],
  ['an empty condition', {}, [0, 1, 2, 3, 4]],
  ['undefined beside a value', { a: undefined, b: 1 }, [0, 2], 'the SDK drops it'],
  ['a raw $or', { $or: [{ a: 2 }, { b: 2 }] }, [1, 2, 3]],
  ['a raw $comment', { $comment: 'why', a: 1 }, [0, 1]],
]);

queries('_.expr', [{ spent: 5, budget: 3, list: [1, 2] }, { spent: 2, budget: 3 }, { spent: null, budget: 0, list: [] }, {}], [
  ['a comparison of two fields', _.expr($.gt(['$spent', '$budget'])), [0]],
  ['whole values are compared, of any type', _.expr($.lt(['$spent', '$budget'])), [1, 2], 'null is before numbers; a missing field equals a missing field'],
  ['a calculation', _.expr($.gte([$.add(['$spent', '$budget']), 8])), [0]],
  ['truth of a value', _.expr('$spent'), [0, 1], '0, null and nothing are false'],
  ['an array is not seen by its elements', _.expr($.eq(['$list', 1])), []],
  ['_.expr beside a field', { ..._.expr($.gt(['$spent', 1])), budget: 3 }, [0, 1]],
  ['_.expr in _.or', _.or([_.expr($.gt(['$spent', '$budget'])), { spent: null }]), [0, 2, 3]],
  ['$.cond', _.expr($.cond({ if: $.isArray('$list'), then: $.gt([$.size('$list'), 1]), else: false })), [0]],
]);

const people = [{ name: '李', age: 30, tags: ['a', 'b'] }, { name: 'Bob', age: 7.5 }, { name: '', tags: [1, 1], more: true }, { age: 'x' }, { name: 'Eve', address: { city: '广州', zip: '510000' } }];
queries('_.jsonSchema', people, [
  ['required', _.jsonSchema({ required: ['name', 'age'] }), [0, 1]],
  ['a bsonType', _.jsonSchema({ properties: { age: { bsonType: 'int' } } }), [0, 2, 4], 'a property that is missing is no fault'],
  ['a type', _.jsonSchema({ properties: { age: { type: 'number' } } }), [0, 1, 2, 4]],
  ['several types', _.jsonSchema({ required: ['age'], properties: { age: { bsonType: ['int', 'string'] } } }), [0, 3]],
  ['minimum and maximum', _.jsonSchema({ required: ['age'], properties: { age: { type: 'number', minimum: 7.5, maximum: 30, exclusiveMaximum: true } } }), [1]],
  ['multipleOf', _.jsonSchema({ required: ['age'], properties: { age: { bsonType: 'number', multipleOf: 2.5 } } }), [0, 1]],
  ['lengths and a pattern', _.jsonSchema({ required: ['name'], properties: { name: { minLength: 1, maxLength: 3, pattern: '^[A-Z]' } } }), [1, 4]],
  ['an enum', _.jsonSchema({ required: ['name'], properties: { name: { enum: ['李', ''] } } }), [0, 2]],
  ['items', _.jsonSchema({ required: ['tags'], properties: { tags: { items: { type: 'string' }, minItems: 2 } } }), [0]],
  ['unique items', _.jsonSchema({ required: ['tags'], properties: { tags: { uniqueItems: true } } }), [0]],
  ['a nested schema', _.jsonSchema({ required: ['address'], properties: { address: { required: ['city'], properties: { zip: { pattern: '^\\d{6}$' } } } } }), [4]],
  ['no other properties', _.jsonSchema({ properties: { _id: {}, name: {}, age: {} }, additionalProperties: false }), [1, 3]],
  ['patterns of names', _.jsonSchema({ patternProperties: { '^a': { type: 'object' } } }), [2, 4]],
  ['anyOf, oneOf and not', _.jsonSchema({ anyOf: [{ required: ['tags'] }, { required: ['age'] }], not: { required: ['more'] } }), [0, 1, 3]],
  ['dependencies', _.jsonSchema({ dependencies: { tags: ['age'] } }), [0, 1, 3, 4]],
  ['beside a field', { ..._.jsonSchema({ required: ['name'] }), age: _.gt(8) }, [0]],
]);

const when = new Date('2024-02-29T08:00:00Z');
queries('serverDate', [{ at: when }, { at: new Date('2999-01-01') }], [
  ['before now', { at: _.lt(db.serverDate()) }, [0]],
  ['after now', { at: _.gt(db.serverDate({ offset: 1000 })) }, [1]],
  ['with an offset of a thousand years', { at: _.lt(db.serverDate({ offset: 1000 * 366 * 86_400_000 })) }, [0, 1]],
]);

describe('what MongoDB refuses', () => {
  let collection: string;
  beforeAll(async () => {
    collection = await fresh([{ a: 1 }]);
  });
  test.each<[string, object, string]>([
    ['an unknown operator', { a: { $like: 'x' } }, 'unknown operator: $like'],
    ['an unknown operator at the top', { $xor: [{ a: 1 }] }, 'unknown top level operator: $xor'],
    ['_.or of nothing', _.or([]), '$or must be a nonempty array'],
    ['_.and of nothing', _.and([]), '$and must be a nonempty array'],
    ['_.nor of nothing', _.nor([]), '$nor must be a nonempty array'],
    ['_.mod by zero', { a: _.mod(0, 1) }, 'divisor cannot be 0'],
    ['_.mod with a text', { a: _.mod('x', 1) }, 'malformed mod'],
    ['_.size of a fraction', { a: _.size(1.5) }, 'Failed to parse $size'],
    ['_.size below zero', { a: _.size(-1) }, 'Failed to parse $size'],
    ['_.in with an operator', { a: _.in([{ $gt: 1 }]) }, 'cannot nest $ under $in'],
    ['a raw $in without a list', { a: { $in: 5 } }, '$in needs an array'],
    ['a raw $all without a list', { a: { $all: 5 } }, '$all needs an array'],
    ['_.elemMatch of a value', { a: _.elemMatch(5) }, '$elemMatch needs an Object'],
    ['_.neq of a regular expression', { a: { $ne: { $regularExpression: { pattern: 'x', options: '' } } } }, "Can't have regex as arg to $ne."],
    ['a raw $not of a value', { a: { $not: 5 } }, '$not needs a regex or a document'],
    ['a broken regular expression', { a: db.RegExp({ regexp: '(' }) }, 'Regular expression is invalid'],
    ['an unknown flag', { a: db.RegExp({ regexp: 'x', options: 'q' }) }, 'invalid flag in regex options: q'],
    ['an unknown type', { a: { $type: 'text' } }, 'Unknown type name alias'],
    ['$where', { $where: 'true' }, '$where'],
    ['_.text', { $text: _.text({ search: 'x' }) }, 'text index required for $text query'],
    ['an unknown keyword of _.jsonSchema', _.jsonSchema({ wanted: ['a'] }), 'Unknown $jsonSchema keyword: wanted'],
    ["the type 'integer' of _.jsonSchema", _.jsonSchema({ properties: { a: { type: 'integer' } } }), "$jsonSchema type 'integer' is not currently supported."],
    ['a keyword that MongoDB leaves out', _.jsonSchema({ $ref: '#' }), "$jsonSchema keyword '$ref' is not currently supported"],
    ['an unknown expression', _.expr({ $nothing: 1 }), "Unrecognized expression '$nothing'"],
    ['an expression with too few operands', _.expr($.gt(['$a'])), 'Expression $gt takes exactly 2 arguments. 1 were passed in.'],
  ])('%s', async (_name, where, message) => {
    const { errCode, errMsg } = await failure(list(db.collection(collection).where(where)));
    expect(errMsg).toContain(message);
    expect(errMsg).toMatch(/^collection\.get:fail -502001 database request fail\. \[FailedOperation\] /);
    expect(errCode).toBe(-502001);
  });
});
