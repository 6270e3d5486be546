/** The design tokens: text that can be read on what it stands on, in both themes (WCAG 2: 4.5 to 1, 3 to 1 for large and bold text). */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const miniprogram = resolve(__dirname, '../../../miniprogram');
type Colour = [red: number, green: number, blue: number, alpha: number];

/** Light and dark; what the dark theme does not name stays as it is. */
function themes(): Record<'light' | 'dark', Map<string, Colour>> {
  const [light = '', dark = ''] = readFileSync(join(miniprogram, 'styles/tokens.wxss'), 'utf8').split('@media');
  const read = (text: string) => [...text.matchAll(/--([a-z0-9-]+): (#[0-9A-F]{6}|rgba\([^)]*\));/g)].map(([, name = '', value = '']): [string, Colour] => [name, colour(value)]);
  return { light: new Map(read(light)), dark: new Map([...read(light), ...read(dark)]) };
}
function colour(text: string): Colour {
  const parts = text.startsWith('#') ? [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) : [...text.matchAll(/[\d.]+/g)].map(([number]) => Number(number));
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  return [red, green, blue, alpha];
}
function over([r, g, b, alpha]: Colour, [r2, g2, b2]: Colour): Colour {
  const mix = (top: number, under: number) => top * alpha + under * (1 - alpha);
  return [mix(r, r2), mix(g, g2), mix(b, b2), 1];
}
function luminance([r, g, b]: Colour): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(text: Colour, ground: Colour): number {
  const [dark = 0, bright = 0] = [luminance(over(text, ground)), luminance(ground)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const surfaces = ['page', 'card', 'fill'];
const pairs: [text: string, grounds: string[], least: number][] = [
  ['text', [...surfaces, 'brand-soft', 'warning-soft', 'success-soft', 'info-soft'], 7],
  ['text-2', [...surfaces, 'brand-soft', 'warning-soft', 'success-soft', 'info-soft'], 4.5],
  ['text-3', surfaces, 4.5],
  ['brand-text', [...surfaces, 'raised', 'brand-soft'], 4.5],
  ['warning', ['page', 'card', 'warning-soft'], 4.5],
  ['success', ['page', 'card', 'success-soft'], 4.5],
  ['danger', ['page', 'card', 'danger-soft'], 4.5],
  ['info', ['page', 'card', 'info-soft'], 4.5],
  ['on-brand', ['brand'], 4.5],
  // Prices and the second button are bold.
  ['price', ['card'], 4.5],
  ['price', ['page', 'brand-soft', 'warning-soft'], 3],
  ['on-brand', ['brand-2', 'brand-press', 'brand-2-press'], 3],
];
const cases = Object.entries(themes()).flatMap(([theme, tokens]) =>
  pairs.flatMap(([text, grounds, least]) => grounds.map((ground) => ({ theme, tokens, text, ground, least }))),
);

test.each(cases)('$theme: $text on $ground is at least $least to 1', ({ tokens, text, ground, least }) => {
  const [ink, under, card] = [tokens.get(text), tokens.get(ground), tokens.get('card')];
  if (!ink || !under || !card) throw new Error(`tokens.wxss does not name ${text}, ${ground} or card`);
  expect(contrast(ink, over(under, card))).toBeGreaterThanOrEqual(least);
});

test('text takes the brand that can be read, not the one that fills', () => {
  const styles = readdirSync(miniprogram, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.wxss'));
  const wrong = styles.filter((name) => /^\s*color: var\(--brand(-2)?\)/m.test(readFileSync(join(miniprogram, name), 'utf8')));
  expect(wrong).toEqual([]);
});

test('the dark theme has its own of every colour of text, and every token in use is named', () => {
  const named = new Set([...readFileSync(join(miniprogram, 'styles/tokens.wxss'), 'utf8').matchAll(/--([a-z0-9-]+):/g)].map(([, name]) => name));
  // x-icon keeps the drawing of each icon in a variable of its own.
  const files = readdirSync(miniprogram, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(wxss|wxml)$/.test(name) && !/x-icon|node_modules|miniprogram_npm/.test(name));
  const used = files.flatMap((name) => [...readFileSync(join(miniprogram, name), 'utf8').matchAll(/var\(--([a-z0-9-]+)/g)].map(([, token]) => ({ name, token })));
  expect(used.filter(({ token }) => !named.has(token))).toEqual([]);
  const { light, dark } = themes();
  const shared = ['text', 'text-2', 'text-3', 'brand-text', 'price', 'success', 'warning', 'danger', 'info'].filter((name) => String(light.get(name)) === String(dark.get(name)));
  expect(shared).toEqual([]);
});
