/** The compact forms in which a million documents are known: packed keys, their order, fields read from bytes, and the table of ids. */
import fc from 'fast-check';
import { crc32, portableCrc32 } from '../../../../emulator/cloud/database/checksum';
import { storedText } from '../../../../emulator/cloud/database/ejson';
import { NoDisk } from '../../../../emulator/cloud/database/journal';
import { compareBytes, ordinalAt, packEntry, packKey, unpackEntry } from '../../../../emulator/cloud/database/packed-key';
import { RecordTable } from '../../../../emulator/cloud/database/record-table';
import { Residents } from '../../../../emulator/cloud/database/residents';
import { SortedEntries } from '../../../../emulator/cloud/database/sorted-entries';
import { FieldReader } from '../../../../emulator/cloud/database/stored-fields';

const anyKey = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 6 });
/** Most have the same beginning, as the keys of an index have. */
const key = fc.oneof(anyKey, fc.constantFrom('', 'shop-1', 'shop-1\u4278').chain((start) => fc.integer({ min: 0, max: 400 }).map((n) => `${start}${n}\0\0`)));
const ordinal = fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 2 ** 47 }));

test('packed keys compare as the strings do, and come back', () => {
  fc.assert(
    fc.property(anyKey, anyKey, ordinal, (a, b, n) => {
      const [packedA, packedB] = [packKey(a), packKey(b)];
      const order = compareBytes(packedA, 0, packedA.length, packedB, 0, packedB.length);
      expect(Math.sign(order)).toBe(a < b ? -1 : a === b ? 0 : 1);
      const entry = packEntry(a, n);
      expect(ordinalAt(entry, entry.length)).toBe(n);
      expect(unpackEntry(entry, 0, entry.length).slice(0, -3)).toBe(a);
    }),
  );
});

test('a list of entries, loaded and changed, is a sorted list', () => {
  const entry = fc.tuple(key, fc.integer({ min: 1, max: 60 }));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 800 }), fc.array(fc.tuple(entry, fc.boolean()), { maxLength: 1500 }), fc.array(fc.tuple(key, key), { maxLength: 5 }), (loaded, changes, ranges) => {
      // As in an index: no key is the beginning of another.
      const ended = (text: string): string => `${text.replaceAll('\0', '\0\uffff')}\0\0`;
      const full = ([text, n]: [string, number]): string => `${ended(text)}|${String(n).padStart(3, '0')}`;
      const model = new Map<string, [string, number]>();
      for (const [text, n] of loaded) model.set(full([text, n]), [text, n]);
      const list = new SortedEntries<number>((n) => n);
      list.load([...model.values()].map(([text, n]) => [n, [ended(text)]]), false);
      for (const [item, insert] of changes) {
        const known = model.has(full(item));
        if (insert && !known) {
          list.insert(ended(item[0]), item[1]);
          model.set(full(item), item);
        } else if (!insert) {
          list.remove(ended(item[0]), item[1]);
          model.delete(full(item));
        }
      }
      const byKey = ([a, x]: [string, number], [b, y]: [string, number]): number => (ended(a) < ended(b) ? -1 : a === b ? x - y : 1);
      const sorted = [...model.values()].sort(byKey);
      expect(list.size).toBe(sorted.length);
      for (const [from, to] of [['', '\uffff'] as [string, string], ...ranges]) {
        const expected = sorted.filter(([text]) => ended(text) >= from && ended(text) < to);
        expect([...list.range(from, to)]).toEqual(expected.map(([, n]) => n));
        expect([...list.range(from, to, true)]).toEqual(expected.map(([, n]) => n).reverse());
        expect([...list.entries(from, to, false)].map(([text]) => text.slice(0, -3))).toEqual(expected.map(([text]) => ended(text)));
        expect(list.count(from, to)).toBe(expected.length);
      }
    }),
    { numRuns: 60 },
  );
});

test('many entries with long common beginnings, and a key held twice', () => {
  const list = new SortedEntries<number>((n) => n);
  const keyOf = (n: number): string => `${'x'.repeat(n % 5 === 0 ? 300 : 3)}${(n * 7919) % 5000}\0\0`;
  const all = Array.from({ length: 5000 }, (_, i): [number, string[]] => [i + 1, [keyOf(i)]]);
  expect(list.load(all, true)).toBeNull();
  const expected = all.map(([n, [text]]) => [text!, n] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  expect([...list.range('', '\uffff')]).toEqual(expected.map(([, n]) => n));
  expect(list.load([...all, [9999, [keyOf(1234)]]], true)).toEqual([1235, 9999]);
});

test('fields are read from bytes as parsing reads them', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const names = fc.array(fc.constantFrom('_id', 'a', 'b', 'a"b', '小', 'a\\', ''), { maxLength: 4 });
  const document = fc.dictionary(fc.oneof(fc.constantFrom('_id', 'a', 'b', 'a"b', '小', 'a\\', ''), fc.string({ maxLength: 4 })), fc.oneof(value, fc.string(), fc.constant(new Date(7))), { maxKeys: 6, noNullPrototype: true });
  fc.assert(
    fc.property(document, names, (source, wanted) => {
      fc.pre(!('__proto__' in source && Object.hasOwn(source, '__proto__')) && !JSON.stringify(source).includes('"$') && !JSON.stringify(source).includes('__proto__'));
      const text = storedText(source);
      const bytes = Buffer.from(`..${text}..`);
      const expected = Object.fromEntries(Object.entries(source).filter(([name]) => (wanted as string[]).includes(name)));
      const found = new FieldReader(wanted).read(bytes, 2, bytes.length - 2);
      expect(storedText(Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]])))).toBe(storedText(expected));
      expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    }),
  );
});

test('the table of ids keeps what is put in, through growth and removal, in the order of insertion', () => {
  const table = new RecordTable(new NoDisk(), new Residents(null));
  const model = new Map<string, number>();
  let last = 0;
  let seed = 1;
  for (let step = 0; step < 20_000; step++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    const name = `k${(seed >>> 8) % 3000}`;
    const known = model.get(name);
    expect(table.get(name)?.ordinal).toBe(known);
    if (known === undefined) {
      table.set(name, { ordinal: ++last, key: name, document: {}, since: 0, past: [], sizeBound: 0, weight: 1 });
      model.set(name, last);
    } else if (seed & 0x100) {
      table.delete(name);
      model.delete(name);
    }
  }
  expect(table.size).toBe(model.size);
  expect([...table.values()].map(({ ordinal: n }) => n)).toEqual([...model.values()].sort((a, b) => a - b));
  table.clear();
  expect([...table.values()]).toEqual([]);
  expect(table.get('k1')).toBeUndefined();
});

test('the checksum for old versions of Node is the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(0xffffffff), (text, start) => {
      expect(portableCrc32(text, start)).toBe(crc32(text, start));
      expect(portableCrc32(Buffer.from(text), start)).toBe(crc32(text, start));
    }),
  );
});
