/** Clothes, laid out flat with their folds. */
import { dark, light, luminance, mix } from '../colour';
import { circle, ellipse, group, line, path, rect, times, type Drawing, type Sheet } from '../sheet';

const TEE = 'M222 116 C246 136 354 136 378 116 C414 124 446 142 466 160 C486 190 506 232 516 262 L448 292 L426 250 C422 330 424 410 430 470 C380 482 220 482 170 470 C176 410 178 330 174 250 L152 292 L84 262 C94 232 114 190 134 160 C154 142 186 124 222 116Z';

/** Shadow on the wall behind a hanging or lying piece. */
const behind = (s: Sheet, d: string): string => path(d, '#3a2417', `opacity=".24" transform="translate(12 16)" ${s.blur(10)}`);
const folds = (s: Sheet, colour: string, ...lines: string[]): string =>
  lines.map((d) => line(d, dark(colour, 0.6), 13, `opacity=".2" ${s.blur(6)}`) + line(d, light(colour, 0.7), 8, `opacity=".28" transform="translate(-11 -3)" ${s.blur(5)}`)).join('');
const ink = (colour: string): string => (luminance(colour) > 0.5 ? dark(colour, 0.55) : light(colour, 0.45));
const seam = (d: string, colour: string): string => line(d, ink(colour), 1.8, 'stroke-dasharray="5 4" opacity=".5"');

const tee: Drawing = ({ s, main, second }) => (
  behind(s, TEE) +
  path('M232 116 C256 150 344 150 368 116 C350 106 250 106 232 116Z', dark(main, 0.42)) +
  path(TEE, s.soft(main)) +
  s.clip(
    TEE,
    folds(s, main, 'M196 300 C230 350 214 420 226 470', 'M404 290 C372 350 388 420 372 470', 'M150 176 C180 214 184 240 178 262', 'M452 176 C424 214 420 240 424 262', 'M262 400 C282 424 320 424 342 396'),
    s.shade('M440 130 V480 H360 C430 400 430 240 440 130Z', 0.18, 16),
  ) +
  line('M222 116 C246 166 354 166 378 116', dark(main, 0.28), 15) +
  line('M222 116 C246 164 354 164 378 116', light(main, 0.16), 11) +
  seam('M148 280 L92 256 M452 280 L508 256 M172 458 C230 468 370 468 428 458', main) +
  group(
    'translate(300 262)',
    circle(0, -6, 40, second),
    times(12, (i) => group(`rotate(${i * 30} 0 -6)`, path('M-4 -52 L0 -70 L4 -52Z', second))),
    path('M-78 34 C-50 6 -28 46 0 22 C28 0 50 44 78 20 V40 C50 62 28 20 0 42 C-28 66 -50 26 -78 54Z', mix(main, second, 0.62)),
    path('M-78 58 C-50 30 -28 70 0 46 C28 24 50 68 78 44 V52 C50 76 28 34 0 56 C-28 80 -50 40 -78 68Z', mix(main, second, 0.36)),
  )
);

const HOODIE = 'M214 150 C160 162 132 186 122 220 C104 290 92 370 88 426 L150 440 C160 390 168 340 176 306 C176 370 172 430 172 468 C220 480 380 480 428 468 C428 430 424 370 424 306 C432 340 440 390 450 440 L512 426 C508 370 496 290 478 220 C468 186 440 162 386 150Z';
const hoodie: Drawing = ({ s, main, second }) => (
  behind(s, HOODIE) +
  path('M206 168 C196 104 242 70 300 70 C358 70 404 104 394 168 C370 206 230 206 206 168Z', s.ball(main)) +
  path('M236 158 C234 116 262 98 300 98 C338 98 366 116 364 158 C346 190 254 190 236 158Z', s.linear([0, 0], [0, 1], [[0, dark(main, 0.55)], [1, dark(main, 0.3)]])) +
  path(HOODIE, s.soft(main)) +
  s.clip(
    HOODIE,
    folds(s, main, 'M186 300 C206 350 196 400 204 460', 'M414 296 C394 350 404 400 396 460', 'M130 250 C150 290 140 350 120 400', 'M470 250 C450 290 460 350 480 400', 'M260 230 C280 250 322 250 342 228'),
    s.shade('M500 150 V480 H380 C440 400 440 250 430 150Z', 0.18, 18),
    path('M160 446 H440 V490 H160Z', dark(main, 0.12)),
    times(26, (i) => line(`M${166 + i * 10.6} 448 V478`, dark(main, 0.5), 1.6, 'opacity=".35"')),
    path('M84 412 L154 426 L150 446 L84 434Z M516 412 L446 426 L450 446 L516 434Z', dark(main, 0.12)),
  ) +
  path('M206 166 C230 214 276 222 300 206 C324 222 370 214 394 166 C398 190 380 228 338 232 C318 232 306 226 300 218 C294 226 282 232 262 232 C220 228 202 190 206 166Z', s.soft(light(main, 0.08))) +
  line('M272 222 C268 244 276 256 270 276', second, 6) +
  line('M330 222 C334 244 326 256 332 268', second, 6) +
  rect(265, 272, 10, 16, 4, s.metal('#B9BDC2')) +
  rect(327, 264, 10, 16, 4, s.metal('#B9BDC2')) +
  path('M214 356 H386 L412 430 H188Z', s.soft(main, 0.7), `stroke="${dark(main, 0.3)}" stroke-width="1.6" stroke-opacity=".5"`) +
  seam('M220 362 L197 424 M380 362 L403 424 M222 362 H378', main) +
  group('translate(378 292) scale(.7)', path('M-24 8 C-36 8 -38 -8 -26 -12 C-26 -28 -2 -32 4 -18 C14 -26 30 -16 26 -4 C38 -4 38 10 26 10Z', second))
);

const SHIRT = 'M236 108 C200 118 160 132 142 150 C112 200 92 300 86 396 L148 408 C154 352 164 300 178 262 C180 340 176 410 170 470 C220 462 256 476 300 476 C344 476 380 462 430 470 C424 410 420 340 422 262 C436 300 446 352 452 408 L514 396 C508 300 488 200 458 150 C440 132 400 118 364 108Z';
const shirt: Drawing = ({ s, main, second }) => (
  behind(s, SHIRT) +
  path('M240 112 C260 140 340 140 360 112 L300 96Z', dark(main, 0.35)) +
  path(SHIRT, s.soft(main)) +
  s.clip(
    SHIRT,
    times(24, (i) => line(`M${92 + i * 18} 100 C${86 + i * 18.6} 240 ${96 + i * 17.6} 360 ${88 + i * 18.4} 480`, second, 5.4, 'opacity=".72"')),
    folds(s, main, 'M196 280 C216 340 204 410 214 468', 'M404 276 C384 340 396 410 386 468', 'M140 210 C156 260 146 330 120 390', 'M460 210 C444 260 454 330 480 390'),
    s.shade('M500 110 V480 H380 C430 400 430 250 430 110Z', 0.16, 18),
  ) +
  path('M284 140 H316 V476 H284Z', s.soft(light(main, 0.3))) +
  line('M284 150 V474 M316 150 V474', second, 1.6, 'opacity=".6"') +
  times(6, (i) => circle(300, 184 + i * 50, 6, s.ball('#F5EFE2')) + circle(300, 184 + i * 50, 1.6, '#8A7A66')) +
  path('M236 106 L252 98 C270 120 290 136 300 146 L268 186 L228 130Z', s.soft(light(main, 0.25)), `stroke="${second}" stroke-width="1.4" stroke-opacity=".55"`) +
  path('M364 106 L348 98 C330 120 310 136 300 146 L332 186 L372 130Z', s.soft(main), `stroke="${second}" stroke-width="1.4" stroke-opacity=".55"`) +
  path('M338 232 H392 V290 L365 302 L338 290Z', 'none', `stroke="${second}" stroke-width="2" opacity=".8"`) +
  path('M84 384 L150 396 L147 416 L83 404Z M516 384 L450 396 L453 416 L517 404Z', light(main, 0.3), `stroke="${second}" stroke-width="1.5" stroke-opacity=".6"`)
);

const DRESS = 'M236 92 C238 112 228 130 214 142 C222 176 232 206 240 236 C216 300 176 400 150 468 C220 486 380 486 450 468 C424 400 384 300 360 236 C368 206 378 176 386 142 C372 130 362 112 364 92 L346 92 C344 130 322 156 300 176 C278 156 256 130 254 92Z';
const dress: Drawing = ({ s, main, second, accent }) => {
  const flower = (x: number, y: number, size: number, turn: number): string =>
    group(`translate(${x} ${y}) rotate(${turn}) scale(${size})`, path('M6 10 C14 18 22 16 26 10 C20 4 12 4 6 10Z', mix(main, '#5E7F4C', 0.6)), times(5, (i) => ellipse(0, -8, 5.4, 7.4, second, `transform="rotate(${i * 72})"`)), circle(0, 0, 4, accent));
  return (
    behind(s, DRESS) +
    path(DRESS, s.soft(main)) +
    s.clip(
      DRESS,
      times(56, (i) => flower(142 + (i % 7) * 48 + ((Math.floor(i / 7) % 2) * 24) + ((i * 13) % 9), 104 + Math.floor(i / 7) * 50 + ((i * 7) % 15), 0.74 + (i % 3) * 0.12, i * 37)),
      folds(s, main, 'M262 250 C250 330 220 410 206 480', 'M300 250 C300 330 296 410 290 480', 'M336 250 C350 330 380 410 396 480', 'M276 250 C272 330 256 410 246 480'),
      s.shade('M470 140 V490 H390 C360 400 350 300 352 236Z', 0.2, 14),
    ) +
    path('M238 230 C270 240 330 240 362 230 L364 250 C330 260 270 260 236 250Z', s.soft(dark(main, 0.12))) +
    line('M350 246 C372 262 366 292 380 316 M350 246 C352 274 342 300 350 328', dark(main, 0.14), 7) +
    line('M254 94 C256 130 278 156 300 176 C322 156 344 130 346 94', light(main, 0.5), 3.4, 'opacity=".8"') +
    path('M214 142 C190 150 170 176 164 204 C184 216 210 214 228 200Z M386 142 C410 150 430 176 436 204 C416 216 390 214 372 200Z', s.ball(main)) +
    flower(192, 184, 0.7, 10) +
    flower(410, 186, 0.7, 60)
  );
};

const SKIRT = 'M214 120 H386 C396 220 438 370 466 456 C400 486 200 486 134 456 C162 370 204 220 214 120Z';
const skirt: Drawing = ({ s, main, second }) => (
  behind(s, SKIRT) +
  path(SKIRT, s.soft(main)) +
  s.clip(
    SKIRT,
    times(12, (i) => {
      const [top, foot] = [214 + i * 14.4, 132 + i * 28];
      return path(`M${top} 120 L${foot} 490 L${foot + 17} 490 L${top + 8} 120Z`, s.linear([0, 0], [1, 0], [[0, dark(main, 0.42), 0.6], [1, dark(main, 0.1), 0]])) + line(`M${top} 140 L${foot} 490`, light(main, 0.5), 2, 'opacity=".5"');
    }),
    s.gloss('M210 200 C190 290 170 380 150 450 L200 462 C216 380 232 280 240 200Z', 0.18, 14),
  ) +
  path('M210 108 H390 V144 C340 152 260 152 210 144Z', s.cyl(second)) +
  seam('M214 138 C262 146 338 146 386 138', second) +
  circle(366, 126, 7, s.ball('#D9C7A6'))
);

const PUFFER = 'M216 130 C170 140 136 166 124 204 C104 280 96 360 94 430 L160 438 C166 386 170 340 176 306 C172 360 172 420 174 464 C220 474 380 474 426 464 C428 420 428 360 424 306 C430 340 434 386 440 438 L506 430 C504 360 496 280 476 204 C464 166 430 140 384 130Z';
const puffer: Drawing = ({ s, main, second, accent }) => {
  const roll = (y: number): string =>
    path(`M150 ${y} C220 ${y + 13} 380 ${y + 13} 450 ${y} V${y + 44} C380 ${y + 60} 220 ${y + 60} 150 ${y + 44}Z`, s.roll(main), 'opacity=".92"');
  return (
    behind(s, PUFFER) +
    path(PUFFER, s.soft(main)) +
    s.clip(
      PUFFER,
      times(7, (i) => group(`rotate(${13} 140 ${190 + i * 42})`, rect(70, 172 + i * 42, 118, 44, 20, s.roll(main)))),
      times(7, (i) => group(`rotate(${-13} 460 ${190 + i * 42})`, rect(412, 172 + i * 42, 118, 44, 20, s.roll(dark(main, 0.08))))),
      s.clip('M186 130 H414 C428 240 430 360 428 476 H172 C170 360 172 240 186 130Z', rect(150, 120, 300, 380, 0, main), times(8, (i) => roll(132 + i * 43))),
      line('M184 190 C174 260 174 380 174 470', dark(main, 0.6), 7, `opacity=".4" ${s.blur(3)}`),
      line('M418 190 C426 260 426 380 426 470', dark(main, 0.6), 7, `opacity=".4" ${s.blur(3)}`),
      s.shade('M500 130 V490 H390 C430 400 430 250 420 130Z', 0.2, 16),
    ) +
    path('M222 134 C216 96 250 76 300 76 C350 76 384 96 378 134 C360 150 240 150 222 134Z', s.roll(main)) +
    path('M238 128 C240 104 264 94 300 94 C336 94 360 104 362 128 C344 138 256 138 238 128Z', dark(main, 0.5)) +
    rect(293, 132, 14, 334, 4, s.linear([0, 0], [1, 0], [[0, dark(second, 0.2)], [0.5, light(second, 0.35)], [1, dark(second, 0.3)]])) +
    times(30, (i) => line(`M296 ${142 + i * 10.8} H304`, dark(second, 0.5), 1.6, 'opacity=".7"')) +
    rect(295, 138, 10, 26, 4, s.metal('#C9CCD0')) +
    rect(346, 218, 46, 26, 4, s.soft(accent)) +
    line('M354 231 L364 222 L372 231 L378 226 L386 234', '#fff', 2.4)
  );
};

const COAT = 'M232 92 C200 98 164 108 150 136 C128 210 112 310 108 398 L160 406 C166 344 174 296 184 256 C182 330 172 410 162 476 H438 C428 410 418 330 416 256 C426 296 434 344 440 406 L492 398 C488 310 472 210 450 136 C436 108 400 98 368 92 C350 112 250 112 232 92Z';
const coat: Drawing = ({ s, main, second }) => {
  const edge = `stroke="${dark(main, 0.4)}" stroke-width="1.5" stroke-opacity=".55"`;
  return (
    behind(s, COAT) +
    path(COAT, s.soft(main)) +
    s.clip(
      COAT,
      folds(s, main, 'M212 320 C222 370 208 420 210 474', 'M388 320 C378 370 392 420 390 474', 'M156 200 C164 260 150 330 136 396', 'M444 200 C436 260 450 330 464 396'),
      s.shade('M490 100 V490 H390 C420 400 414 250 410 100Z', 0.2, 18),
    ) +
    path('M246 92 C262 110 338 110 354 92 L304 258 H296Z', '#F2EDE3') +
    path('M262 92 C274 104 326 104 338 92 L334 128 C318 138 282 138 266 128Z', s.roll('#EDE6D8')) +
    times(3, (i) => line(`M274 ${112 + i * 7} C290 ${118 + i * 7} 310 ${118 + i * 7} 326 ${112 + i * 7}`, '#CFC4AF', 1.6)) +
    s.shade('M246 92 L300 262 L354 92 L340 92 L300 230 L260 92Z', 0.3, 5) +
    path('M232 90 C216 116 214 142 222 160 L204 172 L262 252 L300 262 C266 210 244 150 246 92Z', s.soft(light(main, 0.16)), edge) +
    path('M368 90 C384 116 386 142 378 160 L396 172 L338 252 L300 262 C334 210 356 150 354 92Z', s.soft(light(main, 0.04)), edge) +
    line('M222 160 L252 158 M378 160 L348 158', dark(main, 0.45), 1.6, 'opacity=".6"') +
    line('M300 300 C304 360 302 420 304 474', dark(main, 0.55), 2.4, 'opacity=".6"') +
    path('M184 262 C230 278 370 278 416 262 L418 294 C370 310 230 310 182 294Z', s.down(mix(main, second, 0.4), 0.2, 0.2), edge) +
    path('M310 282 C342 310 338 356 350 408 L326 412 C316 366 308 326 298 300Z', s.soft(mix(main, second, 0.35)), edge) +
    path('M298 284 C278 316 284 352 276 396 L254 390 C260 350 266 316 284 286Z', s.soft(mix(main, second, 0.35)), edge) +
    path('M278 270 C290 262 312 262 324 270 C328 284 326 298 320 304 C308 310 292 310 280 304 C274 296 274 282 278 270Z', s.ball(mix(main, second, 0.3)), edge) +
    path('M196 346 L258 340 V358 L198 364Z M404 346 L342 340 V358 L402 364Z', s.soft(main), edge) +
    circle(330, 236, 6.5, s.ball(dark(second, 0.35)))
  );
};

export const garments = { tee, hoodie, shirt, dress, skirt, puffer, coat };
