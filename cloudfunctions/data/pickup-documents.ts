/** What is stored about pick-up: the shops' points, the codes of orders, and how often somebody guessed. See documents.ts for the conventions. */
import type { Millis, PickupPointDraft } from '../../typings';

export interface PickupPointDoc extends PickupPointDraft {
  _id: string;
  shopId: string;
  removed: boolean;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
  recent: string[];
}

/** The code of one order, apart from it, so that whoever reads orders reads no codes. `_id` is the order's. */
export interface PickupCodeDoc {
  _id: string;
  openid: string;
  shopId: string;
  code: string;
  createdAt: Millis;
  /** When the timer looks at the order again; null: never, it has ended. */
  dueAt: Millis | null;
  /** When the shopper was reminded; null: not yet. */
  remindedAt: Millis | null;
}

/** Wrong codes of one shop's staff in a span of time. `_id` is the shop's. */
export interface PickupGuessDoc {
  _id: string;
  since: Millis;
  /** Of the whole shop. */
  total: number;
  /** By person (not the openid itself). */
  by: Record<string, number>;
}
