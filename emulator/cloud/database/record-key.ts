/** Identity of an `_id`: 1 and "1" are two documents, 1 and 1.0 are one. */
import { encodeKey } from './index-key';
import type { Value } from './types';

export function keyOf(id: Value): string {
  return typeof id === 'string' ? `s${id}` : `x${encodeKey(id, 1)}`;
}
