import fc from 'fast-check';
import { barredReasons, isBarred, OWN_REASONS } from '../../../cloudfunctions/domain/no-reason-return';
import { reasonsFor } from '../../../cloudfunctions/domain/after-sale-reasons';

const DAY = 86_400_000;
/** 2026-03-01 10:00 in Shanghai. */
const received = Date.UTC(2026, 2, 1, 2);
/** 2026-03-09 00:00 in Shanghai: the seventh day after the receipt is over. */
const over = Date.UTC(2026, 2, 8, 16);

test('a product without it bars every reason that lies with the shopper, and leaves those that lie with the goods', () => {
  const bar = barredReasons({ sevenDayReturn: 0 }, null, 7, received);
  expect(bar).toEqual({ reasons: OWN_REASONS, text: '这件商品不支持七天无理由退货，有质量问题仍可申请售后' });
  for (const type of ['RETURN', 'EXCHANGE'] as const) {
    const left = reasonsFor(type, false).filter((reason) => !isBarred(bar, type, reason));
    expect(left).toEqual(expect.arrayContaining(['QUALITY_ISSUE', 'NOT_MATCH_PRODUCT_DESC', 'SEND_WRONG_GOODS', 'OTHERS']));
    expect(left.filter((reason) => OWN_REASONS.includes(reason))).toEqual([]);
  }
});

test('money for goods that were not sent can always be asked for', () => {
  const bar = barredReasons({ sevenDayReturn: 0 }, null, 7, received);
  expect(reasonsFor('REFUND', true).filter((reason) => isBarred(bar, 'REFUND', reason))).toEqual([]);
});

test.each([
  ['the product offers it', 1],
  ['the product offers it but for made-to-order pieces', 2],
  ['the product says nothing', undefined],
] as const)('%s: to the last moment of the seventh day after the receipt', (_, sevenDayReturn) => {
  expect(barredReasons({ sevenDayReturn }, null, 7, over).reasons).toEqual([]);
  expect(barredReasons({ sevenDayReturn }, received, 7, over - 1)).toEqual({ reasons: [], text: '' });
  expect(barredReasons({ sevenDayReturn }, received, 7, over)).toMatchObject({ reasons: ['NO_REASON_7_DAYS'], text: expect.stringContaining('7 天') });
});

test('property: whenever it was received, seven whole days and never eight', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 20 * DAY }), (at, later) => {
      const barred = barredReasons({}, at, 7, at + later).reasons.length > 0;
      if (later < 7 * DAY) expect(barred).toBe(false);
      if (later >= 8 * DAY) expect(barred).toBe(true);
    }),
  );
});
