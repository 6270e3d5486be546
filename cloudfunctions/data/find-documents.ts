/** What is stored for finding things. See documents.ts for the conventions. */
import type { Fen, Millis } from '../../typings';

/** Of the collection `pages`; `_id` is 'search'. */
export interface SearchPageDoc {
  _id: string;
  /** Chosen by the operator. */
  pinned: string[];
  /** What most people searched for lately. The timer renews it. */
  counted: string[];
  countedAt: Millis;
}

/** One person searched for one word on one day: only ever added, so that no document is written by many. `_id` follows from the three. */
export interface SearchDoc {
  _id: string;
  word: string;
  at: Millis;
}

/** `_id` is the openid. Items newest first. */
export interface FavoritesDoc {
  _id: string;
  items: { spuId: string; priceFen: Fen; at: Millis }[];
  recent: string[];
  updatedAt: Millis;
}
export interface FootprintsDoc {
  _id: string;
  items: { spuId: string; at: Millis }[];
  recent: string[];
  updatedAt: Millis;
}
