import fc from 'fast-check';
import type { SpuDetail } from '../../../typings';
import { productScene } from '../../../cloudfunctions/domain/share-scene';
import { drawPoster, POSTER, posterFacts, wrapText, type Pen } from '../../../miniprogram/packages/product/utils/poster';
import { productOfScene } from '../../../miniprogram/packages/product/utils/scene';

const wide = (text: string): number => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 256 ? 1 : 2), 0);

describe('what a code says', () => {
  test('the product that it was made for, in what WeChat takes', () => {
    const spuId = `p${'aB3_-'.repeat(5).slice(0, 22)}`;
    const scene = productScene(spuId)!;
    expect(scene).toMatch(/^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/);
    expect(productOfScene(scene)).toBe(spuId);
    expect(productScene('x'.repeat(31))).toBeNull();
  });
  test.each(['', 'p=', 's=shop-1', 'p=a b', 'p=../x', `p=${'x'.repeat(65)}`, 'mug-tide'])('%j is no product', (scene) => {
    expect(productOfScene(scene)).toBe('');
  });
});

describe('text on a poster', () => {
  test('is broken where it does not fit, and ends in an ellipsis', () => {
    expect(wrapText('青瓷马克杯', 20, 2, wide)).toEqual(['青瓷马克杯']);
    expect(wrapText('青瓷马克杯手工拉坯', 10, 2, wide)).toEqual(['青瓷马克杯', '手工拉坯']);
    expect(wrapText('青瓷马克杯手工拉坯釉下彩绘', 10, 2, wide)).toEqual(['青瓷马克杯', '手工拉坯…']);
    expect(wrapText('', 10, 2, wide)).toEqual([]);
  });
  test('property: no line is wider, none is too many, and nothing is lost but what the ellipsis stands for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 4, max: 40 }), fc.integer({ min: 1, max: 3 }), (text, width, most) => {
        const lines = wrapText(text, width, most, wide);
        expect(lines.length).toBeLessThanOrEqual(most);
        for (const line of lines) if ([...line].length > 1) expect(wide(line)).toBeLessThanOrEqual(width + 1);
        const kept = lines.join('').replace(/\s/g, '');
        const whole = text.replace(/\s/g, '');
        if (!kept.endsWith('…')) expect(kept).toBe(whole);
        else expect(whole.startsWith(kept.slice(0, -1)) || kept === whole).toBe(true);
      }),
    );
  });
});

const spu = (more: Partial<SpuDetail> = {}): SpuDetail =>
  ({ title: '青瓷马克杯', subTitle: '手工拉坯', shop: { shopId: 's', name: '小店', logo: '', spuCount: 1 }, minPriceFen: 3900, maxPriceFen: 4900, skus: [{ priceFen: 3900, marketPriceFen: 5900 }, { priceFen: 4900, marketPriceFen: 0 }], ...more }) as SpuDetail;

describe('the price on a poster', () => {
  test('is the lowest that everybody pays, with what is struck through', () => {
    expect(posterFacts(spu())).toMatchObject({ price: '39', from: true, market: '¥59', label: '' });
    expect(posterFacts(spu({ skus: [{ priceFen: 3990, marketPriceFen: 0 }] as never }))).toMatchObject({ price: '39.90', from: false, market: '' });
  });
  test('is not the one that only the caller has', () => {
    const skus = [{ priceFen: 3000, marketPriceFen: 3900, priceBy: 'member' }, { priceFen: 4900, marketPriceFen: 0 }] as never;
    expect(posterFacts(spu({ skus }))).toMatchObject({ price: '39', market: '' });
  });
});

test('everything stands inside the picture, and apart from the code', () => {
  const boxes: { text: string; left: number; right: number; y: number }[] = [];
  const images: number[][] = [];
  const nothing = () => {};
  const pen = {
    font: '', textAlign: 'left',
    ...Object.fromEntries(['fillRect', 'save', 'restore', 'beginPath', 'moveTo', 'lineTo', 'arcTo', 'closePath', 'clip', 'fill', 'stroke'].map((name) => [name, nothing])),
    measureText(this: { font: string }, text: string) {
      return { width: (wide(text) / 2) * Number(/(\d+)px/.exec(this.font)![1]) };
    },
    fillText(this: { font: string; textAlign: string; measureText(text: string): { width: number } }, text: string, x: number, y: number) {
      const { width } = this.measureText(text);
      const left = this.textAlign === 'center' ? x - width / 2 : x;
      boxes.push({ text, left, right: left + width, y });
    },
    drawImage: (_: unknown, ...place: number[]) => images.push(place.slice(-4)),
  };
  const long = '很长的标题'.repeat(12);
  drawPoster(pen as unknown as Pen, { title: long, subTitle: long, shopName: long, price: '12345.67', from: true, market: '¥23456.78', label: '限时价' }, { width: 900, height: 600 }, { width: 280, height: 280 });
  for (const { left, right, y } of boxes) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(POSTER.width);
    expect(y).toBeLessThanOrEqual(POSTER.height);
  }
  const [shot, code] = images;
  expect(shot).toEqual([40, 40, 670, 670]);
  const [x, top, side] = code as [number, number, number];
  for (const { text, right, y } of boxes.filter((box) => box.y > top && box.y < top + side && box.text !== '长按识别查看')) expect([text, right <= x || y < top]).toEqual([text, true]);
});
