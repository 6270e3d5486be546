/** What the pages of a pick-up say, and its QR code, read back as a scanner does: format, mask, bytes, check, digits. */
import { clockText, codeText, distance, distanceText, hoursText } from '../../../miniprogram/utils/pickup-text';
import { qrCode } from '../../../miniprogram/packages/order/utils/qr-code';

test('opening hours, days that are alike together', () => {
  const day = { from: 600, until: 1200 };
  expect(hoursText(new Array(7).fill(day))).toBe('每天 10:00-20:00');
  expect(hoursText([day, day, day, day, day, { from: 630, until: 1080 }, null])).toBe('周一至周五 10:00-20:00，周六 10:30-18:00');
  expect(clockText(1440)).toBe('24:00');
});
test('distances', () => {
  const place = { latitude: 30.2766, longitude: 120.1266 };
  expect(distance(null, place)).toBeNull();
  expect(distance(place, { latitude: null, longitude: null })).toBeNull();
  expect(distanceText(distance(place, place))).toBe('10 m');
  expect(distanceText(distance({ latitude: 30.2866, longitude: 120.1266 }, place))).toBe('1.1 km');
  expect(distanceText(118_400)).toBe('118 km');
  expect(codeText('123456789012')).toBe('1234 5678 9012');
});

const MASKS: ((r: number, c: number) => boolean)[] = [(r, c) => (r + c) % 2 === 0, (r) => r % 2 === 0, (_r, c) => c % 3 === 0, (r, c) => (r + c) % 3 === 0, (r, c) => ((r >> 1) + Math.floor(c / 3)) % 2 === 0, (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0, (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0, (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0];
const EXP: number[] = [];
for (let i = 0, x = 1; i < 255; i++, x = (x << 1) ^ (x & 0x80 ? 0x11d : 0)) EXP.push(x);
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : EXP[(EXP.indexOf(a) + EXP.indexOf(b)) % 255]!);

/** Throws where the code is not as the standard says. */
function read(code: boolean[][]): string {
  const at = (r: number, c: number): number => Number(code[r]![c]);
  const first = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]].map(([r, c]) => at(r!, c!));
  const second = [...[20, 19, 18, 17, 16, 15, 14].map((r) => at(r, 8)), ...[13, 14, 15, 16, 17, 18, 19, 20].map((c) => at(8, c))];
  expect(first).toEqual(second);
  const format = first.reduce((all, bit) => all * 2 + bit, 0) ^ 0x5412;
  let rest = format;
  for (let bit = 14; bit >= 10; bit--) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
  expect([rest, format >> 13, at(13, 8)]).toEqual([0, 2, 1]);
  const mask = MASKS[(format >> 10) & 7]!;
  const isData = (r: number, c: number): boolean => r !== 6 && c !== 6 && !(r < 9 && c < 9) && !(r < 9 && c > 12) && !(r > 12 && c < 9);
  const bits: number[] = [];
  [20, 18, 16, 14, 12, 10, 8, 5, 3, 1].forEach((right, turn) => {
    for (let step = 0; step < 21; step++) for (const c of [right, right - 1]) {
      const r = turn % 2 === 0 ? 20 - step : step;
      if (isData(r, c)) bits.push(at(r, c) ^ Number(mask(r, c)));
    }
  });
  const bytes = Array.from({ length: 26 }, (_, i) => bits.slice(i * 8, i * 8 + 8).reduce((all, bit) => all * 2 + bit, 0));
  for (let i = 0; i < 17; i++) expect(bytes.reduce((sum, byte) => times(sum, EXP[i]!) ^ byte, 0)).toBe(0);
  const taken = (from: number, length: number): number => bits.slice(from, from + length).reduce((all, bit) => all * 2 + bit, 0);
  expect(taken(0, 4)).toBe(1);
  let text = '';
  for (let place = 14, left = taken(4, 10); left > 0; left -= 3) {
    const size = Math.min(3, left);
    text += String(taken(place, size * 3 + 1)).padStart(size, '0');
    place += size * 3 + 1;
  }
  return text;
}
test.each(['123456789012', '000000000000', '999999999999', '0', '12345678901234567', '080904070605'])('a scanner reads %s', (digits) => {
  const code = qrCode(digits);
  expect([code.length, code.every((row) => row.length === 21)]).toEqual([21, true]);
  expect(read(code)).toBe(digits);
});
test('nothing else is drawn', () => {
  for (const digits of ['', '12a', '123456789012345678']) expect(() => qrCode(digits)).toThrow(RangeError);
});
