/**
 * Every field of every action replaced by what does not belong there: the forms are read from the functions' own tables, so that a new action is
 * tried without a word here. Each is answered with BAD_REQUEST that names the field, before anybody is asked who calls, and nothing is changed.
 */
import type { Failure, Reply } from '../../typings';
import { collections } from '../../cloudfunctions/data/indexes';
import { nameOf, type Place, replaced, requestOf } from './support/forms';
import { servedTables } from './support/served';
import { ShopCloud } from './support/shop-cloud';
import { owner, shopper } from './support/shop-fixture';

const tables = servedTables();
const actions = Object.entries(tables).flatMap(([name, table]) => Object.entries(table).map(([action, { schema }]) => [`${name}.${action}`, name, action, schema] as const));

let shop: ShopCloud;
beforeAll(async () => {
  shop = await ShopCloud.inProcess();
  await shop.must('catalog', 'home', {}, '');
});
afterAll(() => shop.stop());

const everything = async () => JSON.stringify(await Promise.all(collections.map(({ name }) => shop.all(name))));
const polluting = (): unknown => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown;
const deep = (): unknown => JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`) as unknown;

const operators: unknown[] = [{ $ne: null }, { $gt: '' }, { $regex: '.*' }, { $in: ['mug', 'shop-1'] }, { $where: 'sleep(1)' }, { $exists: true }, { _internalType: { symbol: 'x' }, operator: 'neq', operands: [''] }];
const never: unknown[] = [...operators, polluting(), deep(), [{ $ne: 1 }], [[['x']]], null];
/** What is no string (no number, …), whatever the string is for. */
const wrong: Record<Place['kind'], unknown[]> = {
  string: [...never, 0, -1, 1e308, true, ['x'], {}, 'x'.repeat(1_000_000), 'a\u0000b', '\u202etxet', '\ud800', '\u0007'],
  number: [...never, '1', '', true, [1], {}, NaN, Infinity, 1e308, -1e308, 2 ** 53, -(2 ** 53), 0.1, -1.5],
  boolean: [...never, 0, 1, 'true', '', [true], {}],
  list: [...operators, polluting(), deep(), null, 'x', 1, true, {}, new Array(2000).fill(null), { length: 1, 0: 'x' }],
  object: [...operators, null, 'x', 1, true, [], [[]]],
  record: ['x', 1, true, null, { 'a.b': [] }, { $gt: '' }, { '': '' }, { ['x'.repeat(200)]: '' }],
  choice: [...never, 'no-such-choice', '', 'toString', '__proto__', 12_345, -1, true, [], {}],
};
/** Ids, and whatever else becomes part of a query or a path. */
const wrongIds = ['a.b', '$where', '../x', ' ', 'x y', 'ａ', 'x'.repeat(200), "' or 1=1", 'a\nb', '%00'];
/** A list of all may be empty, and an object without required fields is one. */
const isFree = ({ schema, kind, mayBeNull }: Place, value: unknown): boolean => (value === null ? mayBeNull : (kind === 'list' || kind === 'object') && isEmptyLike(value) && accepts(schema, value));
const isEmptyLike = (value: unknown): boolean => typeof value === 'object' && value !== null;
const accepts = (schema: Place['schema'], value: unknown): boolean => !schema['~run']({ value: structuredClone(value) }, { abortEarly: true }).issues;

test('the tables were found, and each form could be filled in', () => {
  expect(actions.length).toBeGreaterThan(70);
  for (const [title, , , schema] of actions) {
    const { request } = requestOf(schema);
    expect([title, accepts(schema, request)]).toEqual([title, true]);
  }
});

test.each(actions)('%s', async (_title, name, action, schema) => {
  const before = await everything();
  const { request, places } = requestOf(schema);
  if ('shopId' in request) request.shopId = 'shop-1';
  const missed: string[] = [];
  for (const place of places) {
    const isId = place.kind === 'string' && !accepts(place.schema, 'a.b') && !accepts(place.schema, 'x y');
    for (const value of [...wrong[place.kind], ...(isId ? wrongIds : [])]) {
      if (isFree(place, value)) continue;
      const field = nameOf(place.path);
      const event = { ...(replaced(request, place.path, value) as object), action };
      let reply = (await shop.raw(name, event, shopper)) as Reply<unknown>;
      // What is wrong only beside other fields is found by the action itself: then one must be allowed in.
      if (!reply.ok && reply.code === 'FORBIDDEN') reply = (await shop.raw(name, event, owner)) as Reply<unknown>;
      if (isRightlyRefused(reply, field)) continue;
      if (accepts(place.schema, value) && !reply.ok && reply.code === 'BAD_REQUEST') continue;
      missed.push(`${field} = ${(JSON.stringify(value) ?? String(value)).slice(0, 60)} → ${JSON.stringify(reply).slice(0, 120)}`);
    }
  }
  expect(missed.slice(0, 10)).toEqual([]);
  expect(await everything()).toBe(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

/** By name, in Chinese, and without a word of what it is inside. */
function isRightlyRefused(reply: Reply<unknown>, field: string): boolean {
  const { code, message, field: named } = reply as Failure;
  if (reply.ok) return false;
  // The cursor is text to the form; that it is none of ours shows later, after everything else.
  if (field === 'cursor' && (code === 'FORBIDDEN' || code === 'BAD_REQUEST')) return true;
  return code === 'BAD_REQUEST' && named !== undefined && (named === field || named.startsWith(`${field}.`) || named.startsWith(`${field}[`)) && /\p{Script=Han}/u.test(message);
}
