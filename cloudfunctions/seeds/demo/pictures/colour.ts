/** Colour arithmetic on #RRGGBB. */
const channels = (hex: string): [number, number, number] => [
  parseInt(hex.slice(1, 3), 16),
  parseInt(hex.slice(3, 5), 16),
  parseInt(hex.slice(5, 7), 16),
];
const hexOf = (rgb: number[]): string =>
  `#${rgb.map((value) => Math.round(Math.min(255, Math.max(0, value))).toString(16).padStart(2, '0')).join('')}`;

/** `share` of `b` mixed into `a`. */
export function mix(a: string, b: string, share: number): string {
  const [x, y] = [channels(a), channels(b)];
  return hexOf(x.map((value, index) => value + (y[index]! - value) * share));
}
/** A shadow keeps some warmth: it goes towards a deep brown, not black. */
export const dark = (hex: string, share: number): string => mix(hex, '#241812', share);
export const light = (hex: string, share: number): string => mix(hex, '#FFFDF8', share);

/** 0 black to 1 white, as the eye weighs it. */
export function luminance(hex: string): number {
  const [r, g, b] = channels(hex);
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}
/** Strength of the colour: 0 grey, 1 as it is, more is louder. */
export function vivid(hex: string, strength: number): string {
  const grey = luminance(hex) * 255;
  return hexOf(channels(hex).map((value) => grey + (value - grey) * strength));
}
