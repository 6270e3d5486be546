/** A product's pictures: alone before its backdrop, and a scene with its variants side by side or seen close. */
import type { Goods, Look } from '../goods';
import { looksOf } from '../goods';
import { backdrops, wallTone } from './backdrops';
import { dark, light, luminance } from './colour';
import { drawings } from './drawings/index';
import { group, Sheet } from './sheet';

export function drawLook(s: Sheet, goods: Goods, look: Look): string {
  const drawing = drawings[goods.picture.drawing];
  if (!drawing) throw new Error(`No drawing ${goods.picture.drawing} for ${goods.id}`);
  const second = look.second ?? (luminance(look.main) > 0.5 ? dark(look.main, 0.35) : light(look.main, 0.55));
  return drawing({
    s,
    main: look.main,
    second,
    accent: look.accent ?? second,
    label: goods.picture.label ?? '',
    form: goods.picture.form ?? '',
  });
}
function backdropOf(s: Sheet, name: string, look: Look): string {
  const backdrop = backdrops[name];
  if (!backdrop) throw new Error(`No backdrop ${name}`);
  return backdrop(s, wallTone(look.main));
}

export function single(goods: Goods, index: number): string {
  const s = new Sheet();
  const look = looksOf(goods)[index]!;
  return s.svg(600, 600, backdropOf(s, goods.picture.backdrop ?? 'plain', look) + group('translate(300 502) scale(1.13) translate(-300 -470)', drawLook(s, goods, look)));
}

/** Other backdrop for the scene than for the product alone. */
const otherBackdrop: Record<string, string> = { plain: 'window', arch: 'linen', window: 'plain', podium: 'cool', cool: 'podium', sunny: 'linen', linen: 'arch', kitchen: 'shelf', shelf: 'window', room: 'window', desk: 'plain', blush: 'podium', moss: 'podium', mountain: 'mountain', flat: 'flat', night: 'night', dusk: 'room' };

export function scene(goods: Goods): string {
  const s = new Sheet();
  const looks = looksOf(goods);
  const backdrop = backdropOf(s, otherBackdrop[goods.picture.backdrop ?? 'plain'] ?? 'window', looks[0]!);
  const put = (look: Look, x: number, y: number, scale: number): string =>
    group(`translate(${x} ${y}) scale(${scale}) translate(-300 -470)`, drawLook(s, goods, look));
  const [first, next, third] = looks;
  const body = !next || !first
    ? put(looks[0]!, 330, 560, 1.42)
    : third
      ? put(third, 162, 466, 0.74) + put(next, 440, 470, 0.76) + put(first, 300, 546, 0.88)
      : put(next, 404, 472, 0.86) + put(first, 226, 542, 0.96);
  return s.svg(600, 600, backdrop + body);
}
