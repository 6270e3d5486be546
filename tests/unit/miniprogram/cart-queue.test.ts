/** Edits of the cart on the phone: written down before they are sent, kept without a network, sent once. */
import type { Cart, CartLine, CartOp } from '../../../typings';
import { coversOf, withOp, withPending } from '../../../miniprogram/utils/cart-ops';

const line = (more: Partial<CartLine> = {}): CartLine => ({ skuId: 's', spuId: 'p', title: '', attrs: [], image: '', num: 2, selected: true, priceFen: 100, addedPriceFen: 100, available: 9, state: 'ok', ...more });
const cart = (...lines: CartLine[]): Cart => ({ shops: [{ shop: { shopId: 'a', name: '', logo: '' }, lines }], count: 0, selectedCount: 0, selectedFen: 0 });
const add = (opId: string, num: number): CartOp => ({ kind: 'add', opId, at: 1, spuId: 'p', skuId: 's', num });
const set = (opId: string, num: number, covers: string[] = []): CartOp => ({ kind: 'set', opId, at: 2, skuId: 's', num, covers });

describe('what waits', () => {
  test('a number takes the place of one for the same line; additions all stay, each once', () => {
    const ops = [add('a1', 1), set('s1', 3), add('a2', 2), set('s2', 4), add('a2', 2), { ...set('s3', 1), skuId: 'other' }].reduce<CartOp[]>(withOp, []);
    expect(ops.map(({ opId }) => opId)).toEqual(['a1', 'a2', 's2', 's3']);
  });
  test('a number names what it contains: what the cloud told of, and what waits', () => {
    expect(coversOf(line({ adds: ['c1', 'c2'] }), [add('a1', 1), { ...add('b1', 1), skuId: 'other' }])).toEqual(['c1', 'c2', 'a1']);
  });
  test('shows the cart as it will be', () => {
    expect(withPending(cart(line({ adds: ['a1'] })), [add('a1', 5), add('a2', 1), set('s', 4, ['a1', 'a2'])]).shops[0]!.lines[0]).toMatchObject({ num: 4 });
    expect(withPending(cart(line()), [add('a1', 9)])).toMatchObject({ count: 11, selectedCount: 0, shops: [{ lines: [{ num: 11, state: 'short' }] }] });
    expect(withPending(cart(line()), [set('s', 0)])).toMatchObject({ shops: [], count: 0 });
  });
});

interface Queue {
  size: number;
  add(line: { spuId: string; skuId: string; num: number }, opId?: string): void;
  set(line: { skuId: string; adds?: string[] }, num: number): void;
  pick(skuId: string, selected: boolean): void;
  flush(): Promise<{ cart: Cart; refused: string[] } | null>;
}

describe('the queue', () => {
  const storage = new Map<string, unknown>();
  let answer: (event: { ops: CartOp[] }) => Promise<unknown>;
  const sent: CartOp[][] = [];
  beforeEach(() => {
    storage.clear();
    sent.length = 0;
    answer = () => Promise.resolve({ ok: true, data: { cart: cart(line()), refused: [] } });
    jest.resetModules();
    (globalThis as { wx?: unknown }).wx = {
      getStorageSync: (key: string) => storage.get(key) ?? '',
      setStorageSync: (key: string, value: unknown) => storage.set(key, JSON.parse(JSON.stringify(value))),
      cloud: {
        callFunction: ({ data }: { data: { ops: CartOp[] } }) => {
          sent.push(data.ops);
          return answer(data).then((result) => ({ result }));
        },
      },
    };
  });
  /** As after a start of the mini program. */
  const open = () => jest.requireActual<{ cartQueue: Queue }>('../../../miniprogram/services/cart-queue').cartQueue;

  test('survives a restart without a network, and is sent once when there is one', async () => {
    answer = () => Promise.reject(Object.assign(new Error(), { errMsg: 'cloud.callFunction:fail network' }));
    const before = open();
    before.add({ spuId: 'p', skuId: 's', num: 2 }, 'request-1');
    before.add({ spuId: 'p', skuId: 's', num: 2 }, 'request-1');
    before.set({ skuId: 's' }, 5);
    await expect(before.flush()).rejects.toMatchObject({ code: 'NETWORK' });
    jest.resetModules();
    const after = open();
    expect(after.size).toBe(2);
    answer = () => Promise.resolve({ ok: true, data: { cart: cart(line()), refused: [{ opId: 'x', message: '有商品已下架' }] } });
    sent.length = 0;
    expect(await after.flush()).toMatchObject({ refused: ['有商品已下架'] });
    expect(sent.map((ops) => ops.map(({ kind }) => kind))).toEqual([['add', 'set']]);
    expect(after.size).toBe(0);
    expect(await after.flush()).toBeNull();
    jest.resetModules();
    expect(open().size).toBe(0);
  });

  test('edits made while others are on their way go with the next call', async () => {
    const queue = open();
    let release: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (release = resolve));
    answer = () => first.then(() => ({ ok: true, data: { cart: cart(line()), refused: [] } }));
    queue.set({ skuId: 's' }, 3);
    const flushing = queue.flush();
    queue.set({ skuId: 's' }, 4);
    expect(queue.flush()).toBe(flushing);
    release();
    await flushing;
    expect(sent.map((ops) => ops.map((op) => (op.kind === 'set' ? op.num : 0)))).toEqual([[3], [4]]);
  });

  test('what the cloud refuses as a whole is not sent for ever', async () => {
    answer = () => Promise.resolve({ ok: false, code: 'BAD_REQUEST', message: '不对' });
    const queue = open();
    queue.pick('s', false);
    await expect(queue.flush()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(queue.size).toBe(0);
  });
});
