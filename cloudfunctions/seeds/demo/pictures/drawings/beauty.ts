/** Make-up, skin care and bath. */
import { dark, light, luminance, mix } from '../colour';
import { circle, ellipse, group, line, path, rect, text, times, upright, type Drawing, type Sheet } from '../sheet';

const lipstick: Drawing = ({ s, main, second }) => {
  const gold = s.metal(second);
  const bullet = 'M252 236 V150 C252 112 288 78 330 70 C342 68 346 78 346 92 V236Z';
  return (
    s.ground(300, 470, 74) +
    s.ground(430, 470, 56) +
    path('M150 446 C176 420 214 440 246 430 C214 462 180 470 152 464Z', s.soft(main), 'opacity=".9"') +
    line('M160 452 C184 438 206 448 232 438', light(main, 0.55), 4, 'opacity=".7"') +
    path(bullet, s.linear([0, 0], [1, 0], [[0, dark(main, 0.2)], [0.2, light(main, 0.32)], [0.42, main], [1, dark(main, 0.34)]])) +
    path('M252 152 C252 114 288 80 330 71 C346 70 348 86 346 98 C310 104 268 126 252 152Z', s.linear([0, 0], [1, 1], [[0, light(main, 0.42)], [1, main]])) +
    rect(238, 232, 122, 74, 4, gold) +
    times(2, (i) => rect(238, 250 + i * 34, 122, 3, 1, dark(second, 0.5), 'opacity=".5"')) +
    rect(226, 302, 146, 168, 6, s.cyl('#2B2626')) +
    rect(226, 302, 146, 9, 3, gold) +
    text(299, 400, '丝绒', { size: 26, fill: light(second, 0.3), anchor: 'middle', serif: true, weight: 700, spacing: 4 }) +
    rect(376, 288, 108, 182, 8, s.cyl('#2B2626')) +
    rect(376, 452, 108, 18, 4, gold) +
    ellipse(430, 289, 53, 9, '#4A4342') +
    circle(430, 372, 15, 'none', `stroke="${second}" stroke-width="2"`) +
    line('M424 372 C428 366 432 378 437 371', second, 2.4)
  );
};

const compact: Drawing = ({ s, main, second }) => (
  s.ground(306, 466, 160) +
  circle(312, 206, 134, s.linear([0, 0], [1, 1], [[0, light(second, 0.6)], [1, dark(second, 0.24)]])) +
  circle(312, 206, 114, s.linear([0, 0], [1, 1], [[0, '#E8F1F4'], [0.45, '#C5D5DB'], [0.5, '#F5FAFB'], [1, '#A9BCC4']])) +
  s.clip('M198 206 a114 114 0 1 0 228 0 a114 114 0 1 0 -228 0Z', path('M190 260 L330 80 H370 L220 300Z', '#fff', 'opacity=".4"'), ellipse(312, 330, 110, 60, mix(main, '#FFFFFF', 0.3), `opacity=".6" ${s.blur(10)}`)) +
  rect(272, 326, 80, 18, 5, s.metal('#D9B98A')) +
  path('M140 386 C140 430 216 470 306 470 C396 470 472 430 472 386Z', s.cyl(second)) +
  ellipse(306, 384, 166, 54, s.linear([0, 0], [1, 1], [[0, light(second, 0.6)], [1, dark(second, 0.12)]])) +
  ellipse(306, 384, 140, 43, dark(main, 0.16)) +
  ellipse(306, 387, 136, 40, s.soft(main)) +
  times(70, (i) => circle(190 + ((i * 67) % 232), 356 + ((i * 29) % 62), 1.5, dark(main, 0.25), 'opacity=".5"')) +
  ellipse(256, 376, 70, 15, '#fff', `opacity=".35" ${s.blur(6)}`) +
  group('translate(448 420) rotate(-14)', ellipse(4, 34, 62, 12, '#2a180f', `opacity=".25" ${s.blur(6)}`), ellipse(0, 12, 62, 30, s.ball('#F1E6DC')), ellipse(0, 2, 62, 27, s.soft('#FBF4EC')), path('M-56 4 C-30 -10 30 -10 56 4 C30 14 -30 14 -56 4Z', s.soft('#E9B9A8')), text(0, 8, 'GLOW', { size: 10, fill: '#A86A58', anchor: 'middle', spacing: 3 }))
);

const inkOn = (colour: string): string => (luminance(colour) > 0.6 ? '#4A4036' : '#FBF7EC');

const jar: Drawing = ({ s, main, second, label }) => {
  const body = 'M142 300 H458 V420 C458 452 424 470 300 470 C176 470 142 452 142 420Z';
  return (
    s.ground(300, 468, 164) +
    path(body, s.linear([0, 0], [1, 0], [[0, dark(main, 0.2)], [0.08, light(main, 0.5)], [0.2, main], [0.5, light(main, 0.2)], [0.85, dark(main, 0.2)], [0.95, light(main, 0.25)], [1, dark(main, 0.2)]])) +
    s.clip(body, path('M164 316 H436 V410 C436 436 400 446 300 446 C200 446 164 436 164 410Z', s.cyl(mix(main, second, 0.55)), 'opacity=".85"'), s.gloss('M162 312 C160 360 164 410 178 440 C188 444 190 436 186 424 C178 388 178 350 182 312Z', 0.75, 2)) +
    rect(226, 330, 148, 92, 4, second, 'opacity=".94"') +
    text(300, 380, label, { size: 36, fill: dark(main, 0.5), anchor: 'middle', weight: 700, serif: true, spacing: 6 }) +
    text(300, 404, '修护面霜 50g', { size: 13, fill: dark(main, 0.4), anchor: 'middle', spacing: 2 }) +
    path('M132 232 C132 212 206 202 300 202 C394 202 468 212 468 232 V290 C468 304 394 314 300 314 C206 314 132 304 132 290Z', s.cyl(second)) +
    ellipse(300, 231, 168, 27, s.linear([0, 0], [1, 1], [[0, light(second, 0.8)], [1, dark(second, 0.08)]])) +
    ellipse(300, 231, 142, 20, 'none', `stroke="${dark(second, 0.16)}" stroke-width="1.6" opacity=".6"`) +
    group('translate(300 130)', path('M-112 62 C-96 10 -40 24 -30 -14 C-24 -44 18 -46 26 -18 C34 10 92 4 108 62 C60 84 -60 84 -112 62Z', s.ball('#FBF8EF')), line('M-60 46 C-30 20 0 44 30 18 C44 8 50 -2 46 -10', '#DDD5C2', 5, `opacity=".7" ${s.blur(2)}`)) +
    times(7, (i) => group(`translate(${[96, 124, 490, 516, 470, 80, 534][i]} ${[462, 476, 468, 480, 484, 484, 462][i]}) rotate(${i * 40})`, path('M0 0 C8 -12 28 -10 36 0 C26 8 10 8 0 0Z', i % 2 ? '#6F8F5C' : '#8CA873')))
  );
};

const serum: Drawing = ({ s, main, second, label }) => {
  const body = 'M206 246 C206 226 224 214 246 212 H354 C376 214 394 226 394 246 V430 C394 456 378 470 352 470 H248 C222 470 206 456 206 430Z';
  return (
    s.ground(300, 468, 96) +
    ellipse(376, 482, 110, 14, main, `opacity=".5" ${s.blur(8)}`) +
    path(body, s.linear([0, 0], [1, 0], [[0, dark(main, 0.3)], [0.1, light(main, 0.3)], [0.3, main], [0.75, dark(main, 0.24)], [0.93, light(main, 0.25)], [1, dark(main, 0.3)]])) +
    s.clip(body, path('M190 200 H410 V256 C350 266 250 266 190 256Z', light(main, 0.6), 'opacity=".4"'), s.gloss('M222 250 C218 320 218 400 226 446 C234 450 238 440 236 424 C232 360 234 300 238 248Z', 0.8, 1.6)) +
    rect(246, 286, 108, 142, 3, '#FBF6EA', 'opacity=".96"') +
    upright(276, 328, label, { size: 31, fill: '#3B2B1A', weight: 700, serif: true }) +
    line('M302 304 V410', '#C9B48F', 1.2) +
    text(328, 336, '5%', { size: 24, fill: '#8A5A22', anchor: 'middle', weight: 700 }) +
    text(328, 358, '烟酰胺', { size: 12, fill: '#8A5A22', anchor: 'middle' }) +
    text(328, 402, '30ml', { size: 12, fill: '#8A7758', anchor: 'middle' }) +
    rect(246, 178, 108, 38, 5, s.cyl(second)) +
    times(16, (i) => line(`M${252 + i * 6.4} 182 V212`, light(second, 0.35), 1.2, 'opacity=".45"')) +
    path('M262 180 C262 120 268 78 300 78 C332 78 338 120 338 180Z', s.cyl('#3A3532')) +
    s.gloss('M276 170 C274 130 278 100 290 90 C286 110 284 140 286 172Z', 0.5, 3) +
    group('translate(446 236)', path('M0 0 C26 42 40 66 40 92 C40 116 22 132 0 132 C-22 132 -40 116 -40 92 C-40 66 -26 42 0 0Z', s.radial(0.4, 0.6, 0.7, [[0, light(main, 0.6)], [0.6, main], [1, dark(main, 0.2)]]), 'opacity=".9"'), ellipse(-14, 88, 8, 18, '#fff', `opacity=".8" transform="rotate(14 -14 88)" ${s.blur(2)}`))
  );
};

const tube: Drawing = ({ s, main, second, label }) => {
  const body = 'M186 104 H414 L386 408 H214Z';
  return (
    s.ground(300, 468, 92) +
    path(body, s.linear([0, 0], [1, 0], [[0, dark(second, 0.12)], [0.16, light(second, 0.7)], [0.4, second], [1, dark(second, 0.22)]])) +
    s.clip(body, circle(300, 214, 62, main), times(16, (i) => group(`rotate(${i * 22.5} 300 214)`, path('M292 140 L300 112 L308 140Z', main))), path('M150 300 C200 280 250 320 300 300 C350 280 400 320 450 300 V420 H150Z', main, 'opacity=".92"'), path('M150 316 C200 296 250 336 300 316 C350 296 400 336 450 316 V330 C400 350 350 310 300 330 C250 350 200 310 150 330Z', light(main, 0.6), 'opacity=".6"'), s.gloss('M206 110 L228 400 L240 400 L226 110Z', 0.55, 4), s.shade('M414 104 L386 408 H350 L372 104Z', 0.16, 8)) +
    path('M180 80 H420 L416 112 H184Z', s.down(dark(second, 0.04), 0.4, 0.14)) +
    times(26, (i) => line(`M${188 + i * 8.8} 86 V106`, dark(second, 0.35), 1.2, 'opacity=".5"')) +
    text(300, 222, label, { size: 24, fill: inkOn(main), anchor: 'middle', weight: 700 }) +
    text(300, 362, '轻纱防晒乳', { size: 21, fill: inkOn(main), anchor: 'middle', weight: 700, spacing: 3 }) +
    text(300, 386, '清爽 · 抗水 · 不搓泥', { size: 12, fill: inkOn(main), anchor: 'middle', spacing: 1 }) +
    path('M212 404 H388 L380 470 H220Z', s.cyl(light(main, 0.15))) +
    times(18, (i) => line(`M${222 + i * 9} 408 V466`, dark(main, 0.35), 1.2, 'opacity=".3"'))
  );
};

const foam = (s: Sheet, x: number, y: number): string => [[0, 0, 26], [34, 10, 19], [-30, 12, 17], [14, -20, 15], [58, 16, 12]].map(([dx, dy, r]) => circle(x + dx!, y + dy!, r!, s.radial(0.35, 0.3, 0.8, [[0, '#FFFFFF'], [0.7, '#EEF4F3', 0.9], [1, '#CFE0DE', 0.9]]))).join('');
const pump: Drawing = ({ s, main, second, label }) => {
  const body = 'M196 212 C196 190 214 180 236 178 H364 C386 180 404 190 404 212 V436 C404 458 390 470 366 470 H234 C210 470 196 458 196 436Z';
  return (
    s.ground(300, 468, 104) +
    path(body, s.cyl(main)) +
    s.clip(body, s.gloss('M216 210 C212 290 212 380 220 450 C230 454 234 444 230 424 C224 350 226 270 232 206Z', 0.55, 3)) +
    rect(234, 240, 132, 174, 4, second) +
    text(300, 304, label, { size: 40, fill: inkOn(second) === '#FBF7EC' ? '#FBF7EC' : dark(main, 0.5), anchor: 'middle', weight: 700, serif: true, spacing: 6 }) +
    line('M262 322 H338', mix(main, second, 0.3), 2) +
    text(300, 348, '氨基酸洗发水', { size: 15, fill: dark(main, 0.5), anchor: 'middle', spacing: 2 }) +
    group('translate(300 378)', times(3, (i) => path('M0 0 C-10 -8 -10 -22 0 -30 C10 -22 10 -8 0 0Z', mix(main, second, 0.25), `transform="rotate(${-38 + i * 38})"`))) +
    text(300, 404, '500ml', { size: 12, fill: dark(main, 0.45), anchor: 'middle' }) +
    rect(262, 146, 76, 36, 6, s.cyl(dark(second, 0.04))) +
    rect(288, 108, 24, 42, 3, s.cyl(dark(second, 0.1))) +
    path('M190 92 C190 84 196 80 204 80 H330 C346 80 350 88 350 98 C350 112 342 116 330 116 H270 C236 116 222 112 204 116 C196 116 190 104 190 92Z', s.roll(second)) +
    path('M190 92 C180 96 178 112 184 124 L202 118Z', dark(second, 0.14)) +
    foam(s, 446, 446) +
    foam(s, 134, 456)
  );
};

const soap: Drawing = ({ s, main, second }) => {
  const bar = (x: number, y: number, turn: number, wrapped: boolean): string =>
    group(
      `translate(${x} ${y}) rotate(${turn})`,
      path('M-128 -30 L-96 -70 H108 L132 -30Z', light(main, 0.4)),
      path('M-128 -30 H132 V38 C132 46 126 50 118 50 H-114 C-122 50 -128 46 -128 38Z', s.soft(main)),
      times(28, (i) => ellipse(-112 + ((i * 61) % 232), -20 + ((i * 37) % 62), 5, 2.6, i % 2 ? second : light(main, 0.5), `opacity=".65" transform="rotate(${i * 31} ${-112 + ((i * 61) % 232)} ${-20 + ((i * 37) % 62)})"`)),
      wrapped ? path('M-52 -70 H50 L58 -30 V50 H-58 V-30Z', s.linear([0, 0], [0.4, 1], [[0, '#FBF6EA'], [1, '#E3D8C2']])) + text(0, 10, '冷制皂', { size: 23, fill: dark(second, 0.4), anchor: 'middle', weight: 700, serif: true, spacing: 4 }) + text(0, 32, '45 DAYS', { size: 11, fill: dark(second, 0.3), anchor: 'middle', spacing: 3 }) : text(0, 20, '手工', { size: 34, fill: dark(main, 0.28), anchor: 'middle', weight: 700, serif: true, spacing: 12 }),
    );
  return s.ground(300, 464, 170) + bar(300, 416, 0, false) + bar(282, 306, -3, true) + group('translate(24 0)', bar(300, 200, 5, false)) + foam(s, 468, 446) + times(9, (i) => ellipse(96 + ((i * 31) % 80), 452 + ((i * 13) % 26), 8, 4.4, i % 2 ? '#E9D7AE' : '#CFB480', `transform="rotate(${i * 43} ${96 + ((i * 31) % 80)} ${452 + ((i * 13) % 26)})"`));
};

export const beauty = { lipstick, compact, jar, serum, tube, pump, soap };
