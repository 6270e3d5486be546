/** Members, points, live and limited prices, from the merchant's form to the order and back. */
import type { OrderDoc, PromotionDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import type { PointEntryDoc } from '../../cloudfunctions/data/vip-documents';
import { DAY } from '../../cloudfunctions/kernel/clock';
import type { OrderLineRequest } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { couponDraft, promotionDoc, promotionDraft } from './support/offer-fixture';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { address, addressOf, clerk, fixtureDocuments, otherOwner, otherShopper, owner, packer, shopper, spuDoc, userDoc } from './support/shop-fixture';
import { customerDoc, givenPoints, liveDoc, memberOf, storedProgram, vipProgram } from './support/vip-fixture';

jest.setTimeout(120_000);

const rich = 'o-rich';
const members = Array.from({ length: 12 }, (_, i) => `o-member-${i}`);
let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.users!.push(userDoc(rich), ...members.map(userDoc));
  // Free delivery, so that sums are easy to follow. shop-2 takes points, but has no member price.
  Object.assign(documents.shops![0]!, { vip: storedProgram(), freight: { feeFen: 0, freeFromFen: 0 } });
  documents.spus!.push(spuDoc('flash', { title: '秒杀壶', prices: [10_000, 20_000], flashLeft: { 'flash-1': { 'flash-1': 3 } } }), spuDoc('single', { prices: [9900] }), spuDoc('onair', { prices: [8000] }));
  documents.promotions = [
    promotionDoc('flash-1', { type: 'flash', name: '限量秒杀', tiers: [], spuId: 'flash', prices: [{ skuId: 'flash-1', priceFen: 6000, stock: 3 }] }),
    promotionDoc('one-each', { type: 'flash', name: '每人一件', tiers: [], spuId: 'single', prices: [{ skuId: 'single-1', priceFen: 5000 }], perUser: 1 }),
    liveDoc('live-1', [{ spuId: 'onair', skuId: 'onair-1', priceFen: 5000, ordinaryFen: 8000 }]),
  ];
  documents.customers = [customerDoc(rich, { points: 2000 }), ...members.map((openid) => customerDoc(openid, { points: 1000 }))];
  documents.pointEntries = [givenPoints(rich, 2000), ...members.map((openid) => givenPoints(openid, 1000))];
  shop = await ShopCloud.start(documents);
  await shop.must('catalog', 'home', {}, '');
});
afterAll(() => shop.stop());
afterEach(async () => {
  await minutesLater();
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const lamp = { spuId: 'lamp', skuId: 'lamp-1', num: 1 };
const mug = { spuId: 'mug', skuId: 'mug-1', num: 1 };
const flashPot = (num: number): OrderLineRequest => ({ spuId: 'flash', skuId: 'flash-1', num });
const usePoints = ['shop-1'];
const submit = (lines: OrderLineRequest[], expectedPayFen: number, as: string, more: object = {}) => shop.call('order', 'submit', { lines, addressId: addressOf(as), expectedPayFen, ...more }, as);
const order = (id: string) => shop.one<OrderDoc>('orders', id);
const card = (as: string) => shop.must('vip', 'card', { shopId: 'shop-1' }, as);

async function submitted(lines: OrderLineRequest[], payFen: number, as: string, more: object = {}) {
  const reply = await submit(lines, payFen, as, more);
  if (!reply.ok) throw new Error(`${reply.code} ${reply.message} ${JSON.stringify(reply.detail ?? '')}`);
  return { tradeId: reply.data.tradeId, orderId: reply.data.orderIds[0]! };
}
async function paid(lines: OrderLineRequest[], payFen: number, as: string, more: object = {}) {
  const { tradeId, orderId } = await submitted(lines, payFen, as, more);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, as);
  if (payFen > 0) await shop.pay(outTradeNo);
  return orderId;
}
async function finished(lines: OrderLineRequest[], payFen: number, as: string, more: object = {}) {
  const orderId = await paid(lines, payFen, as, more);
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  await shop.must('order', 'confirm', { orderId }, as);
  return orderId;
}
async function refunded(orderId: string, skuId: string, num: number, as: string) {
  const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId, skuId, type: 'REFUND', num, reason: 'OTHERS' }, as);
  await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId, returnAddress: address }, owner);
}
/** As if nobody could be in the middle of anything any more. */
async function minutesLater() {
  const before = Date.now() - 200_000;
  await shop.set('orders', { createdAt: { $gt: before } }, { createdAt: before });
  await shop.set('pointEntries', { at: { $gt: before } }, { at: before });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}

test('a shopper joins by a tap, once; points and grade are the shop’s alone', async () => {
  expect(await card(shopper)).toMatchObject({ joinedAt: null, level: 0, points: 0 });
  const joined = await shop.must('vip', 'join', { shopId: 'shop-1' }, shopper);
  expect(joined.joinedAt).toBeGreaterThan(0);
  expect(await shop.must('vip', 'join', { shopId: 'shop-1' }, shopper)).toEqual(joined);
  expect((await shop.must('vip', 'mine', {}, shopper)).items).toEqual([joined]);
  expect((await shop.must('vip', 'mine', {}, otherShopper)).items).toEqual([]);
  expect(refusal(await shop.call('vip', 'join', { shopId: 'shop-2' }, shopper)).code).toBe('NOT_FOUND');
});

test('points are earned when the order is finished, and taken back with what comes back', async () => {
  const orderId = await paid([{ ...lamp, num: 2 }], 25_800, shopper);
  expect((await card(shopper)).points).toBe(0);
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  await shop.must('order', 'confirm', { orderId }, shopper);
  expect(await card(shopper)).toMatchObject({ points: 258, earned: 258, paidFen: 25_800, level: 0 });
  await refunded(orderId, 'lamp-1', 1, shopper);
  expect(await card(shopper)).toMatchObject({ points: 129, earned: 129, paidFen: 12_900 });
  const { items } = await shop.must('vip', 'flow', { shopId: 'shop-1' }, shopper);
  expect(items.map(({ type, delta, note }) => [type, delta, note])).toEqual([['takeBack', -129, '退款扣回 · 云朵台灯'], ['earn', 258, '购物获得 · 云朵台灯']]);
  expect(items[1]!.expiresAt).toBeGreaterThan(Date.now() + 300 * DAY);
  expect((await order(orderId))!.todo).not.toContain('points');
});

test('somebody who did not join earns nothing; joining before the receipt is early enough', async () => {
  const orderId = await finished([lamp], 12_900, otherShopper);
  expect(await shop.all('pointEntries', { orderId })).toEqual([]);
  const second = await paid([lamp], 12_900, otherShopper);
  await shop.must('vip', 'join', { shopId: 'shop-1' }, otherShopper);
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId: second, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  await shop.must('order', 'confirm', { orderId: second }, otherShopper);
  expect(await card(otherShopper)).toMatchObject({ points: 129, paidFen: 12_900 });
  await refunded(orderId, 'lamp-1', 1, otherShopper);
  expect(await card(otherShopper)).toMatchObject({ points: 129, paidFen: 12_900 });
});

test('points pay up to the shop’s share, are held, spent, and come back by the line', async () => {
  const lines = [lamp, { ...mug, num: 2 }];
  const off = await shop.must('order', 'preview', { lines }, rich);
  expect(off.shops[0]).toMatchObject({ price: { payFen: 20_700 }, points: { balance: 2000, most: 2000, mostFen: 2000, used: 0, reason: '' } });
  const on = await shop.must('order', 'preview', { lines, usePoints }, rich);
  expect(on.shops[0]).toMatchObject({ price: { discountFen: 2000, payFen: 18_700 }, points: { used: 2000, mostFen: 2000 }, discounts: [{ source: 'points', fen: 2000 }] });
  // Half of a mug at most.
  expect((await shop.must('order', 'preview', { lines: [mug], usePoints }, rich)).shops[0]).toMatchObject({ price: { payFen: 1950 }, points: { used: 1950 } });

  const orderId = await paid(lines, 18_700, rich, { usePoints });
  expect((await order(orderId))!.lines.map(({ points }) => points)).toEqual([1246, 754]);
  expect(await card(rich)).toMatchObject({ points: 0, heldPoints: 0 });
  await refunded(orderId, 'mug-1', 1, rich);
  expect(await card(rich)).toMatchObject({ points: 377, earned: 0 });
  await refunded(orderId, 'lamp-1', 1, rich);
  await refunded(orderId, 'mug-1', 1, rich);
  expect(await order(orderId)).toMatchObject({ status: 200, refundedFen: 18_700 });
  expect(await card(rich)).toMatchObject({ points: 2000, earned: 0, paidFen: 0 });
  expect((await shop.must('vip', 'flow', { shopId: 'shop-1' }, rich)).items.map(({ type, delta }) => [type, delta]).reverse()).toEqual([['adjust', 2000], ['spend', -2000], ['return', 377], ['return', 1246], ['return', 377]]);
});

test('cancelled and expired orders give their points back', async () => {
  const first = await submitted([lamp], 10_900, rich, { usePoints });
  expect(await card(rich)).toMatchObject({ points: 0, heldPoints: 2000 });
  await shop.must('order', 'cancel', { orderId: first.orderId }, rich);
  expect(await card(rich)).toMatchObject({ points: 2000, heldPoints: 0 });
  const second = await submitted([lamp], 10_900, rich, { usePoints });
  await shop.set('orders', { _id: second.orderId }, { payBefore: 1 });
  await minutesLater();
  expect(await card(rich)).toMatchObject({ points: 2000, heldPoints: 0 });
  expect(await shop.all('pointEntries', { orderId: { $in: [first.orderId, second.orderId] } })).toEqual([]);
});

test('two orders with the same points: one of them gets them', async () => {
  const answers = await Promise.all(members.slice(0, 6).flatMap((as) => [0, 1].map(() => submit([lamp], 11_900, as, { usePoints }))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(6);
  for (const answer of answers) if (!answer.ok) expect(answer).toMatchObject({ code: 'PRICE_CHANGED' });
  for (const as of members.slice(0, 6)) expect(await card(as)).toMatchObject({ points: 0, heldPoints: 1000 });
});

test('the last flash pieces: as many as there are, then the ordinary price; a cancelled order gives them back', async () => {
  const preview = await shop.must('order', 'preview', { lines: [flashPot(4)] }, rich);
  expect(preview.shops[0]).toMatchObject({ price: { payFen: 28_000 }, lines: [{ discounts: [{ source: 'flash', fen: 12_000, num: 3 }] }] });
  expect((await shop.must('catalog', 'product', { spuId: 'flash' }, '')).flash).toMatchObject({ total: 3, left: 3 });
  const answers = await Promise.all(members.map((as) => submit([flashPot(1)], 6000, as)));
  const won = answers.flatMap((answer, i) => (answer.ok ? [{ as: members[i]!, orderId: answer.data.orderIds[0]! }] : []));
  expect(won).toHaveLength(3);
  for (const answer of answers) if (!answer.ok) expect(answer).toMatchObject({ code: 'PRICE_CHANGED', field: 'expectedPayFen' });
  expect(await shop.one<SpuDoc>('spus', 'flash')).toMatchObject({ flashLeft: { 'flash-1': { 'flash-1': 0 } } });
  expect((await shop.must('catalog', 'product', { spuId: 'flash' }, '')).skus[0]).toMatchObject({ priceFen: 10_000 });
  await shop.must('order', 'cancel', { orderId: won[0]!.orderId }, won[0]!.as);
  expect((await shop.must('catalog', 'product', { spuId: 'flash' }, '')).skus[0]).toMatchObject({ priceFen: 6000, marketPriceFen: 10_000, priceBy: 'flash' });
  expect(await submit([flashPot(2)], 16_000, rich)).toMatchObject({ ok: true });
});

test('a price for one piece each: also when one shopper orders ten times at once', async () => {
  const single = { spuId: 'single', skuId: 'single-1', num: 1 };
  expect((await shop.must('order', 'preview', { lines: [{ ...single, num: 2 }] }, rich)).price.payFen).toBe(14_900);
  const answers = await Promise.all(Array.from({ length: 10 }, () => submit([single], 5000, rich)));
  const won = answers.flatMap((answer) => (answer.ok ? [answer.data.orderIds[0]!] : []));
  expect(won).toHaveLength(1);
  expect((await shop.must('order', 'preview', { lines: [single] }, rich)).price.payFen).toBe(9900);
  expect((await shop.must('order', 'preview', { lines: [single] }, members[0]!)).price.payFen).toBe(5000);
  // Somebody the shop knows nothing of.
  expect(await submit([single], 5000, 'o-shopper-2')).toMatchObject({ ok: true });
  await shop.must('order', 'cancel', { orderId: won[0]! }, rich);
  expect((await shop.must('order', 'preview', { lines: [single] }, rich)).price.payFen).toBe(5000);
});

test('a live price is for those who come from the live room, as long as it runs', async () => {
  const onair = { spuId: 'onair', skuId: 'onair-1', num: 1 };
  const pays = async (as: string) => (await shop.must('order', 'preview', { lines: [onair] }, as)).price.payFen;
  const seen = async (as: string) => (await shop.must('catalog', 'product', { spuId: 'onair' }, as)).skus[0]!.priceFen;
  expect([await pays(rich), await seen(rich), await seen('')]).toEqual([8000, 8000, 8000]);
  expect(refusal(await shop.call('live', 'enter', { shopId: 'shop-1' }, rich)).code).toBe('FORBIDDEN');
  expect(refusal(await shop.call('live', 'enter', { shopId: 'shop-1', scene: 1001 }, rich)).code).toBe('FORBIDDEN');
  expect(refusal(await shop.call('live', 'enter', { code: 'code-guessed' }, rich)).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('live', 'enter', { shopId: 'shop-2', scene: 1177 }, rich)).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('live', 'enter', { shopId: 'shop-2', code: 'code-live-1' }, rich)).code).toBe('NOT_FOUND');
  expect(await shop.must('live', 'enter', { code: 'code-live-1' }, rich)).toMatchObject({ liveId: 'live-1', goods: [{ spuId: 'onair', priceFen: 5000, ordinaryFen: 8000 }] });
  await shop.must('live', 'enter', { shopId: 'shop-1', scene: 1177 }, 'o-shopper-2');
  expect([await pays(rich), await seen(rich), await pays('o-shopper-2'), await pays(shopper)]).toEqual([5000, 5000, 5000, 8000]);
  expect(await shop.must('cart', 'add', { ...onair }, rich).then(() => shop.must('cart', 'get', {}, rich))).toMatchObject({ shops: [{ lines: [{ priceFen: 5000 }] }] });
  expect(await submit([onair], 5000, shopper)).toMatchObject({ code: 'PRICE_CHANGED' });
  expect(await submit([onair], 5000, rich)).toMatchObject({ ok: true });
  const stop = { requestId: newRequest(), shopId: 'shop-1', liveId: 'live-1' };
  expect(refusal(await shop.call('live', 'stop', { ...stop, shopId: 'shop-2' }, otherOwner)).code).toBe('NOT_FOUND');
  expect(await shop.must('live', 'stop', stop, clerk)).toMatchObject({ state: 'ended' });
  expect(await shop.must('live', 'stop', stop, clerk)).toMatchObject({ state: 'ended' });
  expect([await pays(rich), await seen(rich)]).toEqual([8000, 8000]);
  expect(refusal(await shop.call('live', 'enter', { code: 'code-live-1' }, rich)).code).toBe('NOT_FOUND');
});

test('a shop is live once at a time, and the next session’s prices are for those who come to it', async () => {
  const start = (priceFen: number, as = owner) => shop.call('live', 'start', { shopId: 'shop-1', draft: { title: ' 周六直播 ', hours: 2, prices: [{ spuId: 'onair', skuId: 'onair-1', priceFen }] } }, as);
  expect(refusal(await start(8000))).toMatchObject({ code: 'BAD_REQUEST', field: 'draft.prices[0].priceFen' });
  expect(refusal(await start(4000, packer)).code).toBe('FORBIDDEN');
  const answers = await Promise.all([start(4000), start(4500, clerk), start(4000)]);
  expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
  const running = (await shop.all<PromotionDoc>('promotions', { type: 'live' })).filter(({ liveShopId }) => liveShopId !== '');
  expect(running.length).toBeLessThanOrEqual(1);
  const live = running.length === 1 ? running[0]! : ((await start(4000)) as { ok: true; data: { liveId: string } }) && (await shop.all<PromotionDoc>('promotions', { liveShopId: 'shop-1', type: 'live' }))[0]!;
  // rich came from the session before.
  expect((await shop.must('order', 'preview', { lines: [{ spuId: 'onair', skuId: 'onair-1', num: 1 }] }, rich)).price.payFen).toBe(8000);
  expect((await shop.must('live', 'sessions', { shopId: 'shop-1' }, owner)).items.map(({ state }) => state)).toContain('running');
  const { items } = await shop.must('catalog', 'list', { keyword: '测试商品 onair' }, '');
  expect(items.find(({ spuId }) => spuId === 'onair')?.deal).toMatchObject({ kind: 'live', label: '直播价' });
  await shop.must('live', 'stop', { shopId: 'shop-1', liveId: live._id }, owner);
  expect((await shop.must('catalog', 'list', { keyword: '测试商品 onair' }, '')).items.find(({ spuId }) => spuId === 'onair')?.deal).toBeUndefined();
});

test('member prices: shown to everybody, charged to members, by grade or by SKU', async () => {
  const saved = await shop.must('vip', 'savePrices', { shopId: 'shop-1', spuId: 'mug', prices: [{ skuId: 'mug-1', priceFen: 3500 }] }, clerk);
  expect(saved.skus).toMatchObject([{ memberPriceFen: 3500 }, { memberPriceFen: 0 }]);
  expect(refusal(await shop.call('vip', 'savePrices', { shopId: 'shop-1', spuId: 'mug', prices: [{ skuId: 'mug-1', priceFen: 3900 }] }, owner))).toMatchObject({ field: 'prices[0].priceFen' });
  const stranger = await shop.must('catalog', 'product', { spuId: 'mug' }, '');
  expect(stranger).toMatchObject({ vip: { joined: false, levelName: '普通会员', points: 39 }, skus: [{ priceFen: 3900, memberPriceFen: 3500 }, { priceFen: 4900 }] });
  expect(stranger.skus[1]!.memberPriceFen).toBeUndefined();
  const seen = await shop.must('catalog', 'product', { spuId: 'mug' }, rich);
  expect(seen).toMatchObject({ vip: { joined: true }, skus: [{ priceFen: 3500, marketPriceFen: 3900, priceBy: 'member' }, { priceFen: 4900 }] });
  expect((await shop.must('order', 'preview', { lines: [mug] }, rich)).shops[0]).toMatchObject({ price: { payFen: 3500 }, discounts: [{ source: 'member', id: 'shop-1', name: '普通会员', fen: 400 }] });
  expect((await shop.must('order', 'preview', { lines: [mug] }, 'o-nobody-knows')).price.payFen).toBe(3900);
  // 500 yuan paid: the next grade.
  await finished([{ ...lamp, num: 4 }], 51_600, members[7]!);
  expect(await card(members[7]!)).toMatchObject({ level: 1, paidFen: 51_600 });
  expect((await shop.must('order', 'preview', { lines: [lamp] }, members[7]!)).shops[0]).toMatchObject({ price: { payFen: 12_255 }, discounts: [{ source: 'member', name: '银卡', fen: 645 }] });
});

test('the shop’s rules: checked, saved once, never over somebody else’s', async () => {
  const { program, version } = await shop.must('vip', 'program', { shopId: 'shop-1' }, owner);
  const wrong = (more: object) => shop.call('vip', 'saveProgram', { shopId: 'shop-1', version, program: { ...program, ...more } }, owner);
  expect(refusal(await wrong({ levels: [] })).field).toBe('program.levels');
  expect(refusal(await wrong({ levels: [{ name: '会员', from: 5, discountNum: 9000 }] })).field).toBe('program.levels[0].from');
  expect(refusal(await wrong({ levels: [{ name: '会员', from: 0, discountNum: 9000 }, { name: '银卡', from: 1, discountNum: 9500 }] })).field).toBe('program.levels[1].discountNum');
  expect(refusal(await wrong({ points: { ...program.points, pointsPerYuan: 0 } })).field).toBe('program.points.pointsPerYuan');
  const request = { requestId: newRequest(), shopId: 'shop-1', version, program: vipProgram({}, { mostShare: 2000 }) };
  const saved = await shop.must('vip', 'saveProgram', request, clerk);
  expect(saved).toMatchObject({ version: version + 1, program: { points: { mostShare: 2000 } } });
  expect(await shop.must('vip', 'saveProgram', request, clerk)).toEqual(saved);
  expect(refusal(await wrong({})).code).toBe('CONFLICT');
  expect((await shop.must('order', 'preview', { lines: [mug], usePoints }, rich)).shops[0]).toMatchObject({ points: { mostFen: 700 } });
  // The second shop begins with its own.
  expect(await shop.must('vip', 'program', { shopId: 'shop-2' }, otherOwner)).toMatchObject({ version: 0, program: { on: false }, members: 0 });
});

test('the shop gives and takes points, never more than there are', async () => {
  const memberId = memberOf(members[8]!);
  expect((await shop.must('vip', 'members', { shopId: 'shop-1', limit: 50 }, owner)).items.find((one) => one.memberId === memberId)).toMatchObject({ points: 1000, nickname: members[8] });
  const give = { requestId: newRequest(), shopId: 'shop-1', memberId, delta: 50, note: '晒单奖励' };
  expect(await shop.must('vip', 'adjust', give, owner)).toEqual({ points: 1050 });
  expect(await shop.must('vip', 'adjust', give, owner)).toEqual({ points: 1050 });
  expect(refusal(await shop.call('vip', 'adjust', { shopId: 'shop-1', memberId, delta: -1051, note: '误发' }, owner))).toMatchObject({ code: 'INVALID_STATE', field: 'delta' });
  expect(refusal(await shop.call('vip', 'adjust', { ...give, requestId: newRequest(), shopId: 'shop-2' }, otherOwner)).code).toBe('NOT_FOUND');
  const taken = await Promise.all(Array.from({ length: 4 }, () => shop.call('vip', 'adjust', { shopId: 'shop-1', memberId, delta: -500, note: '误发' }, owner)));
  expect(taken.filter(({ ok }) => ok)).toHaveLength(2);
  expect(await card(members[8]!)).toMatchObject({ points: 50 });
});

test('points that were spent before they had to be taken back leave a debt that new ones pay', async () => {
  const as = members[9]!;
  await shop.must('vip', 'adjust', { shopId: 'shop-1', memberId: memberOf(as), delta: -1000, note: '清零' }, owner);
  const orderId = await finished([lamp], 12_900, as);
  const { price } = await shop.must('order', 'preview', { lines: [mug], usePoints }, as);
  await paid([mug], price.payFen, as, { usePoints });
  await refunded(orderId, 'lamp-1', 1, as);
  expect((await card(as)).points).toBeLessThan(0);
  expect((await shop.must('order', 'preview', { lines: [lamp], usePoints }, as)).shops[0]).toMatchObject({ discounts: [], points: { most: 0, used: 0 } });
});

test('earned points run out, what was used first counts against them', async () => {
  const as = members[10]!;
  await finished([lamp], 12_900, as);
  const { items } = await shop.must('vip', 'flow', { shopId: 'shop-1' }, as);
  const earn = items.find(({ type }) => type === 'earn')!;
  await shop.must('vip', 'adjust', { shopId: 'shop-1', memberId: memberOf(as), delta: -29, note: '兑换礼品' }, owner);
  await shop.set('pointEntries', { _id: earn.entryId }, { expiresAt: 1000, expireDue: 1000 });
  await shop.runTimer();
  await shop.runTimer();
  // 129 earned, 29 used of them.
  expect(await card(as)).toMatchObject({ points: 1000 });
  expect((await shop.all<PointEntryDoc>('pointEntries', { customerId: `shop-1:${as}`, type: 'expire' })).map(({ delta }) => delta)).toEqual([-100]);
});

test('lists tell of prices that are lower just now, and are sorted by the ordinary ones', async () => {
  const created = await shop.must('coupon', 'createPromotion', { shopId: 'shop-1', draft: promotionDraft({ type: 'flash', name: '今日', tiers: [], spuId: 'lamp', prices: [{ skuId: 'lamp-1', priceFen: 9900, stock: 2 }], perUser: 1 }) }, owner);
  expect(await shop.one<SpuDoc>('spus', 'lamp')).toMatchObject({ flashLeft: { [created.promotionId]: { 'lamp-1': 2 } } });
  const cardOf = async (spuId: string) => (await shop.must('catalog', 'list', { shopId: 'shop-1', sort: 'priceAsc', limit: 50 }, '')).items.find((one) => one.spuId === spuId);
  expect(await cardOf('lamp')).toMatchObject({ minPriceFen: 12_900, deal: { kind: 'flash', priceFen: 9900, label: '限时价' } });
  expect(await cardOf('mug')).toMatchObject({ minPriceFen: 3900, deal: { kind: 'member', priceFen: 3500 } });
  const prices = (await shop.must('catalog', 'list', { shopId: 'shop-1', sort: 'priceAsc', limit: 50 }, '')).items.map(({ minPriceFen }) => minPriceFen);
  expect(prices).toEqual([...prices].sort((a, b) => a - b));
  expect((await shop.must('coupon', 'promotions', { shopId: 'shop-1', tab: 'live' }, owner)).items[0]).toMatchObject({ promotionId: created.promotionId, taken: { 'lamp-1': 0 } });
  await submitted([lamp], 9900, shopper);
  expect((await shop.must('coupon', 'promotions', { shopId: 'shop-1', tab: 'live' }, owner)).items[0]).toMatchObject({ taken: { 'lamp-1': 1 } });
  expect((await shop.must('catalog', 'product', { spuId: 'lamp' }, shopper)).flash).toMatchObject({ total: 2, left: 1, perUser: 1, mine: 1 });
  await shop.must('coupon', 'stopPromotion', { shopId: 'shop-1', promotionId: created.promotionId }, owner);
  expect((await cardOf('lamp'))?.deal?.kind).not.toBe('flash');
  const coupon = await shop.must('coupon', 'create', { shopId: 'shop-1', draft: couponDraft({ discountFen: 1000 }) }, owner);
  expect(await cardOf('lamp')).toMatchObject({ deal: { kind: 'coupon', priceFen: 11_900, label: '券后' } });
  await shop.must('coupon', 'stop', { shopId: 'shop-1', couponId: coupon.couponId }, owner);
  expect((await cardOf('lamp'))?.deal).toBeUndefined();
});

test('leaving: the points lapse by an entry, the grade waits, an unpaid order comes first; twice is once', async () => {
  const who = 'o-leaver';
  await shop.insert('users', [userDoc(who)]);
  const { joinedAt } = await shop.must('vip', 'join', { shopId: 'shop-1' }, who);
  await shop.must('vip', 'adjust', { shopId: 'shop-1', memberId: memberOf(who), delta: 500, note: '赠送' }, owner);
  const order = { lines: [{ spuId: 'lamp', skuId: 'lamp-1', num: 1 }], addressId: addressOf(who), usePoints: ['shop-1'] };
  const { price } = await shop.must('order', 'preview', order, who);
  const { orderIds } = await shop.must('order', 'submit', { ...order, expectedPayFen: price.payFen }, who);
  const request = { shopId: 'shop-1', joinedAt: joinedAt! };
  expect(refusal(await shop.call('vip', 'leave', request, who))).toMatchObject({ code: 'INVALID_STATE', detail: { held: 500 } });
  await shop.must('order', 'cancel', { orderId: orderIds[0]! }, who);
  expect((await shop.must('vip', 'card', { shopId: 'shop-1' }, who)).points).toBe(500);
  await shop.set('customers', { _id: `shop-1:${who}` }, { paidFen: 0 });

  const [one, two] = await Promise.all([shop.must('vip', 'leave', request, who), shop.must('vip', 'leave', request, who)]);
  for (const answer of [one, two, await shop.must('vip', 'leave', request, who)]) expect(answer).toMatchObject({ joinedAt: null, points: 0 });
  expect((await shop.must('vip', 'flow', { shopId: 'shop-1' }, who)).items.map(({ type, delta }) => [type, delta])).toEqual([['leave', -500], ['adjust', 500]]);
  expect((await shop.must('vip', 'mine', {}, who)).items).toEqual([]);
  expect(refusal(await shop.call('vip', 'adjust', { shopId: 'shop-1', memberId: memberOf(who), delta: 1, note: '赠送' }, owner)).code).toBe('NOT_FOUND');

  const again = await shop.must('vip', 'join', { shopId: 'shop-1' }, who);
  expect(again).toMatchObject({ points: 0 });
  // A late repeat is about the membership that has ended.
  if (again.joinedAt !== joinedAt) expect((await shop.must('vip', 'leave', request, who)).joinedAt).toBe(again.joinedAt);
});

test('leaving while the shop gives and takes points: nothing is lost or lapses twice', async () => {
  const who = 'o-leaver-2';
  const { joinedAt } = await shop.must('vip', 'join', { shopId: 'shop-1' }, who);
  const give = (delta: number) => shop.call('vip', 'adjust', { shopId: 'shop-1', memberId: memberOf(who), delta, note: '赠送' }, owner);
  await give(100);
  await Promise.all([give(7), shop.call('vip', 'leave', { shopId: 'shop-1', joinedAt: joinedAt! }, who), give(-3), give(11)]);
  await shop.runTimer();
  expect((await shop.must('vip', 'leave', { shopId: 'shop-1', joinedAt: joinedAt! }, who)).joinedAt).toBeNull();
});
