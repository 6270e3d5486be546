import fc from 'fast-check';
import type { CartLine, Page } from '../../../typings';
import { Attempt, newRequestId } from '../../../miniprogram/services/attempt';
import { AppError } from '../../../miniprogram/services/error';
import { cartGroups, cartTotals, withNumber } from '../../../miniprogram/utils/cart-view';
import { Pager } from '../../../miniprogram/utils/pager';
import { Waterfall } from '../../../miniprogram/utils/waterfall';

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

describe('the waterfall', () => {
  type Card = { title: string; subTitle: string; id: number };
  const card = (id: number, title = '短'): Card => ({ id, title, subTitle: '' });
  test('keeps its columns even and its paths dense', () => {
    const waterfall = new Waterfall<Card>();
    const first = waterfall.append([card(0, '一二三四五六七八九十一二三'), card(1), card(2)]);
    expect(first).toEqual({ 'left[0]': { key: 'left0', cards: [card(0, '一二三四五六七八九十一二三')], height: 0 }, 'right[0]': { key: 'right0', cards: [card(1), card(2)], height: 0 } });
    expect(Object.keys(waterfall.append([card(3)]))).toEqual(['left[0].cards[1]']);
    waterfall.reset();
    expect(Object.keys(waterfall.append([card(4)]))).toEqual(['left[0]']);
  });

  test('draws what is near the screen, loses no card, and keeps every height', () => {
    const way = fc.array(fc.nat(60_000), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), way, (number, tops) => {
        const waterfall = new Waterfall<Card>();
        const data: Record<'left' | 'right', { cards: Card[]; height: number }[]> = { left: [], right: [] };
        const apply = (patch: object) => {
          for (const [path, value] of Object.entries(patch)) {
            const [, side, i, rest] = /^(left|right)\[(\d+)\](.*)$/.exec(path)!;
            const parts = data[side as 'left'];
            if (rest === '') parts[Number(i)] = structuredClone(value) as { cards: Card[]; height: number };
            else if (rest === '.cards') parts[Number(i)]!.cards = structuredClone(value) as Card[];
            else if (rest === '.height') parts[Number(i)]!.height = value as number;
            else parts[Number(i)]!.cards.push(structuredClone(value) as Card);
          }
        };
        const all = Array.from({ length: number }, (_, id) => card(id));
        apply(waterfall.append(all));
        const measure = () =>
          waterfall.measured((['left', 'right'] as const).flatMap((side) => data[side].map(({ cards, height }, index) => ({ side, index, height: cards.length > 0 ? cards.length * 280 : height }))));
        measure();
        const heights = () => data.left.reduce((sum, { cards, height }) => sum + (cards.length > 0 ? cards.length * 280 : height), 0);
        const whole = heights();
        for (const top of [...tops, 0]) {
          apply(waterfall.look(top, 800));
          expect(heights()).toBe(whole);
          const drawn = [...data.left, ...data.right].flatMap(({ cards }) => cards);
          // Five screens of cards in two columns, and a part at either end.
          expect(drawn.length).toBeLessThanOrEqual(2 * (Math.ceil((5 * 800) / 280) + 8));
          // Everything on the screen is there.
          for (const parts of [data.left, data.right]) {
            let y = 0;
            for (const { cards, height } of parts) {
              const own = cards.length > 0 ? cards.length * 280 : height;
              if (y < top + 800 && y + own > top) expect(cards.length).toBeGreaterThan(0);
              y += own;
            }
          }
        }
        // Back at the top with an endless screen: every card once.
        apply(waterfall.look(0, 1e9));
        expect([...data.left, ...data.right].flatMap(({ cards }) => cards.map(({ id }) => id)).sort((a, b) => a - b)).toEqual(all.map(({ id }) => id));
      }),
    );
  });
});
