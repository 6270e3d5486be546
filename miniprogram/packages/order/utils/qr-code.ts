/**
 * A QR code of up to 17 digits (ISO/IEC 18004): version 1, numeric, error correction H, so that it is read from a scratched screen as well.
 * Nothing larger is needed here.
 */
const SIZE = 21;
const DATA = 9;
const CHECK = 17;
const MOST_DIGITS = 17;

/** Rows of modules, true for dark; without the quiet zone, which is four modules wide. */
export function qrCode(digits: string): boolean[][] {
  if (!/^\d+$/.test(digits) || digits.length > MOST_DIGITS) throw new RangeError(`not up to ${MOST_DIGITS} digits: ${digits}`);
  const data = dataOf(digits);
  const bits = [...data, ...checkOf(data)].flatMap((byte) => bitsOf(byte, 8));
  let best: boolean[][] = [];
  let least = Infinity;
  for (let mask = 0; mask < 8; mask++) {
    const code = drawn(bits, mask);
    const score = penalty(code);
    if (score < least) [best, least] = [code, score];
  }
  return best;
}

const bitsOf = (value: number, length: number): number[] => Array.from({ length }, (_, i) => (value >> (length - 1 - i)) & 1);

/** Mode, count, digits by threes, end, and padding. */
function dataOf(digits: string): number[] {
  const bits = [...bitsOf(1, 4), ...bitsOf(digits.length, 10)];
  for (const [group] of digits.matchAll(/\d{1,3}/g)) bits.push(...bitsOf(Number(group), group.length * 3 + 1));
  bits.push(...new Array<number>(Math.min(4, DATA * 8 - bits.length)).fill(0));
  while (bits.length % 8 > 0) bits.push(0);
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) bytes.push(bits.slice(at, at + 8).reduce((byte, bit) => byte * 2 + bit, 0));
  for (let pad = 0xec; bytes.length < DATA; pad ^= 0xec ^ 0x11) bytes.push(pad);
  return bytes;
}

/** In the field of 256 elements over x⁸+x⁴+x³+x²+1. */
function product(a: number, b: number): number {
  let sum = 0;
  for (let bit = 7; bit >= 0; bit--) sum = ((sum << 1) ^ (sum >> 7 ? 0x11d : 0) ^ ((b >> bit) & 1 ? a : 0)) & 0xff;
  return sum;
}

/** Reed-Solomon: the remainder by (x−1)(x−2)(x−4)… */
function checkOf(data: readonly number[]): number[] {
  let generator = [1];
  for (let i = 0, root = 1; i < CHECK; i++, root = product(root, 2)) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1]! ^= product(factor, root)));
    generator = next;
  }
  const rest = [...data, ...new Array<number>(CHECK).fill(0)];
  for (let at = 0; at < data.length; at++) {
    const factor = rest[at]!;
    generator.forEach((one, i) => (rest[at + i]! ^= product(one, factor)));
  }
  return rest.slice(data.length);
}

const MASKS: ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_r, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

function drawn(bits: readonly number[], mask: number): boolean[][] {
  const dark: (boolean | null)[][] = Array.from({ length: SIZE }, () => new Array<boolean | null>(SIZE).fill(null));
  const set = (row: number, column: number, value: boolean): void => void (dark[row]![column] = value);
  for (const [top, left] of [[0, 0], [0, SIZE - 7], [SIZE - 7, 0]] as const) {
    for (let r = -1; r <= 7; r++) {
      for (let c = -1; c <= 7; c++) {
        if (dark[top + r]?.[left + c] === undefined) continue;
        const ring = Math.max(Math.abs(r - 3), Math.abs(c - 3));
        set(top + r, left + c, ring !== 2 && ring !== 4);
      }
    }
  }
  for (let at = 8; at < SIZE - 8; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  set(SIZE - 8, 8, true);
  const format = formatOf(mask);
  format.forEach((bit, i) => {
    const value = bit === 1;
    // Around the corner at the top left, and again along the other two.
    set(i < 6 ? i : i < 8 ? i + 1 : 8, i < 8 ? 8 : i === 8 ? 7 : 14 - i, value);
    set(i < 8 ? 8 : SIZE - 15 + i, i < 8 ? SIZE - 1 - i : 8, value);
  });
  place(dark, bits, mask);
  return dark as boolean[][];
}

/** From the least significant bit on: level H, the mask, and their BCH code. */
function formatOf(mask: number): number[] {
  const value = (2 << 3) | mask;
  let rest = value << 10;
  for (let bit = 14; bit >= 10; bit--) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
  return bitsOf(((value << 10) | rest) ^ 0x5412, 15).reverse();
}

/** In pairs of columns from the right, up and down in turn. */
function place(dark: (boolean | null)[][], bits: readonly number[], mask: number): void {
  let at = 0;
  let up = true;
  for (let right = SIZE - 1; right > 0; right -= 2) {
    if (right === 6) right--;
    for (let step = 0; step < SIZE; step++) {
      const row = up ? SIZE - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (dark[row]![column] !== null) continue;
        dark[row]![column] = (bits[at++] === 1) !== MASKS[mask]!(row, column);
      }
    }
    up = !up;
  }
}

/** How hard it is to read, by the standard's four rules. */
function penalty(code: readonly boolean[][]): number {
  const columns = code.map((_, c) => code.map((row) => row[c]!));
  let score = 0;
  for (const line of [...code, ...columns]) {
    const text = line.map((one) => (one ? '1' : '0')).join('');
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) score += run.length - 2;
    for (let at = 0; at + 11 <= text.length; at++) if (/^(?:10111010000|00001011101)$/.test(text.slice(at, at + 11))) score += 40;
  }
  for (let r = 0; r + 1 < SIZE; r++) {
    for (let c = 0; c + 1 < SIZE; c++) {
      const sum = [code[r]![c], code[r]![c + 1], code[r + 1]![c], code[r + 1]![c + 1]].filter(Boolean).length;
      if (sum === 0 || sum === 4) score += 3;
    }
  }
  const share = code.flat().filter(Boolean).length / (SIZE * SIZE);
  return score + Math.floor(Math.abs(share * 100 - 50) / 5) * 10;
}
