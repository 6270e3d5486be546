/** A QR code as a PNG of grey or coloured dots, written by hand. */
import qrcode from 'qrcode-generator';
import { crc32, deflateSync } from 'node:zlib';
import { isRecord } from '../../json';

/** Light border around the code, in dots, without which readers do not find it. */
const QUIET = 4;

/** `side` in pixels. `colour`: {r, g, b}; anything else is black. */
export function codePicture(content: string, side: number, colour?: unknown): Buffer {
  const code = qrcode(0, 'M');
  code.addData(content);
  code.make();
  const dots = code.getModuleCount();
  const dot = Math.max(1, Math.floor(side / (dots + 2 * QUIET)));
  const margin = Math.floor((side - dot * dots) / 2);
  const dark = colourOf(colour);
  const rows = Buffer.alloc((side * 3 + 1) * side, 0xff);
  for (let y = 0; y < side; y++) {
    const start = y * (side * 3 + 1);
    // How the row is filtered: not at all.
    rows[start] = 0;
    const row = Math.floor((y - margin) / dot);
    if (row < 0 || row >= dots) continue;
    for (let x = margin; x < margin + dot * dots; x++) if (code.isDark(row, Math.floor((x - margin) / dot))) rows.set(dark, start + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function colourOf(colour: unknown): [number, number, number] {
  const part = (name: string) => {
    const value = isRecord(colour) ? Number(colour[name]) : 0;
    return Number.isInteger(value) && value >= 0 && value <= 255 ? value : 0;
  };
  return [part('r'), part('g'), part('b')];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
