/** The message centre and the ledger of subscribe messages: told once each, never lost, one grant a message. */
import type { MessageGrantDoc, MessageTemplateDoc, NoticeDoc } from '../../cloudfunctions/data/message-documents';
import type { OrderDoc } from '../../cloudfunctions/data/documents';
import { templateDocs } from '../../cloudfunctions/seeds/demo/messages';
import { userCouponDoc } from './support/offer-fixture';
import { atEveryFault } from './support/faults';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, otherShopper, owner, platformOperator, shopper } from './support/shop-fixture';

jest.setTimeout(180_000);
const SHIPPED = 'local-order-shipped';
const DAY = 86_400_000;

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.messageTemplates = templateDocs();
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  await shop.set('notices', {}, { openid: 'o-past', push: 'none' });
  await shop.set('messageGrants', {}, { left: 0, granted: 0, sent: 0 });
});

const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }];
async function paid(): Promise<string> {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  return orderIds[0]!;
}
const ship = (orderId: string) => shop.must('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
const timer = async () => expect(Object.values(await shop.runTimer())).not.toContain('failed');
const events = async (openid = shopper) => (await shop.must('message', 'list', {}, openid)).items.map(({ event }) => event);
/** As the page does after wx.requestSubscribeMessage: WeChat knows of it, and so do we. */
async function accept(templateId = SHIPPED, as = shopper, requestId = newRequest()) {
  await shop.control('users/grant', { openid: as, templateId });
  return shop.must('message', 'granted', { requestId, templateIds: [templateId] }, as);
}
const sends = async () => (await shop.control<{ calls: { arguments: { touser: string; template_id: string; page: string; data: object }; answer: string }[] }>('openapi', { api: 'subscribeMessage.send' })).calls;
const notice = async (event: string) => (await shop.all<NoticeDoc>('notices', { openid: shopper, event }))[0]!;
const grantOf = async (templateId = SHIPPED) => (await shop.all<MessageGrantDoc>('messageGrants', { openid: shopper, templateId }))[0]!;

describe('the message centre', () => {
  test('tells of a payment and of a parcel, once each, with the page that shows more', async () => {
    const orderId = await paid();
    await ship(orderId);
    expect((await shop.one<OrderDoc>('orders', orderId)).untold).toHaveLength(2);
    await timer();
    await timer();
    expect(await events()).toEqual(['order.shipped', 'order.paid']);
    expect((await shop.one<OrderDoc>('orders', orderId)).untold).toEqual([]);
    const { items } = await shop.must('message', 'list', { kind: 'order', limit: 1 }, shopper);
    expect(items[0]).toMatchObject({ title: '商品已发货', text: expect.stringContaining('顺丰速运 SF123456'), page: `packages/order/pages/detail/index?orderId=${orderId}`, read: false });
    expect(await events(otherShopper)).toEqual([]);
  });

  test('counts what was not read, and reads some, a kind, or all up to a moment', async () => {
    await ship(await paid());
    const other = await paid();
    const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId: other, skuId: 'mug-1', type: 'REFUND', num: 1, reason: 'OTHERS' }, shopper);
    await shop.must('aftersale', 'reject', { shopId: 'shop-1', afterSaleId, reason: '已经打包' }, owner);
    await timer();
    expect(await shop.must('message', 'unread', {}, shopper)).toEqual({ total: 4, byKind: { order: 3, afterSale: 1 } });
    const { items } = await shop.must('message', 'list', {}, shopper);
    const rejected = items.find(({ event }) => event === 'afterSale.rejected')!;
    expect(rejected.text).toContain('已经打包');
    expect(await shop.must('message', 'read', { noticeIds: [rejected.noticeId] }, otherShopper)).toEqual({ total: 0, byKind: {} });
    expect(await shop.must('message', 'read', { noticeIds: [rejected.noticeId] }, shopper)).toEqual({ total: 3, byKind: { order: 3 } });
    const oldest = Math.min(...items.map(({ createdAt }) => createdAt));
    expect(await shop.must('message', 'read', { upTo: oldest }, shopper)).toMatchObject({ total: 2 });
    expect(await shop.must('message', 'read', { kind: 'coupon' }, shopper)).toMatchObject({ total: 2 });
    expect(await shop.must('message', 'read', {}, shopper)).toEqual({ total: 0, byKind: {} });
    expect((await shop.must('message', 'list', {}, shopper)).items.every(({ read }) => read)).toBe(true);
  });

  test('tells of every step of a refund, and of the platform’s decision', async () => {
    const orderId = await paid();
    const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId, skuId: 'mug-1', type: 'REFUND', num: 1, reason: 'OTHERS' }, shopper);
    await shop.must('aftersale', 'reject', { shopId: 'shop-1', afterSaleId, reason: '已经打包' }, owner);
    await shop.must('aftersale', 'dispute', { afterSaleId, text: '还没有发货' }, shopper);
    await shop.must('aftersale', 'decide', { afterSaleId, refund: true, text: '还没有发货，支持退款' }, platformOperator);
    await timer();
    const { items } = await shop.must('message', 'list', { kind: 'afterSale' }, shopper);
    expect(items.map(({ event }) => event).sort()).toEqual(['afterSale.decided', 'afterSale.refunded', 'afterSale.rejected']);
    expect(items.find(({ event }) => event === 'afterSale.decided')!.text).toContain('支持退款');
    // The order has the money's side as well, which is for others to hear.
    expect((await shop.one<OrderDoc>('orders', orderId)).untold).toEqual([]);
  });

  test('reminds of a coupon once, not of one that was short from the start', async () => {
    const now = Date.now();
    await shop.insert('userCoupons', [
      userCouponDoc('soon', shopper, { validFrom: now - 20 * DAY, validUntil: now + DAY, claimedAt: now - 20 * DAY }),
      userCouponDoc('short', shopper, { validFrom: now, validUntil: now + DAY, claimedAt: now }),
      userCouponDoc('later', shopper, { validFrom: now, validUntil: now + 9 * DAY, claimedAt: now }),
      userCouponDoc('over', shopper, { validFrom: now - 20 * DAY, validUntil: now - 1, claimedAt: now - 20 * DAY }),
    ]);
    await timer();
    await timer();
    expect(await events()).toEqual(['coupon.expiring']);
  });

  test('forgets what is older than the rule keeps', async () => {
    await paid();
    await timer();
    const { _id } = await notice('order.paid');
    await shop.set('notices', { _id }, { createdAt: Date.now() - 181 * DAY });
    await timer();
    expect(await shop.all('notices', { _id })).toEqual([]);
  });
});

describe('the ledger of grants', () => {
  test('each accept is one message, a repeated request none', async () => {
    const requestId = newRequest();
    await accept(SHIPPED, shopper, requestId);
    await shop.must('message', 'granted', { requestId, templateIds: [SHIPPED, SHIPPED] }, shopper);
    await Promise.all([accept(), accept(), accept()]);
    const { items } = await shop.must('message', 'templates', {}, shopper);
    expect(items.find(({ templateId }) => templateId === SHIPPED)).toMatchObject({ left: 4, sent: 0, scenes: ['pay'] });
    expect((await shop.must('message', 'templates', {}, otherShopper)).items.every(({ left }) => left === 0)).toBe(true);
    expect(refusal(await shop.call('message', 'granted', { templateIds: ['not-ours'] }, shopper))).toMatchObject({ code: 'NOT_FOUND', field: 'templateIds[0]' });
  });

  test('a message spends one grant; without one nothing is sent', async () => {
    const before = (await sends()).length;
    await accept();
    const orderId = await paid();
    await ship(orderId);
    await timer();
    await timer();
    const [sent, ...more] = (await sends()).slice(before);
    expect(more).toEqual([]);
    expect(sent).toMatchObject({
      arguments: { touser: shopper, template_id: SHIPPED, page: `packages/order/pages/detail/index?orderId=${orderId}`, data: { thing1: { value: '青瓷马克杯' } } },
      answer: expect.stringContaining('"errcode":0'),
    });
    expect(await grantOf()).toMatchObject({ left: 0, granted: 1, sent: 1 });
    expect((await notice('order.shipped')).push).toBe('sent');
    await ship(await paid());
    await timer();
    expect((await sends()).length).toBe(before + 1);
    expect((await shop.all<NoticeDoc>('notices', { openid: shopper, event: 'order.shipped' })).map(({ push }) => push).sort()).toEqual(['none', 'sent']);
  });

  test('43101: WeChat knows of no grant, so neither do we', async () => {
    const templateId = 'local-after-sale';
    await shop.must('message', 'granted', { templateIds: [templateId] }, shopper);
    await shop.must('message', 'granted', { templateIds: [templateId] }, shopper);
    const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId: await paid(), skuId: 'mug-1', type: 'REFUND', num: 1, reason: 'OTHERS' }, shopper);
    await shop.must('aftersale', 'reject', { shopId: 'shop-1', afterSaleId, reason: '已经打包' }, owner);
    await timer();
    expect((await notice('afterSale.rejected')).push).toBe('refused');
    expect(await grantOf(templateId)).toMatchObject({ left: 0, sent: 0 });
  });

  test('47003: a field that does not fit gives the grant back and tells the operator', async () => {
    await accept();
    await shop.set('messageTemplates', { _id: 'order-shipped' }, { fields: [{ name: 'letter1', fact: 'waybill' }, { name: 'thing2', fact: 'waybill' }] });
    await ship(await paid());
    await timer();
    // The local WeChat takes letters alone; "SF" is left of the waybill.
    expect((await notice('order.shipped')).push).toBe('sent');
    await accept();
    await shop.set('messageTemplates', { _id: 'order-shipped' }, { fields: [{ name: 'character_string1', fact: 'goods' }] });
    await shop.set('notices', {}, { openid: 'o-past' });
    const orderId = await paid();
    await ship(orderId);
    await timer();
    expect(await grantOf()).toMatchObject({ left: 1, sent: 1 });
    expect((await shop.one<MessageTemplateDoc>('messageTemplates', 'order-shipped')).problem).toContain('character_string1');
    const draft = { templateId: SHIPPED, enabled: true, fields: templateDocs()[0]!.fields };
    expect((await shop.must('message', 'saveTemplate', { key: 'order-shipped', draft }, platformOperator)).items.find(({ key }) => key === 'order-shipped')).toMatchObject({ problem: '', enabled: true });
    expect(refusal(await shop.call('message', 'saveTemplate', { key: 'nothing', draft }, platformOperator)).code).toBe('NOT_FOUND');
    expect(refusal(await shop.call('message', 'saveTemplate', { key: 'order-shipped', draft: { ...draft, templateId: ' ' } }, platformOperator))).toMatchObject({ field: 'draft.templateId' });
  });

  test('a template that is switched off sends nothing and is not offered', async () => {
    await accept();
    await shop.set('messageTemplates', { _id: 'order-shipped' }, { enabled: false });
    const before = (await sends()).length;
    await ship(await paid());
    await timer();
    expect((await sends()).length).toBe(before);
    expect((await shop.must('message', 'templates', {}, shopper)).items.map(({ key }) => key)).not.toContain('order-shipped');
    await shop.set('messageTemplates', { _id: 'order-shipped' }, { enabled: true });
    expect(await grantOf()).toMatchObject({ left: 1 });
  });
});

describe('crashes', () => {
  const later = async () => {
    await shop.set('notices', { push: 'sending' }, { pushAt: Date.now() - 4 * 60_000 });
    await timer();
    await timer();
  };

  test.each(['orders', 'notices', 'messageGrants'])('the timer that dies at its work on %s: told once, sent at most once, one grant spent', async (collection) => {
    let before = 0;
    let base = 0;
    await atEveryFault({
      shop,
      of: { function: 'timer', collection },
      async prepare() {
        await shop.set('notices', {}, { openid: 'o-past', push: 'none' });
        await accept();
        await accept();
        before = (await sends()).length;
        base = (await grantOf()).left;
        const orderId = await paid();
        await ship(orderId);
        return orderId;
      },
      act: () => shop.runTimer(),
      settle: later,
      async recovered() {
        expect((await events()).sort()).toEqual(['order.paid', 'order.shipped']);
        const sent = (await sends()).length - before;
        const { push } = await notice('order.shipped');
        const { left } = await grantOf();
        expect(sent).toBeLessThanOrEqual(1);
        // What is not known to have been sent is not sent again, and its grant is gone.
        expect([push, base - left]).toEqual([expect.stringMatching(/^(sent|unknown)$/), 1]);
        if (push === 'sent') expect(sent).toBe(1);
      },
    });
  });

  test('an accept that dies counts once when it is repeated', async () => {
    await atEveryFault({
      shop,
      of: { function: 'message', action: 'granted' },
      async prepare() {
        const at = (await shop.all<MessageGrantDoc>('messageGrants', { templateId: SHIPPED }))[0]?.left ?? 0;
        return { requestId: newRequest(), at };
      },
      act: ({ requestId }) => shop.call('message', 'granted', { requestId, templateIds: [SHIPPED] }, shopper),
      settle: async () => {},
      async recovered({ requestId, at }) {
        await shop.must('message', 'granted', { requestId, templateIds: [SHIPPED] }, shopper);
        const [grant] = await shop.all<MessageGrantDoc>('messageGrants', { templateId: SHIPPED });
        expect(grant!.left).toBe(at + 1);
      },
    });
  });
});
