/** Anything may be sent to a cloud function. What is not of the action's form is refused by name, reaches no query, and changes nothing. */
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { couponDraft, promotionDraft } from './support/offer-fixture';
import { freightDraft, saleTerms } from './support/terms-fixture';
import { pickupDraft } from './support/pickup-fixture';
import { vipProgram } from './support/vip-fixture';
import { address, addressOf, owner, platformOperator, shopper } from './support/shop-fixture';
import type { Failure, Reply } from '../../typings';

let shop: ShopCloud;
beforeAll(async () => {
  shop = await ShopCloud.inProcess();
  await shop.must('catalog', 'home', {}, '');
  await shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-1', num: 1 }, shopper);
});
afterAll(() => shop.stop());

const collections = ['spus', 'shops', 'users', 'carts', 'orders', 'payments', 'refunds', 'depositEntries', 'rules', 'coupons', 'userCoupons', 'promotions', 'aftersales', 'freightTemplates', 'purchaseCounts', 'customers', 'pointEntries', 'reviews', 'reviewSummaries', 'notices', 'messageGrants', 'messageTemplates', 'invoices', 'invoiceTitles', 'pickupPoints', 'pickupCodes', 'cardCodes', 'codeBatches'];
const everything = async () => JSON.stringify(await Promise.all(collections.map((name) => shop.all(name))));
const send = async (name: string, event: unknown, as = shopper) => (await shop.raw(name, event, as)) as Reply<unknown>;

const functions = ['service', 'invoice', 'message', 'catalog', 'cart', 'coupon', 'aftersale', 'review', 'user', 'order', 'payment', 'deposit', 'shop'];
test.each(functions)('%s answers malformed events with what is wrong', async (name) => {
  for (const event of [{}, { action: '' }, { action: 5 }, { action: { $ne: '' } }, { action: ['home'] }, { action: null }]) {
    const reply = (await send(name, event)) as Failure;
    expect(reply).toMatchObject({ ok: false, field: 'action' });
    expect(reply.code).toMatch(/^(BAD_REQUEST|UNKNOWN_ACTION)$/);
  }
  for (const action of ['nothing', 'toString', '__proto__', 'constructor', 'hasOwnProperty']) {
    expect(await send(name, { action })).toMatchObject({ ok: false, code: 'UNKNOWN_ACTION', message: expect.stringContaining('可用的有') });
  }
  for (const event of [[], 'text', 7, null, true]) expect(await send(name, event)).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
});

/** A well-formed request for each action with fields; each of its fields is then replaced by nonsense. */
const draft = {
  title: '输入测试商品',
  subTitle: '',
  headImages: ['/a.webp'],
  desc: '',
  descImages: [],
  categoryId: 'cups',
  params: [{ key: '材质', value: '陶瓷' }],
  skus: [{ attrs: [{ key: '颜色', value: '白' }], priceFen: 100, marketPriceFen: 0, image: '', skuCode: '', initialStock: 1 }],
};
const line = { spuId: 'mug', skuId: 'mug-1', num: 1 };
const requestId = newRequest();
const wellFormed: [string, string, string, Record<string, unknown>][] = [
  ['catalog', 'list', shopper, { cursor: 'x', limit: 5, categoryId: 'cups', shopId: 'shop-1', keyword: '杯', sort: 'sold', minPriceFen: 1, maxPriceFen: 9_000_000, inStock: true, attrs: [{ key: '规格', value: '第 1 种' }] }],
  ['catalog', 'filters', shopper, { categoryId: 'cups', shopId: 'shop-1', keyword: '杯' }],
  ['catalog', 'suggest', shopper, { keyword: '杯' }],
  ['catalog', 'saveHome', platformOperator, { requestId, version: 99, blocks: [{ type: 'text', title: '题', text: '字' }], hotWords: ['杯'] }],
  ['catalog', 'product', shopper, { spuId: 'mug' }],
  ['catalog', 'shopBlocks', shopper, { shopId: 'shop-1' }],
  ['catalog', 'shopArrangement', owner, { shopId: 'shop-1' }],
  ['catalog', 'saveShopBlocks', owner, { requestId, shopId: 'shop-1', version: 99, blocks: [{ type: 'grid', title: '上新', subTitle: '', spuIds: ['mug'] }] }],
  ['catalog', 'shareCode', shopper, { spuId: 'mug' }],
  ['catalog', 'manageList', owner, { shopId: 'shop-1', tab: 'all', limit: 5, cursor: 'x' }],
  ['catalog', 'manageGet', owner, { shopId: 'shop-1', spuId: 'mug' }],
  ['catalog', 'save', owner, { requestId, shopId: 'shop-1', spuId: 'mug', version: 99, draft }],
  ['catalog', 'setListed', owner, { requestId, shopId: 'shop-1', spuId: 'mug', listed: true }],
  ['catalog', 'adjustStock', owner, { requestId, shopId: 'shop-1', skuId: 'mug-1', diffType: 1, num: 1 }],
  ['coupon', 'claimable', shopper, { shopId: 'shop-1', spuIds: ['mug'] }],
  ['coupon', 'claim', shopper, { requestId, couponId: 'x' }],
  ['coupon', 'mine', shopper, { tab: 'usable', limit: 5, cursor: 'x' }],
  ['coupon', 'manageList', owner, { shopId: 'shop-1', tab: 'live', limit: 5, cursor: 'x' }],
  ['coupon', 'create', owner, { requestId, shopId: 'shop-1', draft: couponDraft({ discountFen: 0, perUser: 0 }) }],
  ['coupon', 'stop', owner, { requestId, shopId: 'shop-1', couponId: 'x' }],
  ['coupon', 'promotions', owner, { shopId: 'shop-1', tab: 'live', limit: 5, cursor: 'x' }],
  ['coupon', 'createPromotion', owner, { requestId, shopId: 'shop-1', draft: promotionDraft({ endsAt: 0, tiers: [] }) }],
  ['coupon', 'stopPromotion', owner, { requestId, shopId: 'shop-1', promotionId: 'x' }],
  ['vip', 'card', shopper, { shopId: 'x' }],
  ['vip', 'join', shopper, { requestId, shopId: 'x' }],
  ['vip', 'leave', shopper, { requestId, shopId: 'x', joinedAt: 1 }],
  ['vip', 'mine', shopper, { limit: 5, cursor: 'x' }],
  ['vip', 'flow', shopper, { shopId: 'shop-1', limit: 5, cursor: 'x' }],
  ['vip', 'saveProgram', owner, { requestId, shopId: 'shop-1', version: 99, program: vipProgram() }],
  ['vip', 'members', owner, { shopId: 'shop-1', limit: 5, cursor: 'x' }],
  ['vip', 'adjust', owner, { requestId, shopId: 'shop-1', memberId: 'x', delta: 5, note: '补偿' }],
  ['vip', 'prices', owner, { shopId: 'shop-1', spuId: 'mug' }],
  ['vip', 'savePrices', owner, { requestId, shopId: 'shop-1', spuId: 'x', prices: [{ skuId: 'mug-1', priceFen: 3900 }] }],
  ['live', 'enter', shopper, { shopId: 'shop-1', code: 'x', scene: 1177 }],
  ['live', 'sessions', owner, { shopId: 'shop-1', limit: 5, cursor: 'x' }],
  ['live', 'start', owner, { requestId, shopId: 'shop-1', draft: { title: '开播', hours: 1, prices: [{ spuId: 'mug', skuId: 'mug-1', priceFen: 3900 }] } }],
  ['live', 'stop', owner, { requestId, shopId: 'shop-1', liveId: 'x' }],
  ['coupon', 'createPromotion', owner, { requestId, shopId: 'shop-1', draft: promotionDraft({ type: 'flash', endsAt: 0, spuId: 'mug', prices: [{ skuId: 'mug-1', priceFen: 1, stock: 2 }], perUser: 1 }) }],
  ['cart', 'add', shopper, { requestId, ...line }],
  ['cart', 'update', shopper, { requestId, skuId: 'mug-1', num: 1, selected: true }],
  ['cart', 'select', shopper, { requestId, skuIds: ['mug-1'], selected: true }],
  ['cart', 'changeSku', shopper, { requestId, skuId: 'mug-1', toSkuId: 'mug-2', num: 1 }],
  ['cart', 'sync', shopper, { requestId, ops: [{ kind: 'set', opId: requestId, at: 1, skuId: 'none', num: 1, covers: [requestId] }], sentAt: 1 }],
  ['cart', 'remove', shopper, { requestId, skuIds: ['mug-1'] }],
  ['user', 'saveProfile', shopper, { requestId, nickname: '名', avatar: '' }],
  ['user', 'saveAddress', shopper, { requestId, address: { ...address, addressId: 'x', isDefault: true } }],
  ['user', 'favorites', shopper, { limit: 5, cursor: 'x' }],
  ['user', 'isFavorite', shopper, { spuId: 'mug' }],
  ['user', 'setFavorite', shopper, { requestId, spuIds: ['mug'], favorite: true }],
  ['user', 'visit', shopper, { requestId, spuId: 'mug' }],
  ['user', 'forgetFootprints', shopper, { requestId, spuIds: ['mug'] }],
  ['user', 'removeAddress', shopper, { requestId, addressId: 'x' }],
  ['order', 'preview', shopper, { lines: [line], addressId: addressOf(shopper), coupons: { 'shop-1': ['x'] }, usePoints: ['shop-1'], pickups: { 'shop-1': { pointId: 'x' } } }],
  ['order', 'submit', shopper, { requestId, lines: [line], addressId: addressOf(shopper), expectedPayFen: 4700, notes: { 'shop-1': '' }, coupons: { 'shop-1': [] } }],
  ['order', 'list', shopper, { tab: 'all', limit: 5, cursor: 'x' }],
  ['order', 'get', shopper, { orderId: 'x' }],
  ['order', 'cancel', shopper, { requestId, orderId: 'x', reason: '' }],
  ['order', 'confirm', shopper, { requestId, orderId: 'x' }],
  ['order', 'shopList', owner, { shopId: 'shop-1', tab: 'all' }],
  ['order', 'shopGet', owner, { shopId: 'shop-1', orderId: 'x' }],
  ['order', 'ship', owner, { requestId, shopId: 'shop-1', orderId: 'x', deliveryId: 'SF', waybillId: 'SF123456', lines: [{ skuId: 'mug-1', num: 1 }] }],
  ['order', 'correctParcel', owner, { requestId, shopId: 'shop-1', orderId: 'x', parcelId: '1', deliveryId: 'SF', waybillId: 'SF123456' }],
  ['order', 'changePrice', owner, { requestId, shopId: 'shop-1', orderId: 'x', lines: [{ skuId: 'mug-1', paidFen: 1 }], freightFen: 0 }],
  ['order', 'changeAddress', shopper, { requestId, orderId: 'x', addressId: 'x' }],
  ['order', 'withdrawAddress', shopper, { requestId, orderId: 'x' }],
  ['order', 'answerAddress', shopper, { requestId, orderId: 'x', accept: true }],
  ['order', 'offerAddress', owner, { requestId, shopId: 'shop-1', orderId: 'x', address }],
  ['order', 'shopAnswerAddress', owner, { requestId, shopId: 'shop-1', orderId: 'x', accept: false, reason: '已经打包' }],
  ['order', 'submit', shopper, { requestId, lines: [line], addressId: addressOf(shopper), account: { type: 3, value: '13800000001' }, expectedPayFen: 1 }],
  ['order', 'deliver', owner, { requestId, shopId: 'shop-1', orderId: 'x', content: '卡号 1' }],
  ['order', 'revealCodes', shopper, { requestId, orderId: 'x', skuId: 'mug-1' }],
  ['catalog', 'codePool', owner, { shopId: 'shop-1', spuId: 'mug' }],
  ['catalog', 'codes', owner, { shopId: 'shop-1', skuId: 'mug-1', state: 'free', limit: 5, cursor: 'x' }],
  ['catalog', 'addCodes', owner, { requestId, shopId: 'shop-1', skuId: 'mug-1', codes: ['READ-1'] }],
  ['catalog', 'removeCodes', owner, { requestId, shopId: 'shop-1', skuId: 'mug-1', codeIds: ['x'] }],
  ['order', 'submit', shopper, { requestId: newRequest(), lines: [line], expectedPayFen: 3900, pickups: { 'shop-1': { pointId: 'x', userName: '李取', telNumber: '13800000009' } } }],
  ['order', 'pickupCode', shopper, { orderId: 'x' }],
  ['order', 'pickupReady', owner, { requestId, shopId: 'shop-1', orderId: 'x' }],
  ['order', 'pickupFind', owner, { shopId: 'shop-1', code: '123456789012' }],
  ['order', 'pickupHandOver', owner, { requestId, shopId: 'shop-1', orderId: 'x', code: '123456789012' }],
  ['order', 'retryUpload', owner, { requestId, shopId: 'shop-1', orderId: 'x' }],
  ['payment', 'prepay', shopper, { requestId, tradeId: 'x' }],
  ['payment', 'sync', shopper, { outTradeNo: 'x' }],
  ['aftersale', 'eligible', shopper, { orderId: 'x' }],
  ['aftersale', 'apply', shopper, { requestId, orderId: 'x', skuId: 'mug-1', type: 'REFUND', num: 1, reason: 'OTHERS', description: '', images: ['/a.webp'] }],
  ['aftersale', 'list', shopper, { limit: 5, cursor: 'x' }],
  ['aftersale', 'cancel', shopper, { requestId, afterSaleId: 'x' }],
  ['aftersale', 'sendBack', shopper, { requestId, afterSaleId: 'x', deliveryId: 'SF', waybillId: 'SF123456' }],
  ['aftersale', 'dispute', shopper, { requestId, afterSaleId: 'x', text: '不合理' }],
  ['aftersale', 'shopList', owner, { shopId: 'shop-1', tab: 'todo', limit: 5, cursor: 'x' }],
  ['aftersale', 'agree', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x', returnAddress: address }],
  ['aftersale', 'reject', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x', reason: '不符合条件' }],
  ['aftersale', 'exchangeable', shopper, { orderId: 'x', skuId: 'mug-1', goodsSkuId: 'mug-1' }],
  ['aftersale', 'apply', shopper, { requestId, orderId: 'x', skuId: 'mug-1', type: 'EXCHANGE', num: 1, reason: 'OTHERS', wantedSkuId: 'mug-2', goodsSkuId: 'mug-1' }],
  ['aftersale', 'answer', shopper, { requestId, afterSaleId: 'x', accept: true }],
  ['aftersale', 'confirmExchange', shopper, { requestId, afterSaleId: 'x' }],
  ['aftersale', 'say', shopper, { requestId, afterSaleId: 'x', text: '你好', images: ['/a.webp'] }],
  ['aftersale', 'receive', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x', damagedNum: 1 }],
  ['aftersale', 'reship', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x', deliveryId: 'SF', waybillId: 'SF123456', damagedNum: 0 }],
  ['aftersale', 'propose', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x', type: 'REFUND', refundFen: 1, reason: 'OTHERS', text: '协商', returnAddress: address }],
  ['aftersale', 'intercept', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x' }],
  ['aftersale', 'retryRefund', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x' }],
  ['aftersale', 'certify', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x', images: ['/a.webp'], text: '已转账' }],
  ['aftersale', 'shopSay', owner, { requestId, shopId: 'shop-1', afterSaleId: 'x', text: '你好', images: [] }],
  ['aftersale', 'startable', owner, { shopId: 'shop-1', orderId: 'x' }],
  ['aftersale', 'offer', owner, { requestId, shopId: 'shop-1', orderId: 'x', skuId: 'mug-1', type: 'RETURN', num: 1, reason: 'OTHERS', text: '瑕疵', returnAddress: address }],
  ['aftersale', 'priceDiff', owner, { requestId, shopId: 'shop-1', orderId: 'x', skuId: 'mug-1', refundFen: 1, text: '价保' }],
  ['aftersale', 'platformSay', platformOperator, { requestId, afterSaleId: 'x', text: '你好' }],
  ['aftersale', 'decide', platformOperator, { requestId, afterSaleId: 'x', refund: true, text: '支持' }],
  ['user', 'bindPhone', shopper, { requestId, code: 'x' }],
  ['user', 'savePhone', shopper, { requestId, phone: '13700000001' }],
  ['user', 'parseAddress', shopper, { text: '张三 13800000000' }],
  ['invoice', 'saveTitle', shopper, { requestId, title: { type: 'personal', title: '个人', taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '', titleId: 'x', isDefault: true } }],
  ['invoice', 'request', shopper, { requestId, orderId: 'x', title: { type: 'enterprise', title: '某某公司', taxNumber: '91350100M000100Y43', companyAddress: '', telephone: '', bankName: '', bankAccount: '' }, email: 'a@b.cn' }],
  ['invoice', 'shopList', owner, { shopId: 'shop-1', tab: 'todo', limit: 5, cursor: 'x' }],
  ['invoice', 'issue', owner, { requestId, shopId: 'shop-1', invoiceId: 'x', number: '25312000000012345678', file: '/f.png', amountFen: 100 }],
  ['invoice', 'red', owner, { requestId, shopId: 'shop-1', invoiceId: 'x', number: '25312000000012345678' }],
  ['message', 'list', shopper, { kind: 'order', limit: 5, cursor: 'x' }],
  ['message', 'read', shopper, { requestId, noticeIds: ['x'], kind: 'order', upTo: 1 }],
  ['message', 'granted', shopper, { requestId, templateIds: ['x'] }],
  ['message', 'saveTemplate', platformOperator, { requestId, key: 'x', draft: { templateId: 'x', enabled: true, fields: [{ name: 'thing1', fact: 'goods' }] } }],
  ['review', 'list', shopper, { spuId: 'mug', filter: 'good', tag: '质量好', sort: 'newest', limit: 5, cursor: 'x' }],
  ['review', 'summary', shopper, { spuId: 'mug' }],
  ['review', 'toReview', shopper, { limit: 5, cursor: 'x' }],
  ['review', 'mine', shopper, { limit: 5, cursor: 'x' }],
  ['review', 'order', shopper, { orderId: 'x' }],
  ['review', 'submit', shopper, { requestId, orderId: 'x', skuId: 'mug-1', stars: 5, serviceStars: 5, deliveryStars: 5, text: '好', images: ['cloud://e/a.png'], tags: ['质量好'], anonymous: true }],
  ['review', 'append', shopper, { requestId, reviewId: 'x', text: '好', images: ['cloud://e/a.png'] }],
  ['review', 'remove', shopper, { requestId, reviewId: 'x' }],
  ['review', 'shopList', owner, { shopId: 'shop-1', tab: 'toReply', limit: 5, cursor: 'x' }],
  ['review', 'reply', owner, { requestId, shopId: 'shop-1', reviewId: 'x', to: 'content', text: '谢谢' }],
  ['review', 'queue', platformOperator, { limit: 5, cursor: 'x' }],
  ['review', 'decide', platformOperator, { requestId, reviewId: 'x', part: 'content', at: 1, pass: true, reason: '' }],
  ['deposit', 'get', owner, { shopId: 'shop-1' }],
  ['deposit', 'ledger', owner, { shopId: 'shop-1', limit: 5 }],
  ['deposit', 'prepay', owner, { requestId, shopId: 'shop-1', amountFen: 1 }],
  ['shop', 'get', shopper, { shopId: 'shop-1' }],
  ['shop', 'overview', owner, { shopId: 'shop-1' }],
  ['shop', 'freightTemplates', owner, { shopId: 'shop-1' }],
  ['shop', 'saveFreightTemplate', owner, { requestId, shopId: 'shop-1', templateId: 'x', version: 9, draft: freightDraft() }],
  ['shop', 'setDefaultFreight', owner, { requestId, shopId: 'shop-1', templateId: 'x' }],
  ['shop', 'instantRefund', owner, { shopId: 'shop-1' }],
  ['shop', 'setInstantRefund', owner, { requestId, shopId: 'shop-1', on: false }],
  ['shop', 'removeFreightTemplate', owner, { requestId, shopId: 'shop-1', templateId: 'x' }],
  ['shop', 'pickupPoints', shopper, { shopId: 'shop-1' }],
  ['shop', 'savePickupPoint', owner, { requestId, shopId: 'shop-1', pointId: 'x', version: 9, draft: pickupDraft() }],
  ['shop', 'removePickupPoint', owner, { requestId, shopId: 'shop-1', pointId: 'x' }],
  ['catalog', 'save', owner, { requestId, shopId: 'shop-1', spuId: 'mug', version: 99, draft: { ...draft, ...saleTerms() } }],
];
const nonsense: unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $in: ['mug', 'shop-1'] },
  [{ $ne: 1 }],
  [],
  {},
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  null,
  'a.b',
  '$where',
  '../x',
  '__proto__',
  'x'.repeat(30_000),
  '\u0000',
];

/** Every place in the request that holds a plain value, as a path. */
function leaves(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]))].filter(({ length }) => length > 0);
}
function replaced(value: unknown, [head, ...rest]: (string | number)[], by: unknown): unknown {
  if (head === undefined) return by;
  if (Array.isArray(value)) return value.map((inner, i) => (i === head ? replaced(inner, rest, by) : inner));
  return { ...(value as object), [head]: replaced((value as Record<string, unknown>)[head as string], rest, by) };
}

test.each(wellFormed)('%s.%s: nonsense in any field is refused or harmless', async (name, action, as, request) => {
  const before = await everything();
  const changing = ['cart', 'user', 'message', 'invoice'].includes(name) || ['submit', 'adjustStock', 'setListed', 'setInstantRefund', 'save', 'prepay'].includes(action);
  for (const path of leaves(request)) {
    for (const value of nonsense) {
      const event = { action, ...(replaced(request, path, value) as object) };
      const reply = await send(name, event, as);
      const what = `${path.join('.')} = ${JSON.stringify(value)?.slice(0, 40)}`;
      // A bug shows as INTERNAL.
      if (!reply.ok) expect([what, reply.code]).not.toEqual([what, 'INTERNAL']);
      if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0 && !['address', 'returnAddress', 'draft', 'notes', 'title', 'shop-1'].includes(String(path.at(-1)))) {
        // A query operator never gets past the form.
        if (typeof path.at(-1) === 'string') expect([what, reply]).toEqual([what, expect.objectContaining({ ok: false, code: expect.stringMatching(/BAD_REQUEST|FORBIDDEN/) })]);
      }
      if (!reply.ok && reply.code === 'BAD_REQUEST') expect(reply.message).toMatch(/\p{Script=Han}/u);
    }
  }
  if (!changing) expect(await everything()).toBe(before);
  expect(brokenInvariants(await readDocuments(shop), { settled: false })).toEqual([]);
});

/** One of these may be left out where another takes its place: an order without the one is asked for the other. */
const EITHER = ['tradeId', 'pickups'];

test('each required field that is missing is named', async () => {
  for (const [name, action, as, request] of wellFormed) {
    for (const key of Object.keys(request)) {
      const { [key]: _left, ...rest } = request;
      const reply = await send(name, { action, ...rest }, as);
      if (!reply.ok && reply.code === 'BAD_REQUEST' && reply.field !== 'cursor' && !EITHER.includes(key)) expect([name, action, reply.field]).toEqual([name, action, key]);
    }
  }
});

test('a request of any size is answered', async () => {
  const lines = Array.from({ length: 51 }, (_, i) => ({ ...line, skuId: `mug-${i}` }));
  expect(await send('order', { action: 'preview', lines })).toMatchObject({ code: 'BAD_REQUEST', field: 'lines' });
  const deep = JSON.parse(`${'['.repeat(2000)}${']'.repeat(2000)}`) as unknown;
  expect(await send('order', { action: 'preview', lines: deep })).toMatchObject({ code: 'BAD_REQUEST' });
  expect(await send('order', { action: 'preview', lines: [{ ...line, num: 999 }, { ...line, num: 999 }] })).toMatchObject({ ok: false, code: 'LIMIT_EXCEEDED' });
});
