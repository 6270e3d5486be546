/** Update commands on single values: what they do, what they refuse, and that a refused update changes nothing. */
import { _, db, fresh, one, updates, useService } from './support/service';

useService();

updates('setting', [
  ['a new field', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  ['a field that is there', { a: 1 }, { a: 'x' }, { a: 'x' }],
  ['the same value', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, 'no change is counted'],
  ['null', { a: 1 }, { a: null }, { a: null }],
  ['a date', {}, { a: new Date(5) }, { a: new Date(5) }],
  ['a nested object', { a: { x: 1, y: 1 } }, { a: { x: 2 } }, { a: { x: 2, y: 1 } }, 'the SDK makes dotted paths of it: other fields stay'],
  ['_.set of an object', { a: { x: 1, y: 1 } }, { a: _.set({ x: 2 }) }, { a: { x: 2 } }, 'replaces the whole'],
  ['an array', { a: [1, 2, 3] }, { a: [9] }, { a: [9] }],
  ['a dotted path', { a: { b: { c: 1 } } }, { 'a.b.c': 2 }, { a: { b: { c: 2 } } }],
  ['a path that is not there', {}, { 'a.b.c': 1 }, { a: { b: { c: 1 } } }, 'objects on the way are made'],
  ['an element', { a: [1, 2] }, { 'a.1': 9 }, { a: [1, 9] }],
  ['a field of an element', { a: [{ x: 1 }] }, { 'a.0.x': 2 }, { a: [{ x: 2 }] }],
  ['an element behind the end', { a: [1] }, { 'a.3': 9 }, { a: [1, null, null, 9] }, 'the gap is filled with null'],
  ['a number as a name of a field', { a: {} }, { 'a.0': 9 }, { a: { 0: 9 } }],
  ['a number as extended JSON', {}, { 'a.n': { $numberLong: '12' } }, { a: { n: 12 } }],
  ['a field under null', { a: null }, { 'a.b': 1 }, "Cannot create field 'b' in element {a: null}"],
  ['a field under a number', { a: 5 }, { 'a.b': 1 }, "Cannot create field 'b' in element {a: 5}"],
  ['a field under a text', { a: { b: 'x' } }, { 'a.b.c': 1 }, `Cannot create field 'c' in element {b: "x"}`],
  ['a name under an array', { a: [{ b: 1 }] }, { 'a.b': 2 }, "Cannot create field 'b' in element {a: [{\"b\":1}]}"],
  ['far behind the end of an array', { a: [] }, { 'a.2000000': 1 }, "can't backfill more than 1500000 elements"],
  ['one field twice', { a: 1 }, { $set: { a: 2 }, $inc: { a: 1 } }, "Updating the path 'a' would create a conflict at 'a'"],
  ['a field and its part', { a: {} }, { 'a.b': 1, a: _.set({}) }, "would create a conflict at 'a'"],
  ['a dollar in the name', { a: 1 }, { a: _.set({ $bad: 1 }) }, "The dollar ($) prefixed field '$bad' in 'a.$bad' is not valid for storage."],
  ['an empty name', { a: 1 }, { $set: { 'a..b': 1 } }, "The field path 'a..b' has an empty part"],
  ['an empty operator', { a: 1 }, { $set: {} }, "'$set' is empty. You must specify a field like so: {$set: {<field>: ...}}"],
  ['an unknown operator', { a: 1 }, { $jump: { a: 1 } }, 'Unknown modifier: $jump'],
  ['an operator without an object', { a: 1 }, { $set: 5 }, 'Modifiers operate on fields but we found type int instead.'],
]);

updates('removing and renaming', [
  ['_.remove', { a: 1, b: 2 }, { a: _.remove() }, { b: 2 }],
  ['_.remove of a part', { a: { x: 1, y: 2 } }, { 'a.x': _.remove() }, { a: { y: 2 } }],
  ['_.remove of the last part', { a: { x: 1 } }, { 'a.x': _.remove() }, { a: {} }],
  ['_.remove of what is not there', { a: 1 }, { b: _.remove(), 'c.d': _.remove() }, { a: 1 }],
  ['_.remove of an element', { a: [1, 2, 3] }, { 'a.1': _.remove() }, { a: [1, null, 3] }, 'the place stays, as null'],
  ['_.remove through a scalar', { a: 5 }, { 'a.b': _.remove() }, { a: 5 }],
  ['_.rename', { a: 1 }, { a: _.rename('b') }, { b: 1 }],
  ['_.rename into another object', { a: { x: 1 } }, { 'a.x': _.rename('b.y') }, { a: {}, b: { y: 1 } }],
  ['_.rename of what is not there', { a: 1 }, { none: _.rename('b') }, { a: 1 }],
  ['_.rename over another field', { a: 1, b: 2 }, { a: _.rename('b') }, { b: 1 }],
  ['_.rename of an object', { a: { x: 1 } }, { a: _.rename('c') }, { c: { x: 1 } }],
  ['_.rename to itself', { a: 1 }, { a: _.rename('a') }, 'The source and target field for $rename must differ: a: "a"'],
  ['_.rename into itself', { a: {} }, { a: _.rename('a.b') }, 'The source and target field for $rename must not be on the same path: a: "a.b"'],
  ['_.rename of an element', { a: [{ x: 1 }] }, { 'a.0.x': _.rename('b') }, "The source field cannot be an array element, 'a.0.x'"],
  ['_.rename to an element', { a: [1], b: 2 }, { b: _.rename('a.0') }, "The destination field cannot be an array element, 'a.0'"],
  ['_.rename to a number', { a: 1 }, { a: _.rename(5) }, "The 'to' field for $rename must be a string: a: 5"],
]);

updates('numbers', [
  ['_.inc', { n: 1 }, { n: _.inc(2) }, { n: 3 }],
  ['_.inc by less than nothing', { n: 1 }, { n: _.inc(-5) }, { n: -4 }],
  ['_.inc of a missing field', {}, { n: _.inc(2) }, { n: 2 }, 'it is set'],
  ['_.inc by a fraction', { n: 1 }, { n: _.inc(0.5) }, { n: 1.5 }],
  ['_.inc on the way to a field', {}, { 'a.n': _.inc(1) }, { a: { n: 1 } }],
  ['_.inc of an element', { a: [1, 2] }, { 'a.1': _.inc(1) }, { a: [1, 3] }],
  ['_.inc by nothing', { n: 1 }, { n: _.inc(0) }, { n: 1 }],
  ['_.inc beyond 32 bits', { n: 2147483647 }, { n: _.inc(1) }, { n: 2147483648 }, 'int becomes long'],
  ['_.inc beyond 64 bits', { n: { $numberLong: '9223372036854775807' } }, { n: _.inc(1) }, 'Failed to apply $inc operations to current value ((NumberLong)9223372036854775807)'],
  ['_.inc of null', { n: null }, { n: _.inc(1) }, "has the field 'n' of non-numeric type null"],
  ['_.inc of a text', { n: '1' }, { n: _.inc(1) }, "has the field 'n' of non-numeric type string"],
  ['_.inc of a date', { n: new Date(5) }, { n: _.inc(1) }, "has the field 'n' of non-numeric type date"],
  ['_.inc of an array', { n: [1] }, { n: _.inc(1) }, "has the field 'n' of non-numeric type array"],
  ['_.inc by a text', { n: 1 }, { n: _.inc('1') }, 'Cannot increment with non-numeric argument: {n: "1"}'],
  ['_.inc by null', { n: 1 }, { n: _.inc(null) }, 'Cannot increment with non-numeric argument: {n: null}'],
  ['_.mul', { n: 3 }, { n: _.mul(-2) }, { n: -6 }],
  ['_.mul by a fraction', { n: 3 }, { n: _.mul(0.5) }, { n: 1.5 }],
  ['_.mul of a missing field', {}, { n: _.mul(5) }, { n: 0 }, 'it is set to zero'],
  ['_.mul beyond 64 bits', { n: { $numberLong: '9223372036854775807' } }, { n: _.mul(2) }, 'Failed to apply $mul operations to current value ((NumberLong)9223372036854775807)'],
  ['_.mul of a text', { n: 'x' }, { n: _.mul(2) }, 'Cannot apply $mul to a value of non-numeric type.'],
  ['_.mul by a text', { n: 1 }, { n: _.mul('x') }, 'Cannot multiply with non-numeric argument: {n: "x"}'],
  ['_.bit and', { n: 13 }, { n: _.bit({ and: 10 }) }, { n: 8 }],
  ['_.bit or', { n: 3 }, { n: _.bit({ or: 5 }) }, { n: 7 }],
  ['_.bit xor', { n: 1 }, { n: _.bit({ xor: 5 }) }, { n: 4 }],
  ['_.bit and, then or', { n: 12 }, { n: _.bit({ and: 6, or: 1 }) }, { n: 5 }],
  ['_.bit of a missing field', {}, { n: _.bit({ or: 5 }) }, { n: 5 }],
  ['_.bit beyond 32 bits', { n: 2 ** 40 }, { n: _.bit({ or: 1 }) }, { n: 2 ** 40 + 1 }],
  ['_.bit of a fraction', { n: 1.5 }, { n: _.bit({ or: 1 }) }, 'Cannot apply $bit to a value of non-integral type.'],
  ['_.bit by a fraction', { n: 1 }, { n: _.bit({ or: 1.5 }) }, "The $bit modifier field must be an Integer(32/64 bit); a 'double' is not supported here"],
  ['_.bit of another operation', { n: 1 }, { n: _.bit({ nand: 1 }) }, "The $bit modifier only supports 'and', 'or', and 'xor', not 'nand'"],
]);

updates('smaller and greater', [
  ['_.min of a smaller value', { n: 3 }, { n: _.min(2) }, { n: 2 }],
  ['_.min of a greater value', { n: 3 }, { n: _.min(4) }, { n: 3 }],
  ['_.min of a missing field', {}, { n: _.min(4) }, { n: 4 }],
  ['_.max of a greater value', { n: 3 }, { n: _.max(4) }, { n: 4 }],
  ['_.max of a smaller value', { n: 3 }, { n: _.max(2) }, { n: 3 }],
  ['_.max of dates', { n: new Date(5) }, { n: _.max(new Date(9)) }, { n: new Date(9) }],
  ['_.max across types', { n: 3 }, { n: _.max('x') }, { n: 'x' }, 'in BSON order a text is greater than a number'],
  ['_.min across types', { n: 3 }, { n: _.min(null) }, { n: null }, 'null is smaller than a number'],
  ['_.max of texts', { n: 'a' }, { n: _.max('b') }, { n: 'b' }],
]);

updates('several commands at once', [
  ['of every kind', { a: 1, b: [1], c: 5, d: { x: 1 } }, { a: _.inc(1), b: _.push(2), c: _.remove(), 'd.y': 2, e: _.max(7) }, { a: 2, b: [1, 2], d: { x: 1, y: 2 }, e: 7 }],
  ['one is refused', { a: 1, b: 'x', c: 1 }, { a: _.inc(1), b: _.inc(1), c: 9 }, 'Cannot apply $inc to a value of non-numeric type', 'none of them is applied'],
  ['the last is refused', { a: [1], b: 'x' }, { a: _.push(2), b: _.push(1) }, "The field 'b' must be an array but is of type string", 'none of them is applied'],
  ['fields beside operators', { a: 1, b: 1 }, { $inc: { a: 1 }, b: 5 }, { a: 2, b: 5 }, 'the SDK passes operators through and sets the rest'],
]);

test('serverDate in an update is the time of the server, with its offset', async () => {
  const collection = await fresh([{ a: 1 }]);
  const before = Date.now();
  await db.collection(collection).doc('0').update({ data: { at: db.serverDate(), later: db.serverDate({ offset: 3_600_000 }), list: _.push([{ at: db.serverDate() }]) } });
  const { at, later, list } = (await one(collection)) as { at: Date; later: Date; list: { at: Date }[] };
  expect(at.getTime()).toBeGreaterThanOrEqual(before);
  expect(at.getTime()).toBeLessThanOrEqual(Date.now());
  expect(later.getTime() - at.getTime()).toBe(3_600_000);
  expect(list[0]!.at).toEqual(at);
});
