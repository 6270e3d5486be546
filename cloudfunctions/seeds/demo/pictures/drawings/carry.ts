/** Shoes and bags. */
import { dark, light, mix } from '../colour';
import { circle, ellipse, group, line, path, rect, text, times, type Drawing } from '../sheet';

const sneaker: Drawing = ({ s, main, second, accent }) => {
  const sole = 'M62 400 C60 380 74 372 96 380 C190 402 330 404 420 398 C470 394 520 386 540 394 C556 402 552 438 532 448 C500 462 420 468 300 468 C190 468 110 466 82 452 C66 444 62 424 62 400Z';
  const upper = 'M84 388 C70 330 78 270 96 226 C108 214 124 222 130 236 C140 262 168 268 200 250 C218 240 232 220 246 208 C262 198 276 204 284 216 C318 266 372 300 440 318 C500 334 540 352 542 396 C470 410 180 412 84 388Z';
  return (
    s.ground(304, 464, 232) +
    path(sole, s.linear([0, 0], [0, 1], [[0, light(main, 0.6)], [0.5, light(main, 0.3)], [1, dark(main, 0.2)]])) +
    s.clip(sole, path('M40 446 C200 462 420 462 560 436 V480 H40Z', accent), path('M60 398 C120 420 200 424 250 420 L230 448 C170 448 110 444 74 436Z', second, 'opacity=".92"'), times(15, (i) => line(`M${250 + i * 20} 408 l-8 38`, dark(main, 0.3), 2, 'opacity=".35"'))) +
    path(upper, s.linear([0, 0], [0.4, 1], [[0, light(main, 0.4)], [0.5, main], [1, dark(main, 0.22)]])) +
    s.clip(
      upper,
      times(16, (r) => times(22, (c) => circle(262 + c * 12 + (r % 2) * 6, 250 + r * 10, 1.9, dark(main, 0.5), 'opacity=".4"'))),
      path('M430 310 C500 326 550 350 548 404 H404 C396 366 406 334 430 310Z', s.soft(mix(main, accent, 0.34))),
      path('M60 420 V330 C110 346 170 350 214 404 V420Z', s.soft(second)),
      path('M80 330 C72 290 84 240 96 220 L138 240 C132 280 138 320 150 352Z', s.soft(mix(main, accent, 0.28))),
      path('M190 404 C226 350 262 302 296 246 L326 272 C296 320 268 360 250 408Z', s.soft(second)),
      path('M262 406 C290 364 316 330 344 290 L366 304 C340 340 318 370 300 408Z', s.soft(mix(second, main, 0.35))),
      s.gloss('M300 270 C340 306 400 326 450 334 C420 338 350 330 306 296Z', 0.4, 5),
      s.shade('M80 400 C200 414 420 414 550 396 V420 H80Z', 0.4, 5),
    ) +
    path('M244 212 C262 198 276 204 284 216 C300 240 320 260 344 276 L318 308 C286 284 256 254 236 226Z', s.soft(light(main, 0.25))) +
    [[284, 234], [303, 254], [325, 272], [350, 289]].map(([x, y]) => line(`M${x! - 34} ${y! + 18} L${x} ${y}`, dark(main, 0.3), 10) + line(`M${x! - 34} ${y! + 16} L${x} ${y! - 2}`, light(main, 0.75), 7)).join('') +
    line('M96 224 C108 214 124 222 130 236 C140 262 168 268 200 250 C222 238 236 214 250 206', dark(main, 0.3), 13) +
    line('M96 222 C108 212 124 220 130 234 C140 260 168 266 200 248 C222 236 236 212 250 204', light(mix(main, accent, 0.2), 0.15), 10) +
    rect(84, 232, 16, 44, 8, second) +
    line('M232 380 L250 384 L262 370', light(second, 0.8), 3)
  );
};

const canvasshoe: Drawing = ({ s, main, second, accent }) => {
  const upper = 'M92 404 C86 340 92 280 104 244 C116 234 130 240 138 252 C160 282 196 282 226 260 C244 246 258 236 272 240 C300 292 360 324 436 336 C498 346 530 364 534 404Z';
  return (
    s.ground(306, 464, 226) +
    path('M78 400 H544 C552 400 554 408 552 424 C550 450 540 466 520 466 H98 C82 466 76 450 76 426Z', s.linear([0, 0], [0, 1], [[0, '#FFFDF6'], [0.6, '#F1EADB'], [1, '#C9BCA4']])) +
    line('M80 424 H550', accent, 4.5) +
    line('M84 452 H540', dark('#E6DCC8', 0.1), 3) +
    path(upper, s.linear([0, 0], [0.3, 1], [[0, light(main, 0.3)], [0.5, main], [1, dark(main, 0.24)]])) +
    s.clip(upper, times(40, (i) => line(`M${60 + i * 13} 230 l-20 190`, dark(main, 0.4), 1, 'opacity=".22"')), s.gloss('M300 300 C340 332 400 346 450 352 C410 360 340 348 300 322Z', 0.35, 6), line('M250 398 C260 350 300 330 330 322', dark(main, 0.4), 1.8, 'stroke-dasharray="5 4" opacity=".8"')) +
    path('M446 402 C446 372 470 344 486 346 C520 358 536 376 538 402Z', s.linear([0, 0], [1, 1], [[0, '#FFFDF6'], [1, '#DDD2BD']])) +
    path('M94 330 C90 300 96 262 104 244 C116 236 130 242 138 254 L140 330Z', s.soft(dark(main, 0.08))) +
    path('M252 250 C262 240 270 238 276 246 C302 294 346 318 388 328 L374 366 C320 356 272 314 244 264Z', s.soft(light(main, 0.16))) +
    times(6, (i) => circle(266 + i * 21, 282 + i * 13 - (i > 3 ? (i - 3) * 4 : 0), 4.5, s.metal('#D5D8DA')) + line(`M${264 + i * 21} ${280 + i * 13 - (i > 3 ? (i - 3) * 4 : 0)} L${288 + i * 20} ${258 + i * 13}`, second === main ? '#FFFDF6' : second, 8)) +
    line('M268 244 C240 206 214 220 222 240 C232 256 258 250 276 246 C300 222 322 222 318 240 C312 256 290 252 276 246', '#FFFDF6', 6) +
    circle(188, 346, 25, '#FFFDF6') +
    circle(188, 346, 20, 'none', `stroke="${accent}" stroke-width="2.4"`) +
    path('M174 354 L184 336 L191 346 L196 340 L204 354Z', '#34496B')
  );
};

const tote: Drawing = ({ s, main, second }) => {
  const body = 'M142 222 H458 L478 448 C478 462 470 470 456 470 H144 C130 470 122 462 122 448Z';
  return (
    s.ground(304, 468, 178) +
    line('M226 230 C222 118 250 84 300 84 C350 84 378 118 374 230', dark(second, 0.4), 15) +
    path(body, s.soft(main)) +
    s.clip(body, times(52, (i) => line(`M${120 + i * 7} 220 V470`, dark(main, 0.3), 0.9, 'opacity=".2"')), times(36, (i) => line(`M120 ${222 + i * 7} H480`, light(main, 0.5), 0.9, 'opacity=".25"')), line('M190 300 C206 360 180 420 196 470', dark(main, 0.5), 14, `opacity=".2" ${s.blur(8)}`), line('M400 290 C384 360 410 420 396 470', dark(main, 0.5), 16, `opacity=".22" ${s.blur(8)}`), s.shade('M490 220 V480 H420 C450 400 450 300 446 220Z', 0.18, 14), path('M100 424 H500 V480 H100Z', second, 'opacity=".95"'), line('M118 432 H482', light(second, 0.5), 1.6, 'stroke-dasharray="6 5"')) +
    path('M142 222 H458 L460 240 H140Z', light(main, 0.3)) +
    line('M144 244 H456', dark(main, 0.35), 1.6, 'stroke-dasharray="6 5" opacity=".7"') +
    line('M206 330 V234 C204 130 240 96 300 96 C360 96 396 130 394 234 V330', second, 17) +
    line('M201 300 V234 C200 128 238 92 300 91', light(second, 0.5), 3, 'opacity=".8"') +
    rect(195, 302, 22, 34, 3, dark(second, 0.12)) +
    rect(383, 302, 22, 34, 3, dark(second, 0.12)) +
    circle(206, 312, 4, s.metal('#D9B45C')) + circle(394, 312, 4, s.metal('#D9B45C')) +
    text(300, 350, '青禾', { size: 44, fill: dark(second, 0.1), anchor: 'middle', weight: 700, serif: true, spacing: 10 }) +
    text(296, 378, 'QINGHE  LIVING', { size: 13, fill: dark(second, 0.1), anchor: 'middle', spacing: 3 })
  );
};

const backpack: Drawing = ({ s, main, second }) => {
  const body = 'M180 210 C180 136 228 104 300 104 C372 104 420 136 420 210 V432 C420 458 406 470 380 470 H220 C194 470 180 458 180 432Z';
  return (
    s.ground(304, 468, 136) +
    path('M258 112 C256 70 344 70 342 112 L326 112 C326 92 274 92 274 112Z', s.down(dark(main, 0.2))) +
    path('M184 200 C146 216 132 300 140 420 C144 436 162 436 164 422 C162 340 170 270 190 240Z M416 200 C454 216 468 300 460 420 C456 436 438 436 436 422 C438 340 430 270 410 240Z', s.down(dark(main, 0.16), 0.1, 0.3)) +
    path(body, s.linear([0, 0], [1, 0.4], [[0, light(main, 0.26)], [0.4, main], [1, dark(main, 0.34)]])) +
    s.clip(body, line('M196 250 C200 170 240 134 300 132 C360 134 400 170 404 250', dark(main, 0.45), 5), line('M196 248 C200 168 240 132 300 130 C360 132 400 168 404 248', light(main, 0.35), 1.6, 'stroke-dasharray="5 4"'), s.gloss('M200 240 C204 180 226 150 262 138 C232 170 218 210 218 280Z', 0.28, 8), s.shade('M430 180 V480 H360 C400 400 404 300 400 180Z', 0.24, 14)) +
    path('M204 318 H396 V424 C396 444 386 454 366 454 H234 C214 454 204 444 204 424Z', s.soft(light(main, 0.06))) +
    path('M204 318 C204 300 396 300 396 318 V350 C340 366 260 366 204 350Z', s.soft(light(main, 0.14))) +
    line('M212 352 C270 366 330 366 388 352', second, 5) +
    rect(346, 346, 30, 10, 5, s.metal('#C9CCD0')) +
    line('M372 356 L382 384', second, 7) +
    rect(266, 228, 68, 38, 6, s.soft(second)) +
    text(300, 253, '城间', { size: 20, fill: dark(second, 0.7), anchor: 'middle', weight: 700, spacing: 2 }) +
    rect(284, 280, 32, 8, 3, light(main, 0.4), 'opacity=".6"')
  );
};

const suitcase: Drawing = ({ s, main, second }) => (
  s.ground(302, 474, 124) +
  path('M244 128 V44 H258 V128Z M342 128 V44 H356 V128Z', s.metal('#B9BDC2')) +
  rect(236, 30, 128, 24, 12, s.roll('#3E4146')) +
  rect(176, 118, 248, 344, 34, s.linear([0, 0], [1, 0], [[0, dark(main, 0.1)], [0.06, light(main, 0.4)], [0.3, main], [0.8, dark(main, 0.16)], [1, dark(main, 0.34)]])) +
  times(7, (i) => rect(200 + i * 29, 134, 15, 312, 7, s.linear([0, 0], [1, 0], [[0, light(main, 0.45)], [0.5, main], [1, dark(main, 0.3)]]))) +
  path('M176 280 H424 V290 H176Z', dark(main, 0.5), 'opacity=".4"') +
  s.gloss('M186 150 C184 250 184 340 190 430 C198 434 200 424 200 404 C196 320 196 230 202 150Z', 0.5, 3) +
  rect(408, 252, 22, 66, 6, s.metal('#8C9196')) +
  rect(412, 262, 14, 18, 2, '#1D1F22') +
  rect(256, 380, 88, 38, 6, s.soft(second)) +
  text(300, 405, 'ORBIT', { size: 19, fill: dark(main, 0.55), anchor: 'middle', weight: 700, spacing: 3 }) +
  times(2, (i) => group(`translate(${208 + i * 184} 466)`, rect(-17, -14, 34, 14, 4, '#2E3034'), ellipse(0, 6, 13, 12, '#1C1D20'), ellipse(-2, 4, 6, 6, '#5C6066'))) +
  rect(258, 112, 84, 14, 7, dark(main, 0.4)) +
  group('translate(400 168) rotate(9)', line('M0 -34 C-6 -10 -4 -4 0 4', dark(second, 0.3), 3), rect(-17, 4, 36, 56, 6, s.soft('#E2733B')), rect(-8, 14, 18, 5, 2, '#FFE9D0'), rect(-8, 26, 18, 18, 2, '#FFE9D0'))
);

export const carry = { sneaker, canvasshoe, tote, backpack, suitcase };
