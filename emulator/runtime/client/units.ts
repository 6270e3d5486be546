/** rpx and the viewport units, in styles given at run time. The compiler does the same for WXSS (compile/units.ts). */
export { cssUnits } from '../compile/units';
import { screenElement } from './state';

/** Width of the page, which 750rpx are. */
export function frameWidth(): number {
  return screenElement().clientWidth || innerWidth;
}

/** px of a length as attributes take it: 20, "20", "20px" or "20rpx". Anything else is 0. */
export function rpx2px(value: number | string): number {
  if (typeof value === 'number') return value;
  const number = parseFloat(value) || 0;
  return /rpx\s*$/.test(value) ? (number / 750) * frameWidth() : number;
}
