/** Fruit, tea, coffee, noodles, honey, sweets. */
import { dark, light, luminance, mix } from '../colour';
import { circle, ellipse, faint, group, line, path, range, rect, text, times, upright, type Drawing, type Sheet } from '../sheet';

const leafOn = (s: Sheet, x: number, y: number, turn: number, colour: string, scale = 1): string =>
  group(`translate(${x} ${y}) rotate(${turn}) scale(${scale})`, path('M0 0 C18 -30 66 -32 96 -4 C66 20 22 22 0 0Z', s.linear([0, 0], [0.3, 1], [[0, light(colour, 0.3)], [1, dark(colour, 0.22)]])), line('M4 0 C30 -6 62 -8 90 -4 M30 -5 L44 -16 M54 -7 L66 -16 M34 -4 L46 8', light(colour, 0.5), 2, 'opacity=".7"'));

const oranges: Drawing = ({ s, main, second }) => {
  const orange = (x: number, y: number, r: number): string =>
    s.ground(x, y + r - 3, r * 0.7, 0.9) +
    circle(x, y, r, s.ball(main)) +
    s.clip(`M${x - r} ${y} a${r} ${r} 0 1 0 ${r * 2} 0 a${r} ${r} 0 1 0 ${-r * 2} 0Z`, times(60, (i) => circle(x - r + ((i * 47) % (r * 2)), y - r + ((i * 31) % (r * 2)), 1.5, i % 2 ? dark(main, 0.4) : light(main, 0.5), 'opacity=".3"'))) +
    s.gloss(`M${x - r * 0.62} ${y - r * 0.2} C${x - r * 0.56} ${y - r * 0.6} ${x - r * 0.2} ${y - r * 0.74} ${x} ${y - r * 0.72} C${x - r * 0.3} ${y - r * 0.56} ${x - r * 0.46} ${y - r * 0.36} ${x - r * 0.5} ${y - r * 0.1}Z`, 0.6, 3);
  const cut = (x: number, y: number, r: number): string =>
    s.ground(x, y + r - 2, r * 0.8) +
    circle(x, y, r, s.ball(main)) +
    circle(x - 3, y, r - 8, '#FFF1D6') +
    times(10, (i) => group(`translate(${x - 3} ${y}) rotate(${i * 36})`, path(`M0 ${-6} L${-r * 0.23} ${-r * 0.74} Q0 ${-r * 0.9} ${r * 0.23} ${-r * 0.74}Z`, s.linear([0, 0], [0, 1], [[0, main], [1, light(main, 0.4)]]), `stroke="#FFE2AE" stroke-width="2.5" stroke-linejoin="round"`))) +
    circle(x - 3, y, 6, '#FFF4DF') +
    times(9, (i) => ellipse(x - 40 + ((i * 37) % 80), y - 34 + ((i * 23) % 66), 2, 5, '#fff', `opacity=".6" transform="rotate(${i * 40} ${x} ${y})"`));
  return orange(300, 196, 92) + leafOn(s, 306, 112, -22, second, 0.9) + line('M300 112 C302 104 304 98 310 92', '#6B4A2B', 6) + orange(186, 368, 102) + leafOn(s, 176, 272, -150, second, 0.62) + cut(398, 356, 112);
};

const apples: Drawing = ({ s, main, second }) => {
  const shape = 'M0 -72 C34 -104 104 -90 108 -14 C110 56 64 104 30 104 C16 104 10 98 0 98 C-10 98 -16 104 -30 104 C-64 104 -110 56 -108 -14 C-104 -90 -34 -104 0 -72Z';
  const apple = (x: number, y: number, scale: number, turn: number): string =>
    s.ground(x, y + 102 * scale, 66 * scale) +
    group(
      `translate(${x} ${y}) scale(${scale}) rotate(${turn})`,
      path(shape, s.ball(main)),
      s.clip(shape, ellipse(-44, -40, 46, 56, second, `opacity=".55" ${s.blur(16)}`), times(26, (i) => line(`M${-90 + i * 7.2} -84 C${-104 + i * 8.2} -20 ${-90 + i * 7.4} 50 ${-52 + i * 4.2} 100`, i % 2 ? second : dark(main, 0.4), 1.8, 'opacity=".28"')), ellipse(0, -74, 34, 14, dark(main, 0.55), `opacity=".5" ${s.blur(5)}`), s.gloss('M-76 -30 C-74 -62 -52 -74 -34 -76 C-52 -56 -58 -38 -58 -10 C-68 -8 -76 -16 -76 -30Z', 0.75, 4)),
      line('M0 -68 C2 -88 6 -100 18 -112', '#5B3C22', 8),
      line('M0 -70 C2 -88 6 -100 16 -110', '#8A6238', 3),
    );
  return apple(396, 246, 0.92, 10) + apple(212, 238, 0.9, -8) + leafOn(s, 226, 142, -24, '#6F9450', 0.7) + apple(306, 362, 1.04, 2);
};

const berries: Drawing = ({ s, main, second }) => {
  const berry = (x: number, y: number, r: number): string =>
    circle(x, y, r, s.ball(main)) +
    circle(x, y, r, s.radial(0.36, 0.3, 0.5, [[0, '#DDE6F6', 0.55], [1, '#DDE6F6', 0]])) +
    group(`translate(${x + r * 0.16} ${y - r * 0.3})`, times(5, (i) => path(`M0 0 L${r * 0.12} ${-r * 0.36} L${r * 0.3} ${-r * 0.2}Z`, dark(main, 0.5), `transform="rotate(${i * 72})"`)), circle(0, 0, r * 0.2, dark(main, 0.62)));
  const bowl = 'M112 306 C118 408 196 468 300 468 C404 468 482 408 488 306Z';
  return (
    s.ground(300, 466, 140) +
    ellipse(300, 306, 188, 50, '#D9CFBD') +
    ellipse(300, 308, 176, 43, s.down('#B9AD98', 0, 0.3)) +
    range(34).map((i) => { const row = Math.floor(i / 9); return berry(150 + (i % 9) * 37 + (row % 2) * 18 + ((i * 7) % 9), 306 - row * 36 + ((i * 11) % 12) + Math.abs(4 - (i % 9)) * row * 5, 25 + (i % 3) * 3); }).join('') +
    leafOn(s, 324, 196, -32, second, 0.8) +
    leafOn(s, 306, 204, -140, second, 0.7) +
    path(bowl, s.cyl('#EFE6D6')) +
    s.clip(bowl, path('M90 344 C180 372 420 372 510 340 V358 C420 390 180 390 90 362Z', main, 'opacity=".5"'), s.gloss('M146 332 C152 380 176 424 214 446 C204 450 190 444 178 434 C148 406 138 368 138 332Z', 0.6, 5), s.shade('M160 440 C240 480 360 480 450 436 V480 H160Z', 0.3)) +
    line('M112 306 C116 372 484 372 488 306', '#FFFAF0', 4) +
    berry(96, 440, 27) + berry(510, 446, 29) + berry(468, 464, 23)
  );
};

const teatin: Drawing = ({ s, main, second, label }) => {
  const body = 'M196 176 H404 V436 C404 458 356 470 300 470 C244 470 196 458 196 436Z';
  const ink = luminance(second) > 0.6 ? '#4A3B2A' : '#F7F0E0';
  return (
    s.ground(300, 466, 110) +
    path(body, s.cyl(main)) +
    s.clip(
      body,
      times(7, (i) => path(`M180 ${300 + i * 26} C220 ${280 + i * 26} 250 ${318 + i * 26} 300 ${292 + i * 26} C350 ${268 + i * 26} 380 ${312 + i * 26} 420 ${286 + i * 26} V490 H180Z`, i % 2 ? light(main, 0.4) : dark(main, 0.3), 'opacity=".16"')),
      path('M196 190 C250 204 350 204 404 190 V196 C350 210 250 210 196 196Z', second, 'opacity=".75"'),
    ) +
    rect(252, 224, 96, 176, 4, s.linear([0, 0], [1, 0], [[0, dark(second, 0.05)], [0.3, light(second, 0.35)], [1, dark(second, 0.14)]])) +
    rect(259, 231, 82, 162, 2, 'none', `stroke="${ink}" stroke-width="1.4" opacity=".55"`) +
    upright(300, 280, label, { size: 44, fill: ink, weight: 700, serif: true }) +
    text(300, 382, 'MING QIAN TEA', { size: 8.5, fill: ink, anchor: 'middle', spacing: 1 }) +
    path('M190 124 C190 108 240 98 300 98 C360 98 410 108 410 124 V176 C410 190 360 200 300 200 C240 200 190 190 190 176Z', s.cyl(dark(main, 0.08))) +
    ellipse(300, 123, 110, 25, s.linear([0, 0], [1, 1], [[0, light(main, 0.5)], [1, main]])) +
    ellipse(300, 121, 84, 17, 'none', `stroke="${light(main, 0.55)}" stroke-width="2" opacity=".6"`) +
    s.gloss('M214 204 C212 290 212 380 218 440 C226 446 230 440 228 424 C224 350 224 270 226 206Z', 0.5, 3) +
    times(16, (i) => path('M0 0 C10 -10 36 -12 54 0 C36 6 12 8 0 0Z', i % 2 ? '#7C9150' : '#5F7A3E', `transform="translate(${414 + ((i * 23) % 86)} ${452 + ((i * 13) % 26)}) rotate(${i * 47}) scale(.62)"`)) +
    s.ground(142, 464, 46) +
    path('M92 408 C96 446 112 466 142 466 C172 466 188 446 192 408Z', s.cyl('#F4EFE4')) +
    ellipse(142, 408, 50, 12, '#FBF8F1') +
    ellipse(142, 410, 44, 9, '#C9CF86')
  );
};

const teacake: Drawing = ({ s, main, second, label }) => (
  s.ground(304, 466, 150) +
  circle(300, 280, 186, s.ball(main)) +
  s.clip('M114 280 a186 186 0 1 0 372 0 a186 186 0 1 0 -372 0Z', times(36, (i) => line(`M300 280 L${300 + 200 * Math.cos(i * 0.1745)} ${280 + 200 * Math.sin(i * 0.1745)}`, i % 2 ? dark(main, 0.4) : light(main, 0.6), i % 2 ? 3 : 5, `opacity=".2" ${s.blur(1)}`))) +
  circle(300, 280, 128, '#F4E9CF', 'opacity=".92"') +
  circle(300, 280, 120, 'none', `stroke="${second}" stroke-width="4"`) +
  circle(300, 280, 112, 'none', `stroke="${second}" stroke-width="1.4"`) +
  upright(300, 252, label, { size: 58, fill: second, weight: 700, serif: true }) +
  text(300, 370, '勐海古树', { size: 15, fill: second, anchor: 'middle', spacing: 5, weight: 500 }) +
  path('M230 190 C250 170 280 196 300 176 C320 196 350 170 370 190 C350 200 320 192 300 206 C280 192 250 200 230 190Z', second, 'opacity=".85"') +
  s.gloss('M150 230 C166 170 210 130 262 116 C220 146 184 186 170 246Z', 0.4, 8) +
  group('translate(420 400)', s.ground(10, 66, 70), path('M-62 34 C-60 -2 -30 -30 14 -30 C54 -30 82 0 84 34 C84 58 52 68 12 68 C-30 68 -62 58 -62 34Z', s.ball('#5A3B27')), times(40, (i) => line(`M${-52 + ((i * 31) % 124)} ${-14 + ((i * 17) % 74)} q 8 -8 16 -2`, i % 3 ? '#7C5638' : '#3B2417', 4, 'opacity=".75"')))
);

const bagFace = 'M178 128 H422 C428 220 432 330 438 452 C440 466 430 472 416 472 H184 C170 472 160 466 162 452 C168 330 172 220 178 128Z';
const coffeebag: Drawing = ({ s, main, second, accent, label }) => (
  s.ground(304, 468, 140) +
  path(bagFace, s.linear([0, 0], [1, 0], [[0, dark(second, 0.1)], [0.14, light(second, 0.24)], [0.4, second], [1, dark(second, 0.4)]])) +
  s.clip(
    bagFace,
    path('M172 236 H430 V372 H160Z', accent),
    path('M172 372 H440 V404 H160Z', main),
    circle(300, 236, 58, main),
    path('M240 236 H360 V300 H240Z', accent),
    path('M160 236 L220 206 L262 236 L320 190 L380 236 L412 214 L450 236Z', mix(main, second, 0.35), 'opacity=".9"'),
    line('M196 140 C186 240 180 350 180 462', '#fff', 10, `opacity=".22" ${s.blur(5)}`),
    line('M400 150 C410 240 414 350 418 462', '#000', 16, `opacity=".28" ${s.blur(8)}`),
    line('M230 132 C240 180 220 200 236 232', dark(second, 0.7), 8, `opacity=".4" ${s.blur(4)}`),
  ) +
  path('M174 100 H426 L424 150 H176Z', s.linear([0, 0], [0, 1], [[0, light(second, 0.3)], [0.5, second], [1, dark(second, 0.3)]])) +
  times(30, (i) => line(`M${180 + i * 8.3} 103 V112`, light(second, 0.4), 1.4, 'opacity=".5"')) +
  circle(300, 176, 13, dark(second, 0.35)) +
  circle(300, 176, 8, dark(second, 0.6)) +
  text(300, 318, label, { size: 46, fill: dark(second, 0.1), anchor: 'middle', weight: 700, spacing: 8 }) +
  text(300, 348, '精品咖啡豆 · 中度烘焙', { size: 14.5, fill: mix(second, accent, 0.25), anchor: 'middle', spacing: 2 }) +
  text(300, 394, 'SINGLE ORIGIN  1500M', { size: 13, fill: light(main, 0.85), anchor: 'middle', spacing: 2, weight: 500 }) +
  times(9, (i) => group(`translate(${[96, 126, 152, 470, 500, 446, 116, 484, 528][i]} ${[450, 468, 446, 462, 446, 476, 482, 486, 474][i]}) rotate(${i * 41})`, ellipse(1, 4, 17, 11, '#2a180f', `opacity=".25" ${s.blur(3)}`), ellipse(0, 0, 17, 12, s.ball('#5B3822')), line('M-15 1 C-6 -6 6 7 15 -1', '#2B180D', 2.6)))
);

const giftbox: Drawing = ({ s, main, second, form, label }) => {
  const ink = luminance(main) > 0.55 ? dark(second, 0.25) : light(second, 0.4);
  const nut = (i: number): string => group(`translate(${216 + (i % 6) * 36} ${372 + Math.floor(i / 6) * 34}) rotate(${i * 53})`, i % 3 === 0 ? ellipse(0, 0, 15, 10, s.ball('#B9804A')) : i % 3 === 1 ? path('M-14 4 C-12 -12 10 -14 15 0 C10 4 2 2 -2 8 C-8 10 -14 8 -14 4Z', s.ball('#E6C48E')) : circle(0, 0, 11, s.ball('#8C5A34')));
  const cup = group('translate(300 384)', path('M-42 -26 H42 L34 40 C32 46 -32 46 -34 40Z', s.cyl('#FBF6EA')), line('M40 -14 C62 -16 62 20 38 20', '#FBF6EA', 8), ellipse(0, -26, 42, 9, '#6B4228'), line('M-14 -46 C-22 -58 -6 -64 -14 -78 M12 -46 C4 -58 20 -64 12 -78', ink, 4, 'opacity=".6"'));
  return (
    s.ground(310, 468, 180) +
    path('M134 176 L430 176 V470 H134Z', s.linear([0, 0], [1, 0.2], [[0, light(main, 0.2)], [0.5, main], [1, dark(main, 0.1)]])) +
    path('M430 176 L486 140 V430 L430 470Z', s.linear([0, 0], [1, 0], [[0, dark(main, 0.34)], [1, dark(main, 0.22)]])) +
    path('M134 176 L190 140 H486 L430 176Z', light(main, 0.32)) +
    rect(158, 200, 248, 246, 6, 'none', `stroke="${ink}" stroke-width="2" opacity=".6"`) +
    text(282, 268, label, { size: label.length > 3 ? 44 : 54, fill: ink, anchor: 'middle', weight: 700, spacing: 4 }) +
    text(282, 300, form === 'nuts' ? '30 包 · 六果两干' : '挂耳咖啡 · 20 包', { size: 18, fill: ink, anchor: 'middle', spacing: 2 }) +
    (form === 'nuts' ? group('translate(-20 -8)', times(12, nut)) : group('translate(-18 10)', cup)) +
    path('M134 176 H430 V186 H134Z', '#fff', 'opacity=".18"') +
    s.gloss('M146 190 H190 L160 450 H146Z', 0.16, 6) +
    group('translate(470 420)', s.ground(0, 48, 44), path('M-38 -52 H38 L42 48 H-42Z', s.linear([0, 0], [1, 0], [[0, light(second, 0.2)], [0.4, second], [1, dark(second, 0.3)]])), times(12, (i) => line(`M${-36 + i * 6.6} -52 V-46`, light(second, 0.5), 1.4)), text(0, 6, form === 'nuts' ? '坚果' : '挂耳', { size: 20, fill: luminance(second) > 0.55 ? dark(main, 0.5) : '#FFF6E6', anchor: 'middle', weight: 700 }), line('M-24 20 H24', luminance(second) > 0.55 ? main : '#FFF6E6', 2))
  );
};

const honey: Drawing = ({ s, main, second, label }) => {
  const jar = 'M186 208 C172 222 168 236 168 256 V420 C168 454 190 470 226 470 H374 C410 470 432 454 432 420 V256 C432 236 428 222 414 208Z';
  return (
    s.ground(300, 468, 132, 0.8) +
    ellipse(370, 484, 150, 18, main, `opacity=".45" ${s.blur(9)}`) +
    path(jar, s.linear([0, 0], [1, 0], [[0, dark(main, 0.26)], [0.1, light(main, 0.35)], [0.3, main], [0.7, dark(main, 0.14)], [0.94, light(main, 0.25)], [1, dark(main, 0.2)]])) +
    s.clip(jar, path('M150 208 H450 V244 C380 258 220 258 150 244Z', light(main, 0.6), 'opacity=".55"'), ellipse(260, 420, 90, 60, light(main, 0.55), `opacity=".5" ${s.blur(18)}`), s.gloss('M190 240 C182 300 182 380 192 440 C202 446 208 436 204 410 C198 350 200 290 208 240Z', 0.8, 2), s.gloss('M410 250 C418 310 416 390 408 440 L400 440 C406 390 406 310 402 250Z', 0.45, 2)) +
    rect(216, 284, 168, 132, 10, s.linear([0, 0], [1, 0], [[0, dark('#FFF7E3', 0.05)], [0.3, '#FFFAEE'], [1, dark('#FFF1D3', 0.08)]])) +
    text(300, 346, label, { size: 33, fill: '#7A4A16', anchor: 'middle', weight: 700, serif: true, spacing: 2 }) +
    text(300, 372, '天然成熟 · 单花蜜', { size: 13, fill: '#9A6A2C', anchor: 'middle', spacing: 2 }) +
    times(3, (i) => path('M0 -9 L8 -4.5 V4.5 L0 9 L-8 4.5 V-4.5Z', 'none', `stroke="${main}" stroke-width="2.4" transform="translate(${282 + i * 18} ${394 - (i % 2) * 2})"`)) +
    path('M180 148 C180 140 186 136 196 136 H404 C414 136 420 140 420 148 V196 C420 206 414 210 404 210 H196 C186 210 180 206 180 196Z', s.cyl(second)) +
    times(22, (i) => line(`M${190 + i * 10.4} 150 V198`, dark(second, 0.4), 1.4, 'opacity=".3"')) +
    ellipse(300, 138, 116, 12, light(second, 0.4)) +
    group('translate(462 330) rotate(28)', rect(-6, -150, 12, 130, 6, s.metal('#C4935A')), times(5, (i) => ellipse(0, -14 + i * 14, 28 - Math.abs(2 - i) * 4, 8, s.ball('#C4935A'))), path('M-18 44 C-8 70 -14 96 -4 118 C4 96 4 70 16 44Z', main, 'opacity=".9"'))
  );
};

const noodles: Drawing = ({ s, main, second, accent, label }) => {
  const bowl = 'M108 318 C116 412 196 470 300 470 C404 470 484 412 492 318Z';
  return (
    s.ground(300, 468, 140) +
    faint(0.55, line('M228 190 C204 150 250 126 226 84 M300 176 C276 136 322 112 298 66 M372 190 C350 150 394 126 372 84', '#fff', 14, s.blur(9))) +
    ellipse(300, 318, 192, 58, s.linear([0, 0], [1, 1], [[0, light(second, 0.4)], [1, dark(second, 0.16)]])) +
    ellipse(300, 322, 176, 49, s.radial(0.4, 0.4, 0.7, [[0, '#E7B36A'], [1, '#B5692C']])) +
    s.clip(
      'M124 322 a176 49 0 0 0 352 0 a176 49 0 0 0 -352 0Z',
      times(20, (i) => line(`M${130 + i * 12} ${336 + (i % 4) * 7} C${180 + i * 9} ${292 + (i % 5) * 6} ${250 + i * 6} ${356 - (i % 6) * 8} ${330 + i * 8} ${316 + (i % 5) * 8}`, i % 3 ? '#F6E2AE' : '#E3C27F', 5.5)),
      times(4, (i) => group(`translate(${232 + i * 34} ${312 - (i % 2) * 8}) rotate(${-14 + i * 10})`, ellipse(0, 0, 42, 15, s.ball('#9A5B3B')), line('M-30 -2 C-10 -8 10 4 32 -3', '#D9A27E', 3, 'opacity=".7"'))),
      times(4, (i) => ellipse(380 + (i % 2) * 30, 318 + i * 9, 22, 9, '#F7F3E8', `stroke="#E4D9C4" stroke-width="2"`)),
      times(26, (i) => ellipse(170 + ((i * 57) % 250), 300 + ((i * 23) % 54), 5, 3, i % 2 ? accent : light(accent, 0.3), `transform="rotate(${i * 39} ${170 + ((i * 57) % 250)} ${300 + ((i * 23) % 54)})"`)),
      ellipse(190, 340, 40, 12, '#C8341E', `opacity=".75" ${s.blur(2)}`),
      times(12, (i) => circle(160 + ((i * 29) % 70), 332 + ((i * 7) % 18), 2.4, '#F0A24B')),
    ) +
    path(bowl, s.cyl(second)) +
    s.clip(bowl, path('M90 372 C180 408 420 408 510 368 V392 C420 434 180 434 90 396Z', main), times(9, (i) => path('M-14 0 H14 V-14 H-6 V-7 H6', 'none', `stroke="${light(main, 0.85)}" stroke-width="3" transform="translate(${146 + i * 39} ${414 - Math.abs(4 - i) * 4})" opacity=".9"`)), s.gloss('M140 344 C148 392 176 434 216 454 C200 458 186 448 174 438 C146 410 134 376 132 344Z', 0.55, 5)) +
    group('translate(0 0)', line('M336 318 L528 150', '#6E3B22', 9), line('M358 326 L548 172', '#8A4C2C', 9), line('M528 150 L512 164 M548 172 L532 186', '#E8C25A', 9)) +
    group('translate(462 424) rotate(-6)', rect(-52, -44, 108, 84, 8, s.soft(main)), text(2, 4, label.slice(0, 2), { size: 25, fill: '#FFF4E0', anchor: 'middle', weight: 700 }), text(2, 26, label.slice(2), { size: 15, fill: '#FFE6BE', anchor: 'middle', spacing: 3 }))
  );
};

const chocolate: Drawing = ({ s, main, second, label }) => {
  const cocoa = '#4A2C1D';
  return (
    s.ground(300, 462, 190) +
    group(
      'rotate(-9 300 300)',
      rect(150, 84, 190, 180, 6, cocoa),
      times(9, (i) => { const [x, y] = [154 + (i % 3) * 61, 90 + Math.floor(i / 3) * 58]; return rect(x, y, 58, 54, 5, s.linear([0, 0], [1, 1], [[0, light(cocoa, 0.3)], [1, dark(cocoa, 0.3)]])) + rect(x + 8, y + 7, 42, 40, 3, s.linear([0, 0], [1, 1], [[0, dark(cocoa, 0.1)], [1, light(cocoa, 0.16)]])); }),
      path('M340 84 L340 264 L352 240 L344 214 L356 186 L346 150 L354 120Z', '#6B4430'),
      path('M136 226 L150 214 L168 228 L190 212 L214 230 L236 212 L262 228 L288 214 L312 230 L336 214 L356 226 V262 H136Z', s.linear([0, 0], [0, 1], [[0, '#F7E3B4'], [0.5, '#D9B265'], [1, '#F1D594']])),
      rect(134, 250, 224, 222, 6, s.linear([0, 0], [1, 0.3], [[0, light(main, 0.2)], [0.4, main], [1, dark(main, 0.25)]])),
      rect(148, 266, 196, 190, 4, 'none', `stroke="${second}" stroke-width="1.8"`),
      text(246, 356, label, { size: 62, fill: second, anchor: 'middle', weight: 700, spacing: -1 }),
      text(246, 388, '黑巧克力', { size: 21, fill: second, anchor: 'middle', spacing: 6 }),
      text(246, 430, '纯可可脂 · 100g', { size: 13, fill: second, anchor: 'middle', spacing: 2 }),
      s.gloss('M140 256 H200 L160 466 H140Z', 0.14, 6),
    ) +
    group('translate(440 372) rotate(14)', rect(-50, -48, 104, 100, 6, dark(cocoa, 0.2)), times(4, (i) => rect(-46 + (i % 2) * 50, -44 + Math.floor(i / 2) * 48, 46, 44, 5, s.linear([0, 0], [1, 1], [[0, light(cocoa, 0.34)], [1, dark(cocoa, 0.2)]])))) +
    times(12, (i) => circle(396 + ((i * 37) % 120), 446 + ((i * 11) % 26), 2 + (i % 3), cocoa, 'opacity=".7"'))
  );
};

export const food = { oranges, apples, berries, teatin, teacake, coffeebag, giftbox, honey, noodles, chocolate };
