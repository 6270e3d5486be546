/** Studio backdrops of 600 by 600: a wall, a floor that begins at about y = 420, and a prop or two. */
import { dark, light, mix, vivid } from './colour';
import { circle, ellipse, faint, group, line, path, rect, times, type Sheet } from './sheet';

type Backdrop = (s: Sheet, tone: string) => string;

/** A pale tone that suits a product of this colour. */
export const wallTone = (main: string): string => mix(vivid(main, 1.05), '#F8EFE0', 0.62);

function studio(s: Sheet, wall: string, floor: string, horizon = 418): string {
  return (
    rect(0, 0, 600, 600, 0, s.radial(0.36, 0.24, 0.95, [[0, light(wall, 0.5)], [0.5, wall], [1, dark(wall, 0.12)]])) +
    path(`M0 ${horizon} H600 V600 H0Z`, s.linear([0, 0], [0, 1], [[0, dark(floor, 0.05)], [0.16, floor], [1, light(floor, 0.28)]])) +
    rect(0, horizon - 16, 600, 34, 0, s.linear([0, 0], [0, 1], [[0, dark(wall, 0.1), 0], [0.5, dark(wall, 0.14), 0.5], [1, floor, 0]]))
  );
}
/** Shadow of a branch that is outside the picture. */
function leafShadow(s: Sheet, x: number, y: number, colour: string, scale = 1): string {
  const leaf = (angle: number, at: number): string => group(`translate(${at * 46} ${-at * 20}) rotate(${angle})`, path('M0 0C18 -30 62 -38 104 -8C66 16 24 22 0 0Z', colour));
  return `<g opacity=".13" ${s.blur(5)} transform="translate(${x} ${y}) scale(${scale})">${[0, 1, 2, 3, 4].map((at) => leaf(-64, at) + leaf(38, at)).join('')}${line('M-20 8 C60 -24 140 -60 240 -96', colour, 5)}</g>`;
}
function windowLight(s: Sheet, opacity = 0.55): string {
  const pane = (x: number, y: number): string => path(`M${x} ${y} l86 -16 v120 l-86 22Z`, '#FFF7E2');
  return `<g opacity="${opacity}" ${s.blur(7)} transform="skewX(-14) translate(120 40)">${pane(40, 40)}${pane(140, 22)}${pane(40, 178)}${pane(140, 158)}</g>`;
}
function podium(s: Sheet, colour: string, cx: number, top: number, rx: number, height: number): string {
  const ry = rx * 0.17;
  return (
    ellipse(cx + rx * 0.2, top + height + 6, rx * 1.25, ry * 1.25, '#3a2417', `opacity=".22" ${s.blur(14)}`) +
    path(`M${cx - rx} ${top} V${top + height} A${rx} ${ry} 0 0 0 ${cx + rx} ${top + height} V${top}Z`, s.cyl(colour)) +
    ellipse(cx, top, rx, ry, s.linear([0, 0], [1, 1], [[0, light(colour, 0.5)], [1, light(colour, 0.12)]]))
  );
}

export const backdrops: Record<string, Backdrop> = {
  plain: (s, tone) =>
    studio(s, tone, light(tone, 0.25)) + circle(310, 262, 196, s.linear([0, 0], [0, 1], [[0, light(tone, 0.55), 0.85], [1, light(tone, 0.55), 0.1]])),
  arch: (s, tone) =>
    studio(s, tone, light(tone, 0.3)) +
    path('M112 442 V226 A188 188 0 0 1 488 226 V442Z', s.linear([0, 0], [0, 1], [[0, dark(tone, 0.2)], [1, dark(tone, 0.06)]])) +
    path('M128 442 V232 A176 176 0 0 1 480 232 V442Z', s.linear([0, 0], [0.3, 1], [[0, dark(tone, 0.05)], [1, light(tone, 0.34)]])) +
    rect(0, 440, 600, 160, 0, s.linear([0, 0], [0, 1], [[0, dark(tone, 0.02)], [0.2, light(tone, 0.3)], [1, light(tone, 0.5)]])) +
    leafShadow(s, 330, 190, dark(tone, 0.8), 0.8),
  shelf: (s, tone) =>
    studio(s, tone, tone, 452) +
    rect(0, 452, 600, 148, 0, s.linear([0, 0], [0, 1], [[0, '#B98D60'], [0.1, '#C99C6C'], [1, '#A97B4F']])) +
    times(7, (i) => line(`M${-20 + i * 100} ${474 + (i % 3) * 34} q 60 ${i % 2 ? 6 : -6} 150 0`, '#8E6239', 1.4, 'opacity=".45"')) +
    rect(0, 450, 600, 5, 0, '#E3BE92', 'opacity=".8"') +
    circle(300, 240, 150, light(tone, 0.4), 'opacity=".7"') +
    leafShadow(s, 20, 160, dark(tone, 0.8), 1),
  window: (s, tone) => studio(s, tone, light(tone, 0.34)) + windowLight(s) + leafShadow(s, 360, 250, dark(tone, 0.8), 0.9),
  kitchen: (s, tone) =>
    rect(0, 0, 600, 430, 0, s.down(light(tone, 0.42), 0.2, 0.05)) +
    times(6, (r) => times(7, (c) => rect(c * 96 - (r % 2) * 48, r * 72 - 6, 92, 68, 5, s.soft(light(tone, 0.5), 0.35), `stroke="${dark(tone, 0.1)}" stroke-width="1" stroke-opacity=".35"`))) +
    rect(0, 424, 600, 176, 0, s.down('#EFE7DA', 0.3, 0.1)) +
    rect(0, 422, 600, 6, 0, '#fff', 'opacity=".75"') +
    rect(0, 392, 600, 34, 0, s.linear([0, 0], [0, 1], [[0, '#2a180f', 0], [1, '#2a180f', 0.13]])),
  linen: (s, tone) =>
    studio(s, light(tone, 0.2), light(tone, 0.4), 404) +
    path('M-10 452 C120 424 220 470 330 446 C440 424 520 452 610 436 V610 H-10Z', s.soft(light(tone, 0.5))) +
    times(5, (i) => line(`M${30 + i * 130} 600 C${60 + i * 120} 548 ${20 + i * 140} 500 ${70 + i * 122} 454`, dark(tone, 0.2), 10, `opacity=".1" ${s.blur(6)}`)),
  night: (s, tone) =>
    rect(0, 0, 600, 600, 0, s.linear([0, 0], [0, 1], [[0, mix('#2E2F45', tone, 0.1)], [0.7, mix('#4A4050', tone, 0.18)], [1, mix('#5B4A48', tone, 0.2)]])) +
    path('M0 436 H600 V600 H0Z', s.linear([0, 0], [0, 1], [[0, mix('#5A4438', tone, 0.2)], [0.2, mix('#785A44', tone, 0.2)], [1, mix('#4A3830', tone, 0.1)]])),
  dusk: (s, tone) =>
    studio(s, mix('#C9A58A', tone, 0.3), mix('#A98468', tone, 0.25), 450) +
    rect(60, 60, 150, 220, 4, s.linear([0, 0], [0, 1], [[0, '#7E87A6'], [0.6, '#D99A7A'], [1, '#EFC38C']])) +
    line('M135 60 V280 M60 170 H210', '#F1E2CF', 6) +
    rect(60, 60, 150, 220, 4, 'none', 'stroke="#F1E2CF" stroke-width="9"'),
  room: (s, tone) =>
    studio(s, tone, '#D8BC98', 428) +
    times(6, (i) => line(`M${-60 + i * 140} 600 L${80 + i * 90} 430`, '#B9976E', 2, 'opacity=".5"')) +
    rect(0, 412, 600, 17, 0, light(tone, 0.6)) +
    rect(390, 78, 116, 150, 3, '#FBF7EF', 'stroke="#C9A77E" stroke-width="7"') +
    path('M398 222 V184 C424 150 446 190 464 164 C480 142 492 150 498 160 V222Z', mix(tone, '#8C9A80', 0.6)) +
    circle(430, 130, 20, mix('#E0A36B', tone, 0.2)),
  /** A surface seen from above, for what lies flat. */
  flat: (s, tone) =>
    rect(0, 0, 600, 600, 0, s.linear([0, 0], [1, 1], [[0, light(tone, 0.5)], [0.5, light(tone, 0.12)], [1, dark(tone, 0.08)]])) +
    path('M-20 420 L420 -20 H620 V90 L90 620 H-20Z', light(tone, 0.55), `opacity=".35" ${s.blur(10)}`) +
    leafShadow(s, -10, 610, dark(tone, 0.85), 1.15) +
    leafShadow(s, 410, 150, dark(tone, 0.85), 0.95),
  cool: (s, tone) => {
    const cold = mix(tone, '#DCE6EC', 0.62);
    return studio(s, cold, light(cold, 0.4)) + path('M-20 110 L330 -20 H470 L-20 290Z', '#fff', `opacity=".2" ${s.blur(3)}`) + rect(392, 170, 130, 250, 65, s.linear([0, 0], [1, 0], [[0, light(cold, 0.6)], [1, dark(cold, 0.06)]]), 'opacity=".75"');
  },
  podium: (s, tone) =>
    studio(s, tone, light(tone, 0.3), 452) +
    circle(418, 190, 108, s.linear([0, 0], [1, 1], [[0, light(tone, 0.6)], [1, dark(tone, 0.05)]])) +
    podium(s, light(tone, 0.35), 300, 496, 226, 60) +
    leafShadow(s, 10, 210, dark(tone, 0.8), 0.9),
  desk: (s, tone) =>
    rect(0, 0, 600, 600, 0, s.radial(0.3, 0.2, 1, [[0, '#EBD7B8'], [0.5, '#DDC199'], [1, '#C39E70']])) +
    times(16, (i) => line(`M-10 ${18 + i * 40} C160 ${8 + i * 40 + (i % 3) * 9} 380 ${34 + i * 40 - (i % 4) * 8} 610 ${16 + i * 40}`, '#B48A58', 1.6, 'opacity=".32"')) +
    windowLight(s, 0.35) +
    rect(0, 0, 600, 600, 0, mix(tone, '#FFFFFF', 0.4), 'opacity=".14"'),
  blush: (s, tone) => {
    const pink = mix(tone, '#F3DCD3', 0.6);
    return studio(s, pink, light(pink, 0.3)) + circle(176, 200, 120, light(pink, 0.5), 'opacity=".8"') + rect(370, 200, 120, 222, 60, s.linear([0, 0], [1, 0], [[0, light(pink, 0.4)], [1, dark(pink, 0.08)]])) + leafShadow(s, 330, 130, dark(pink, 0.8), 0.7);
  },
  moss: (s, tone) => {
    const green = mix(tone, '#DCE3D2', 0.55);
    return studio(s, green, light(green, 0.25)) + leafShadow(s, 10, 220, '#2F4A30', 1.2) + leafShadow(s, 350, 170, '#2F4A30', 0.9) + ellipse(300, 500, 230, 40, light(green, 0.5), 'opacity=".7"');
  },
  sunny: (s, tone) => {
    const warm = mix(tone, '#FBE9C6', 0.6);
    return studio(s, warm, light(warm, 0.3)) + circle(300, 250, 178, s.linear([0, 0], [0, 1], [[0, '#FFF6DF'], [1, '#FFF6DF', 0.05]])) + windowLight(s, 0.38);
  },
  mountain: (s, tone) =>
    rect(0, 0, 600, 600, 0, s.linear([0, 0], [0, 1], [[0, '#CFE0E6'], [0.5, '#F3E7D2'], [1, '#EBD6B4']])) +
    circle(432, 150, 44, '#FFF3D8', `opacity=".9"`) +
    path('M-10 330 L110 212 L190 280 L300 176 L420 292 L500 236 L610 326 V470 H-10Z', s.down('#A9BAB4', 0.3, 0)) +
    path('M-10 380 L90 306 L200 372 L330 286 L450 370 L610 300 V480 H-10Z', s.down('#869D8C', 0.2, 0)) +
    path('M-10 428 C140 396 300 440 610 404 V610 H-10Z', s.linear([0, 0], [0, 1], [[0, '#8FA273'], [0.3, '#A9B585'], [1, '#C3C49A']])) +
    faint(0.2, rect(0, 300, 600, 160, 0, mix(tone, '#FFFFFF', 0.6))),
};
