/** Toys, and what is written with and read. */
import { dark, light, luminance, mix } from '../colour';
import { circle, ellipse, group, line, path, rect, text, times, upright, type Drawing, type Sheet } from '../sheet';

const grain = (s: Sheet, x: number, y: number, w: number, h: number): string => times(4, (i) => line(`M${x + 6} ${y + ((i + 0.6) * h) / 4} q ${w / 3} ${i % 2 ? 5 : -5} ${w - 12} 0`, '#5B3A1C', 1.2, `opacity=".16"`));
const cube = (s: Sheet, x: number, y: number, w: number, h: number, colour: string): string =>
  path(`M${x} ${y} l14 -13 h${w} l-14 13Z`, light(colour, 0.45)) + path(`M${x + w} ${y} l14 -13 v${h} l-14 13Z`, dark(colour, 0.3)) + rect(x, y, w, h, 5, s.soft(colour)) + grain(s, x, y, w, h);

const blocks: Drawing = ({ s, main, second, accent }) => {
  const wood = '#DDB27C';
  const roof = (x: number, y: number, w: number, h: number, colour: string): string => path(`M${x + w / 2} ${y} l13 -8 l${w / 2} ${h} l-13 8Z`, dark(colour, 0.32)) + path(`M${x} ${y + h} L${x + w / 2} ${y} L${x + w} ${y + h}Z`, s.soft(colour), `stroke="${colour}" stroke-width="6" stroke-linejoin="round"`);
  const arch = (x: number, y: number, colour: string): string => path(`M${x} ${y} H${x + 150} V${y + 92} H${x + 116} C${x + 116} ${y + 36} ${x + 34} ${y + 36} ${x + 34} ${y + 92} H${x}Z`, s.soft(colour)) + path(`M${x} ${y} l14 -13 h150 l-14 13Z`, light(colour, 0.45)) + path(`M${x + 150} ${y} l14 -13 v92 l-14 13Z`, dark(colour, 0.3));
  return (
    s.ground(306, 468, 216) +
    cube(s, 92, 392, 76, 76, second) +
    cube(s, 98, 316, 64, 64, accent) +
    roof(84, 236, 92, 70, main) +
    cube(s, 204, 352, 56, 116, wood) +
    cube(s, 346, 352, 56, 116, wood) +
    arch(228, 256, main) +
    cube(s, 254, 186, 98, 58, accent) +
    roof(246, 96, 114, 80, second) +
    circle(303, 214, 17, s.ball('#F8EFDC')) +
    cube(s, 430, 388, 80, 80, accent) +
    path('M438 374 a34 34 0 0 1 68 0Z', s.soft(second)) +
    text(470, 446, '禾', { size: 40, fill: light(accent, 0.8), anchor: 'middle', weight: 700 }) +
    circle(302, 440, 28, s.ball(second)) +
    text(130, 446, 'A', { size: 44, fill: dark(second, 0.45), anchor: 'middle', weight: 700 })
  );
};

const train: Drawing = ({ s, main, second, accent }) => {
  const wheel = (x: number, y: number, r: number): string => circle(x, y, r, s.ball('#C9985E')) + circle(x, y, r * 0.62, 'none', `stroke="#8A5C30" stroke-width="2.4" opacity=".6"`) + circle(x, y, r * 0.2, '#8A5C30');
  const car = (x: number, colour: string): string => rect(x, 396, 118, 20, 6, s.roll('#C9985E')) + rect(x + 6, 330, 106, 68, 10, s.soft(colour)) + grain(s, x + 6, 330, 106, 68) + times(2, (i) => rect(x + 20 + i * 46, 344, 32, 28, 7, mix(colour, '#2A1A10', 0.5)) + rect(x + 22 + i * 46, 346, 28, 24, 6, '#FCE9BE')) + wheel(x + 28, 424, 20) + wheel(x + 90, 424, 20);
  return (
    s.ground(300, 464, 260) +
    times(12, (i) => rect(36 + i * 46, 446, 22, 20, 3, s.soft('#A8743E'))) +
    rect(30, 444, 540, 9, 4, s.roll('#D9AA6C')) +
    car(48, second) +
    car(186, accent) +
    times(2, (i) => circle(174 + i * 136, 406, 8, s.metal('#9AA0A6'))) +
    rect(318, 392, 224, 24, 8, s.roll('#C9985E')) +
    rect(404, 306, 120, 88, 40, s.roll(main)) +
    times(2, (i) => rect(436 + i * 40, 306, 9, 88, 2, second)) +
    rect(324, 254, 96, 142, 10, s.soft(main)) +
    rect(342, 276, 60, 50, 10, dark(main, 0.5)) +
    rect(345, 279, 54, 44, 8, '#FCE9BE') +
    path('M310 254 C310 238 320 232 334 232 H412 C424 232 432 240 432 254Z', s.roll(second)) +
    path('M462 308 L456 254 H498 L492 308Z', s.cyl(dark(main, 0.2))) +
    rect(450, 244, 54, 16, 6, s.roll(second)) +
    circle(526, 348, 14, s.ball('#FBE3A0')) +
    wheel(352, 420, 26) +
    wheel(428, 428, 18) +
    wheel(490, 428, 18) +
    path('M536 396 L572 446 H530Z', s.down(second)) +
    [[474, 206, 24], [444, 168, 32], [396, 132, 40], [348, 118, 26]].map(([x, y, r]) => circle(x!, y!, r!, s.radial(0.35, 0.3, 0.8, [[0, '#FFFFFF'], [1, '#E9EDF0', 0.7]]))).join('')
  );
};

/** Short strokes that make a plush. */
const fur = (s: Sheet, d: string, box: [number, number, number, number], colour: string): string =>
  s.clip(d, times(170, (i) => line(`M${box[0] + ((i * 83) % box[2])} ${box[1] + ((i * 59) % box[3])} q ${4 - (i % 3) * 3} 4 ${1 - (i % 2) * 2} 8`, i % 2 ? light(colour, 0.6) : dark(colour, 0.35), 2, 'opacity=".24"')));

const bear: Drawing = ({ s, main, second }) => {
  const head = 'M176 214 C176 140 232 104 300 104 C368 104 424 140 424 214 C424 286 370 322 300 322 C230 322 176 286 176 214Z';
  const belly = 'M192 388 C192 326 236 292 300 292 C364 292 408 326 408 388 C408 446 364 470 300 470 C236 470 192 446 192 388Z';
  const limb = (x: number, y: number, rx: number, ry: number, turn: number): string => ellipse(x, y, rx, ry, s.ball(main), `transform="rotate(${turn} ${x} ${y})"`);
  return (
    s.ground(302, 466, 150) +
    circle(202, 128, 44, s.ball(main)) + circle(202, 130, 25, s.ball(second)) +
    circle(398, 128, 44, s.ball(main)) + circle(398, 130, 25, s.ball(second)) +
    path(belly, s.ball(main)) +
    ellipse(300, 396, 66, 58, s.soft(second)) +
    fur(s, belly, [190, 292, 220, 178], main) +
    limb(192, 360, 36, 72, 28) + limb(408, 360, 36, 72, -28) +
    limb(196, 436, 56, 42, -12) + limb(404, 436, 56, 42, 12) +
    ellipse(178, 438, 27, 25, s.soft(second)) + ellipse(422, 438, 27, 25, s.soft(second)) +
    path(head, s.ball(main)) +
    fur(s, head, [176, 104, 250, 220], main) +
    ellipse(300, 254, 62, 48, s.soft(second)) +
    path('M278 232 C284 224 316 224 322 232 C324 244 310 254 300 254 C290 254 276 244 278 232Z', s.ball('#3B2A22')) +
    ellipse(292, 231, 7, 3, '#fff', 'opacity=".5"') +
    line('M300 254 V270 C292 282 278 280 274 272 M300 270 C308 282 322 280 326 272', '#3B2A22', 4) +
    line('M226 206 C236 218 254 218 262 206 M338 206 C346 218 364 218 374 206', '#3B2A22', 6) +
    ellipse(222, 246, 22, 13, '#E59A86', `opacity=".5" ${s.blur(4)}`) + ellipse(378, 246, 22, 13, '#E59A86', `opacity=".5" ${s.blur(4)}`) +
    path('M244 314 C270 330 330 330 356 314 L350 340 C326 346 274 346 250 340Z', s.roll('#7D94A6')) +
    path('M318 334 L350 384 L326 392 L306 340Z', s.soft('#7D94A6')) +
    times(3, (i) => line(`M${330 + i * 7} ${388 - i * 2} l4 10`, '#64798A', 3))
  );
};

const bunny: Drawing = ({ s, main, second }) => {
  const ear = (flip: number): string => group(`translate(300 0) scale(${flip} 1)`, path('M-30 156 C-70 60 -64 -6 -38 0 C-6 8 0 90 -4 150Z', s.ball(main), 'transform="rotate(-8 -30 150)"'), path('M-32 140 C-54 70 -52 22 -38 24 C-20 30 -14 90 -14 140Z', s.soft(second), 'transform="rotate(-8 -30 150)"'));
  const head = 'M200 222 C200 160 240 132 300 132 C360 132 400 160 400 222 C400 284 360 310 300 310 C240 310 200 284 200 222Z';
  const belly = 'M214 392 C214 328 250 296 300 296 C350 296 386 328 386 392 C386 446 350 468 300 468 C250 468 214 446 214 392Z';
  return group('translate(300 470) scale(.9) translate(-300 -470)',
    s.ground(302, 466, 120) +
    ear(1) + ear(-1) +
    path(belly, s.ball(main)) + fur(s, belly, [214, 296, 174, 172], main) +
    ellipse(300, 398, 52, 50, s.soft(second)) +
    ellipse(212, 366, 28, 62, s.ball(main), 'transform="rotate(26 212 366)"') + ellipse(388, 366, 28, 62, s.ball(main), 'transform="rotate(-26 388 366)"') +
    ellipse(238, 446, 50, 28, s.ball(main)) + ellipse(362, 446, 50, 28, s.ball(main)) +
    path(head, s.ball(main)) + fur(s, head, [200, 132, 200, 180], main) +
    circle(254, 220, 9, '#3B2F2C') + circle(346, 220, 9, '#3B2F2C') + circle(251, 217, 3, '#fff') + circle(343, 217, 3, '#fff') +
    path('M290 240 H310 L300 252Z', '#C97C78', 'stroke="#C97C78" stroke-width="5" stroke-linejoin="round"') +
    line('M300 254 V264 C294 272 284 270 282 264 M300 264 C306 272 316 270 318 264', '#6B4F4A', 3.4) +
    ellipse(232, 248, 19, 12, '#E79C97', `opacity=".55" ${s.blur(4)}`) + ellipse(368, 248, 19, 12, '#E79C97', `opacity=".55" ${s.blur(4)}`) +
    path('M300 312 C270 292 244 296 246 318 C248 338 276 334 300 318 C324 334 352 338 354 318 C356 296 330 292 300 312Z', s.soft('#8FA9BF')) + circle(300, 314, 11, s.ball('#8FA9BF')),
  );
};

const notebook: Drawing = ({ s, main, second, form, label }) => (
  ellipse(330, 330, 190, 190, '#3a2417', `opacity=".2" ${s.blur(22)}`) +
  group(
    'rotate(-8 300 290)',
    form === 'planner' ? '' : group('rotate(9 300 300) translate(36 6)', rect(168, 92, 270, 372, 8, '#F6F0E2'), times(16, (i) => line(`M196 ${126 + i * 20} H412`, '#CFC6B2', 1.4)), text(206, 142, '今日三件小事', { size: 17, fill: '#6B5A45', serif: true })),
    rect(176, 98, 262, 372, 8, '#E9E0CD'),
    times(6, (i) => line(`M436 ${104 + i * 3} V${464 - i * 2}`, '#CDBFA3', 1)),
    rect(162, 90, 268, 378, 10, s.soft(main)),
    times(60, (i) => line(`M162 ${94 + i * 6.3} H430`, dark(main, 0.4), 0.8, 'opacity=".2"')),
    times(44, (i) => line(`M${164 + i * 6.2} 90 V468`, light(main, 0.5), 0.8, 'opacity=".16"')),
    rect(162, 90, 38, 378, 8, dark(main, 0.16), 'opacity=".7"'),
    line('M200 92 V466', dark(main, 0.4), 1.6, 'opacity=".6"'),
    form === 'planner'
      ? circle(314, 214, 58, second) + path('M200 330 C240 296 272 344 314 318 C356 292 390 336 430 306 V468 H200Z', light(main, 0.25), 'opacity=".75"') + path('M200 370 C240 346 280 384 326 358 C364 338 400 372 430 350 V468 H200Z', second, 'opacity=".6"') + text(314, 150, label, { size: 40, fill: second, anchor: 'middle', weight: 700, spacing: 4 }) + text(314, 440, '一日一页', { size: 20, fill: dark(main, 0.45), anchor: 'middle', spacing: 6, serif: true })
      : rect(256, 170, 116, 74, 4, '#F7F1E2') + rect(262, 176, 104, 62, 2, 'none', `stroke="${second}" stroke-width="1.6"`) + text(314, 214, '日日是好日', { size: 17, fill: dark(main, 0.3), anchor: 'middle', serif: true, weight: 700 }) + text(314, 232, 'A5 · 192P', { size: 9.5, fill: dark(main, 0.2), anchor: 'middle', spacing: 1 }) + path('M396 90 H408 V468 H396Z', s.linear([0, 0], [1, 0], [[0, dark(second, 0.1)], [0.5, light(second, 0.2)], [1, dark(second, 0.25)]])),
    line('M352 466 C354 486 346 496 352 512', second, 5),
    line('M334 466 C332 482 338 490 332 504', light(second, 0.3), 5),
  ) +
  (form === 'planner' ? '' : group('translate(474 306) rotate(24)', rect(-9, -170, 18, 270, 9, s.metal(second)), path('M-9 100 L0 138 L9 100Z', '#2E2A26'), rect(-9, 60, 18, 40, 2, dark(second, 0.35)), rect(8, -150, 5, 80, 2.5, s.metal('#D9D2C4'))))
);

const pen: Drawing = ({ s, main, second }) => (
  group('rotate(-3 300 300)', ellipse(304, 330, 214, 170, '#3a2417', `opacity=".14" ${s.blur(20)}`), path('M90 150 L486 120 L512 456 L116 486Z', s.linear([0, 0], [1, 1], [[0, '#FFFBF2'], [1, '#EFE6D4']])), times(9, (i) => line(`M${120 + i * 2} ${196 + i * 31} L${470 + i * 2.4} ${170 + i * 31}`, '#DCD0B8', 1.4)), text(140, 226, '见字如面', { size: 36, fill: '#4A4036', serif: true, more: 'transform="rotate(-4 140 226)"', spacing: 6 }), line('M146 266 C200 250 230 274 280 256 C310 248 340 262 366 250', '#4A4036', 2.4, 'opacity=".6"')) +
  group(
    'translate(306 316) rotate(-38)',
    ellipse(0, 42, 220, 12, '#2a180f', `opacity=".36" ${s.blur(7)}`),
    path('M-232 0 L-196 -13 H-150 V13 H-196Z', s.linear([0, 0], [0, 1], [[0, '#F3E6C0'], [0.4, '#D9B968'], [1, '#8C6B2C']])),
    line('M-230 0 H-176', '#6B4F1E', 1.6), circle(-176, 0, 3, '#6B4F1E'),
    rect(-156, -19, 66, 38, 6, s.roll(second)),
    path('M-92 -25 H130 V-8 H-92Z', light(main, 0.42)), path('M-92 -9 H130 V10 H-92Z', main), path('M-92 9 H130 V25 H-92Z', dark(main, 0.34)),
    rect(-96, -27, 14, 54, 3, s.roll(light(second, 0.2))),
    path('M130 -25 H204 L214 -17 V17 L204 25 H130Z', s.roll(main)), path('M130 -25 H204 L214 -17 V-8 H130Z', light(main, 0.4)),
    rect(124, -27, 9, 54, 3, s.roll(second)),
    rect(20, -36, 176, 9, 4.5, s.roll(light(second, 0.3))), rect(188, -36, 10, 16, 3, second),
    line('M-86 -18 H120', '#fff', 3, `opacity=".6" ${s.blur(1)}`),
  )
);

const pencils: Drawing = ({ s, main, second }) => {
  const colours = ['#C0392B', '#D9603B', '#E8923A', '#F0B83F', '#F2D55C', '#C3CC55', '#8DB255', '#5A9E5F', '#3F8F83', '#4A9DB0', '#4A7FB5', '#4A5FA5', '#6A559F', '#94579A', '#BC5C8A', '#D8808C', '#A9745A', '#7A5240', '#55443C', '#8C8C88'];
  return (
    s.ground(300, 466, 220) +
    group(
      'translate(0 6)',
      path('M92 108 H508 C520 108 526 116 526 128 V236 H74 V128 C74 116 80 108 92 108Z', s.soft(main)),
      text(300, 170, '四季彩铅', { size: 40, fill: second, anchor: 'middle', serif: true, weight: 700, spacing: 14 }),
      text(300, 204, '油性彩铅 · 手绘专业', { size: 17, fill: light(main, 0.7), anchor: 'middle', spacing: 5 }),
      s.gloss('M96 120 H170 L120 230 H86Z', 0.2, 6),
      rect(70, 232, 460, 232, 14, s.down('#E6E1D6', 0.4, 0.2)),
      rect(82, 242, 436, 212, 8, '#B9B2A3'),
      colours.map((colour, i) => { const x = 86 + i * 21.6; return rect(x, 300, 19.6, 152, 2, s.linear([0, 0], [1, 0], [[0, light(colour, 0.3)], [0.34, light(colour, 0.14)], [0.36, colour], [0.66, colour], [0.68, dark(colour, 0.3)], [1, dark(colour, 0.34)]])) + path(`M${x} 301 L${x + 9.8} 258 L${x + 19.6} 301 Q${x + 14.7} 294 ${x + 9.8} 301 Q${x + 4.9} 294 ${x} 301Z`, s.linear([0, 0], [1, 0], [[0, '#F3DDB8'], [0.6, '#E0BF8F'], [1, '#B98F5C']])) + path(`M${x + 6.6} 272 L${x + 9.8} 252 L${x + 13} 272Z`, colour) + rect(x, 438, 19.6, 12, 2, second); }).join(''),
    )
  );
};

const book: Drawing = ({ s, main, second, accent, form, label }) => {
  const ink = luminance(second) > 0.6 ? dark(main, 0.5) : light(second, 0.6);
  return (
    s.ground(310, 468, 150) +
    path('M176 108 L420 92 L444 108 V452 L200 470 L176 452Z', '#EFE6D2') +
    times(7, (i) => line(`M${422 + i * 3} ${96 + i * 2} V${452 - i}`, '#CFC2A6', 1)) +
    path('M156 96 C156 90 160 88 166 88 H412 C418 88 422 92 422 98 V452 C422 458 418 462 412 462 H166 C160 462 156 458 156 452Z', s.soft(main)) +
    path('M156 96 C156 90 160 88 166 88 H188 V462 H166 C160 462 156 458 156 452Z', s.linear([0, 0], [1, 0], [[0, dark(main, 0.3)], [0.4, light(main, 0.12)], [1, dark(main, 0.12)]])) +
    s.clip(
      'M190 88 H422 V462 H190Z',
      form === 'soup'
        ? circle(306, 350, 120, light(main, 0.2), 'opacity=".5"') + path('M216 330 C220 396 256 424 306 424 C356 424 392 396 396 330Z', s.cyl(second)) + ellipse(306, 330, 90, 22, dark(second, 0.1)) + ellipse(306, 332, 80, 17, '#E9A94A') + times(7, (i) => ellipse(262 + i * 15, 328 + (i % 3) * 5, 8, 4.4, i % 2 ? accent : '#F6E7C4', `transform="rotate(${i * 33} ${262 + i * 15} ${328 + (i % 3) * 5})"`)) + line('M270 290 C258 270 284 262 270 240 M306 284 C294 264 320 254 306 230 M342 290 C330 270 356 262 342 240', light(second, 0.6), 6, 'opacity=".85"')
        : times(5, (i) => { const [x, h] = [214 + i * 46, 120 + ((i * 53) % 60)]; return line(`M${x} 462 V${462 - h * 0.5}`, '#6B4A30', 7) + ellipse(x, 462 - h, 32 + (i % 2) * 8, h * 0.52, i % 2 ? mix(main, second, 0.55) : mix(accent, second, 0.2)) + line(`M${x} ${462 - h * 0.4} V${462 - h * 1.2} M${x} ${462 - h * 0.8} l13 -13 M${x} ${462 - h * 0.66} l-13 -13`, dark(main, 0.35), 2, 'opacity=".5"'); }) + circle(386, 210, 25, accent),
    ) +
    (label.length > 5
      ? text(306, 152, label.slice(0, 4), { size: 38, fill: second, anchor: 'middle', serif: true, weight: 700, spacing: 4 }) + text(306, 200, label.slice(4), { size: 38, fill: second, anchor: 'middle', serif: true, weight: 700, spacing: 4 })
      : rect(210, 110, 56, 196, 3, second) + upright(238, 152, label, { size: 34, fill: ink, serif: true, weight: 700 })) +
    s.gloss('M194 92 H250 L206 458 H194Z', 0.14, 8) +
    path('M372 88 H392 V150 L382 138 L372 150Z', accent)
  );
};

export const play = { blocks, train, bear, bunny, notebook, pen, pencils, book };
