/** CRC-32 of bytes, or of a text's UTF-8 bytes; `start` is the CRC of what comes before. */
import * as zlib from 'node:zlib';

const native = (zlib as { crc32?: (data: string | Uint8Array, start?: number) => number }).crc32;

const table = new Uint32Array(256).map((_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
/** For Node before 20.15. */
export function portableCrc32(data: string | Uint8Array, start = 0): number {
  let value = start ^ 0xffffffff;
  for (const byte of typeof data === 'string' ? Buffer.from(data) : data) value = table[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

export const crc32 = native ?? portableCrc32;
