/** Camping, fitness, bottles and pets. */
import { dark, light, mix } from '../colour';
import { circle, ellipse, group, line, path, rect, text, times, type Drawing } from '../sheet';

const tent: Drawing = ({ s, main, second, accent }) => (
  s.ground(306, 462, 250) +
  path('M52 462 C70 330 180 176 300 132 C420 176 530 330 548 462Z', s.linear([0, 0], [1, 0.5], [[0, light(main, 0.34)], [0.45, main], [1, dark(main, 0.3)]])) +
  path('M300 132 C380 200 430 330 440 462 H548 C530 330 420 176 300 132Z', s.linear([0, 0], [1, 0], [[0, dark(main, 0.1)], [1, dark(main, 0.34)]])) +
  path('M300 176 C240 250 202 360 194 462 H406 C398 360 360 250 300 176Z', s.linear([0, 0], [0, 1], [[0, dark(second, 0.6)], [1, mix(dark(second, 0.4), '#F2B866', 0.45)]])) +
  s.glow(300, 410, 120, '#FFD48A', 0.7) +
  path('M300 176 C240 250 202 360 194 462 H244 C226 400 250 280 300 176Z', s.soft(second)) +
  path('M300 176 C360 250 398 360 406 462 H356 C374 400 350 280 300 176Z', s.linear([0, 0], [1, 0], [[0, second], [1, dark(second, 0.3)]])) +
  line('M228 380 C236 388 244 388 252 380 M372 380 C364 388 356 388 348 380', accent, 5) +
  line('M300 132 C250 190 200 300 176 462', light(main, 0.55), 9, 'opacity=".7"') +
  line('M300 132 C350 190 410 300 436 462', light(main, 0.3), 9, 'opacity=".6"') +
  path('M272 142 C286 120 314 120 328 142 C318 152 282 152 272 142Z', s.soft(accent)) +
  rect(108, 388, 48, 34, 4, light(main, 0.4), 'transform="rotate(-10 132 404)" opacity=".9"') +
  path('M116 412 L126 398 L133 406 L139 400 L150 412Z', accent, 'transform="rotate(-10 132 404)"') +
  line('M52 462 L18 482 M548 462 L584 482', accent, 3) +
  group('translate(300 420)', line('M-6 -74 V-58', '#3B2A1C', 3), rect(-17, -58, 24, 30, 6, '#FFE2A0'), rect(-19, -62, 28, 8, 3, '#5A3B22'), rect(-19, -30, 28, 8, 3, '#5A3B22')) +
  rect(240, 440, 120, 22, 5, s.roll(accent)) +
  times(14, (i) => line(`M${80 + ((i * 67) % 460)} ${470 + ((i * 13) % 22)} q -4 -12 -8 -16 M${80 + ((i * 67) % 460)} ${470 + ((i * 13) % 22)} q 3 -12 6 -18`, '#7F9560', 2.6, 'opacity=".8"'))
);

const campchair: Drawing = ({ s, main, second }) => (
  s.ground(306, 464, 166) +
  line('M186 200 L250 392 L150 466 M414 200 L350 392 L450 466', dark(second, 0.1), 13) +
  line('M206 466 L350 386 M394 466 L250 386', light(second, 0.25), 12) +
  line('M182 372 L250 396 L350 396 L418 372', second, 12) +
  path('M176 168 C190 140 240 150 300 150 C360 150 410 140 424 168 C434 230 446 290 436 352 C424 386 372 402 300 402 C228 402 176 386 164 352 C154 290 166 230 176 168Z', s.linear([0, 0], [1, 0.6], [[0, light(main, 0.32)], [0.45, main], [1, dark(main, 0.3)]])) +
  path('M200 300 C240 326 360 326 400 300 C424 316 430 340 424 356 C400 384 350 392 300 392 C250 392 200 384 176 356 C170 340 176 316 200 300Z', s.radial(0.45, 0.3, 0.8, [[0, light(main, 0.2)], [1, dark(main, 0.24)]])) +
  path('M214 186 H386 L376 262 C340 274 260 274 224 262Z', dark(main, 0.3), 'opacity=".35"') +
  times(6, (r) => times(13, (c) => circle(232 + c * 11.4, 198 + r * 11.4, 2.4, dark(main, 0.6), 'opacity=".5"'))) +
  line('M182 184 C190 160 240 164 300 164 C360 164 410 160 418 184', light(main, 0.5), 2.4, 'stroke-dasharray="6 5" opacity=".8"') +
  line('M200 300 C240 326 360 326 400 300', dark(main, 0.4), 3, 'opacity=".6"') +
  [176, 424].map((x) => rect(x - 15, 154, 30, 30, 8, s.soft(second))).join('') +
  rect(278, 350, 46, 24, 4, s.soft('#F2E4C8')) + path('M286 368 L295 356 L301 363 L306 358 L316 368Z', main) +
  [150, 450, 206, 394].map((x) => ellipse(x, 466, 12, 6, '#2A2A28')).join('')
);

const lantern: Drawing = ({ s, main, second }) => (
  s.glow(300, 300, 320, second, 0.75) +
  ellipse(300, 474, 190, 22, '#FFE7B8', `opacity=".45" ${s.blur(12)}`) +
  s.ground(300, 468, 100) +
  line('M196 214 C150 120 230 64 300 64 C370 64 450 120 404 214', dark(main, 0.2), 8) +
  line('M194 210 C150 118 230 61 300 61', light(main, 0.5), 2.6, 'opacity=".8"') +
  path('M214 236 C196 300 200 360 216 402 H384 C400 360 404 300 386 236Z', s.radial(0.5, 0.5, 0.6, [[0, '#FFFDF0'], [0.45, '#FFE9B0'], [1, '#E9A94E', 0.9]])) +
  path('M300 372 C268 350 276 318 300 278 C324 318 332 350 300 372Z', s.linear([0, 1], [0, 0], [[0, '#FF9A3C'], [1, '#FFF3C4']])) +
  path('M300 368 C286 354 290 338 300 318 C310 338 314 354 300 368Z', '#FFFBE6') +
  line('M232 240 C218 300 220 350 232 398 M368 240 C382 300 380 350 368 398', main, 6) +
  s.gloss('M236 262 C228 310 230 350 240 390 L252 390 C244 350 242 310 250 262Z', 0.7, 3) +
  path('M218 200 H382 L398 240 H202Z', s.cyl(main)) + path('M246 160 H354 L382 202 H218Z', s.cyl(dark(main, 0.06))) + rect(258, 142, 84, 22, 6, s.cyl(main)) +
  times(5, (i) => ellipse(254 + i * 23, 184, 5, 8, dark(main, 0.6))) +
  path('M202 400 H398 L410 428 H190Z', s.cyl(main)) + path('M184 426 H416 L420 462 C420 470 380 474 300 474 C220 474 180 470 180 462Z', s.cyl(dark(main, 0.1))) +
  circle(300, 448, 16, s.metal('#D9B45C')) + line('M300 438 V448', '#6B4A20', 3)
);

const yogamat: Drawing = ({ s, main, second }) => (
  s.ground(320, 466, 230) +
  path('M206 330 L540 372 C556 376 560 388 552 398 L480 458 C470 466 458 468 444 466 L150 430Z', s.linear([0, 0], [1, 1], [[0, light(main, 0.26)], [0.5, main], [1, dark(main, 0.16)]])) +
  path('M150 430 L444 466 C458 468 470 466 480 458 L552 398 C556 394 558 388 556 384 V394 C556 402 552 408 546 412 L484 464 C472 474 458 476 444 474 L150 440Z', dark(second, 0.2)) +
  line('M300 362 L508 388 M256 398 L466 424 M400 356 L330 442', light(main, 0.55), 2.4, 'opacity=".7"') +
  circle(404, 404, 25, 'none', `stroke="${light(main, 0.55)}" stroke-width="2.4" opacity=".7" transform="scale(1 .6) translate(0 270)"`) +
  group(
    'translate(0 0)',
    path('M92 392 C74 330 92 250 128 196 L246 214 C222 262 208 330 212 404 C208 438 196 452 176 456 C132 456 104 430 92 392Z', s.linear([0, 0], [1, 0.15], [[0, dark(main, 0.2)], [0.2, light(main, 0.4)], [0.5, main], [1, dark(main, 0.34)]])),
    ellipse(187, 203, 60, 50, dark(second, 0.1), 'transform="rotate(8 187 203)"'),
    times(5, (i) => ellipse(187, 203, 52 - i * 10, 43 - i * 8.4, i % 2 ? main : light(main, 0.14), `stroke="${dark(second, 0.3)}" stroke-width="3" transform="rotate(8 187 203)"`)),
    ellipse(187, 203, 6, 5, dark(second, 0.6)),
    path('M84 318 C110 340 180 350 214 342 L213 366 C176 374 106 362 84 342Z', s.linear([0, 0], [1, 0], [[0, dark(second, 0.2)], [0.3, light(second, 0.3)], [1, dark(second, 0.4)]])),
    rect(138, 336, 34, 34, 5, s.metal('#D5D8DA')),
  ) +
  group('translate(438 330)', path('M-60 -34 L52 -46 L74 -26 V28 L-38 42 L-60 22Z', s.soft(light(second, 0.15))), path('M-60 -34 L52 -46 L74 -26 L-38 -12Z', light(second, 0.42)), path('M-60 -34 L-38 -12 V42 L-60 22Z', dark(second, 0.16)), text(18, 14, '瑜伽砖', { size: 17, fill: light(second, 0.8), anchor: 'middle', spacing: 3, more: 'transform="rotate(-7 18 14)"' }))
);

const dumbbell: Drawing = ({ s, main, second }) => {
  const hex = (x: number, y: number, r: number, colour: string): string => {
    const points = times(6, (i) => `${i ? 'L' : 'M'}${x + r * Math.cos(i * 1.0472)} ${y + r * 0.92 * Math.sin(i * 1.0472)} `);
    return path(`${points}Z`, s.soft(colour), `stroke="${dark(colour, 0.2)}" stroke-width="5" stroke-linejoin="round"`) + circle(x, y, r * 0.62, dark(colour, 0.16)) + circle(x, y, r * 0.56, s.soft(colour)) + text(x, y + 12, '5kg', { size: r * 0.42, fill: light(colour, 0.65), anchor: 'middle', weight: 700 });
  };
  const bell = (x: number, y: number): string =>
    group(
      `translate(${x} ${y})`,
      path('M96 -128 L168 -150 L216 -92 L206 -8 L146 26 L80 -20Z', s.linear([0, 0], [1, 1], [[0, light(main, 0.3)], [0.5, main], [1, dark(main, 0.4)]]), `stroke="${dark(main, 0.2)}" stroke-width="5" stroke-linejoin="round"`),
      line('M-20 0 L130 -62', dark(second, 0.4), 47),
      line('M-20 -4 L130 -66', second, 38),
      line('M-14 -16 L124 -74', light(second, 0.7), 8, 'opacity=".8"'),
      times(15, (i) => line(`M${4 + i * 6.4} ${-32 - i * 2.6} l14 38`, dark(second, 0.4), 1.6, 'opacity=".6"')),
      path('M-46 -96 L30 -96 L68 -22 L34 56 L20 64 L-46 66Z', dark(main, 0.34)),
      hex(-42, -8, 86, main),
    );
  return s.ground(306, 464, 210) + bell(302, 232) + bell(206, 384);
};

const bottle: Drawing = ({ s, main, second, form }) => {
  if (form === 'kids') {
    const body = 'M208 210 H392 V424 C392 456 372 470 340 470 H260 C228 470 208 456 208 424Z';
    return (
      s.ground(300, 468, 100) +
      line('M212 190 C120 210 120 340 206 360', dark(main, 0.25), 11) +
      path(body, s.linear([0, 0], [1, 0], [[0, dark(main, 0.08), 0.9], [0.2, light(main, 0.7), 0.85], [0.5, light(main, 0.3), 0.8], [1, dark(main, 0.14), 0.92]])) +
      s.clip(body, path('M190 300 C240 288 280 314 330 300 C370 290 390 304 410 298 V480 H190Z', main, 'opacity=".4"')) +
      group('translate(300 356)', path('M-66 6 C-66 -34 -30 -50 8 -48 C46 -46 66 -20 64 8 C70 0 84 -12 90 -26 C98 -14 94 6 80 18 C66 40 30 46 -2 46 C-40 46 -66 34 -66 6Z', s.ball(dark(main, 0.2))), path('M-62 16 C-40 34 20 36 62 18 C48 40 20 46 -2 46 C-34 46 -58 38 -62 16Z', '#FBF6EA'), circle(-34, -4, 5, '#26323B'), line('M-54 8 C-48 14 -40 14 -36 10', '#26323B', 3), line('M-8 -56 C-12 -76 -28 -72 -26 -60 M-8 -56 C-4 -76 12 -72 10 -60', '#6FB6D9', 5)) +
      path('M200 168 H400 V214 C400 222 394 226 386 226 H214 C206 226 200 222 200 214Z', s.cyl(second)) +
      path('M214 168 C216 128 250 108 300 108 C350 108 384 128 386 168Z', s.ball(dark(main, 0.12))) +
      rect(352, 176, 44, 30, 8, s.soft(main)) +
      path('M286 112 C282 84 304 70 330 78 L326 96 C312 92 306 98 308 112Z', '#F7F2E6') +
      s.gloss('M224 236 C222 310 222 380 232 440 C242 446 246 436 242 420 C236 360 236 300 240 236Z', 0.7, 2)
    );
  }
  const body = 'M214 190 C196 210 192 230 192 256 V428 C192 456 210 470 240 470 H360 C390 470 408 456 408 428 V256 C408 230 404 210 386 190Z';
  return (
    s.ground(300, 468, 112) +
    path(body, s.cyl(main)) +
    s.clip(body, times(150, (i) => circle(194 + ((i * 53) % 214), 196 + ((i * 89) % 274), 0.9, i % 2 ? light(main, 0.5) : dark(main, 0.4), 'opacity=".35"')), path('M180 434 H420 V480 H180Z', s.metal('#B9BDC2'), 'opacity=".9"'), s.gloss('M214 220 C206 290 206 360 212 426 L226 426 C220 350 222 280 232 214Z', 0.5, 4)) +
    group('translate(300 330)', path('M-52 26 L-22 -20 L-6 2 L12 -30 L52 26Z', second, 'opacity=".92"'), path('M12 -30 L24 -12 L12 -8 L2 -14Z', main, 'opacity=".5"'), text(0, 56, '山径', { size: 24, fill: second, anchor: 'middle', weight: 700, spacing: 8 })) +
    rect(216, 148, 168, 46, 8, s.cyl('#34373B')) +
    times(20, (i) => line(`M${224 + i * 8} 154 V188`, '#55595E', 1.6, 'opacity=".5"')) +
    path('M214 150 C204 88 240 62 300 62 C360 62 396 88 386 150 L366 150 C372 104 346 84 300 84 C254 84 228 104 234 150Z', s.linear([0, 0], [1, 0], [[0, '#55595E'], [0.5, '#3A3D42'], [1, '#222428']])) +
    rect(240, 126, 120, 28, 10, s.cyl('#2B2E32'))
  );
};

const petbowl: Drawing = ({ s, main, second }) => {
  const one = (x: number): string =>
    path(`M${x - 104} 286 C${x - 96} 342 ${x - 60} 372 ${x} 372 C${x + 60} 372 ${x + 96} 342 ${x + 104} 298Z`, s.cyl(main)) +
    ellipse(x, 292, 105, 34, s.linear([0, 0], [1, 1], [[0, light(main, 0.5)], [1, dark(main, 0.1)]]), `transform="rotate(3 ${x} 292)"`) +
    ellipse(x, 294, 90, 26, dark(main, 0.3), `transform="rotate(3 ${x} 294)"`) +
    s.clip(`M${x - 90} 292 a90 26 0 0 0 180 4 a90 26 0 0 0 -180 -4Z`, times(46, (i) => circle(x - 84 + ((i * 37) % 168), 286 + ((i * 17) % 30), 9, s.ball(i % 3 ? '#A9713F' : '#C98F57'))));
  return (
    s.ground(300, 468, 230) +
    path('M232 372 C222 300 250 236 300 232 C350 236 378 300 368 372Z', s.ball('#E9A865')) + path('M268 372 C266 310 280 274 300 270 C320 274 334 310 332 372Z', '#FBEEDD', 'opacity=".9"') + line('M362 360 C420 350 436 280 404 240', '#D98F48', 20) + line('M404 250 C402 244 400 240 398 236', '#FBEEDD', 20) +
    group('translate(300 196)', path('M-62 16 C-74 -50 -62 -92 -54 -94 C-46 -94 -28 -76 -22 -66 C-8 -70 8 -70 22 -66 C28 -76 46 -94 54 -94 C62 -92 74 -50 62 16 C56 44 -56 44 -62 16Z', s.ball('#E9A865')), path('M-50 -74 C-44 -72 -36 -64 -34 -60 L-50 -46Z M50 -74 C44 -72 36 -64 34 -60 L50 -46Z', '#F4CDB0'), path('M-12 -66 L-8 -46 M0 -68 V-44 M12 -66 L8 -46', 'none', 'stroke="#C97F3C" stroke-width="6" stroke-linecap="round"'), ellipse(-28, -14, 8, 10, '#2F2A26'), ellipse(28, -14, 8, 10, '#2F2A26'), circle(-31, -18, 3, '#fff'), circle(25, -18, 3, '#fff'), ellipse(0, 14, 27, 19, '#FBEEDD'), path('M-7 4 H7 L0 12Z', '#D97C73', 'stroke="#D97C73" stroke-width="3" stroke-linejoin="round"'), line('M0 14 C-4 22 -12 22 -15 18 M0 14 C4 22 12 22 15 18', '#8A5A3A', 3), line('M-34 8 L-72 2 M-34 16 L-70 20 M34 8 L72 2 M34 16 L70 20', '#FBEEDD', 2.4)) +
    path('M92 352 H112 L132 466 H108Z M508 352 H488 L468 466 H492Z', s.down(second, 0.2, 0.3)) +
    rect(62, 340, 476, 30, 12, s.roll(second)) +
    line('M80 352 C200 346 400 358 520 350', dark(second, 0.4), 1.6, 'opacity=".4"') +
    one(182) +
    one(418)
  );
};

const kibble: Drawing = ({ s, main, second, accent, label }) => {
  const bag = 'M166 116 H434 C440 220 446 340 450 452 C450 464 442 470 430 470 H170 C158 470 150 464 150 452 C154 340 160 220 166 116Z';
  return (
    s.ground(304, 468, 156) +
    path(bag, s.linear([0, 0], [1, 0], [[0, dark(main, 0.12)], [0.14, light(main, 0.34)], [0.4, main], [1, dark(main, 0.34)]])) +
    s.clip(bag, path('M140 330 C220 290 380 290 460 330 V480 H140Z', second), circle(300, 236, 74, light(second, 0.5)), line('M190 120 C176 240 172 350 170 466', '#fff', 12, `opacity=".24" ${s.blur(6)}`), line('M412 130 C424 240 430 350 432 466', '#000', 18, `opacity=".22" ${s.blur(9)}`)) +
    group('translate(300 244) scale(.84)', path('M-62 16 C-74 -50 -62 -92 -54 -94 C-46 -94 -28 -76 -22 -66 C-8 -70 8 -70 22 -66 C28 -76 46 -94 54 -94 C62 -92 74 -50 62 16 C56 60 -56 60 -62 16Z', s.ball('#8C8F96')), path('M-50 -74 C-44 -72 -36 -64 -34 -60 L-50 -46Z M50 -74 C44 -72 36 -64 34 -60 L50 -46Z', '#D9B8B0'), ellipse(-28, -12, 11, 13, '#F2C94C'), ellipse(28, -12, 11, 13, '#F2C94C'), ellipse(-28, -12, 4.4, 11, '#26231F'), ellipse(28, -12, 4.4, 11, '#26231F'), ellipse(0, 20, 26, 19, '#F4F1EC'), path('M-6 9 H6 L0 16Z', '#C9736B', 'stroke="#C9736B" stroke-width="3" stroke-linejoin="round"'), line('M0 18 C-4 26 -12 26 -15 22 M0 18 C4 26 12 26 15 22', '#5F5B58', 3)) +
    text(300, 378, label, { size: 40, fill: dark(main, 0.35), anchor: 'middle', weight: 700, spacing: 4 }) +
    text(300, 406, '鲜肉 76% · 无谷配方', { size: 17, fill: dark(main, 0.2), anchor: 'middle', spacing: 2 }) +
    rect(252, 420, 96, 28, 14, accent) + text(300, 440, '全价猫粮', { size: 15, fill: '#FFF8EC', anchor: 'middle', spacing: 2 }) +
    path('M160 88 H440 L436 132 H164Z', s.down(dark(main, 0.08), 0.2, 0.24)) + times(28, (i) => line(`M${168 + i * 9.8} 92 V104`, light(main, 0.4), 1.5, 'opacity=".5"')) +
    times(16, (i) => circle(458 + ((i * 23) % 84), 446 + ((i * 17) % 30), 8, s.ball(i % 3 ? '#A9713F' : '#D9A070')))
  );
};

const petbed: Drawing = ({ s, main, second }) => (
  s.ground(304, 460, 230) +
  ellipse(300, 372, 232, 100, s.ball(main)) +
  s.clip('M68 372 a232 100 0 1 0 464 0 a232 100 0 1 0 -464 0Z', times(360, (i) => line(`M${70 + ((i * 83) % 462)} ${272 + ((i * 59) % 200)} q ${5 - (i % 4) * 3} 6 ${2 - (i % 3) * 2} 12`, i % 2 ? light(main, 0.65) : dark(main, 0.35), 2.4, 'opacity=".3"'))) +
  ellipse(300, 346, 158, 58, dark(main, 0.3), s.blur(6)) +
  ellipse(300, 350, 152, 54, s.radial(0.45, 0.3, 0.9, [[0, light(second, 0.4)], [1, dark(second, 0.16)]])) +
  path('M182 352 C170 288 230 250 300 250 C372 250 432 290 416 350 C400 384 352 392 300 392 C246 392 196 384 182 352Z', s.ball('#F2E4CC')) +
  path('M262 254 C282 268 286 300 270 322 C250 304 246 274 262 254Z M330 252 C352 262 366 292 356 316 C336 302 324 276 330 252Z', '#C9965E', 'opacity=".85"') +
  path('M196 346 C176 304 190 270 206 266 C218 266 228 280 232 288 C242 286 254 286 262 290 C270 282 284 276 292 280 C304 292 302 330 286 356 C264 380 214 376 196 346Z', s.ball('#F6EAD6')) +
  path('M206 270 C214 272 222 282 226 288 L208 300Z M288 284 C280 284 272 290 268 294 L286 306Z', '#EBC3AE') +
  line('M216 324 C222 330 230 330 236 324 M256 326 C262 332 270 332 276 326', '#5B4636', 3.6) +
  path('M240 336 H252 L246 343Z', '#D98A7E', 'stroke="#D98A7E" stroke-width="2.4" stroke-linejoin="round"') +
  path('M404 344 C430 356 420 384 376 390 C330 396 300 388 276 380 C312 388 372 386 392 370 C400 362 398 354 404 344Z', s.soft('#C9965E')) +
  path('M70 384 C120 450 480 450 530 384 C534 436 440 474 300 474 C160 474 66 436 70 384Z', s.soft(main), 'opacity=".9"') +
  s.clip('M70 384 C120 450 480 450 530 384 C534 436 440 474 300 474 C160 474 66 436 70 384Z', times(220, (i) => line(`M${70 + ((i * 83) % 462)} ${392 + ((i * 29) % 86)} q ${5 - (i % 4) * 3} 6 ${2 - (i % 3) * 2} 12`, i % 2 ? light(main, 0.65) : dark(main, 0.35), 2.4, 'opacity=".3"'))) +
  group('translate(412 236)', text(0, 0, 'z', { size: 30, fill: dark(main, 0.35), weight: 700 }), text(26, -26, 'z', { size: 40, fill: dark(main, 0.35), weight: 700 }), text(60, -62, 'Z', { size: 50, fill: dark(main, 0.35), weight: 700 }))
);

const catwand: Drawing = ({ s, main, second, accent }) => {
  const feather = (turn: number, colour: string): string => group(`rotate(${turn})`, path('M0 0 C-30 -40 -26 -110 0 -150 C26 -110 30 -40 0 0Z', s.linear([0, 0], [1, 0], [[0, light(colour, 0.3)], [0.5, colour], [1, dark(colour, 0.24)]])), line('M0 4 V-140', light(colour, 0.65), 2.6), times(9, (i) => line(`M0 ${-16 - i * 13} l${-17 + i} -12 M0 ${-16 - i * 13} l${17 - i} -12`, light(colour, 0.5), 1.4, 'opacity=".55"')));
  return (
    s.ground(250, 468, 150, 0.7) +
    line('M96 456 C150 330 210 210 300 108', dark('#4A4D52', 0.2), 11) +
    line('M94 452 C148 328 208 208 298 106', '#5F636A', 7) +
    line('M92 460 L126 392', main, 21) + times(5, (i) => line(`M${94 + i * 6} ${452 - i * 12} l12 5`, light(main, 0.5), 3)) +
    line('M298 107 C370 60 440 110 416 220', '#8A8D92', 3) +
    group('translate(416 240) rotate(168) scale(1.12)', feather(-34, accent), feather(34, second), feather(-12, main), feather(14, light(accent, 0.2))) +
    circle(416, 232, 19, s.ball('#E3B84A')) + line('M404 234 H428 M416 234 V246', '#8A6520', 3) +
    group('translate(196 426)', path('M-54 6 C-30 -32 26 -32 48 0 L76 -22 V36 L48 12 C26 42 -30 42 -54 6Z', s.ball(accent)), path('M-6 -22 C8 -8 8 18 -6 32 M14 -22 C28 -8 28 20 14 30', 'none', `stroke="${light(accent, 0.55)}" stroke-width="5" stroke-linecap="round"`), circle(-34, 0, 6, '#2B2724'), circle(-36, -2, 2, '#fff')) +
    group('translate(330 444)', circle(0, 0, 27, s.ball(second)), line('M-22 -12 C-4 2 4 2 22 -10 M-24 10 C-6 -4 8 -2 24 12 M0 -26 C-8 -8 8 8 0 26', dark(second, 0.3), 3, 'opacity=".7"'))
  );
};

export const outdoors = { tent, campchair, lantern, yogamat, dumbbell, bottle, petbowl, kibble, petbed, catwand };
