import { transactionNeedsId } from './failures';
import { isOperators } from './matcher';
import { keyOf } from './record-key';
import type { Document } from './types';

/** The key of the one document that `doc(id)` names. Anything else takes no part in a transaction. */
export function singleKey(query: Document): string {
  const id = query._id;
  if (id === undefined || Object.keys(query).length !== 1 || isOperators(id)) throw transactionNeedsId();
  return keyOf(id);
}
