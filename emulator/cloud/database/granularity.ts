/** Series of preferred numbers, to which `$bucketAuto` rounds its boundaries. */
import { breakRule } from './failures';
import type { Value } from './types';

/** Renard's series of 80; the shorter ones are every second, fourth … of it. */
const renard = [
  100, 103, 106, 109, 112, 115, 118, 122, 125, 128, 132, 136, 140, 145, 150, 155, 160, 165, 170, 175, 180, 185, 190, 195, 200, 206, 212, 218, 224, 230,
  236, 243, 250, 258, 265, 272, 280, 290, 300, 307, 315, 325, 335, 345, 355, 365, 375, 387, 400, 412, 425, 437, 450, 462, 475, 487, 500, 515, 530, 545,
  560, 580, 600, 615, 630, 650, 670, 690, 710, 730, 750, 775, 800, 825, 850, 875, 900, 925, 950, 975,
];
const renardBy = (step: number): number[] => renard.filter((_, i) => i % step === 0);
const e24 = [100, 110, 120, 130, 150, 160, 180, 200, 220, 240, 270, 300, 330, 360, 390, 430, 470, 510, 560, 620, 680, 750, 820, 910];
/** The finer E series follow their formula, but for one number. */
const eSeries = (count: number): number[] => Array.from({ length: count }, (_, i) => Math.round(100 * 10 ** (i / count))).map((number) => (number === 919 ? 920 : number));

const series: Record<string, number[]> = {
  R5: renardBy(16),
  R10: renardBy(8),
  R20: renardBy(4),
  // As the service has them: R40 without 335; of R80 what R40 has not, with 575 for 580.
  R40: renardBy(2).filter((number) => number !== 335),
  R80: renard.filter((_, i) => i % 2 === 1).map((number) => (number === 580 ? 575 : number)),
  '1-2-5': [100, 200, 500],
  E6: e24.filter((_, i) => i % 4 === 0),
  E12: e24.filter((_, i) => i % 2 === 0),
  E24: e24,
  E48: eSeries(48),
  E96: eSeries(96),
  E192: eSeries(192),
};

/** To the next number of the series that is greater (up) or smaller (down); 0 stays. */
export interface Rounding {
  up(value: number): number;
  down(value: number): number;
}

export function roundingOf(name: Value): Rounding {
  if (name === 'POWERSOF2') {
    return {
      up: (value) => (value === 0 ? 0 : 2 ** (Math.floor(Math.log2(value)) + 1)),
      down: (value) => (value === 0 ? 0 : 2 ** (Math.ceil(Math.log2(value)) - 1)),
    };
  }
  const numbers = typeof name === 'string' && Object.hasOwn(series, name) ? series[name] : undefined;
  if (!numbers) return breakRule(`Unknown rounding granularity '${String(name)}'`);
  // One decade below and one above, so that a neighbour is always there.
  const decades = (value: number): number[] => {
    const exponent = Math.floor(Math.log10(value));
    return [exponent - 1, exponent, exponent + 1].flatMap((power) => numbers.map((number) => Number(`${number}e${power - 2}`)));
  };
  return {
    up: (value) => (value === 0 ? 0 : decades(value).find((number) => number > value)!),
    down: (value) => (value === 0 ? 0 : decades(value).findLast((number) => number < value)!),
  };
}
