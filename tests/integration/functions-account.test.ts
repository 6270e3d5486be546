/** Phone, profile, export and deletion. */
import type { AfterSaleDoc, OrderDoc, UserDoc } from '../../cloudfunctions/data/documents';
import { collections } from '../../cloudfunctions/data/indexes';
import { impersonal, personalData } from '../../cloudfunctions/data/personal';
import { templateDocs } from '../../cloudfunctions/seeds/demo/messages';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { userCouponDoc } from './support/offer-fixture';
import { brokenInvariants, readDocuments } from './support/invariants';
import { atEveryFault } from './support/faults';
import { addressOf, fixtureDocuments, otherShopper, owner, shopper } from './support/shop-fixture';

jest.setTimeout(180_000);
const DAY = 86_400_000;

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.messageTemplates = templateDocs();
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());
const timer = async () => expect(Object.values(await shop.runTimer())).not.toContain('failed');
/** As WeChat's button does. */
const phoneCode = async (as: string) => (await shop.control<{ code: string }>('users/phone-code', { openid: as })).code;

describe('the phone number', () => {
  test('comes from WeChat: shown masked, verified, and a repeat is answered without the code', async () => {
    const request = { requestId: newRequest(), code: await phoneCode(shopper) };
    const { phone } = await shop.must('user', 'bindPhone', request, shopper);
    expect(phone).toEqual({ masked: expect.stringMatching(/^138\*{4}\d{4}$/), verified: true, boundAt: expect.any(Number) });
    expect((await shop.must('user', 'bindPhone', request, shopper)).phone).toEqual(phone);
    // A code is good once.
    expect(refusal(await shop.call('user', 'bindPhone', { code: request.code }, shopper))).toMatchObject({ code: 'BAD_REQUEST', field: 'code' });
    expect((await shop.one<UserDoc>('users', shopper)).phone!.number).toMatch(/^138\d{8}$/);
    expect(JSON.stringify(await shop.must('user', 'me', {}, shopper))).not.toMatch(/138\d{8}/);
  });

  test('a code that is too old, or was never given, is refused with the mend', async () => {
    const code = await phoneCode(shopper);
    await shop.control('clock', { advance: 6 * 60_000 });
    expect(refusal(await shop.call('user', 'bindPhone', { code }, shopper)).message).toContain('重新');
    expect(refusal(await shop.call('user', 'bindPhone', { code: 'nonsense' }, shopper))).toMatchObject({ code: 'BAD_REQUEST', field: 'code' });
  });

  test('can be typed: unverified, and the verified one stays verified when it is typed again', async () => {
    expect((await shop.must('user', 'savePhone', { phone: ' +86 137-0000-0001 ' }, otherShopper)).phone).toMatchObject({ masked: '137****0001', verified: false });
    expect(refusal(await shop.call('user', 'savePhone', { phone: '12345' }, otherShopper))).toMatchObject({ code: 'BAD_REQUEST', field: 'phone' });
    const { number } = (await shop.one<UserDoc>('users', shopper)).phone!;
    expect((await shop.must('user', 'savePhone', { phone: number }, shopper)).phone).toMatchObject({ verified: true });
    expect((await shop.must('user', 'removePhone', {}, shopper)).phone).toBeNull();
  });
});

describe('the profile', () => {
  const save = (nickname: string, avatar = '', as = 'o-profile') => shop.call('user', 'saveProfile', { nickname, avatar }, as);

  test('a nickname that WeChat takes is seen by others, one that it refuses is not saved', async () => {
    expect(await save('小满')).toMatchObject({ ok: true, data: { nickname: '小满', checks: { nickname: 'pass', avatar: 'pass' } } });
    expect(refusal(await save('赌博网站'))).toMatchObject({ code: 'BAD_REQUEST', field: 'nickname' });
    expect(await shop.must('user', 'me', {}, 'o-profile')).toMatchObject({ nickname: '小满' });
    expect(await save('加微信吧')).toMatchObject({ ok: true, data: { checks: { nickname: 'review' } } });
  });

  test('a picture that is not there is for a person to look at; the timer asks again about what got no answer', async () => {
    expect(await save('小满', 'cloud://env.bucket/avatars/nothing.webp')).toMatchObject({ ok: true, data: { checks: { avatar: 'review' } } });
    await shop.set('users', { _id: 'o-profile' }, { checks: { nickname: 'pending', avatar: 'pass', trace: '', dueAt: 1, tries: 0 } });
    await timer();
    expect(await shop.must('user', 'me', {}, 'o-profile')).toMatchObject({ checks: { nickname: 'pass', avatar: 'pass' } });
    expect((await shop.one<UserDoc>('users', 'o-profile')).checks!.dueAt).toBeNull();
  });
});

describe('a pasted address', () => {
  test('is read in the cloud and kept nowhere', async () => {
    const text = '林小满 +86 199-0000-0001 浙江杭州西湖区文二路 1 号';
    expect(await shop.must('user', 'parseAddress', { text }, 'o-paste')).toEqual({
      userName: '林小满',
      telNumber: '19900000001',
      provinceName: '浙江省',
      cityName: '杭州市',
      countyName: '西湖区',
      detailInfo: '文二路 1 号',
      missing: [],
    });
    expect(await shop.all('users', { _id: 'o-paste' })).toEqual([]);
    expect(refusal(await shop.call('user', 'parseAddress', { text: 'x'.repeat(301) }, 'o-paste'))).toMatchObject({ field: 'text' });
  });
});

/** Somebody with something in every collection that knows people. */
const name = '秦无衣';
const phone = '13700001234';
const street = '长乐坊雨巷 7 号';
let pieces = 0;
async function somebody(openid: string): Promise<{ orderId: string }> {
  const address = { userName: name, telNumber: phone, provinceName: '陕西省', cityName: '西安市', countyName: '碑林区', detailInfo: street, isDefault: true };
  const { addressId } = await shop.must('user', 'saveAddress', { address }, openid);
  await shop.must('user', 'saveProfile', { nickname: `${name}的昵称`, avatar: '' }, openid);
  await shop.must('user', 'savePhone', { phone }, openid);
  await shop.must('user', 'setFavorite', { spuIds: ['lamp'], favorite: true }, openid);
  await shop.must('user', 'visit', { spuId: 'lamp' }, openid);
  await shop.must('cart', 'add', { spuId: 'lamp', skuId: 'lamp-1', num: 1 }, openid);
  await shop.must('message', 'granted', { templateIds: ['local-refunded'] }, openid);
  await shop.insert('userCoupons', [userCouponDoc(`piece-${++pieces}`, openid)]);
  await shop.must('invoice', 'saveTitle', { title: { type: 'personal', title: name, taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '', isDefault: true } }, openid);
  const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 2 }];
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId, notes: { 'shop-1': `请打 ${phone}` }, expectedPayFen: 8600 }, openid);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, openid);
  await shop.pay(outTradeNo);
  const orderId = orderIds[0]!;
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  await shop.must('order', 'confirm', { orderId }, openid);
  const title = { type: 'personal', title: name, taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' } as const;
  const { invoiceId } = await shop.must('invoice', 'request', { orderId, title, email: 'qin@example.com' }, openid);
  await shop.must('invoice', 'issue', { shopId: 'shop-1', invoiceId, number: '25312000000012345678', file: '/f.png', amountFen: 8600 }, owner);
  const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId, skuId: 'mug-1', type: 'REFUND', num: 1, reason: 'OTHERS', description: `我是${name}，电话 ${phone}` }, openid);
  await shop.must('aftersale', 'cancel', { afterSaleId }, openid);
  await shop.insert('customers', [{ _id: `shop-1:${openid}`, shopId: 'shop-1', openid, memberId: `m-${pieces}`, joinedAt: 1, paidFen: 0, earned: 0, points: 0, held: {}, flash: {}, live: null, recent: [], createdAt: 1 } as { _id: string }]).catch(() => undefined);
  await timer();
  return { orderId };
}
const names = collections.map((one) => one.name);
const everything = async () => Object.fromEntries(await Promise.all(names.map(async (one) => [one, await shop.all(one)] as const)));

test('every collection says what becomes of it when somebody leaves', () => {
  const known = [...personalData.map(({ collection }) => collection.name), ...Object.keys(impersonal)];
  // A new collection? Say in data/personal.ts what it knows of people.
  expect([...known].sort()).toEqual([...names].sort());
});

describe('an export', () => {
  test('holds what is stored about the caller and nothing of others, for a day', async () => {
    await somebody('o-export');
    const made = await shop.must('user', 'exportData', {}, 'o-export');
    expect(made.fileId).toMatch(/^cloud:\/\/.*\/exports\/[\w-]+\/[0-9a-f]{32}\.json$/);
    const text = await (await fetch(made.url)).text();
    const parts = JSON.parse(text) as Record<string, unknown[]>;
    expect(Object.keys(parts)).toEqual(expect.arrayContaining(['账号', '购物车', '收藏', '足迹', '消息', '消息订阅', '优惠券', '支付记录', '订单', '售后', '发票抬头', '发票']));
    for (const secret of [name, phone, street]) expect(text).toContain(secret);
    expect(text).not.toContain('林小满');
    expect(text).not.toMatch(/"(?:recent|todo|untold)"/);
    // The newest one replaces the one before.
    const again = await shop.must('user', 'exportData', {}, 'o-export');
    expect(again.fileId).not.toBe(made.fileId);
    expect((await fetch(made.url)).status).not.toBe(200);
    await shop.set('users', { _id: 'o-export' }, { 'exported.expiresAt': 1 });
    await timer();
    expect((await fetch(again.url)).status).not.toBe(200);
    expect((await shop.one<UserDoc>('users', 'o-export')).exported).toBeNull();
  });
});

describe('deleting the account', () => {
  const due = (openid: string) => shop.set('users', { _id: openid }, { 'closing.eraseAt': 1 });

  test('waits for what is open, and says what', async () => {
    const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }];
    const { orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
    const refused = refusal(await shop.call('user', 'close', {}, shopper));
    expect(refused).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('订单') });
    expect((await shop.must('user', 'closing', {}, shopper)).obstacles).toEqual([expect.objectContaining({ kind: 'order', count: 1 })]);
    expect(refusal(await shop.call('user', 'close', {}, owner)).message).toContain('成员');
    await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
    expect((await shop.must('user', 'closing', {}, shopper)).obstacles).toEqual([]);
  });

  test('can be taken back until it is carried out, and is called off when something was begun', async () => {
    const { eraseAt, requestedAt, coolingDays } = await shop.must('user', 'close', {}, shopper);
    expect([coolingDays, eraseAt! - requestedAt!]).toEqual([15, 15 * DAY]);
    expect((await shop.must('user', 'close', {}, shopper)).eraseAt).toBe(eraseAt);
    expect((await shop.must('user', 'me', {}, shopper)).closesAt).toBe(eraseAt);
    await timer();
    expect((await shop.must('user', 'keep', {}, shopper)).eraseAt).toBeNull();
    await shop.must('user', 'close', {}, shopper);
    const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }];
    const { orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
    await due(shopper);
    await timer();
    expect((await shop.must('user', 'me', {}, shopper)).closesAt).toBeNull();
    expect((await shop.must('message', 'list', { kind: 'account' }, shopper)).items).toEqual([expect.objectContaining({ event: 'account.kept', text: expect.stringContaining('订单') })]);
    await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
  });

  test('leaves no trace of the person in any collection; the books stay whole, and the openid begins anew', async () => {
    const openid = 'o-leaving';
    const { orderId } = await somebody(openid);
    await shop.must('user', 'close', {}, openid);
    await due(openid);
    await timer();
    const left = await everything();
    for (const [collection, documents] of Object.entries(left)) {
      const mine = JSON.stringify((documents as { openid?: string }[]).filter((one) => one.openid !== 'o-export' && JSON.stringify(one).includes('o-export') === false));
      for (const secret of [openid, name, phone, street, 'qin@example.com']) expect([collection, secret, mine.includes(secret)]).toEqual([collection, secret, false]);
    }
    const order = await shop.one<OrderDoc>('orders', orderId);
    expect(order).toMatchObject({ openid: expect.stringMatching(/^x-/), note: '', status: 100, address: { userName: '已注销用户', telNumber: '', provinceName: '陕西省', detailInfo: '' } });
    const anonym = order.openid;
    expect(await shop.all<AfterSaleDoc>('aftersales', { openid: anonym })).toEqual([expect.objectContaining({ description: '' })]);
    expect(await shop.all('payments', { openid: anonym })).toHaveLength(1);
    expect(await shop.all('closedAccounts')).toEqual([{ _id: anonym, closedAt: expect.any(Number) }]);
    expect(brokenInvariants(await readDocuments(shop), { settled: false })).toEqual([]);
    expect(await shop.must('user', 'me', {}, openid)).toMatchObject({ nickname: '微信用户', phone: null, closesAt: null });
    expect((await shop.must('order', 'list', {}, openid)).items).toEqual([]);
    expect((await shop.must('user', 'addresses', {}, openid)).items).toEqual([]);
  });

  test('a timer that dies at any step is finished by the next one', async () => {
    const { orderId } = await somebody('o-model');
    const order = await shop.one<OrderDoc>('orders', orderId);
    const user = await shop.one<UserDoc>('users', 'o-model');
    const left = ['carts', 'orders', 'invoiceTitles'];
    let run = 0;
    await atEveryFault({
      shop,
      of: { function: 'timer', collection: 'users' },
      async prepare() {
        const openid = `o-dying-${++run}`;
        await shop.insert('orders', [{ ...order, _id: `${orderId}-${run}`, openid, untold: [] } as OrderDoc]);
        await shop.insert('carts', [{ _id: openid }]);
        await shop.insert('users', [{ ...user, _id: openid, checks: undefined, closing: { state: 'cooling', requestedAt: 1, eraseAt: 1, anonym: `x-dying-${run}`, left } } as unknown as UserDoc]);
        return openid;
      },
      act: () => shop.runTimer(),
      async recovered(openid) {
        for (const one of ['users', 'carts', 'orders']) expect([one, await shop.all(one, { $or: [{ _id: openid }, { openid }] })]).toEqual([one, []]);
        expect(await shop.one<OrderDoc>('orders', `${orderId}-${run}`)).toMatchObject({ openid: `x-dying-${run}`, address: { userName: '已注销用户' }, note: '' });
        expect(await shop.all('closedAccounts', { _id: `x-dying-${run}` })).toHaveLength(1);
      },
    });
  });
});
