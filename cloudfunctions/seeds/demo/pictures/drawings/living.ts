/** Lamps, furniture, textiles and plants. */
import { dark, light, mix, vivid } from '../colour';
import { circle, ellipse, faint, group, line, path, rect, times, type Drawing } from '../sheet';

const domelamp: Drawing = ({ s, main, second }) => {
  const dome = 'M138 262 C138 168 208 112 300 112 C392 112 462 168 462 262 C462 278 448 284 430 284 H170 C152 284 138 278 138 262Z';
  return (
    s.glow(300, 330, 330, '#FFD796', 0.75) +
    path('M176 284 L92 476 H508 L424 284Z', s.linear([0, 0], [0, 1], [[0, '#FFE9BD', 0.62], [1, '#FFDFA0', 0]]), s.blur(8)) +
    ellipse(300, 470, 210, 26, '#FFE7B8', `opacity=".5" ${s.blur(12)}`) +
    s.ground(300, 468, 96, 0.9) +
    path('M280 280 H320 L328 420 H272Z', s.metal(second)) +
    path('M204 446 C204 424 246 414 300 414 C354 414 396 424 396 446 C396 462 354 472 300 472 C246 472 204 462 204 446Z', s.cyl(main)) +
    ellipse(300, 434, 92, 17, light(main, 0.42)) +
    ellipse(300, 428, 26, 7, s.metal(second)) +
    ellipse(300, 278, 152, 22, '#FFF3D2') +
    ellipse(300, 276, 60, 9, '#FFFFFF', s.blur(4)) +
    path(dome, s.ball(main)) +
    s.clip(dome, s.gloss('M176 236 C184 178 224 146 276 138 C238 164 208 198 202 246Z', 0.55, 6), path('M130 262 H470 V290 H130Z', s.linear([0, 0], [0, 1], [[0, '#FFD28A', 0], [1, '#FFE3AE', 0.75]]))) +
    circle(300, 108, 9, s.metal(second))
  );
};

const paperlamp: Drawing = ({ s, main, second }) => {
  const shade = 'M300 74 C376 74 424 128 424 196 C424 262 376 314 300 314 C224 314 176 262 176 196 C176 128 224 74 300 74Z';
  return (
    s.glow(300, 200, 300, '#FFDB9C', 0.85) +
    s.ground(300, 470, 96, 0.6) +
    line('M300 306 L300 458', dark(second, 0.25), 10) +
    line('M292 302 L196 468', s.linear([0, 0], [1, 0], [[0, light(second, 0.3)], [1, dark(second, 0.2)]]), 12) +
    line('M308 302 L404 468', s.linear([0, 0], [1, 0], [[0, second], [1, dark(second, 0.35)]]), 12) +
    ellipse(300, 308, 34, 8, dark(second, 0.2)) +
    path(shade, s.radial(0.5, 0.54, 0.62, [[0, '#FFFDF4'], [0.42, '#FFEFC8'], [0.8, mix(main, '#F0C787', 0.55)], [1, mix(main, '#C99A5E', 0.55)]])) +
    s.clip(
      shade,
      times(16, (i) => line(`M300 74 C${300 + (i - 7.5) * 34} 130 ${300 + (i - 7.5) * 34} 262 300 314`, '#B98448', 1.6, 'opacity=".34"')),
      times(8, (i) => path(`M300 74 C${300 + (i * 2 - 7.5) * 34} 130 ${300 + (i * 2 - 7.5) * 34} 262 300 314 C${300 + (i * 2 - 6.5) * 34} 262 ${300 + (i * 2 - 6.5) * 34} 130 300 74Z`, '#C68E4C', 'opacity=".13"')),
    ) +
    ellipse(300, 78, 26, 6, second) +
    line('M300 76 V48', dark(second, 0.3), 4)
  );
};

const chair: Drawing = ({ s, main, second }) => {
  const leg = (d: string, far: boolean): string => path(d, s.linear([0, 0], [1, 0], far ? [[0, dark(main, 0.2)], [1, dark(main, 0.45)]] : [[0, light(main, 0.3)], [0.5, main], [1, dark(main, 0.35)]]));
  return (
    s.ground(304, 466, 138) +
    leg('M220 330 H236 L222 440 H210Z', true) +
    leg('M370 330 H386 L404 440 H390Z', true) +
    path('M176 340 C146 130 222 84 306 84 C390 84 466 130 436 340 L414 340 C442 152 382 108 306 108 C230 108 170 152 198 340Z', s.linear([0, 0], [1, 0.3], [[0, light(main, 0.35)], [0.4, main], [1, dark(main, 0.3)]])) +
    line('M176 230 C174 136 228 96 300 95', light(main, 0.5), 4, `opacity=".7" ${s.blur(1)}`) +
    times(5, (i) => line(`M${232 + i * 37} ${112 - Math.abs(2 - i) * -7} L${242 + i * 30} 318`, i > 2 ? dark(main, 0.2) : main, 8)) +
    path('M158 322 C170 300 228 292 306 292 C384 292 442 300 454 322 C458 344 440 352 420 354 H190 C170 352 154 344 158 322Z', s.soft(main)) +
    path('M186 322 C204 306 252 302 306 302 C360 302 408 306 426 322 C404 334 356 336 306 336 C256 336 208 334 186 322Z', s.linear([0, 0], [1, 1], [[0, light(second, 0.4)], [1, dark(second, 0.16)]])) +
    leg('M172 348 H198 L178 470 H160Z', false) +
    leg('M414 348 H440 L452 470 H434Z', false) +
    line('M178 416 H436', dark(main, 0.2), 8)
  );
};

const sofa: Drawing = ({ s, main, second }) => {
  const back = 'M150 330 C126 190 196 116 300 116 C404 116 474 190 450 330Z';
  const arm = (x: number, flip: number): string =>
    group(`translate(${x} 0) scale(${flip} 1)`, path('M0 300 C-62 288 -84 330 -76 372 C-70 412 -40 430 0 428Z', s.ball(main)));
  const fluff = (d: string): string => s.clip(d, times(300, (i) => line(`M${124 + ((i * 83) % 356) + (i % 5) * 3} ${122 + ((i * 59) % 310) + (i % 7) * 2} q ${4 - (i % 3) * 4} 5 ${1 - (i % 2) * 2} 9`, i % 2 ? light(main, 0.6) : dark(main, 0.3), 2.2, 'opacity=".22"')));
  return (
    s.ground(304, 466, 176) +
    path('M196 420 L176 470 H190 L222 420Z M404 420 L424 470 H410 L378 420Z', s.down(second, 0.2, 0.3)) +
    path(back, s.ball(main)) +
    fluff(back) +
    arm(166, 1) +
    arm(434, -1) +
    path('M136 372 C140 344 196 330 300 330 C404 330 460 344 464 372 C468 416 436 436 300 436 C164 436 132 416 136 372Z', s.soft(main, 1.4)) +
    path('M160 352 C172 322 230 314 300 314 C370 314 428 322 440 352 C446 378 404 386 300 386 C196 386 154 378 160 352Z', s.soft(light(main, 0.18))) +
    fluff('M160 352 C172 322 230 314 300 314 C370 314 428 322 440 352 C446 378 404 386 300 386 C196 386 154 378 160 352Z') +
    group('translate(352 262) rotate(12)', path('M-52 -48 C-20 -40 20 -40 52 -48 C46 -16 46 18 52 50 C20 42 -20 42 -52 50 C-46 18 -46 -16 -52 -48Z', s.soft(vivid(second, 1.2))), line('M-38 -30 L38 34 M-38 34 L38 -30', light(second, 0.4), 2, 'opacity=".6"'))
  );
};

const cushion: Drawing = ({ s, main }) => {
  const body = 'M140 146 C200 166 400 166 460 146 C446 210 446 380 462 462 C400 440 200 440 138 462 C154 380 154 210 140 146Z';
  return (
    s.ground(302, 466, 160) +
    path(body, s.soft(main, 0.9)) +
    s.clip(
      body,
      times(23, (i) => line(`M${140 + i * 14.6} 140 C${148 + i * 13.6} 240 ${148 + i * 13.6} 370 ${140 + i * 14.6} 470`, dark(main, 0.4), 3.2, 'opacity=".38"')),
      times(23, (i) => line(`M${146 + i * 14.6} 140 C${154 + i * 13.6} 240 ${154 + i * 13.6} 370 ${146 + i * 14.6} 470`, light(main, 0.55), 3, 'opacity=".42"')),
      s.gloss('M176 190 C230 176 320 182 352 196 C300 232 220 270 190 330 C176 290 172 230 176 190Z', 0.16, 22),
      s.shade('M480 150 V470 H260 C390 440 450 330 460 150Z', 0.2, 26),
      line('M236 250 C270 292 330 300 372 286', dark(main, 0.5), 10, `opacity=".24" ${s.blur(7)}`),
    ) +
    line('M140 148 C200 168 400 168 460 148', light(main, 0.5), 3, 'opacity=".7"')
  );
};

const bedding: Drawing = ({ s, main, second }) => {
  const pillow = (x: number, y: number, colour: string, turn: number): string =>
    group(`translate(${x} ${y}) rotate(${turn})`, path('M-98 -44 C-50 -58 50 -58 98 -44 C104 -16 104 22 98 46 C50 56 -50 56 -98 46 C-104 22 -104 -16 -98 -44Z', s.ball(colour)), line('M-84 -34 C-40 -24 30 -30 62 -18', light(colour, 0.6), 5, `opacity=".6" ${s.blur(3)}`), line('M-60 36 C-30 20 20 26 74 12', dark(colour, 0.4), 5, `opacity=".25" ${s.blur(3)}`));
  const quilt = 'M70 330 C150 300 280 318 340 300 C430 276 500 300 532 326 C544 400 540 440 528 468 H72 C60 430 60 380 70 330Z';
  return (
    s.ground(300, 468, 236, 0.8) +
    rect(96, 108, 408, 250, 26, s.down(mix(second, '#B98E62', 0.55), 0.3, 0.2)) +
    times(5, (i) => line(`M${160 + i * 70} 118 V340`, dark(second, 0.35), 2, 'opacity=".3"')) +
    path('M76 300 H524 V468 H76Z', s.down(second, 0.3, 0.2)) +
    pillow(204, 254, light(main, 0.2), -5) +
    pillow(398, 252, second, 4) +
    pillow(300, 282, main, -2) +
    path(quilt, s.linear([0, 0], [1, 1], [[0, light(main, 0.3)], [0.4, main], [1, dark(main, 0.24)]])) +
    path('M70 330 C150 300 280 318 340 300 C430 276 500 300 532 326 C536 348 536 360 536 372 C480 346 420 336 350 352 C260 372 150 350 64 376 C64 360 66 346 70 330Z', s.soft(second)) +
    s.clip(quilt, times(6, (i) => line(`M${110 + i * 84} 356 C${140 + i * 70} 400 ${80 + i * 92} 430 ${120 + i * 80} 470`, dark(main, 0.45), 12, `opacity=".18" ${s.blur(6)}`)), times(6, (i) => line(`M${140 + i * 82} 364 C${164 + i * 74} 400 ${116 + i * 90} 436 ${150 + i * 80} 470`, light(main, 0.6), 7, `opacity=".35" ${s.blur(4)}`))) +
    times(4, (i) => circle(130 + i * 110, 366 - (i % 2) * 10, 5, s.ball('#F7F1E4')))
  );
};

/** Half of a split leaf: down the edge from the tip, in to the midrib and out again four times. */
function splitLeaf(): string {
  const edge: [number, number][] = [[0, -118], [34, -104], [60, -80], [78, -46], [84, -10], [78, 22], [58, 48], [30, 60], [0, 58]];
  const half = (side: 1 | -1): string =>
    edge
      .slice(1)
      .map(([x, y], at) => {
        const [px, py] = edge[at]!;
        const notch = at >= 2 && at <= 5 ? `L${side * (px * 0.94)} ${py + 4} L${side * px * 0.42} ${py + 2} L${side * (px * 0.96)} ${py + 13}` : '';
        return `${notch} Q${side * (px + x) * 0.53} ${(py + y) / 2 + 2} ${side * x} ${y}`;
      })
      .join(' ');
  return `M0 -118 ${half(1)} M0 -118 ${half(-1)}`;
}
const SPLIT_LEAF = splitLeaf();

const monstera: Drawing = ({ s, main, second }) => {
  const leaf = (x: number, y: number, turn: number, scale: number, colour: string): string =>
    group(
      `translate(${x} ${y}) rotate(${turn}) scale(${scale})`,
      path(SPLIT_LEAF, s.linear([0, 0], [1, 1], [[0, light(colour, 0.34)], [0.5, colour], [1, dark(colour, 0.34)]])),
      line('M0 58 V-104 M0 26 L-50 18 M0 -4 L-64 -22 M0 -36 L-60 -58 M0 26 L50 18 M0 -4 L64 -22 M0 -36 L60 -58', light(colour, 0.55), 2.4, 'opacity=".6"'),
    );
  const pot = 'M206 352 H394 L374 452 C372 464 362 470 350 470 H250 C238 470 228 464 226 452Z';
  return group('translate(300 470) scale(.9) translate(-300 -470)',
    s.ground(300, 468, 100) +
    line('M292 360 C270 280 214 240 196 190 M304 360 C310 270 306 200 300 150 M312 360 C340 300 390 270 410 214 M286 360 C250 330 190 330 158 306 M318 362 C360 336 420 336 446 320', dark(second, 0.2), 7) +
    leaf(300, 118, 4, 0.86, dark(second, 0.12)) +
    leaf(182, 168, -38, 0.78, second) +
    leaf(426, 190, 40, 0.8, dark(second, 0.06)) +
    leaf(140, 298, -76, 0.62, light(second, 0.08)) +
    leaf(464, 312, 80, 0.62, second) +
    leaf(262, 246, -16, 0.66, light(second, 0.16)) +
    leaf(352, 270, 24, 0.6, light(second, 0.1)) +
    path(pot, s.cyl(main)) +
    path('M196 336 H404 V358 C404 364 400 366 396 366 H204 C200 366 196 364 196 358Z', s.cyl(light(main, 0.12))) +
    s.clip(pot, path('M200 364 H400 V380 H200Z', dark(main, 0.5), `opacity=".35" ${s.blur(4)}`), s.gloss('M232 372 C234 410 240 440 250 460 C242 460 236 440 228 380Z', 0.5, 3)),
  );
};

const vase: Drawing = ({ s, main, second, accent }) => {
  const body = 'M276 262 C274 290 258 300 234 316 C196 342 184 374 190 410 C196 450 232 470 300 470 C368 470 404 450 410 410 C416 374 404 342 366 316 C342 300 326 290 324 262Z';
  const stem = (x: number, y: number, bend: number, colour: string): string =>
    line(`M300 268 C${300 + bend * 0.4} 220 ${x - bend * 0.2} 180 ${x} ${y}`, accent, 3.4) +
    times(9, (i) => group(`translate(${x - bend * 0.02 * i} ${y + i * 12}) rotate(${(i % 2 ? 40 : -40) + bend * 0.1})`, ellipse(0, -9, 5, 12, i % 3 ? colour : light(colour, 0.35))));
  return (
    s.ground(300, 468, 104) +
    stem(214, 78, -80, second) +
    stem(292, 46, -10, light(second, 0.2)) +
    stem(372, 86, 80, dark(second, 0.1)) +
    stem(428, 142, 130, second) +
    stem(168, 158, -130, light(second, 0.12)) +
    path(body, s.ball(main)) +
    s.clip(
      body,
      times(120, (i) => circle(190 + ((i * 71) % 222), 262 + ((i * 43) % 206), 0.8 + (i % 4) * 0.45, i % 2 ? light(main, 0.6) : dark(main, 0.6), 'opacity=".4"')),
      times(5, (i) => line(`M180 ${338 + i * 26} C250 ${352 + i * 26} 350 ${350 + i * 26} 420 ${334 + i * 26}`, dark(main, 0.4), 2.2, 'opacity=".26"')),
      s.gloss('M216 356 C224 336 240 324 258 316 C240 346 228 376 232 420 C216 410 208 380 216 356Z', 0.35, 7),
      s.shade('M190 450 C250 480 350 480 410 446 V480 H190Z', 0.35),
    ) +
    ellipse(300, 262, 24, 6.5, dark(main, 0.5)) +
    faint(0.8, line('M277 262 C280 255 320 255 323 262', light(main, 0.4), 3))
  );
};

export const living = { domelamp, paperlamp, chair, sofa, cushion, bedding, monstera, vase };
