import type { Cart, CartOp } from '../../typings/index';
import { coversOf, withOp, withPending } from '../utils/cart-ops';
import { newRequestId } from './attempt';
import { cart } from './cart';
import { asAppError } from './error';

const QUEUE = 'cart.edits';
const LAST = 'cart.last';
/** What the cloud takes at once. */
const AT_ONCE = 100;

export interface Synced {
  cart: Cart;
  /** Why edits were left out, for people. */
  refused: string[];
}
let running: Promise<Synced | null> | null = null;

function read<T>(key: string, none: T): T {
  try {
    return (wx.getStorageSync(key) as T) || none;
  } catch {
    return none;
  }
}
function write(key: string, value: unknown): void {
  try {
    wx.setStorageSync(key, value);
  } catch {
    // The storage is full: the edits of this visit are sent all the same, only a restart would lose them.
  }
}
let waiting: CartOp[] | null = null;
const pending = (): CartOp[] => (waiting ??= read<CartOp[]>(QUEUE, []));
function keep(ops: CartOp[]): void {
  waiting = ops;
  write(QUEUE, ops);
}

/** Edits of the cart: written down on the phone first, so that none is lost without a network, then brought to the cloud together. */
export const cartQueue = {
  get size(): number {
    return pending().length;
  },

  /** `opId`: of a call whose outcome is unknown, so that it is not done twice. */
  add(line: { spuId: string; skuId: string; num: number }, opId = newRequestId()): void {
    keep(withOp(pending(), { kind: 'add', opId, at: Date.now(), ...line }));
  },
  set(line: { skuId: string; adds?: string[] }, num: number): void {
    const ops = pending();
    keep(withOp(ops, { kind: 'set', opId: newRequestId(), at: Date.now(), skuId: line.skuId, num, covers: coversOf(line, ops) }));
  },
  pick(skuId: string, selected: boolean): void {
    keep(withOp(pending(), { kind: 'pick', opId: newRequestId(), at: Date.now(), skuId, selected }));
  },

  /** Everything that waits; null when nothing does. Rejects with an AppError; the edits stay unless the cloud refused them for good. */
  flush(): Promise<Synced | null> {
    running ??= drain().finally(() => {
      running = null;
    });
    return running;
  },

  /** The cart as it was seen last, with what waits; null: it was never seen. */
  offline(): Cart | null {
    const last = read<Cart | null>(LAST, null);
    return last && withPending(last, pending());
  },
  remember(seen: Cart): void {
    write(LAST, seen);
  },
};

async function drain(): Promise<Synced | null> {
  let last = null as Synced | null;
  for (let ops = pending().slice(0, AT_ONCE); ops.length > 0; ops = pending().slice(0, AT_ONCE)) {
    const sent = new Set(ops.map(({ opId }) => opId));
    try {
      const answer = await cart.sync({ requestId: newRequestId(), ops, sentAt: Date.now() });
      last = { cart: answer.cart, refused: [...(last?.refused ?? []), ...answer.refused.map(({ message }) => message)] };
    } catch (error) {
      // No answer: they wait for a better network. Refused as a whole: they would be refused for ever.
      if (!asAppError(error).mayRepeat) keep(pending().filter(({ opId }) => !sent.has(opId)));
      throw error;
    }
    keep(pending().filter(({ opId }) => !sent.has(opId)));
  }
  return last;
}
