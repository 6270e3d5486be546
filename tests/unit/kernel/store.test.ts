/** The traps of the store, each closed once. */
import { allOf, anyOf, checkedCondition, command, pathId } from '../../../cloudfunctions/data/client';
import { decodeCursor, encodeCursor } from '../../../cloudfunctions/data/paging';
import { isDuplicate, retrying, StoreBusy } from '../../../cloudfunctions/data/retry';
import { Collection } from '../../../cloudfunctions/data/collection';
import { derivedId } from '../../../cloudfunctions/kernel/ids';

describe('a condition', () => {
  test.each([
    ['nothing at all', {}],
    ['undefined', { _id: undefined }],
    ['an empty object', { _id: {} }],
    ['an operator from outside', { openid: { $ne: null } }],
    ['an array', { openid: ['a'] }],
    ['not a number', { num: NaN }],
    ['a date', { at: new Date() }],
  ])('that is %s is refused', (_name, where) => {
    expect(() => checkedCondition(where as never)).toThrow(TypeError);
    expect(() => anyOf({ _id: 'a' }, where as never)).toThrow(TypeError);
    expect(() => allOf({ _id: 'a' }, where as never)).toThrow(TypeError);
  });
  test('of values and commands is fine', () => {
    const where = { _id: 'a', n: 0, none: null, yes: true, more: command.gt(1), some: command.in(['a']) };
    expect(checkedCondition(where)).toBe(where);
  });
  test('on a path takes ids only', () => {
    expect(pathId('aB9_-')).toBe('aB9_-');
    for (const id of ['', 'a.b', '$inc', 'a b', '__proto__', 'x'.repeat(65)]) expect(() => pathId(id)).toThrow(TypeError);
  });
});

test('what would silently not be stored is refused', async () => {
  const things = new Collection<{ _id: string; a: { b?: string }[] }>('things');
  await expect(things.insert({ _id: 'x', a: [{ b: undefined }] })).rejects.toThrow('things.a.0.b is undefined');
  await expect(things.update({ _id: 'x' }, { a: undefined })).rejects.toThrow('things.a is undefined');
  await expect(things.update({}, { a: 1 })).rejects.toThrow('matches everything');
});

describe('an operation that the store refuses', () => {
  const conflict = { errCode: -501001, errMsg: 'document.update:fail -501001 resource system error. [ResourceUnavailable.TransactionConflict] Transaction is conflict' };
  test('is tried again', async () => {
    const operation = jest.fn().mockRejectedValueOnce(conflict).mockRejectedValueOnce(new Error('[ResourceUnavailable.TransactionBusy] busy')).mockResolvedValue(7);
    expect(await retrying(operation)).toBe(7);
    expect(operation).toHaveBeenCalledTimes(3);
  });
  test('again and again is busy', async () => {
    const operation = jest.fn().mockRejectedValue(conflict);
    await expect(retrying(operation)).rejects.toBeInstanceOf(StoreBusy);
    expect(operation.mock.calls.length).toBeGreaterThan(2);
  });
  test('with a timeout may have been done, so it is not repeated here', async () => {
    const operation = jest.fn().mockRejectedValue(new Error('[FailedOperation.Timeout] Execution request timeout'));
    await expect(retrying(operation)).rejects.toBeInstanceOf(StoreBusy);
    expect(operation).toHaveBeenCalledTimes(1);
  });
  test('for good is passed on', async () => {
    const error = new Error('-502001 database request fail');
    await expect(retrying(() => Promise.reject(error))).rejects.toBe(error);
    expect(isDuplicate(new Error('E11000 duplicate key error collection'))).toBe(true);
    expect(isDuplicate(error)).toBe(false);
  });
});

describe('a cursor', () => {
  test('comes back as it went out', () => {
    for (const position of [{ value: 0, id: 'a' }, { value: -1.5, id: 'p_-9' }, { value: 1_700_000_000_000, id: 'x'.repeat(64) }]) expect(decodeCursor(encodeCursor(position))).toEqual(position);
  });
  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each(['', 'x', '{}', packed({}), packed([1]), packed(['1', 'a']), packed([1, { $ne: 1 }]), packed([1, 'a', 2]), packed([null, 'a']), packed([1, 'x'.repeat(65)])])('%p is none of ours', (cursor) => {
    expect(decodeCursor(cursor)).toBeNull();
  });
});

test('ids follow from their parts and from nothing else', () => {
  expect(derivedId('T', 'a', 'bc')).toBe(derivedId('T', 'a', 'bc'));
  expect(derivedId('T', 'ab', 'c')).not.toBe(derivedId('T', 'a', 'bc'));
  expect(derivedId('T', 'a')).toMatch(/^T[A-Za-z0-9_-]{22}$/);
});
