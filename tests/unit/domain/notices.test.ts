/** What shoppers are told, and how it fits into WeChat's templates. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterSaleNotice, couponNotice, isToldOfAfterSale, isToldOfOrder, orderNotice, timeText, type OrderFacts } from '../../../cloudfunctions/domain/notices';
import { fillTemplate, templateProblem } from '../../../cloudfunctions/domain/subscribe-fields';
import { templateDocs } from '../../../cloudfunctions/seeds/demo/messages';

const line = { spuId: 'mug', skuId: 'mug-1', title: '青瓷马克杯', attrs: [], image: '/a.webp', num: 2, priceFen: 3900, totalFen: 7800, discountFen: 0, paidFen: 7800 };
const order: OrderFacts = {
  _id: 'O1',
  orderNo: '202611230001',
  shop: { name: '青禾生活馆' },
  lines: [line, { ...line, skuId: 'mug-2', num: 1 }],
  price: { productFen: 11_700, discountFen: 0, freightFen: 800, payFen: 12_500 },
  delivery: { deliveryId: 'SF', deliveryName: '顺丰速运', waybillId: 'SF1990000000017', shippedAt: 1 },
};
const afterSale = { _id: 'A1', orderNo: '202611230001', shop: order.shop, type: 'RETURN' as const, line, refundFen: 7800, rejectReason: '商品没有问题', dispute: null };
const at = Date.UTC(2026, 10, 23, 1, 5);

interface AppJson {
  pages: string[];
  subpackages: { root: string; pages: string[] }[];
}
const app = JSON.parse(readFileSync(join(__dirname, '../../../miniprogram/app.json'), 'utf8')) as AppJson;
const pages = [...app.pages, ...app.subpackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`))];

describe('notices', () => {
  test.each(['pay', 'ship', 'shipPart', 'autoConfirm', 'expire', 'latePayment', 'pickupReady', 'pickupRemind', 'handOver', 'uncollected'])('of an order: %s', (event) => {
    expect(isToldOfOrder(event)).toBe(true);
    const notice = orderNotice(event, at, order)!;
    expect(notice).toMatchObject({ kind: 'order', image: '/a.webp', facts: { goods: '青瓷马克杯 等 3 件', time: '2026年11月23日 09:05' } });
    expect(pages).toContain(notice.page.split('?')[0]);
    expect(notice.page).toContain('orderId=O1');
  });
  test.each(['agree', 'reject', 'overdue', 'forceRefund', 'refunded', 'uphold', 'dismiss', 'propose', 'soldOut', 'offer', 'reship', 'giveUp', 'certify', 'uncollected'])('of an after-sale: %s', (event) => {
    expect(isToldOfAfterSale(event)).toBe(true);
    const notice = afterSaleNotice(event, at, afterSale)!;
    expect(notice.kind).toBe('afterSale');
    expect(pages).toContain(notice.page.split('?')[0]);
  });
  test('say the parcel, the sum and the reason', () => {
    expect(orderNotice('ship', at, order)!.text).toContain('顺丰速运 SF1990000000017');
    expect(orderNotice('pay', at, order)!.text).toContain('¥125，');
    expect(afterSaleNotice('reject', at, afterSale)!.text).toContain('商品没有问题');
    expect(afterSaleNotice('refunded', at, afterSale)!.text).toContain('¥78 ');
  });
  test.each(['place', 'cancel', 'confirm', 'toString', '__proto__', ''])('nobody is told of “%s”', (event) => {
    expect([isToldOfOrder(event), orderNotice(event, at, order), afterSaleNotice(event, at, afterSale)]).toEqual([false, null, null]);
  });
  test('what the money of an after-sale does to the order is told by the after-sale alone', () => {
    expect(isToldOfOrder('refund')).toBe(true);
    expect(orderNotice('refund', at, order)).toBeNull();
  });
  test('times are those of Shanghai', () => {
    expect(timeText(Date.UTC(2026, 11, 31, 16, 0))).toBe('2027年1月1日 00:00');
  });
});

describe('templates', () => {
  const facts = orderNotice('ship', at, order)!.facts;
  test('are filled with what each kind takes', () => {
    const fields = [
      { name: 'thing1', fact: 'tip' as const },
      { name: 'character_string2', fact: 'waybill' as const },
      { name: 'amount3', fact: 'amount' as const },
      { name: 'phrase4', fact: 'status' as const },
      { name: 'date5', fact: 'time' as const },
    ];
    expect(fillTemplate(fields, facts)).toEqual({
      data: {
        thing1: { value: '顺丰速运 SF199000000001…' },
        character_string2: { value: 'SF1990000000017' },
        amount3: { value: '125元' },
        phrase4: { value: '已发货' },
        date5: { value: '2026年11月23日 09:05' },
      },
    });
  });
  test('a field that nothing fits is named', () => {
    expect(fillTemplate([{ name: 'character_string1', fact: 'goods' }], { goods: '青瓷马克杯' })).toEqual({ unfit: 'character_string1' });
    expect(fillTemplate([{ name: 'amount1', fact: 'goods' }], { goods: '没有数字' })).toEqual({ unfit: 'amount1' });
    expect(fillTemplate([{ name: 'nothing1', fact: 'goods' }], facts)).toEqual({ unfit: 'nothing1' });
    expect(fillTemplate([{ name: 'thing1', fact: 'waybill' }], {})).toEqual({ unfit: 'thing1' });
  });
  test('whatever the text, a thing has at most twenty characters and a phrase five Han ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const filled = fillTemplate([{ name: 'thing1', fact: 'goods' }], { goods: text });
        if ('data' in filled) expect([...filled.data.thing1!.value].length).toBeLessThanOrEqual(20);
        const phrase = fillTemplate([{ name: 'phrase1', fact: 'goods' }], { goods: text });
        if ('data' in phrase) expect(phrase.data.phrase1!.value).toMatch(/^\p{Script=Han}{1,5}$/u);
      }),
    );
  });
  test.each([
    [{ templateId: '', enabled: true, fields: [{ name: 'thing1', fact: 'goods' as const }] }, 'templateId'],
    [{ templateId: 'x', enabled: true, fields: [] }, 'fields'],
    [{ templateId: 'x', enabled: false, fields: [{ name: 'thing', fact: 'goods' as const }] }, 'fields[0].name'],
    [{ templateId: 'x', enabled: true, fields: [{ name: 'thing1', fact: 'goods' as const }, { name: 'thing1', fact: 'tip' as const }] }, 'fields[1].name'],
  ])('%j is wrong in %s', (draft, field) => {
    expect(templateProblem(draft)?.field).toBe(field);
  });
  test('those of the demo fit every notice that they carry', () => {
    const drafts = [
      ...['pay', 'ship', 'pickupReady', 'pickupRemind', 'autoConfirm', 'expire', 'latePayment'].map((event) => orderNotice(event, at, order)!),
      ...['agree', 'reject', 'overdue', 'forceRefund', 'refunded', 'uphold', 'dismiss'].map((event) => afterSaleNotice(event, at, afterSale)!),
      couponNotice({ name: '满 99 减 15', shopName: '青禾生活馆', validUntil: at }),
    ];
    for (const template of templateDocs()) {
      expect(templateProblem(template)).toBeNull();
      const carried = drafts.filter(({ event }) => template.events.includes(event));
      expect(carried.length).toBeGreaterThan(0);
      for (const draft of carried) expect([template._id, draft.event, fillTemplate(template.fields, draft.facts)]).toEqual([template._id, draft.event, { data: expect.any(Object) }]);
    }
  });
});
