/**
 * Index keys as bytes that compare as their strings do, with the record's ordinal behind. Most characters take one byte, and there is
 * no object for each key: a million of them cost little and are not the garbage collector's business.
 */

/** Bytes at the end that hold the ordinal. */
export const ordinalLength = 6;
/** Begins a character of three bytes: all those from here on. */
const wide = 0xf8;

let scratch = new Uint8Array(4096);

function writeKey(key: string, more: number): number {
  const most = key.length * 3 + more;
  if (scratch.length < most) scratch = new Uint8Array(most * 2);
  let length = 0;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    if (unit < wide) scratch[length++] = unit;
    else {
      scratch[length++] = wide;
      scratch[length++] = unit >> 8;
      scratch[length++] = unit & 0xff;
    }
  }
  return length;
}

/** A bound of a range. */
export function packKey(key: string): Uint8Array {
  return scratch.slice(0, writeKey(key, 0));
}

/** An entry; the bytes are valid until the next call. */
export function packEntry(key: string, ordinal: number): Uint8Array {
  let length = writeKey(key, ordinalLength);
  const [high, low] = [Math.floor(ordinal / 2 ** 32), ordinal >>> 0];
  for (const byte of [high >> 8, high, low >>> 24, low >>> 16, low >>> 8, low]) scratch[length++] = byte;
  return scratch.subarray(0, length);
}

export function ordinalAt(bytes: Uint8Array, end: number): number {
  const high = bytes[end - 6]! * 256 + bytes[end - 5]!;
  const low = ((bytes[end - 4]! << 24) | (bytes[end - 3]! << 16) | (bytes[end - 2]! << 8) | bytes[end - 1]!) >>> 0;
  return high * 2 ** 32 + low;
}

/** The key as it was, and behind it three characters that stand for the ordinal: no two entries give the same. */
export function unpackEntry(bytes: Uint8Array, from: number, to: number): string {
  const units: number[] = [];
  const end = to - ordinalLength;
  for (let at = from; at < end; at++) {
    if (bytes[at] !== wide) units.push(bytes[at]!);
    else {
      units.push(bytes[at + 1]! * 256 + bytes[at + 2]!);
      at += 2;
    }
  }
  for (let at = end; at < to; at += 2) units.push(bytes[at]! * 256 + bytes[at + 1]!);
  return String.fromCharCode(...units);
}

export function compareBytes(a: Uint8Array, aFrom: number, aTo: number, b: Uint8Array, bFrom: number, bTo: number): number {
  const length = Math.min(aTo - aFrom, bTo - bFrom);
  for (let i = 0; i < length; i++) {
    const difference = a[aFrom + i]! - b[bFrom + i]!;
    if (difference !== 0) return difference;
  }
  return aTo - aFrom - (bTo - bFrom);
}
