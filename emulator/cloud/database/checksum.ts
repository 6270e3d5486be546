/** CRC-32 of a text's UTF-8 bytes. */
import * as zlib from 'node:zlib';

const native = (zlib as { crc32?: (data: string) => number }).crc32;

const table = new Uint32Array(256).map((_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
/** For Node before 20.15. */
export function portableCrc32(text: string): number {
  let value = 0xffffffff;
  for (const byte of Buffer.from(text)) value = table[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

export const crc32 = native ?? portableCrc32;
