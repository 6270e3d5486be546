import type { Me, OrderLineRequest, SavedTitle } from '../../typings/index';
import { cart } from './cart';
import { user } from './user';

/** What several pages share while the mini program is open. */
export interface Session {
  me: Me | null;
  /** Pieces in the cart. */
  cartCount: number;
  /** Lines on their way from the product page or the cart to the checkout. */
  checkout: { lines: OrderLineRequest[]; from: 'cart' | 'product' } | null;
  /** The invoice title chosen in the book of titles, for the invoice page to pick up. */
  chosenTitle: SavedTitle | null;
  /** The address chosen on the address page, for the checkout page to pick up. */
  chosenAddressId: string;
  /** Told by the home page, picked up by the category page (a tab page takes no query). */
  categoryId: string;
}
type Listener = (session: Readonly<Session>, changed: Partial<Session>) => void;

const CART_TAB = 2;
const state: Session = { me: null, cartCount: 0, checkout: null, chosenAddressId: '', chosenTitle: null, categoryId: '' };
const listeners = new Set<Listener>();

export const session = {
  get: (): Readonly<Session> => state,

  set(changed: Partial<Session>): void {
    Object.assign(state, changed);
    if (changed.cartCount !== undefined) paintCartBadge();
    for (const listener of [...listeners]) listener(state, changed);
  },

  /** Answers with the function that ends it; call that in onUnload or detached. */
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Fetches who the caller is; `fresh` asks the cloud even when it is known. */
export async function loadMe(fresh = false): Promise<Me> {
  if (state.me && !fresh) return state.me;
  const me = await user.me();
  session.set({ me });
  return me;
}

/** Brings the cart badge up to date. The badge is decoration: a failure changes nothing. */
export async function refreshCartCount(): Promise<void> {
  try {
    session.set({ cartCount: (await cart.count()).count });
  } catch {
    paintCartBadge();
  }
}

/** Only a tab page may paint the tab bar; call it in the onShow of each. */
export function paintCartBadge(): void {
  // Fails on other pages; the next tab page paints it.
  const ignore = () => undefined;
  if (state.cartCount > 0) {
    const text = state.cartCount > 99 ? '99+' : String(state.cartCount);
    wx.setTabBarBadge({ index: CART_TAB, text, fail: ignore });
  } else {
    wx.removeTabBarBadge({ index: CART_TAB, fail: ignore });
  }
}
