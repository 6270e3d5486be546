/** Earphones, speakers, phones, keyboards, watches. */
import { dark, light, mix } from '../colour';
import { circle, ellipse, group, line, path, rect, text, times, type Drawing } from '../sheet';

const earbuds: Drawing = ({ s, main, second }) => {
  const lid = 'M172 250 C166 168 218 132 300 132 C382 132 434 168 428 250Z';
  const box = 'M166 304 H434 C442 404 410 470 300 470 C190 470 158 404 166 304Z';
  const bud = (x: number, flip: number): string =>
    group(
      `translate(${x} 0) scale(${flip} 1)`,
      path('M-12 240 C-12 220 14 212 26 232 L30 316 C30 332 6 332 4 316Z', s.linear([0, 0], [1, 0], [[0, light(main, 0.5)], [0.5, main], [1, dark(main, 0.3)]])),
      circle(-8, 226, 38, s.ball(main)),
      ellipse(-20, 222, 20, 25, s.radial(0.4, 0.4, 0.7, [[0, dark(main, 0.5)], [1, dark(main, 0.72)]]), 'transform="rotate(14 -20 222)"'),
      ellipse(-21, 221, 14, 19, 'none', `stroke="${light(main, 0.3)}" stroke-width="1.4" opacity=".5" transform="rotate(14 -21 221)"`),
      ellipse(14, 210, 8, 12, '#fff', `opacity=".6" ${s.blur(2)}`),
    );
  return (
    s.ground(300, 468, 118) +
    path(lid, s.linear([0, 0], [0, 1], [[0, light(main, 0.2)], [1, dark(main, 0.26)]])) +
    path('M186 248 C184 186 226 152 300 152 C374 152 416 186 414 248Z', s.linear([0, 0], [0, 1], [[0, dark(main, 0.36)], [1, dark(main, 0.12)]])) +
    path('M168 250 H432 V304 H168Z', s.linear([0, 0], [0, 1], [[0, dark(main, 0.3)], [1, dark(main, 0.16)]])) +
    bud(236, 1) +
    bud(364, -1) +
    path(box, s.cyl(main)) +
    path('M166 304 C166 294 434 294 434 304 C434 318 166 318 166 304Z', s.linear([0, 0], [1, 0], [[0, dark(main, 0.2)], [0.3, light(main, 0.5)], [1, dark(main, 0.3)]])) +
    s.clip(box, s.gloss('M190 322 C190 392 214 440 250 456 C226 456 204 436 192 408 C182 380 178 350 180 322Z', 0.6, 5), s.shade('M180 440 C250 480 360 480 430 430 V480 H180Z', 0.26)) +
    circle(300, 346, 5, '#7CE0A8') +
    circle(300, 346, 10, '#7CE0A8', `opacity=".4" ${s.blur(3)}`) +
    text(300, 404, 'BEIAN', { size: 17, fill: mix(main, dark(second, 0.6), 0.55), anchor: 'middle', spacing: 5, weight: 500 })
  );
};

const headphones: Drawing = ({ s, main, second }) => {
  const cup = (x: number, flip: number): string =>
    group(
      `translate(${x} 0) scale(${flip} 1)`,
      path('M-10 250 C-14 232 14 226 18 244 L22 288 H-8Z', s.metal(second)),
      path('M26 276 C56 284 68 330 66 372 C64 420 48 456 22 460Z', s.linear([0, 0], [1, 0], [[0, dark(main, 0.5)], [1, dark(main, 0.3)]])),
      path('M-46 368 C-46 306 -22 270 8 270 C34 270 48 306 48 368 C48 430 34 466 8 466 C-22 466 -46 430 -46 368Z', s.ball(main)),
      path('M-30 368 C-30 322 -14 294 6 294 C22 294 32 322 32 368 C32 414 22 442 6 442 C-14 442 -30 414 -30 368Z', s.linear([0, 0], [1, 1], [[0, light(main, 0.4)], [0.5, mix(main, second, 0.3)], [1, dark(main, 0.25)]])),
      ellipse(2, 368, 13, 26, 'none', `stroke="${light(main, 0.6)}" stroke-width="1.6" opacity=".6"`),
    );
  return (
    s.ground(300, 466, 160) +
    line('M160 300 C142 150 216 82 300 82 C384 82 458 150 440 300', dark(main, 0.34), 36) +
    line('M160 296 C144 148 218 80 300 80 C382 80 456 148 440 296', main, 30) +
    line('M164 260 C160 152 226 92 300 90', light(main, 0.5), 7, `opacity=".8" ${s.blur(2)}`) +
    line('M196 150 C222 112 258 100 300 100 C342 100 378 112 404 150', mix(main, second, 0.5), 16) +
    line('M204 146 C228 114 262 104 300 104', light(second, 0.4), 4, `opacity=".6" ${s.blur(1)}`) +
    cup(160, 1) +
    cup(440, -1)
  );
};

const speaker: Drawing = ({ s, main, second, accent }) => {
  const body = 'M118 348 C112 270 190 214 300 214 C410 214 488 270 482 348 C476 428 410 470 300 470 C190 470 124 428 118 348Z';
  return (
    s.ground(300, 466, 160) +
    path('M452 262 C500 226 520 250 504 292 C496 314 478 320 470 306', 'none', `stroke="${dark(second, 0.1)}" stroke-width="11" stroke-linecap="round"`) +
    path(body, s.ball(main)) +
    s.clip(
      body,
      times(15, (r) => times(24, (c) => circle(122 + c * 16 + (r % 2) * 8, 300 + r * 12, 3.3, dark(main, 0.55), 'opacity=".55"'))),
      path('M100 200 H500 V300 C420 276 180 276 100 304Z', s.ball(mix(main, accent, 0.12))),
      line('M112 302 C180 276 420 276 490 300', light(main, 0.5), 3, 'opacity=".6"'),
      s.gloss('M170 270 C196 236 244 226 290 226 C250 240 214 254 196 282Z', 0.45, 6),
    ) +
    times(3, (i) => rect(262 + i * 30, 250, 16, 6, 3, light(main, 0.6), 'opacity=".85"')) +
    rect(272, 392, 56, 24, 6, second) +
    text(300, 409, 'PEBBLE', { size: 11.5, fill: light(second, 0.85), anchor: 'middle', weight: 700, spacing: 1 })
  );
};

const phone: Drawing = ({ s, main, second }) => {
  const lens = (x: number, y: number): string => circle(x, y, 23, '#1D1E22') + circle(x, y, 17, s.radial(0.4, 0.35, 0.7, [[0, '#5A6B8C'], [0.4, '#22262F'], [1, '#08090B']])) + circle(x - 6, y - 6, 4, '#DDE9FF', 'opacity=".8"');
  return (
    s.ground(318, 468, 120) +
    group(
      'rotate(7 300 300)',
      rect(330, 100, 176, 362, 32, s.linear([0, 0], [1, 1], [[0, '#3A3D44'], [1, '#15161A']])),
      rect(338, 108, 160, 346, 26, s.linear([0, 0], [1, 1], [[0, light(main, 0.45)], [0.5, mix(main, '#FFF1DC', 0.45)], [1, mix(second, '#F3B48A', 0.4)]])),
      rect(392, 118, 52, 14, 7, '#15161A'),
      text(418, 190, '09:41', { size: 38, fill: '#fff', anchor: 'middle', weight: 500 }),
      text(418, 214, '11月23日 星期一', { size: 12, fill: '#fff', anchor: 'middle' }),
    ) +
    group(
      'rotate(-6 300 300)',
      rect(118, 92, 196, 384, 38, s.linear([0, 0], [1, 0], [[0, light(main, 0.35)], [0.08, main], [0.5, main], [1, dark(main, 0.24)]])),
      rect(126, 100, 180, 368, 32, s.soft(main)),
      rect(138, 112, 92, 96, 26, s.soft(dark(main, 0.16))),
      lens(166, 140),
      lens(166, 182),
      lens(204, 160),
      circle(206, 128, 6, '#F6EFD9'),
      circle(216, 318, 58, 'none', `stroke="${dark(main, 0.3)}" stroke-width="7" opacity=".38"`),
      rect(212, 384, 8, 34, 4, dark(main, 0.3), 'opacity=".38"'),
      s.gloss('M136 220 C134 300 134 390 142 446 C150 450 152 440 150 420 C146 350 146 280 150 220Z', 0.4, 4),
      rect(112, 190, 8, 44, 4, dark(main, 0.25)),
      rect(112, 246, 8, 44, 4, dark(main, 0.25)),
    )
  );
};

const powerbank: Drawing = ({ s, main, second }) => (
  s.ground(300, 468, 126) +
  line('M392 170 C480 166 500 240 474 300 C456 340 478 380 452 420', dark(main, 0.3), 15) +
  line('M392 168 C478 164 496 240 470 300 C452 340 474 380 448 420', second, 10) +
  line('M392 168 C478 164 496 240 470 300', light(second, 0.5), 3, 'opacity=".6"') +
  rect(434, 414, 26, 34, 6, s.metal('#C9CCD0')) +
  rect(439, 446, 16, 18, 3, s.metal('#E2E4E6')) +
  group(
    'rotate(-4 290 300)',
    rect(180, 104, 216, 366, 34, s.linear([0, 0], [1, 0], [[0, light(main, 0.3)], [0.06, dark(main, 0.1)], [0.9, dark(main, 0.3)], [1, dark(main, 0.1)]])),
    rect(188, 110, 196, 354, 28, s.soft(main)),
    circle(286, 240, 66, 'none', `stroke="${light(main, 0.4)}" stroke-width="3" opacity=".5"`),
    circle(286, 240, 54, s.soft(dark(main, 0.1)), 'opacity=".6"'),
    rect(226, 346, 120, 62, 14, '#131417'),
    text(286, 392, '86', { size: 40, fill: '#8BF0C0', anchor: 'middle', weight: 700, spacing: 1 }),
    text(326, 380, '%', { size: 15, fill: '#8BF0C0', anchor: 'middle' }),
    text(286, 440, '10000mAh 35W', { size: 13, fill: light(main, 0.5), anchor: 'middle', spacing: 1 }),
    s.gloss('M200 126 H250 L210 440 C202 440 198 432 198 420Z', 0.2, 8),
  )
);

const keyboard: Drawing = ({ s, main, second, accent }) => {
  const rows = [14, 14, 14, 13, 12];
  const face = (r: number, c: number): string => ((r === 0 && c === 0) || (r === 2 && c === 13) ? accent : c === 0 || c === rows[r]! - 1 || r === 4 ? second : main);
  return (
    s.ground(306, 424, 212) +
    group(
      'translate(300 308) rotate(-7) scale(.86) translate(-300 -320)',
      path('M66 190 H534 C546 190 550 198 552 208 L562 432 C562 446 556 452 544 452 H56 C44 452 38 446 38 432 L48 208 C50 198 54 190 66 190Z', s.linear([0, 0], [1, 1], [[0, light(main, 0.35)], [0.5, dark(main, 0.04)], [1, dark(main, 0.26)]])),
      path('M72 206 H528 L540 428 H60Z', dark(main, 0.42)),
      times(5, (r) => {
        const count = rows[r]!;
        const [y, left, right] = [210 + r * 43.5, 73 - r * 2.6, 488 + r * 2.6];
        const w = (right - left) / count;
        return times(count, (c) => {
          const wide = r === 4 && c >= 4 && c <= 7;
          if (wide && c > 4) return '';
          const colour = face(r, c);
          const width = wide ? w * 4 - 4 : w - 4;
          const x = left + c * w;
          return rect(x, y + 3, width, 38, 7, dark(colour, 0.32)) + rect(x + 1.5, y, width - 3, 33, 7, s.linear([0, 0], [0.4, 1], [[0, light(colour, 0.35)], [1, dark(colour, 0.06)]])) + rect(x + 5, y + 3, width - 10, 24, 6, light(colour, 0.22), 'opacity=".7"');
        });
      }),
      circle(512, 228, 17, dark(accent, 0.3)),
      circle(511, 225, 16, s.metal(accent)),
      times(4, (r) => rect(498 + r * 2, 254 + r * 43.5, 32, 34, 7, s.linear([0, 0], [0.4, 1], [[0, light(second, 0.35)], [1, dark(second, 0.1)]]))),
    )
  );
};

const watch: Drawing = ({ s, main, second, accent }) => (
  s.ground(300, 468, 92) +
  path('M232 196 C236 136 242 86 254 58 H346 C358 86 364 136 368 196Z', s.cyl(second)) +
  path('M232 378 C236 420 242 450 252 470 H348 C358 450 364 420 368 378Z', s.cyl(dark(second, 0.08))) +
  times(4, (i) => ellipse(300, 78 + i * 22, 7, 5, dark(second, 0.5), 'opacity=".5"')) +
  rect(414, 252, 24, 42, 8, s.metal(main)) +
  rect(416, 314, 16, 34, 6, s.metal(dark(main, 0.1))) +
  circle(300, 288, 128, s.linear([0, 0], [1, 1], [[0, light(main, 0.55)], [0.3, main], [0.6, dark(main, 0.3)], [1, light(main, 0.2)]])) +
  circle(300, 288, 114, dark(main, 0.6)) +
  circle(300, 288, 108, s.radial(0.4, 0.3, 0.9, [[0, '#1C2028'], [1, '#05060A']])) +
  circle(300, 288, 92, 'none', 'stroke="#262B35" stroke-width="11"') +
  line('M300 196 A92 92 0 1 1 208.6 299', accent, 11) +
  line('M300 214 A74 74 0 0 1 371 268', '#5FD7C3', 8) +
  times(60, (i) => line(`M${300 + 103 * Math.sin(i * 0.10472)} ${288 - 103 * Math.cos(i * 0.10472)} L${300 + (i % 5 ? 101 : 98) * Math.sin(i * 0.10472)} ${288 - (i % 5 ? 101 : 98) * Math.cos(i * 0.10472)}`, '#8A93A3', 1.4, 'opacity=".8"')) +
  text(300, 302, '10:08', { size: 50, fill: '#F5F7FA', anchor: 'middle', weight: 500 }) +
  text(300, 252, '周一 23', { size: 15, fill: '#9AA4B4', anchor: 'middle', spacing: 1 }) +
  text(300, 332, '8,462 步', { size: 15, fill: accent, anchor: 'middle' }) +
  s.clip('M192 288 a108 108 0 1 0 216 0 a108 108 0 1 0 -216 0Z', path('M180 180 H300 L210 400 H180Z', '#fff', 'opacity=".07"'))
);

const mouse: Drawing = ({ s, main, second }) => {
  const body = 'M196 300 C196 180 240 120 306 120 C378 120 420 186 418 306 C416 412 372 470 304 470 C232 470 192 412 196 300Z';
  return (
    s.ground(310, 462, 110) +
    path('M206 250 C176 262 168 320 182 372 C190 400 204 408 212 398Z', s.linear([0, 0], [1, 0], [[0, light(second, 0.2)], [1, dark(second, 0.35)]])) +
    path(body, s.ball(main)) +
    s.clip(body, path('M180 110 H430 V262 C360 232 260 232 190 268Z', s.soft(light(main, 0.08))), line('M186 268 C260 232 360 232 424 262', dark(main, 0.35), 2.4, 'opacity=".7"'), line('M306 116 V236', dark(main, 0.4), 2.6), s.gloss('M224 280 C222 200 244 156 284 140 C256 176 244 220 246 290Z', 0.5, 6), s.shade('M420 200 V480 H300 C380 440 410 360 410 200Z', 0.2, 16)) +
    rect(294, 150, 24, 62, 12, dark(main, 0.45)) +
    rect(297, 156, 18, 50, 9, s.linear([0, 0], [0, 1], [[0, dark(second, 0.4)], [0.5, light(second, 0.3)], [1, dark(second, 0.4)]])) +
    times(7, (i) => line(`M298 ${164 + i * 6} H314`, dark(second, 0.6), 1.6)) +
    rect(299, 252, 14, 5, 2.5, '#7CE0A8')
  );
};

export const electronics = { earbuds, headphones, speaker, phone, powerbank, keyboard, watch, mouse };
