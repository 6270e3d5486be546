/** The texts of several documents in one piece, as they lie on the disk. */

export interface TextBatch {
  count: number;
  ordinals: Float64Array;
  /** Numbers of their collections. */
  collections: Uint32Array;
  /** UTF-8. */
  bytes: Buffer;
  /** Text i lies between starts[i] and ends[i]. */
  starts: Uint32Array;
  ends: Uint32Array;
}

export function textAt({ bytes, starts, ends }: TextBatch, i: number): string {
  return bytes.toString('utf8', starts[i], ends[i]);
}
