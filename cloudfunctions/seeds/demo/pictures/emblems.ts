/** Small pictures: category icons, shop logos, avatars; and the banners of the home page. */
import { allGoods } from '../goods/index';
import { looksOf, type Goods } from '../goods';
import { tree } from '../categories';
import { drawLook } from './compose';
import { dark, light } from './colour';
import { circle, ellipse, group, line, path, rect, Sheet, text } from './sheet';

const goodsOf = (id: string): Goods => {
  const goods = allGoods.find((one) => one.id === id);
  if (!goods) throw new Error(`No demo product ${id}`);
  return goods;
};

/** The product that stands for a top category. */
const faces: Record<string, string> = { apparel: 'dress-garden', shoesbags: 'sneaker-breeze', digital: 'headphone-studio', home: 'lamp-dome', kitchen: 'pot-ember', food: 'orange-gannan', beauty: 'lipstick-velvet', kids: 'bear-nap', stationery: 'book-walk', sports: 'tent-ridge', pets: 'bowl-cat' };
const tones: Record<string, string> = { apparel: '#DCEBDD', shoesbags: '#FBE3D2', digital: '#E2E8F2', home: '#FBE6D8', kitchen: '#F9DEDA', food: '#FDEBCB', beauty: '#FADCE0', kids: '#F3E4CF', stationery: '#DDEBDF', sports: '#E3ECD6', pets: '#FBE7CF' };

export const iconIds = tree.flatMap(({ id, leaves }) => [id, ...leaves.map(([leaf]) => leaf)]);
export function icon(id: string): string {
  const s = new Sheet();
  const top = tree.find((one) => one.id === id || one.leaves.some(([leaf]) => leaf === id))!;
  const goods = top.id === id ? goodsOf(faces[id]!) : allGoods.find(({ leaf }) => leaf === id)!;
  const tone = tones[top.id] ?? '#F3E8DA';
  const look = id === 'home' ? looksOf(goods)[1]! : looksOf(goods)[0]!;
  return s.svg(600, 600, circle(300, 300, 292, s.linear([0, 0], [0.4, 1], [[0, light(tone, 0.5)], [1, tone]])) + group('translate(300 504) scale(.92) translate(-300 -470)', drawLook(s, goods, look)));
}

const logos: Record<string, (s: Sheet) => string> = {
  'shop-1': (s) =>
    rect(0, 0, 600, 600, 0, s.soft('#4E7A5E')) +
    line('M300 470 C298 380 300 300 306 200', '#F6F0DD', 22) +
    path('M304 300 C220 290 160 230 158 140 C250 142 312 200 304 300Z', '#F6F0DD') +
    path('M306 250 C312 160 372 110 452 112 C452 200 396 258 306 250Z', '#E3C98A') +
    path('M150 470 C220 440 380 440 450 470 C380 496 220 496 150 470Z', '#F6F0DD', 'opacity=".55"'),
  'shop-2': (s) =>
    rect(0, 0, 600, 600, 0, s.soft('#C4512F')) +
    path('M120 306 H480 C474 416 402 478 300 478 C198 478 126 416 120 306Z', '#FBEFD8') +
    rect(224, 474, 152, 24, 8, '#FBEFD8') +
    line('M226 250 C204 212 246 190 226 142 M300 244 C278 204 322 178 300 124 M374 250 C352 212 396 190 374 142', '#F3C06A', 20) +
    text(300, 424, '拾味', { size: 92, fill: '#C4512F', anchor: 'middle', weight: 700, serif: true, spacing: 8 }),
  'shop-3': (s) =>
    rect(0, 0, 600, 600, 0, s.soft('#2F4A66')) +
    circle(404, 196, 62, '#F0A45B') +
    path('M70 396 L226 166 L322 306 L382 226 L530 396Z', '#EDF2F4') +
    path('M226 166 L270 232 L232 268 L196 240 L180 234Z', '#B9CBD8') +
    line('M70 440 C128 410 178 470 236 440 C294 410 344 470 402 440 C460 410 494 450 530 440', '#8FB2C9', 20) +
    line('M110 496 C168 468 208 524 266 496 C324 468 364 524 422 496', '#8FB2C9', 20, 'opacity=".6"'),
};
export const logoIds = Object.keys(logos);
export function logo(id: string): string {
  const s = new Sheet();
  return s.svg(600, 600, logos[id]!(s));
}

interface Face {
  ground: string;
  skin: string;
  hair: string;
  shirt: string;
  long: boolean;
  glasses?: boolean;
}
const portraits: Record<string, Face> = {
  'o-shopper-1': { ground: '#BFD3C4', skin: '#F4CDB2', hair: '#4A332A', shirt: '#E07A52', long: true },
  'o-shopper-2': { ground: '#F2CFC4', skin: '#EFC3A4', hair: '#2E2A2A', shirt: '#5F84A0', long: true, glasses: true },
  'o-merchant-1': { ground: '#D9E3C8', skin: '#EFC6A8', hair: '#3B2D28', shirt: '#4E7A5E', long: true },
  'o-merchant-2': { ground: '#F3DDBB', skin: '#E4B48E', hair: '#26211F', shirt: '#C4512F', long: false },
  'o-merchant-3': { ground: '#C9D8E4', skin: '#EABF9D', hair: '#35302F', shirt: '#2F4A66', long: false, glasses: true },
  'o-staff-1': { ground: '#E8DCC8', skin: '#F2CBAF', hair: '#6A4A35', shirt: '#8FA9BF', long: false },
  'o-operator': { ground: '#D8D5E6', skin: '#EBC2A4', hair: '#3A3634', shirt: '#5B5F73', long: false, glasses: true },
};
export const portraitIds = Object.keys(portraits);
export function portrait(id: string): string {
  const s = new Sheet();
  const { ground, skin, hair, shirt, long, glasses } = portraits[id]!;
  return s.svg(
    600,
    600,
    rect(0, 0, 600, 600, 0, s.soft(ground)) +
      (long ? path('M160 300 C150 140 220 90 300 90 C380 90 450 140 440 300 C446 400 456 440 470 480 H130 C144 440 154 400 160 300Z', s.soft(hair)) : '') +
      path('M80 620 C90 500 180 460 300 460 C420 460 510 500 520 620Z', s.soft(shirt)) +
      path('M252 400 H348 V470 C330 500 270 500 252 470Z', dark(skin, 0.12)) +
      ellipse(300, 300, 112, 132, s.ball(skin)) +
      circle(190, 306, 22, skin) + circle(410, 306, 22, skin) +
      path(long ? 'M182 290 C180 180 240 130 300 132 C360 130 420 180 418 290 C400 230 360 208 320 204 C270 230 210 236 182 290Z' : 'M184 276 C176 160 236 118 304 118 C372 118 428 160 416 276 C404 240 396 222 380 210 C330 222 260 220 220 204 C204 220 194 244 184 276Z', s.soft(hair)) +
      ellipse(256, 306, 11, 13, '#35291F') + ellipse(344, 306, 11, 13, '#35291F') +
      line('M236 276 C246 268 262 268 272 274 M328 274 C338 268 354 268 364 276', dark(hair, 0.1), 7) +
      line('M268 366 C284 384 316 384 332 366', '#B5573F', 8) +
      ellipse(230, 344, 22, 13, '#EC8F78', `opacity=".4" ${s.blur(5)}`) + ellipse(370, 344, 22, 13, '#EC8F78', `opacity=".4" ${s.blur(5)}`) +
      (glasses ? circle(256, 306, 36, 'none', 'stroke="#3B3532" stroke-width="7"') + circle(344, 306, 36, 'none', 'stroke="#3B3532" stroke-width="7"') + line('M292 304 H308', '#3B3532', 7) : ''),
  );
}

const banners: Record<string, (s: Sheet) => string> = {
  autumn: (s) =>
    rect(0, 0, 1029, 480, 0, s.linear([0, 0], [1, 1], [[0, '#FBEBD6'], [0.55, '#F3D3B0'], [1, '#DDA67A']])) +
    path('M0 392 H1029 V480 H0Z', s.down('#E3B98C', 0.3, 0.1)) +
    path('M600 392 V210 A170 170 0 0 1 940 210 V392Z', light('#F3D3B0', 0.45), 'opacity=".7"') +
    put(s, 'sofa-cloud', 1, 766, 438, 0.78) +
    put(s, 'lamp-paper', 0, 944, 426, 0.82) +
    put(s, 'plant-monstera', 1, 600, 440, 0.5) +
    put(s, 'cushion-wave', 0, 900, 454, 0.28),
  harvest: (s) =>
    rect(0, 0, 1029, 480, 0, s.linear([0, 0], [1, 1], [[0, '#FFF3D4'], [0.5, '#FFE0A0'], [1, '#F6B45A']])) +
    circle(760, 220, 210, '#FFF4D9', 'opacity=".75"') +
    path('M0 400 H1029 V480 H0Z', s.down('#EBC27C', 0.35, 0.05)) +
    put(s, 'apple-aksu', 0, 928, 424, 0.62) +
    put(s, 'blueberry-hill', 0, 622, 448, 0.46) +
    put(s, 'orange-gannan', 0, 782, 452, 0.84),
  outdoor: (s) =>
    rect(0, 0, 1029, 480, 0, s.linear([0, 0], [0, 1], [[0, '#CFE4EA'], [0.6, '#F6E7CB'], [1, '#EAD1A4']])) +
    circle(420, 150, 46, '#FFF3D8') +
    path('M-10 330 L150 220 L270 300 L430 170 L600 290 L760 196 L900 280 L1040 210 V480 H-10Z', s.down('#A9BFB8', 0.35, 0)) +
    path('M-10 372 L190 290 L360 356 L560 270 L780 350 L1040 280 V480 H-10Z', s.down('#86A08E', 0.25, 0)) +
    path('M-10 410 C300 372 600 428 1040 384 V490 H-10Z', s.down('#A3B27C', 0.2, 0.05)) +
    put(s, 'campchair-moon', 2, 932, 446, 0.46) +
    put(s, 'lantern-fire', 0, 584, 452, 0.32) +
    put(s, 'tent-ridge', 0, 752, 448, 0.74),
};
function put(s: Sheet, id: string, look: number, x: number, y: number, scale: number): string {
  const goods = goodsOf(id);
  return group(`translate(${x} ${y}) scale(${scale}) translate(-300 -470)`, drawLook(s, goods, looksOf(goods)[look]!));
}
export const bannerIds = Object.keys(banners);
/** The left half is kept calm for the title, which the page writes. */
export function banner(id: string): string {
  const s = new Sheet();
  return s.svg(1029, 480, banners[id]!(s) + rect(0, 0, 620, 480, 0, s.linear([0, 0], [1, 0], [[0, '#FFFBF2', 0.5], [1, '#FFFBF2', 0]])));
}
