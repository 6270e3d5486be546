/** Security rules of collections: how they are read, and what follows from a query. */
import { factsOfDocument, factsOfQuery } from '../../../../emulator/cloud/client-access/facts';
import { parseRule, RuleMistake } from '../../../../emulator/cloud/client-access/rule-expression';
import { holds, type RuleWorld } from '../../../../emulator/cloud/client-access/rule-proof';

const NOW = 1_800_000_000_000;
const shops: Record<string, Record<string, unknown>> = { s1: { staff: ['me', 'you'], owner: 'me', open: true }, s2: { staff: [], next: 's1' } };
const world = (data?: Record<string, unknown>): RuleWorld => ({ openid: 'me', now: NOW, data, get: (collection, id) => (collection === 'shops' ? shops[id] : undefined) });
const allows = (rule: string, query: Record<string, unknown>, data?: Record<string, unknown>): boolean =>
  factsOfQuery(query)?.every((facts) => holds(parseRule(rule), facts, world(data))) ?? false;

describe('an expression that cannot be read is told with its place', () => {
  test.each([
    ['', 'it ends too early, at character 1'],
    ['auth.openid ==', 'it ends too early'],
    ['auth.openid = 1', '"=" is not understood, at character 13'],
    ['user.id == 1', 'there is no "user", at character 1'],
    ['doc.a == 1 doc.b', '"doc" is not expected, at character 12'],
    ['(doc.a == 1', '")" is missing'],
    ['doc.a in [1, 2', '"," is missing'],
    ['1 == 2 == 3', 'cannot be chained'],
    ["doc.a == 'x", '"\'" is not understood'],
    ['process.exit()', 'there is no "process"'],
    ['get.constructor', 'there is no "get"'],
    ["get('a') == get('b') && get('c') == get('d')", '4 times; 3 are allowed'],
    ["get(get(get('database.a.b').c).d)", 'nested deeper than 2'],
    [`doc.a == '${'x'.repeat(1024)}'`, '1024 are allowed'],
  ])('%s', (rule, message) => {
    expect(() => parseRule(rule)).toThrow(RuleMistake);
    expect(() => parseRule(rule)).toThrow(message);
  });
});

describe('a query is allowed when the rule holds for all that it can find', () => {
  test.each<[string, Record<string, unknown>, boolean]>([
    ['true', {}, true],
    ['false', {}, false],
    ['auth.openid == doc._openid', { _openid: 'me' }, true],
    ['doc._openid == auth.openid', { _openid: { $eq: 'me' }, a: 1 }, true],
    ['auth.openid == doc._openid', {}, false],
    ['auth.openid == doc._openid', { _id: '1' }, false],
    ['auth.openid == doc._openid', { _openid: 'you' }, false],
    ['auth.openid == doc._openid', { _openid: { $in: ['me', 'you'] } }, false],
    ['auth.openid == doc._openid', { _openid: { $in: ['me'] } }, true],
    ['auth.openid == doc._openid', { $or: [{ _openid: 'me' }, { a: 1 }] }, false],
    ['auth.openid == doc._openid', { $or: [{ _openid: 'me', a: 1 }, { _openid: 'me' }] }, true],
    ['auth.openid == doc._openid', { $and: [{ a: 1 }, { _openid: 'me' }] }, true],
    ['auth.openid == doc._openid', { $nor: [{ _openid: 'me' }] }, false],
    ['auth.openid == doc._openid', { _openid: /me/ }, false],
    ['auth.openid == doc._openid', { _openid: { $ne: 'you' } }, false],
    ['auth.openid != doc._openid', { _openid: { $ne: 'me' } }, true],
    ['auth.openid != doc._openid', { _openid: { $nin: ['me', 'x'] } }, true],
    ['auth.openid != doc._openid', { _openid: /you/ }, false],
    ['doc.age > 18', { age: { $gt: 20 } }, true],
    ['doc.age > 18', { age: { $gt: 18 } }, true],
    ['doc.age > 18', { age: { $gte: 18 } }, false],
    ['doc.age >= 18', { age: { $gte: 18 } }, true],
    ['doc.age >= 18', { age: { $gt: 17 } }, false],
    ['18 < doc.age', { age: 19 }, true],
    ['doc.age < 18', { age: { $lt: 5, $gt: 1 } }, true],
    ['doc.age <= 18', { age: { $lt: 18 } }, true],
    ['doc.age != 18', { age: { $gt: 18 } }, true],
    ['doc.age != 18', { age: { $gte: 18 } }, false],
    ['!(doc.age > 18)', { age: { $lte: 18 } }, true],
    ['!(doc.age > 18)', { age: { $lte: 19 } }, false],
    ["doc.age > 18", { age: '20' }, false],
    ["doc.state in ['open', 'done']", { state: 'open' }, true],
    ["doc.state in ['open', 'done']", { state: { $in: ['open', 'done'] } }, true],
    ["doc.state in ['open', 'done']", { state: { $in: ['open', 'secret'] } }, false],
    ["!(doc.state in ['secret'])", { state: 'open' }, true],
    ["!(doc.state in ['secret'])", { state: { $ne: 'secret' } }, true],
    ["!(doc.state in ['secret'])", {}, false],
    ['auth.openid in doc.members', { members: 'me' }, true],
    ['auth.openid in doc.members', { members: ['x', 'me'] }, true],
    ['auth.openid in doc.members', { members: 'you' }, false],
    ["doc.a == 1 && doc.b == 2 || doc.c == 3", { c: 3 }, true],
    ["doc.a == 1 && (doc.b == 2 || doc.c == 3)", { a: 1, c: 3 }, true],
    ["doc.a == 1 && (doc.b == 2 || doc.c == 3)", { c: 3 }, false],
    ['doc.x == 1 || doc.x == 2', { x: { $in: [1, 2] } }, true],
    ['doc.open', { open: true }, true],
    ['doc.open', { open: 1 }, false],
    ['!doc.open', { open: false }, true],
    ['doc.until > now', { until: { $gt: NOW + 1 } }, true],
    ['doc.until > now', { until: new Date(NOW + 1) }, true],
    ['doc.until > now', { until: NOW - 1 }, false],
    ['doc.a.b == 1', { 'a.b': 1 }, true],
    ['doc.a.b == 1', { a: { b: 1 } }, true],
    ['doc.a == doc.b', { a: 1, b: 1 }, true],
    ['doc.a == doc.b', { a: 1 }, false],
    ['auth != null', {}, true],
    ['auth.openid != null && auth.uid == undefined', {}, true],
    ["auth.openid in get('database.shops.s1').staff", {}, true],
    ["auth.openid in get('database.shops.s2').staff", {}, false],
    ["auth.openid == get('database.shops.none').owner", {}, false],
    ['auth.openid in get(`database.shops.${doc.shopId}`).staff', { shopId: 's1' }, true],
    ['auth.openid in get(`database.shops.${doc.shopId}`).staff', { shopId: { $in: ['s1', 's2'] } }, false],
    ['auth.openid in get(`database.shops.${doc.shopId}`).staff', {}, false],
    ["get(`database.shops.${get('database.shops.s2').next}`).owner == auth.openid", {}, true],
    ["get('database.shops.s1')['owner'] == 'me'", {}, true],
    ["get('database.shops.s1').constructor == null", {}, true],
  ])('%s with %j: %s', (rule, query, allowed) => {
    expect(allows(rule, query)).toBe(allowed);
  });

  test('a missing or null value is not one that was excluded', () => {
    expect(allows("doc.kind != 'secret'", { kind: null })).toBe(true);
    expect(allows('doc.kind == null', { kind: null })).toBe(true);
  });

  test('too many alternatives are not looked into', () => {
    const field = (name: string) => ({ [name]: { $in: Array.from({ length: 20 }, (_, n) => n) } });
    expect(allows('true', { ...field('a') })).toBe(true);
    expect(allows('true', { ...field('a'), ...field('b') })).toBe(false);
  });
});

describe('a new document is known completely', () => {
  const allowed = (rule: string, document: Record<string, unknown>) => holds(parseRule(rule), factsOfDocument(document), world(document));
  test.each<[string, Record<string, unknown>, boolean]>([
    ['doc._openid == auth.openid', { _openid: 'me' }, true],
    ['request.data.points <= 5', { points: 5 }, true],
    ['request.data.points <= 5', { points: 6 }, false],
    ['request.data.points <= 5', {}, false],
    ['request.data.admin == undefined', {}, true],
    ['request.data.admin == undefined', { admin: true }, false],
    ["doc.kind != 'secret'", {}, true],
    ["request.data.kind in ['a', 'b']", { kind: 'a' }, true],
    ['request.data.toString == undefined', {}, true],
  ])('%s with %j: %s', (rule, document, expected) => {
    expect(allowed(rule, document)).toBe(expected);
  });
});
