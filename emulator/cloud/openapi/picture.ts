/** A placeholder for a mini program code: a square of dots that differs with its content. A PNG, written by hand. */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const CELLS = 29;
const QUIET = 2;

/** `side` in pixels. */
export function codePicture(content: string, side: number): Buffer {
  const dots = dotsOf(content);
  const cell = Math.max(1, Math.floor(side / (CELLS + 2 * QUIET)));
  const margin = Math.floor((side - cell * CELLS) / 2);
  const rows = Buffer.alloc((side + 1) * side, 0xff);
  for (let y = 0; y < side; y++) {
    rows[y * (side + 1)] = 0;
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor((x - margin) / cell), Math.floor((y - margin) / cell)];
      if (dots(column, row)) rows[y * (side + 1) + 1 + x] = 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits of grey.
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function dotsOf(content: string): (column: number, row: number) => boolean {
  const bits: Buffer[] = [];
  for (let part = 0; bits.length * 256 < CELLS * CELLS; part++) bits.push(createHash('sha256').update(`${part}:${content}`).digest());
  const pool = Buffer.concat(bits);
  const finder = (column: number, row: number): boolean | null => {
    for (const [left, top] of [[0, 0], [CELLS - 7, 0], [0, CELLS - 7]] as const) {
      const [x, y] = [column - left, row - top];
      if (x < 0 || y < 0 || x > 6 || y > 6) continue;
      const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
      return ring !== 2;
    }
    return null;
  };
  return (column, row) => {
    if (column < 0 || row < 0 || column >= CELLS || row >= CELLS) return false;
    const index = row * CELLS + column;
    return finder(column, row) ?? ((pool[index >> 3]! >> (index & 7)) & 1) === 1;
  };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
