/** What an update does to one field. */
import type { Document, Value } from './types';

/** New value of a field from its old one (undefined: missing). Returning the same value means no change; `removed` takes the field away. */
export type Change = (old: Value, context: FieldContext) => Value;
export interface FieldContext {
  path: string;
  document: Document;
  now: number;
  inserting: boolean;
}
export const removed = Symbol('removed');
