/** A sheet of SVG: shapes as strings, gradients and filters collected beside them. The light always comes from the upper left. */
import { dark, light, luminance, mix } from './colour';

export type Stop = [offset: number, colour: string, opacity?: number];

export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d: string, stroke: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
export const circle = (cx: number, cy: number, r: number, fill: string, more = ''): string => ellipse(cx, cy, r, r, fill, more);
export const rect = (x: number, y: number, w: number, h: number, r: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" ${more}/>`;
export const group = (transform: string, ...parts: string[]): string => `<g transform="${transform}">${parts.join('')}</g>`;
export const faint = (opacity: number, ...parts: string[]): string => `<g opacity="${opacity}">${parts.join('')}</g>`;
export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
export const times = (count: number, make: (index: number) => string): string => range(count).map(make).join('');

export interface TextStyle {
  size: number;
  fill: string;
  weight?: number;
  anchor?: 'start' | 'middle' | 'end';
  spacing?: number;
  serif?: boolean;
  more?: string;
}
export function text(x: number, y: number, words: string, style: TextStyle): string {
  const { size, fill, weight = 400, anchor = 'start', spacing = 0, serif = false, more = '' } = style;
  const family = serif ? 'Noto Serif CJK SC' : 'Noto Sans CJK SC';
  const safe = words.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}" letter-spacing="${spacing}" ${more}>${safe}</text>`;
}
/** One character under the other, as on a tea tin. */
export const upright = (x: number, y: number, words: string, style: TextStyle): string =>
  [...words].map((char, index) => text(x, y + index * style.size * 1.16, char, { ...style, anchor: 'middle' })).join('');

export class Sheet {
  private defs: string[] = [];
  private made = new Map<string, string>();

  /** One definition, whoever asks for it again. */
  private define(kind: string, body: (id: string) => string): string {
    const key = `${kind} ${body('')}`;
    const known = this.made.get(key);
    if (known) return known;
    const id = `d${this.made.size}`;
    this.defs.push(body(id));
    this.made.set(key, id);
    return id;
  }
  private stops(stops: Stop[]): string {
    return stops.map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`).join('');
  }
  /** x1, y1, x2, y2 in parts of the shape's own box. */
  linear(from: [number, number], to: [number, number], stops: Stop[]): string {
    const id = this.define('linear', (name) => `<linearGradient id="${name}" x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}">${this.stops(stops)}</linearGradient>`);
    return `url(#${id})`;
  }
  radial(cx: number, cy: number, r: number, stops: Stop[], focus: [number, number] = [cx, cy]): string {
    const id = this.define('radial', (name) => `<radialGradient id="${name}" cx="${cx}" cy="${cy}" r="${r}" fx="${focus[0]}" fy="${focus[1]}">${this.stops(stops)}</radialGradient>`);
    return `url(#${id})`;
  }
  /** Attribute that blurs a shape. */
  blur(deviation: number): string {
    const id = this.define('blur', (name) => `<filter id="${name}" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`);
    return `filter="url(#${id})"`;
  }
  /** What is inside the path only. */
  clip(d: string, ...parts: string[]): string {
    const id = this.define('clip', (name) => `<clipPath id="${name}"><path d="${d}"/></clipPath>`);
    return `<g clip-path="url(#${id})">${parts.join('')}</g>`;
  }

  /** Upright round body: light band on the left, shade on the right, a little light thrown back at the edge. */
  cyl(colour: string): string {
    const [up, down] = [luminance(colour) > 0.85 ? 0.7 : 0.3, luminance(colour) < 0.3 ? 0.42 : 0.27];
    return this.linear([0, 0], [1, 0], [[0, dark(colour, 0.16)], [0.07, colour], [0.26, light(colour, up)], [0.46, colour], [0.84, dark(colour, down)], [0.95, dark(colour, down * 0.92)], [1, dark(colour, down * 0.55)]]);
  }
  /** The same lying down. */
  roll(colour: string): string {
    return this.linear([0, 0], [0, 1], [[0, light(colour, 0.12)], [0.24, light(colour, 0.32)], [0.5, colour], [0.88, dark(colour, 0.3)], [1, dark(colour, 0.2)]]);
  }
  ball(colour: string): string {
    return this.radial(0.5, 0.5, 0.62, [[0, light(colour, 0.42)], [0.42, colour], [0.86, dark(colour, 0.3)], [1, dark(colour, 0.22)]], [0.33, 0.26]);
  }
  /** Soft or flat things: a slow slope from the lit corner. */
  soft(colour: string, depth = 1): string {
    return this.linear([0.1, 0], [0.9, 1], [[0, light(colour, 0.22 * depth)], [0.45, colour], [1, dark(colour, 0.2 * depth)]]);
  }
  down(colour: string, top = 0.14, bottom = 0.18): string {
    return this.linear([0, 0], [0, 1], [[0, light(colour, top)], [1, dark(colour, bottom)]]);
  }
  metal(colour: string): string {
    return this.linear([0, 0], [1, 0], [[0, dark(colour, 0.3)], [0.16, light(colour, 0.65)], [0.3, colour], [0.55, dark(colour, 0.28)], [0.72, light(colour, 0.3)], [0.86, dark(colour, 0.3)], [1, dark(colour, 0.12)]]);
  }

  /** Where a thing stands: a wide soft shadow to the right and a thin dark one right under it. */
  ground(cx: number, cy: number, rx: number, strength = 1): string {
    return (
      ellipse(cx + rx * 0.2, cy + 3, rx * 1.22, Math.max(10, rx * 0.15), '#3a2417', `opacity="${0.26 * strength}" ${this.blur(13)}`) +
      ellipse(cx + 4, cy, rx * 0.98, Math.max(5, rx * 0.06), '#2a180f', `opacity="${0.42 * strength}" ${this.blur(4)}`)
    );
  }
  /** A soft reflection on a surface. */
  gloss(d: string, opacity = 0.5, blurred = 3): string {
    return path(d, '#fff', `opacity="${opacity}" ${this.blur(blurred)}`);
  }
  shade(d: string, opacity = 0.25, blurred = 6, colour = '#24150c'): string {
    return path(d, colour, `opacity="${opacity}" ${this.blur(blurred)}`);
  }
  /** Light around a lamp. */
  glow(cx: number, cy: number, r: number, colour: string, opacity = 0.8): string {
    return circle(cx, cy, r, this.radial(0.5, 0.5, 0.5, [[0, colour, opacity], [0.4, colour, opacity * 0.45], [1, colour, 0]]));
  }

  svg(width: number, height: number, body: string): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${this.defs.join('')}</defs>${body}</svg>`;
  }
}

/** What a drawing is given. Looks are complete here. */
export interface Brush {
  s: Sheet;
  main: string;
  second: string;
  accent: string;
  label: string;
  form: string;
}
/** Draws a thing that stands on y = 470 around x = 300, about 360 high and wide. */
export type Drawing = (brush: Brush) => string;
export const paper = (colour: string): string => mix('#FBF6EC', colour, 0.12);
