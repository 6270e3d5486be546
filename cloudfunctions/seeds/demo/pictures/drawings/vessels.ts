/** Cups, pots, pans and plates. */
import { dark, light, mix } from '../colour';
import { circle, ellipse, faint, group, line, path, times, type Drawing } from '../sheet';

const mug: Drawing = ({ s, main, second }) => {
  const body = 'M178 204 V392 C178 446 214 470 282 470 C350 470 386 446 386 392 V204Z';
  return (
    s.ground(292, 468, 118) +
    line('M378 252 C452 232 482 272 474 322 C466 372 420 402 376 402', dark(main, 0.3), 31) +
    line('M378 250 C450 232 478 272 470 320 C462 368 418 397 376 397', main, 27) +
    line('M388 246 C440 234 468 262 464 306', light(main, 0.45), 7, `opacity=".8" ${s.blur(2)}`) +
    path(body, s.cyl(main)) +
    s.clip(
      body,
      path('M160 190 H400 V300 C372 334 352 292 322 318 C296 342 276 300 246 316 C220 332 200 300 160 322Z', s.cyl(second)),
      path('M160 318 C200 296 220 328 246 312 C276 296 296 338 322 314 C352 288 372 330 400 296 V318 C372 352 352 306 322 334 C296 356 276 316 246 330 C220 346 200 312 160 338Z', mix(main, second, 0.5), 'opacity=".75"'),
      times(46, (i) => circle(190 + ((i * 73) % 190), 216 + ((i * 47) % 240), 0.8 + (i % 3) * 0.6, dark(main, 0.55), 'opacity=".28"')),
      s.gloss('M206 220 C198 300 200 380 214 428 C222 430 226 424 224 400 C216 340 218 270 226 218Z', 0.55),
      s.shade('M160 440 C240 474 330 474 400 436 V480 H160Z', 0.3),
    ) +
    ellipse(282, 204, 104, 25, light(second, 0.35)) +
    ellipse(282, 207, 95, 20, s.linear([0, 0], [1, 0], [[0, dark(second, 0.42)], [1, dark(second, 0.12)]])) +
    s.clip('M188 207 a95 20 0 0 0 189 0 a95 20 0 0 0 -189 0Z', ellipse(282, 217, 92, 16, s.linear([0, 0], [1, 1], [[0, '#5B3822'], [1, '#8A5C38']])), ellipse(258, 214, 40, 5, '#C08D5E', `opacity=".55" ${s.blur(2)}`)) +
    faint(0.5, line('M256 176 C240 150 274 138 256 108 M308 172 C294 150 322 138 308 116', '#fff', 9, s.blur(6)))
  );
};

const teapot: Drawing = ({ s, main, second }) => {
  const body = 'M146 350 C146 276 204 240 276 240 C348 240 404 276 404 350 C404 420 352 462 276 462 C198 462 146 420 146 350Z';
  const cup = (x: number, y: number): string =>
    s.ground(x, y + 52, 42) +
    path(`M${x - 44} ${y} C${x - 42} ${y + 34} ${x - 24} ${y + 54} ${x} ${y + 54} C${x + 24} ${y + 54} ${x + 42} ${y + 34} ${x + 44} ${y}Z`, s.cyl(main)) +
    ellipse(x, y, 44, 11, light(main, 0.3)) +
    ellipse(x, y + 2, 38, 8, '#B9772F') +
    ellipse(x - 8, y + 1, 18, 3, '#E8B25F', 'opacity=".7"');
  return (
    s.ground(280, 460, 120) +
    path('M160 316 C120 312 104 276 74 250 C66 243 58 252 64 262 C84 300 108 372 168 386Z', s.linear([0, 0], [0, 1], [[0, light(main, 0.28)], [1, dark(main, 0.3)]])) +
    path('M388 296 L494 236 C512 226 524 252 508 264 L402 340Z', s.linear([0, 0], [0.4, 1], [[0, light(second, 0.3)], [0.5, second], [1, dark(second, 0.4)]])) +
    path('M498 234 C512 226 524 252 508 264 C500 262 492 246 498 234Z', dark(second, 0.45)) +
    path(body, s.ball(main)) +
    s.clip(
      body,
      times(60, (i) => circle(150 + ((i * 89) % 252), 250 + ((i * 61) % 205), 0.9 + (i % 3) * 0.5, i % 2 ? light(main, 0.5) : dark(main, 0.5), 'opacity=".3"')),
      times(6, (i) => line(`M140 ${316 + i * 22} C220 ${334 + i * 22} 340 ${334 + i * 22} 412 ${312 + i * 22}`, dark(main, 0.35), 1.4, 'opacity=".35"')),
      s.gloss('M178 320 C186 282 214 262 250 256 C232 276 208 292 198 330Z', 0.42, 6),
    ) +
    ellipse(276, 252, 78, 18, dark(main, 0.35)) +
    path('M202 248 C210 216 240 204 276 204 C312 204 342 216 350 248 C330 264 222 264 202 248Z', s.ball(main)) +
    path('M262 206 C256 186 262 172 276 172 C290 172 296 186 290 206Z', s.ball(second)) +
    cup(420, 404) +
    cup(150, 418)
  );
};

const carafe: Drawing = ({ s, main, second }) => {
  const body = 'M236 146 C236 186 200 214 190 262 C178 330 178 408 192 446 C198 462 214 468 240 468 H330 C356 468 372 462 378 446 C392 408 392 330 380 262 C370 214 334 186 334 146Z';
  return (
    s.ground(290, 466, 98, 0.75) +
    ellipse(350, 482, 150, 16, main, `opacity=".4" ${s.blur(8)}`) +
    line('M378 250 C462 246 470 402 386 410', main, 19, 'opacity=".55"') +
    line('M378 247 C458 244 464 396 386 404', '#fff', 4, 'opacity=".7"') +
    path(body, s.linear([0, 0], [1, 0], [[0, dark(main, 0.1), 0.6], [0.12, light(main, 0.6), 0.45], [0.5, light(main, 0.5), 0.28], [0.88, main, 0.5], [1, dark(main, 0.25), 0.65]])) +
    s.clip(
      body,
      path('M160 292 H410 V480 H160Z', s.linear([0, 0], [1, 0.3], [[0, main, 0.4], [0.4, light(main, 0.3), 0.4], [1, dark(main, 0.16), 0.6]])),
      ellipse(285, 292, 106, 17, light(main, 0.6), 'opacity=".8"'),
      times(9, (i) => line(`M176 ${306 + i * 19} q 26 ${i % 2 ? 11 : -9} 54 0 t54 0 t54 0 t54 0`, i % 2 ? '#fff' : dark(main, 0.2), 3.4, `opacity="${i % 2 ? 0.62 : 0.26}"`)),
      group('translate(250 306) rotate(-16)', circle(0, 0, 30, '#F4D35E'), circle(0, 0, 25, '#FBEFB4'), times(8, (i) => line(`M0 0 L${24 * Math.cos(i * 0.785)} ${24 * Math.sin(i * 0.785)}`, '#F1CF52', 2))),
      group('translate(322 376) rotate(20)', path('M-26 0 C-10 -22 20 -20 30 0 C14 16 -12 16 -26 0Z', '#6E9E58'), line('M-22 0 L26 0', '#A7C78B', 2)),
      s.gloss('M206 256 C194 320 194 396 206 436 C214 440 220 430 216 400 C210 346 214 296 224 254Z', 0.85, 2),
      s.gloss('M356 280 C366 330 366 390 358 430 L350 430 C356 380 356 330 348 280Z', 0.5, 2),
    ) +
    ellipse(285, 146, 49, 12, light(main, 0.55), 'opacity=".8"') +
    path('M248 104 H322 L330 150 C312 160 258 160 240 150Z', s.cyl(second)) +
    ellipse(285, 104, 37, 9, light(second, 0.35)) +
    times(10, (i) => circle(254 + ((i * 29) % 62), 116 + ((i * 17) % 32), 1.6, dark(second, 0.45), 'opacity=".5"'))
  );
};

const pot: Drawing = ({ s, main, second }) => {
  const body = 'M142 292 H458 V400 C458 444 430 468 386 468 H214 C170 468 142 444 142 400Z';
  const ear = (x: number, side: number): string =>
    path(`M${x} 312 C${x + side * 44} 306 ${x + side * 58} 318 ${x + side * 56} 332 C${x + side * 54} 350 ${x + side * 26} 354 ${x} 350 V336 C${x + side * 22} 338 ${x + side * 32} 336 ${x + side * 32} 330 C${x + side * 30} 324 ${x + side * 14} 326 ${x} 326Z`, s.down(main, 0.2, 0.4));
  return (
    s.ground(304, 466, 158) +
    ear(146, -1) +
    ear(454, 1) +
    path(body, s.cyl(main)) +
    s.clip(body, path('M120 292 H480 V316 H120Z', dark(main, 0.5), `opacity=".4" ${s.blur(5)}`), s.shade('M130 440 C240 478 380 474 470 430 V480 H130Z', 0.4), s.gloss('M176 312 C170 356 174 410 192 440 C202 440 204 430 200 410 C192 372 194 340 200 312Z', 0.5, 4)) +
    path('M130 284 C130 276 136 272 146 272 H454 C464 272 470 276 470 284 C470 294 464 298 454 298 H146 C136 298 130 294 130 284Z', s.cyl(dark(main, 0.06))) +
    path('M146 274 C170 214 236 190 300 190 C364 190 430 214 454 274Z', s.cyl(main)) +
    s.clip('M146 274 C170 214 236 190 300 190 C364 190 430 214 454 274Z', s.gloss('M186 262 C204 226 236 208 276 202 C248 222 222 240 212 266Z', 0.55, 5), line('M158 262 C240 272 360 272 442 262', light(main, 0.3), 3, 'opacity=".5"')) +
    path('M284 192 C280 178 276 170 264 162 C262 148 280 142 300 142 C320 142 338 148 336 162 C324 170 320 178 316 192Z', s.metal(second)) +
    faint(0.55, line('M226 160 C206 128 246 110 226 74 M374 160 C394 128 356 108 376 80', '#fff', 11, s.blur(8)))
  );
};

const plates: Drawing = ({ s, main, second, accent }) => {
  const sprig = (angle: number, r: number): string =>
    group(
      `rotate(${angle}) translate(0 ${-r})`,
      line('M0 22 C4 6 -4 -8 0 -24', accent, 3),
      times(4, (i) => ellipse(i % 2 ? 8 : -8, 10 - i * 9, 4, 8, accent, `transform="rotate(${i % 2 ? 46 : -46} ${i % 2 ? 8 : -8} ${10 - i * 9})"`)),
      times(5, (i) => circle(7 * Math.cos(i * 1.257), -30 + 7 * Math.sin(i * 1.257), 5, second)),
      circle(0, -30, 4, '#F3D98B'),
    );
  const front = (cy: number, rx: number): string =>
    path(`M${300 - rx} ${cy} C${300 - rx * 0.86} ${cy + 20} ${300 - rx * 0.5} ${cy + 30} 300 ${cy + 30} C${300 + rx * 0.5} ${cy + 30} ${300 + rx * 0.86} ${cy + 20} ${300 + rx} ${cy}Z`, s.cyl(dark(main, 0.06))) +
    ellipse(300, cy, rx, rx * 0.15, s.linear([0, 0], [1, 1], [[0, light(main, 0.7)], [1, dark(main, 0.1)]])) +
    ellipse(300, cy, rx * 0.99, rx * 0.145, 'none', `stroke="${second}" stroke-width="3"`) +
    ellipse(300, cy + 3, rx * 0.68, rx * 0.088, s.linear([0, 0], [1, 1], [[0, dark(main, 0.13)], [1, light(main, 0.4)]]));
  const bowl = 'M226 362 C230 410 256 436 300 436 C344 436 370 410 374 362Z';
  return (
    s.ground(306, 468, 176) +
    ellipse(318, 250, 164, 166, '#3a2417', `opacity=".2" ${s.blur(12)}`) +
    circle(300, 244, 164, s.soft(main, 0.7)) +
    circle(300, 244, 162, 'none', `stroke="${second}" stroke-width="4"`) +
    circle(300, 244, 108, s.linear([0, 0], [1, 1], [[0, dark(main, 0.12)], [0.5, light(main, 0.2)], [1, light(main, 0.7)]])) +
    group('translate(300 244)', times(10, (i) => sprig(i * 36, 128)), sprig(0, 26), sprig(130, 30), sprig(230, 30)) +
    s.gloss('M168 190 C190 130 240 100 300 96 C250 118 206 150 190 206Z', 0.55, 6) +
    front(438, 186) +
    front(424, 160) +
    path(bowl, s.cyl(main)) +
    s.clip(bowl, times(5, (i) => group(`translate(${236 + i * 32} ${412 - Math.abs(2 - i) * 5}) scale(.62)`, sprig(0, 0)))) +
    ellipse(300, 362, 74, 16, light(main, 0.5)) +
    ellipse(300, 362, 73, 15, 'none', `stroke="${second}" stroke-width="3"`) +
    ellipse(300, 365, 66, 11, s.linear([0, 0], [1, 0], [[0, dark(main, 0.34)], [1, dark(main, 0.06)]]))
  );
};

const pan: Drawing = ({ s, main, second }) => (
  s.ground(276, 446, 190) +
  path('M416 330 L556 258 C574 250 584 276 568 286 L434 366Z', s.linear([0, 0], [0.3, 1], [[0, light(second, 0.35)], [0.5, second], [1, dark(second, 0.35)]])) +
  path('M396 338 L436 316 L450 348 L414 370Z', s.down('#8A8D90')) +
  circle(556, 271, 6, dark(second, 0.5)) +
  path('M84 364 C88 420 160 458 266 458 C372 458 444 420 448 364Z', s.cyl(dark(main, 0.16))) +
  ellipse(266, 362, 182, 68, light(main, 0.18)) +
  ellipse(266, 366, 170, 60, s.linear([0, 0], [1, 1], [[0, dark(main, 0.4)], [1, dark(main, 0.1)]])) +
  ellipse(266, 376, 148, 46, s.radial(0.4, 0.3, 0.8, [[0, light(main, 0.14)], [1, dark(main, 0.18)]])) +
  times(70, (i) => circle(140 + ((i * 97) % 252), 344 + ((i * 53) % 66), 1 + (i % 2) * 0.6, i % 3 ? light(main, 0.5) : '#fff', 'opacity=".35"')) +
  path('M196 372 C190 350 220 340 246 348 C266 336 310 336 322 354 C346 362 340 388 314 392 C296 408 250 404 236 396 C214 400 196 390 196 372Z', s.soft('#FFFBF2', 0.5)) +
  path('M200 378 C206 392 222 396 236 392 C252 402 296 404 314 388 C330 386 338 378 336 370 C334 396 300 402 292 402 C262 410 246 402 236 398 C214 402 200 390 200 378Z', '#D9B98C', 'opacity=".6"') +
  ellipse(264, 368, 30, 21, s.ball('#F5A524')) +
  s.gloss('M248 360 C256 352 272 352 278 356 C268 358 258 362 254 368Z', 0.8, 1) +
  group('translate(356 356) rotate(-24)', path('M0 0 C8 -16 28 -18 40 -6 C30 8 12 12 0 0Z', '#5F8F4B'), line('M4 0 L36 -5', '#9CC383', 2)) +
  line('M112 340 C150 316 210 306 262 306', '#fff', 4, `opacity=".4" ${s.blur(1)}`) +
  faint(0.4, line('M230 296 C212 262 250 244 230 206 M296 292 C280 260 314 244 298 214', '#fff', 12, s.blur(8)))
);

export const vessels = { mug, teapot, carafe, pot, plates, pan };
