/** The conditions of a sale: freight templates, purchase limits, presale, video, services. */
import type { OrderDoc, ShopDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import type { PurchaseCountDoc } from '../../cloudfunctions/data/terms-documents';
import type { DeliverInfo, LimitedInfo, OrderLineRequest, SaleTerms } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { address, addressOf, fixtureDocuments, otherOwner, otherShopper, owner, shopper, spuDoc } from './support/shop-fixture';
import { freightDoc, freightDraft, method, saleTerms } from './support/terms-fixture';

const DAY = 86_400_000;
const limit = (more: Partial<LimitedInfo>): LimitedInfo => ({ periodType: 0, limitedBuyNum: 0, lifetimeNum: 0, perOrderNum: 0, ...more });
const presale = (more: Partial<DeliverInfo> = {}): DeliverInfo => ({ stockType: 1, fullPaymentPresaleDeliveryType: 0, presaleBeginTime: Date.now() - DAY, presaleEndTime: Date.now() + DAY, fullPaymentPresaleDeliveryTime: 7, afterPresale: 'CLOSE', ...more });

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(
    spuDoc('parcel', { title: '按件计费的碗', prices: [1000, 2000], expressInfo: { templateId: 'by-piece', weight: 0 } }),
    spuDoc('stone', { title: '按重计费的石磨', prices: [5000], expressInfo: { templateId: 'by-weight', weight: 2300 } }),
    spuDoc('daily', { title: '每天限购的蛋', limitedInfo: limit({ periodType: 1, limitedBuyNum: 2 }), prices: [100, 200] }),
    spuDoc('once', { title: '每人一件的壶', limitedInfo: limit({ lifetimeNum: 1 }), available: 1000 }),
    spuDoc('few', { title: '每单两件的杯', limitedInfo: limit({ perOrderNum: 2 }) }),
    spuDoc('early', { title: '预售的月饼', deliverInfo: presale() }),
    spuDoc('dated', { title: '定期发货的书', deliverInfo: presale({ fullPaymentPresaleDeliveryType: 1 }) }),
  );
  documents.freightTemplates = [
    freightDoc('by-piece'),
    freightDoc('by-weight', { name: '大件', valuationType: 'WEIGHT', allFreightCalcMethod: [method(1000, { firstValAmount: 1000, secondValAmount: 1000, secondPrice: 500 })], sendTime: 'SendTime_TWENTYFOUR_HOUR', notSendArea: [] }),
    freightDoc('elsewhere', { shopId: 'shop-2' }),
  ];
  const users = documents.users as { _id: string; addresses: object[] }[];
  users[0]!.addresses.push({ ...address, addressId: 'lhasa', provinceName: '西藏自治区', cityName: '拉萨市', countyName: '城关区' }, { ...address, addressId: 'urumqi', provinceName: '新疆', cityName: '乌鲁木齐市', countyName: '天山区' });
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());
afterEach(async () => expect(brokenInvariants(await readDocuments(shop), { settled: false })).toEqual([]));

const line = (spuId: string, num = 1, sku = 1): OrderLineRequest => ({ spuId, skuId: `${spuId}-${sku}`, num });
const preview = (lines: OrderLineRequest[], addressId?: string, as = shopper) => shop.must('order', 'preview', { lines, ...(addressId ? { addressId } : {}) }, as);
async function submit(lines: OrderLineRequest[], as = shopper, more: { requestId?: string; addressId?: string } = {}) {
  const addressId = more.addressId ?? addressOf(as);
  const { price } = await preview(lines, addressId, as);
  return shop.call('order', 'submit', { lines, addressId, expectedPayFen: price.payFen, ...more }, as);
}
async function placed(lines: OrderLineRequest[], as = shopper) {
  const reply = await submit(lines, as);
  if (!reply.ok) throw new Error(`${reply.code} ${reply.message}`);
  return reply.data;
}
async function paid(lines: OrderLineRequest[], as = shopper): Promise<OrderDoc> {
  const { tradeId, orderIds } = await placed(lines, as);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, as);
  await shop.pay(outTradeNo);
  return shop.one<OrderDoc>('orders', orderIds[0]!);
}

describe('freight templates', () => {
  test('goods of one template are counted together, the sums of several are added, and each line keeps its share', async () => {
    const { shops, price } = await preview([line('parcel', 2), line('parcel', 1, 2), line('stone', 2), line('mug')]);
    // Three pieces: 8 + 2 × 2. 4.6 kg: 10 + 4 × 5. The mug goes by the flat fee: 8 below 99.
    expect(shops[0]!.freightParts).toEqual([
      { templateId: '', name: '运费', fen: 800, text: '运费 ¥8，满 ¥99 包邮' },
      { templateId: 'by-piece', name: '标准快递', fen: 1200, text: '首 1 件 ¥8，每续 1 件 ¥2' },
      { templateId: 'by-weight', name: '大件', fen: 3000, text: '首 1 kg ¥10，每续 1 kg ¥5' },
    ]);
    expect(price.freightFen).toBe(5000);
    expect(shops[0]!.lines.map(({ skuId, freightFen }) => [skuId, freightFen])).toEqual([['parcel-1', 800], ['parcel-2', 400], ['stone-1', 3000], ['mug-1', 800]]);
  });

  test('the region decides, and a line that cannot be sent there is named and left out', async () => {
    expect((await preview([line('parcel', 2)], 'urumqi')).price.freightFen).toBe(1500);
    const mixed = await preview([line('parcel', 2), line('stone')], 'lhasa');
    expect(mixed.blocked).toEqual([expect.objectContaining({ spuId: 'parcel', skuId: 'parcel-1', num: 2, title: '按件计费的碗', code: 'UNDELIVERABLE', reason: expect.stringContaining('西藏自治区拉萨市') })]);
    expect(mixed.shops[0]!.lines.map(({ spuId }) => spuId)).toEqual(['stone']);
    expect(mixed.price.productFen).toBe(5000);
    const nothing = await preview([line('parcel')], 'lhasa');
    expect(nothing).toMatchObject({ shops: [], price: { payFen: 0 } });
    const refused = refusal(await shop.call('order', 'submit', { lines: [line('stone'), line('parcel')], addressId: 'lhasa', expectedPayFen: 0 }, shopper));
    expect(refused).toMatchObject({ code: 'UNDELIVERABLE', field: 'lines[1]', detail: { spuId: 'parcel' } });
    expect(refused.message).toContain('按件计费的碗');
  });

  test('an order stores what was shown; a template that changed meanwhile is a changed price', async () => {
    const { orderIds, payFen } = await placed([line('parcel', 2)]);
    const order = await shop.one<OrderDoc>('orders', orderIds[0]!);
    expect(order.price).toMatchObject({ freightFen: 1000, payFen });
    expect(order.lines.map(({ freightFen }) => freightFen)).toEqual([1000]);
    const { price } = await preview([line('stone')]);
    const [template] = (await shop.must('shop', 'freightTemplates', { shopId: 'shop-1' }, owner)).items.filter(({ templateId }) => templateId === 'by-weight');
    const { templateId, version, rules: _rules, updatedAt: _at, deliveryType: _type, ...draft } = template!;
    const saved = await shop.must('shop', 'saveFreightTemplate', { shopId: 'shop-1', templateId, version, draft: { ...draft, allFreightCalcMethod: [method(2500, { firstValAmount: 5000, secondValAmount: 1000 })] } }, owner);
    expect(saved).toMatchObject({ version: version + 1, rules: ['首 5 kg ¥25，每续 1 kg ¥2'] });
    expect(refusal(await shop.call('order', 'submit', { lines: [line('stone')], addressId: addressOf(shopper), expectedPayFen: price.payFen }, shopper)).code).toBe('PRICE_CHANGED');
  });

  test('the product page says what it costs to the reader\'s address, and a range to a stranger', async () => {
    const page = (as: string) => shop.must('catalog', 'product', { spuId: 'parcel' }, as);
    expect((await page(shopper)).freight).toMatchObject({ text: '运费 ¥8', to: '浙江省 杭州市 西湖区', undeliverable: false, sendTime: 'SendTime_FOUTYEIGHT_HOUR' });
    expect((await page('')).freight).toMatchObject({ text: '运费 ¥8–10', to: '' });
    await shop.set('users', { _id: otherShopper }, { 'addresses.0.provinceName': '西藏' });
    expect((await page(otherShopper)).freight).toMatchObject({ undeliverable: true, text: '不支持配送到西藏杭州市' });
    await shop.set('users', { _id: otherShopper }, { 'addresses.0.provinceName': '浙江省' });
    expect((await shop.must('catalog', 'product', { spuId: 'mug' }, shopper)).freightText).toBe('运费 ¥8，满 ¥99 包邮');
  });

  test('a default takes the place of the flat fee, cannot be removed, and one that is used neither', async () => {
    const made = await shop.must('shop', 'saveFreightTemplate', { shopId: 'shop-2', draft: freightDraft({ name: '茶叶', isDefault: true }) }, otherOwner);
    expect((await shop.one<ShopDoc>('shops', 'shop-2')).freightTemplateId).toBe(made.templateId);
    expect((await preview([line('tea')])).price.freightFen).toBe(800);
    const remove = (templateId: string, shopId = 'shop-2', as = otherOwner) => shop.call('shop', 'removeFreightTemplate', { shopId, templateId }, as);
    expect(refusal(await remove(made.templateId)).message).toContain('默认');
    expect(refusal(await remove('by-piece', 'shop-1', owner))).toMatchObject({ code: 'INVALID_STATE', detail: { products: 1 } });
    expect(refusal(await remove('by-piece')).code).toBe('NOT_FOUND');
    const { items } = await shop.must('shop', 'setDefaultFreight', { shopId: 'shop-2', templateId: 'elsewhere' }, otherOwner);
    expect(items.map(({ templateId, isDefault }) => [templateId, isDefault])).toEqual([['elsewhere', true], [made.templateId, false]]);
    const removal = await remove(made.templateId);
    expect(removal.ok && removal.data.items.map(({ templateId }) => templateId)).toEqual(['elsewhere']);
    expect(refusal(await shop.call('shop', 'setDefaultFreight', { shopId: 'shop-2', templateId: made.templateId }, otherOwner)).code).toBe('NOT_FOUND');
    // Taking the mark away brings the flat fee back.
    const { templateId: _id, deliveryType: _type, version: _version, rules: _rules, updatedAt: _at, ...stored } = items[0]!;
    await shop.must('shop', 'saveFreightTemplate', { shopId: 'shop-2', templateId: 'elsewhere', version: 1, draft: { ...stored, isDefault: false } }, otherOwner);
    expect((await preview([line('tea')])).price.freightFen).toBe(0);
  });

  test('a save is made once, on the version that was read, of the shop\'s own', async () => {
    const request = { requestId: newRequest(), shopId: 'shop-1', draft: freightDraft({ name: '重复' }) };
    const first = await shop.must('shop', 'saveFreightTemplate', request, owner);
    expect(await shop.must('shop', 'saveFreightTemplate', request, owner)).toEqual(first);
    const again = { shopId: 'shop-1', templateId: first.templateId, version: 1, draft: freightDraft({ name: '新名' }) };
    expect((await shop.must('shop', 'saveFreightTemplate', again, owner)).version).toBe(2);
    expect(refusal(await shop.call('shop', 'saveFreightTemplate', again, owner)).code).toBe('CONFLICT');
    expect(refusal(await shop.call('shop', 'saveFreightTemplate', { ...again, shopId: 'shop-2' }, otherOwner)).code).toBe('NOT_FOUND');
    expect(refusal(await shop.call('shop', 'saveFreightTemplate', { ...again, draft: freightDraft({ name: '' }) }, owner))).toMatchObject({ code: 'BAD_REQUEST', field: 'draft.name' });
    expect(refusal(await shop.call('shop', 'saveFreightTemplate', { ...again, draft: freightDraft({ notSendArea: [{ provinceName: '$ne' }] }) }, owner)).field).toBe('draft.notSendArea[0].provinceName');
  });
});

describe('purchase limits', () => {
  test('count all SKUs of a product, say what is left, and name the line', async () => {
    expect((await shop.must('catalog', 'product', { spuId: 'daily' }, shopper)).limit).toEqual({ text: '每人每天限购 2 件', left: 2 });
    const { blocked, shops } = await preview([line('daily', 2), line('daily', 1, 2), line('mug')]);
    expect(blocked!.map(({ skuId, code }) => [skuId, code])).toEqual([['daily-1', 'LIMIT_EXCEEDED'], ['daily-2', 'LIMIT_EXCEEDED']]);
    expect(shops[0]!.lines.map(({ spuId }) => spuId)).toEqual(['mug']);
    const { orderIds } = await placed([line('daily', 1, 2)]);
    expect((await shop.must('catalog', 'product', { spuId: 'daily' }, shopper)).limit!.left).toBe(1);
    expect((await shop.must('catalog', 'product', { spuId: 'daily' }, otherShopper)).limit!.left).toBe(2);
    expect(refusal(await shop.call('order', 'submit', { lines: [line('daily', 2)], addressId: addressOf(shopper), expectedPayFen: 0 }, shopper))).toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'lines[0]' });
    // A cancelled order gives its pieces back.
    await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
    expect((await shop.must('catalog', 'product', { spuId: 'daily' }, shopper)).limit!.left).toBe(2);
  });

  test('what was refunded stays counted', async () => {
    const order = await paid([line('once')], otherShopper);
    const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId: order._id, skuId: 'once-1', type: 'REFUND', num: 1, reason: 'NO_LONGER_WANT' }, otherShopper);
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId }, owner);
    expect((await shop.one<OrderDoc>('orders', order._id)).status).toBe(200);
    expect((await preview([line('once')], undefined, otherShopper)).blocked![0]!.reason).toBe('每人累计限购 1 件，你已买满');
  });

  test('an order that runs out of time gives its pieces back', async () => {
    const { orderIds } = await placed([line('once')]);
    expect((await preview([line('once')])).blocked).toHaveLength(1);
    await shop.set('orders', { _id: orderIds[0]! }, { payBefore: Date.now() - 1, createdAt: Date.now() - 3_600_000 });
    await shop.runTimer();
    expect((await shop.one<OrderDoc>('orders', orderIds[0]!)).status).toBe(250);
    expect((await preview([line('once')])).blocked).toBeUndefined();
  });

  test('of many submits at the same time exactly as many come through as are allowed', async () => {
    const { price } = await preview([line('once')]);
    for (let round = 0; round < 3; round++) {
      const submits = Array.from({ length: 8 }, () => shop.call('order', 'submit', { lines: [line('once')], addressId: addressOf(shopper), expectedPayFen: price.payFen }, shopper));
      const replies = await Promise.all(submits);
      const through = replies.flatMap((reply) => (reply.ok ? [reply.data] : []));
      expect(through).toHaveLength(1);
      expect(new Set(replies.filter(({ ok }) => !ok).map((reply) => refusal(reply).code))).toEqual(new Set(['LIMIT_EXCEEDED']));
      await shop.must('order', 'cancel', { orderId: through[0]!.orderIds[0]! }, shopper);
    }
    const counter = await shop.one<PurchaseCountDoc>('purchaseCounts', `${shopper}:once`);
    expect(counter).toMatchObject({ lifetime: 0, orders: {} });
  });

  test('a limit for one order needs no counter', async () => {
    expect((await preview([line('few', 3)])).blocked![0]!.reason).toBe('每单限购 2 件，你还能买 2 件，请减少数量');
    await placed([line('few', 2)]);
    await placed([line('few', 2)]);
    expect(await shop.all('purchaseCounts', { spuId: 'few' })).toEqual([]);
  });

  test('a limit costs one operation more, also the first time', async () => {
    for (const spuId of ['daily', 'few']) {
      const { price } = await preview([line(spuId)]);
      const request = { lines: [line(spuId)], addressId: addressOf(shopper), expectedPayFen: price.payFen };
      for (let time = 0; time < 2; time++) expect((await shop.measure(() => shop.must('order', 'submit', request, shopper))).operations).toBe(spuId === 'daily' ? 7 : 6);
    }
  });
});

describe('presale', () => {
  test('the line keeps by when it is sent; the deadline runs from the payment', async () => {
    expect((await shop.must('catalog', 'product', { spuId: 'early' }, shopper)).presale).toMatchObject({ state: 'running', buyable: true, text: '付款后 7 天内发货' });
    const order = await paid([line('early'), line('mug'), line('dated')]);
    const dated = (await shop.one<SpuDoc>('spus', 'dated')).deliverInfo!.presaleEndTime + 7 * DAY;
    expect(order.lines.map(({ shipTerm, deliveryDeadline }) => [shipTerm?.stockType, deliveryDeadline])).toEqual([[1, order.paidAt! + 7 * DAY], [0, order.paidAt! + 2 * DAY], [1, dated]]);
    expect(order.shipBefore).toBe(order.paidAt! + 2 * DAY);
    const detail = await shop.must('order', 'get', { orderId: order._id }, shopper);
    expect(detail).toMatchObject({ shipBefore: order.shipBefore, lines: order.lines });
  });

  test('what is late is found by the merchant, first the latest', async () => {
    const [first, second, third] = [await paid([line('mug')]), await paid([line('mug')]), await paid([line('mug')])];
    await shop.set('orders', { _id: first._id }, { shipBefore: Date.now() - DAY });
    await shop.set('orders', { _id: second._id }, { shipBefore: Date.now() - 2 * DAY });
    const { items } = await shop.must('order', 'shopList', { shopId: 'shop-1', tab: 'late' }, owner);
    expect(items.map(({ orderId }) => orderId)).toEqual([second._id, first._id]);
    expect(items.map(({ orderId }) => orderId)).not.toContain(third._id);
    expect((await shop.must('shop', 'overview', { shopId: 'shop-1' }, owner)).orders.late).toBe(2);
    await shop.must('order', 'ship', { shopId: 'shop-1', orderId: first._id, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
    expect((await shop.must('order', 'shopList', { shopId: 'shop-1', tab: 'late' }, owner)).items.map(({ orderId }) => orderId)).toEqual([second._id]);
  });

  test('before and after its window it cannot be bought, unless it goes on as goods in stock', async () => {
    const at = async (deliverInfo: DeliverInfo) => {
      await shop.set('spus', { _id: 'early' }, { deliverInfo });
      return preview([line('early')]);
    };
    expect((await at(presale({ presaleBeginTime: Date.now() + DAY / 2 }))).blocked![0]).toMatchObject({ code: 'OFF_SHELF', reason: expect.stringContaining('开始') });
    const over = { presaleBeginTime: Date.now() - 2 * DAY, presaleEndTime: Date.now() - DAY };
    expect((await at(presale(over))).blocked![0]!.reason).toContain('预售已结束');
    expect(refusal(await shop.call('order', 'submit', { lines: [line('early')], addressId: addressOf(shopper), expectedPayFen: 1800 }, shopper)).code).toBe('OFF_SHELF');
    const goesOn = await at(presale({ ...over, afterPresale: 'NORMAL' }));
    expect(goesOn.blocked).toBeUndefined();
    expect(goesOn.shops[0]!.lines[0]!.shipTerm).toEqual({ stockType: 0, afterPay: 2 * DAY });
  });
});

describe('a merchant', () => {
  const save = async (more: SaleTerms) => {
    const { version, draft } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId: 'lamp' }, owner);
    return shop.call('catalog', 'save', { shopId: 'shop-1', spuId: 'lamp', version, draft: { ...draft, ...more } }, owner);
  };
  test('saves the conditions with the product, and a save that leaves them out leaves them as they are', async () => {
    const terms = saleTerms();
    const saved = await save(terms);
    expect(saved.ok && saved.data.draft).toMatchObject(terms);
    const { draft, version } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId: 'lamp' }, owner);
    const { expressInfo: _a, limitedInfo: _b, deliverInfo: _c, video: _d, extraService: _e, ...plain } = draft;
    const kept = await shop.must('catalog', 'save', { shopId: 'shop-1', spuId: 'lamp', version, draft: plain }, owner);
    expect(kept.draft).toMatchObject(terms);
    const page = await shop.must('catalog', 'product', { spuId: 'lamp' }, shopper);
    expect(page.video).toEqual(terms.video);
    expect(page.services).toEqual(['七天无理由退货', '运费险']);
    expect(page.serviceTerms!.map(({ name }) => name)).toEqual(page.services);
    const without = await save({ video: null });
    expect(without.ok && without.data.draft.video).toBeNull();
  });
  test.each<[string, SaleTerms, string]>([
    ['a template of another shop', { expressInfo: { templateId: 'elsewhere', weight: 0 } }, 'draft.expressInfo.templateId'],
    ['a limit without its number', { limitedInfo: limit({ periodType: 2 }) }, 'draft.limitedInfo.limitedBuyNum'],
    ['a presale of sixteen days', { deliverInfo: presale({ presaleEndTime: Date.now() + 16 * DAY }) }, 'draft.deliverInfo.presaleEndTime'],
    ['goods sent in three days', { deliverInfo: presale({ fullPaymentPresaleDeliveryTime: 3 }) }, 'draft.deliverInfo.fullPaymentPresaleDeliveryTime'],
    ['a video that is a picture', { video: { src: 'cloud://env.b/a.png', poster: '' } }, 'draft.video.src'],
    ['a weight of a ton and more', { expressInfo: { templateId: '', weight: 1_000_001 } }, 'draft.expressInfo.weight'],
  ])('is refused %s, by field', async (_title, terms, field) => {
    expect(refusal(await save(terms))).toMatchObject({ code: 'BAD_REQUEST', field });
  });
  test('may change something else of a product whose presale is over', async () => {
    await shop.set('spus', { _id: 'lamp' }, { deliverInfo: presale({ presaleBeginTime: Date.now() - 9 * DAY, presaleEndTime: Date.now() - DAY }) });
    expect((await save({})).ok).toBe(true);
    await shop.set('spus', { _id: 'lamp' }, { deliverInfo: presale({ stockType: 0 }) });
  });
});
