import type { CartLine, Page } from '../../../typings';
import { Attempt, newRequestId } from '../../../miniprogram/services/attempt';
import { AppError } from '../../../miniprogram/services/error';
import { cartGroups, cartTotals, withNumber } from '../../../miniprogram/utils/cart-view';
import { Pager } from '../../../miniprogram/utils/pager';
import { Waterfall } from '../../../miniprogram/utils/waterfall';
import { WriteQueue } from '../../../miniprogram/utils/write-queue';

/** A promise that the test settles. */
function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((ok, no) => {
    resolve = ok;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe('an attempt', () => {
  const network = new AppError('NETWORK', '');
  const refused = new AppError('OUT_OF_STOCK', '');

  async function idOf(attempt: Attempt, request: object, outcome: 'ok' | AppError): Promise<string> {
    let id = '';
    const run = attempt.run(request, ({ requestId }) => {
      id = requestId;
      return outcome === 'ok' ? Promise.resolve('ok') : Promise.reject(outcome);
    });
    if (outcome === 'ok') await run;
    else await expect(run).rejects.toBe(outcome);
    return id;
  }

  test('keeps its id while nobody knows the outcome', async () => {
    const attempt = new Attempt();
    const first = await idOf(attempt, { a: 1 }, network);
    expect(await idOf(attempt, { a: 1 }, new AppError('BUSY', ''))).toBe(first);
    expect(await idOf(attempt, { a: 1 }, 'ok')).toBe(first);
    expect(await idOf(attempt, { a: 1 }, 'ok')).not.toBe(first);
  });

  test('takes a new id for other content, and after a refusal', async () => {
    const attempt = new Attempt();
    const first = await idOf(attempt, { a: 1 }, network);
    const second = await idOf(attempt, { a: 2 }, refused);
    expect(second).not.toBe(first);
    expect(await idOf(attempt, { a: 2 }, 'ok')).not.toBe(second);
  });

  test('a double tap is one call', async () => {
    const attempt = new Attempt();
    const answer = deferred<string>();
    const send = jest.fn(() => answer.promise);
    const both = [attempt.run({ a: 1 }, send), attempt.run({ a: 1 }, send)];
    expect(attempt.busy).toBe(true);
    answer.resolve('once');
    expect(await Promise.all(both)).toEqual(['once', 'once']);
    expect(send).toHaveBeenCalledTimes(1);
    expect(attempt.busy).toBe(false);
  });

  test('its ids have the form that the cloud asks for', () => {
    const ids = new Set(Array.from({ length: 500 }, () => newRequestId()));
    expect(ids.size).toBe(500);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  });
});

describe('the pager', () => {
  const page = (items: number[], nextCursor: string | null): Page<number> => ({ items, nextCursor });

  test('walks to the end and then asks no more', async () => {
    const fetch = jest.fn(async (cursor?: string) => (cursor === undefined ? page([1, 2], 'a') : page([3], null)));
    const pager = new Pager(fetch);
    expect(await pager.next()).toEqual([1, 2]);
    expect(await pager.next()).toEqual([3]);
    expect(pager.ended).toBe(true);
    expect(await pager.next()).toBeNull();
    expect(fetch.mock.calls).toEqual([[undefined], ['a']]);
  });

  test('asks once at a time, and asks again after a failure', async () => {
    const answers = [deferred<Page<number>>(), deferred<Page<number>>()];
    let call = 0;
    const pager = new Pager(() => (answers[call++] as (typeof answers)[0]).promise);
    const first = pager.next();
    expect(await pager.next()).toBeNull();
    answers[0]?.reject(new Error('lost'));
    await expect(first).rejects.toThrow('lost');
    answers[1]?.resolve(page([7], null));
    expect(await pager.next()).toEqual([7]);
  });

  test('drops what an older walk brings after a restart', async () => {
    const slow = deferred<Page<number>>();
    const answers = [slow.promise, Promise.resolve(page([2], null))];
    const pager = new Pager(() => answers.shift() as Promise<Page<number>>);
    const old = pager.next();
    pager.restart();
    expect(await pager.next()).toEqual([2]);
    slow.resolve(page([1], 'x'));
    expect(await old).toBeNull();
    expect(pager.ended).toBe(true);
  });
});

describe('the write queue', () => {
  test('replaces a waiting write of the same key and reports the last answer', async () => {
    const first = deferred<string>();
    const settled = deferred<string>();
    const sent: string[] = [];
    const queue = new WriteQueue<string>(settled.resolve, settled.reject);
    const push = (key: string, name: string, answer: Promise<string>) =>
      queue.push(key, () => {
        sent.push(name);
        return answer;
      });
    push('num', '1', first.promise);
    push('num', '2', Promise.resolve('two'));
    push('num', '3', Promise.resolve('three'));
    expect(queue.idle).toBe(false);
    first.resolve('one');
    expect(await settled.promise).toBe('three');
    expect(sent).toEqual(['1', '3']);
    expect(queue.idle).toBe(true);
  });

  test('a failure drops what waits', async () => {
    const failed = deferred<unknown>();
    const sent: string[] = [];
    const queue = new WriteQueue<string>(() => undefined, failed.resolve);
    queue.push('a', () => Promise.reject(new Error('no')));
    queue.push('b', () => {
      sent.push('b');
      return Promise.resolve('b');
    });
    expect(await failed.promise).toEqual(new Error('no'));
    expect(sent).toEqual([]);
    expect(queue.idle).toBe(true);
  });
});

describe('the cart', () => {
  const line = (change: Partial<CartLine>): CartLine => ({
    skuId: 's', spuId: 'p', title: '', attrs: [], image: '', num: 1, selected: true, priceFen: 100, addedPriceFen: 100, available: 9, state: 'ok', ...change,
  });
  const cart = (lines: CartLine[]) => ({ shops: [{ shop: { shopId: 'a', name: '', logo: '' }, lines }], count: 0, selectedCount: 0, selectedFen: 0 });

  test('sums only what is ticked and can be bought', () => {
    const groups = cartGroups(cart([line({ num: 2 }), line({ selected: false }), line({ state: 'soldOut', num: 5 }), line({ state: 'short' })]));
    expect(cartTotals(groups)).toEqual({ count: 9, selectedCount: 2, selectedFen: 200, allPicked: false, invalid: 0 });
    expect(groups[0]).toMatchObject({ picked: false, pickable: true });
  });

  test('a shop of nothing but sold-out lines cannot be ticked', () => {
    expect(cartGroups(cart([line({ state: 'soldOut' })]))[0]).toMatchObject({ picked: false, pickable: false });
  });

  test('a number beyond the stock makes a line short, and back', () => {
    const short = withNumber(line({ available: 3 }), 4);
    expect(short.state).toBe('short');
    expect(withNumber(short, 3).state).toBe('ok');
    expect(withNumber(line({ state: 'offShelf' }), 2).state).toBe('offShelf');
  });
});

test('the waterfall keeps its columns even and its paths dense', () => {
  const waterfall = new Waterfall<{ title: string; subTitle: string; id: number }>();
  const card = (id: number, title: string) => ({ id, title, subTitle: '' });
  const first = waterfall.append([card(0, '一二三四五六七八九十一二三'), card(1, '短'), card(2, '短')]);
  expect(Object.keys(first)).toEqual(['left[0]', 'right[0]', 'right[1]']);
  expect(Object.keys(waterfall.append([card(3, '短')]))).toEqual(['left[1]']);
  waterfall.reset();
  expect(Object.keys(waterfall.append([card(4, '短')]))).toEqual(['left[0]']);
});
