/** A product's poster: what stands on it, and how it is drawn. Always light: it is sent as a picture. */
import type { SpuDetail } from '../../../../typings/index';
import { priceParts } from '../../../utils/money';

/** Pixels of the picture. */
export const POSTER = { width: 750, height: 1180 };
const EDGE = 40;
const CODE = 200;

export interface PosterFacts {
  title: string;
  subTitle: string;
  shopName: string;
  /** '39.80', with 起 where SKUs cost different sums. */
  price: string;
  from: boolean;
  /** '' where there is none. */
  market: string;
  /** 限时价, 会员价 …; ''. */
  label: string;
}

/** Who reads the poster is nobody's member: a price that only the caller has does not stand on it. */
export function posterFacts({ title, subTitle, shop, skus, minPriceFen, maxPriceFen, flash }: Pick<SpuDetail, 'title' | 'subTitle' | 'shop' | 'skus' | 'minPriceFen' | 'maxPriceFen' | 'flash'>): PosterFacts {
  const open = skus.map((sku) => (sku.priceBy === 'member' || sku.priceBy === 'live' ? sku.marketPriceFen || sku.priceFen : sku.priceFen));
  const lowest = open.length ? Math.min(...open) : minPriceFen;
  const highest = open.length ? Math.max(...open) : maxPriceFen;
  const cheapest = skus[open.indexOf(lowest)];
  const market = cheapest && cheapest.priceFen === lowest ? cheapest.marketPriceFen : 0;
  return { title, subTitle, shopName: shop.name, price: sum(lowest), from: highest > lowest, market: market > lowest ? `¥${sum(market)}` : '', label: flash ? '限时价' : '' };
}

function sum(fen: number): string {
  const { yuan, cents } = priceParts(fen);
  return `${yuan}${cents}`;
}

type Measure = (text: string) => number;

/** At most `most` lines that are no wider than `width`; what does not fit ends in an ellipsis. */
export function wrapText(text: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  let rest = [...text.trim()];
  while (rest.length > 0 && lines.length < most) {
    let taken = 1;
    while (taken < rest.length && measure(rest.slice(0, taken + 1).join('')) <= width) taken++;
    const isLast = lines.length === most - 1 && taken < rest.length;
    if (isLast) while (taken > 1 && measure(`${rest.slice(0, taken).join('')}…`) > width) taken--;
    lines.push(isLast ? `${rest.slice(0, taken).join('')}…` : rest.slice(0, taken).join('').trim());
    rest = [...rest.slice(taken).join('').trimStart()];
  }
  return lines;
}

/** What is used of a 2d canvas context. */
export interface Pen {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  font: string;
  textBaseline: string;
  textAlign: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { width: number };
  drawImage(picture: unknown, ...places: number[]): void;
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arcTo(x1: number, y1: number, x2: number, y2: number, radius: number): void;
  closePath(): void;
  clip(): void;
  fill(): void;
  stroke(): void;
}
interface Picture {
  width: number;
  height: number;
}

/** `shot` null: the picture could not be loaded, its place stays grey. */
export function drawPoster(pen: Pen, facts: PosterFacts, shot: Picture | null, code: Picture): void {
  const inner = POSTER.width - 2 * EDGE;
  const measure: Measure = (text) => pen.measureText(text).width;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, POSTER.width, POSTER.height);
  pen.textBaseline = 'alphabetic';
  pen.textAlign = 'left';

  pen.save();
  rounded(pen, EDGE, EDGE, inner, inner, 24);
  pen.fillStyle = '#f3f3f3';
  pen.fill();
  pen.clip();
  if (shot) cover(pen, shot, EDGE, EDGE, inner);
  pen.restore();

  let y = EDGE + inner + 76;
  let x = EDGE;
  const write = (text: string, font: string, colour: string): void => {
    pen.font = font;
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
    x += measure(text);
  };
  write('¥', 'bold 34px sans-serif', '#e8452c');
  write(facts.price, 'bold 58px sans-serif', '#e8452c');
  if (facts.from) write(' 起', '28px sans-serif', '#e8452c');
  if (facts.label) {
    x += 16;
    pen.font = 'bold 24px sans-serif';
    const width = measure(facts.label) + 24;
    rounded(pen, x, y - 34, width, 40, 8);
    pen.fillStyle = '#e8452c';
    pen.fill();
    pen.fillStyle = '#ffffff';
    pen.fillText(facts.label, x + 12, y - 6);
    x += width;
  }
  if (facts.market) {
    x += 18;
    const start = x;
    write(facts.market, '28px sans-serif', '#999999');
    pen.fillRect(start, y - 11, x - start, 2);
  }

  x = EDGE;
  const beside = inner - CODE - 32;
  pen.font = 'bold 34px sans-serif';
  const title = wrapText(facts.title, beside, 2, measure);
  for (const line of title) {
    y += title[0] === line ? 66 : 48;
    write(line, 'bold 34px sans-serif', '#1a1a1a');
    x = EDGE;
  }
  pen.font = '28px sans-serif';
  const [sub] = wrapText(facts.subTitle, beside, 1, measure);
  if (sub) {
    y += 46;
    write(sub, '28px sans-serif', '#666666');
    x = EDGE;
  }

  const codeTop = EDGE + inner + 106;
  pen.drawImage(code, POSTER.width - EDGE - CODE, codeTop, CODE, CODE);
  pen.font = '22px sans-serif';
  pen.fillStyle = '#999999';
  pen.textAlign = 'center';
  pen.fillText('长按识别查看', POSTER.width - EDGE - CODE / 2, codeTop + CODE + 34);

  pen.textAlign = 'left';
  pen.strokeStyle = '#eeeeee';
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(EDGE, POSTER.height - 96);
  pen.lineTo(POSTER.width - EDGE, POSTER.height - 96);
  pen.stroke();
  pen.font = '26px sans-serif';
  pen.fillStyle = '#666666';
  pen.fillText(wrapText(facts.shopName, inner, 1, measure)[0] ?? '', EDGE, POSTER.height - 42);
}

/** As `mode="aspectFill"` does. */
function cover(pen: Pen, picture: Picture, x: number, y: number, side: number): void {
  const { width, height } = picture;
  const part = Math.min(width, height);
  pen.drawImage(picture, (width - part) / 2, (height - part) / 2, part, part, x, y, side, side);
}

function rounded(pen: Pen, x: number, y: number, width: number, height: number, radius: number): void {
  pen.beginPath();
  pen.moveTo(x + radius, y);
  pen.arcTo(x + width, y, x + width, y + height, radius);
  pen.arcTo(x + width, y + height, x, y + height, radius);
  pen.arcTo(x, y + height, x, y, radius);
  pen.arcTo(x, y, x + width, y, radius);
  pen.closePath();
}
