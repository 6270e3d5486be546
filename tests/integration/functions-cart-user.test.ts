/** What belongs to one user: the cart, the profile, the address book. */
import type { CartDoc, UserDoc } from '../../cloudfunctions/data/documents';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { address, clerk, fixtureDocuments, otherShopper, owner, platformOperator, shopper, spuDoc } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  for (let i = 0; i < 125; i++) documents.spus!.push(spuDoc(`w-${i}`, { available: 2000 }));
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());

describe('the cart', () => {
  const add = (skuId: string, num: number, as = shopper, requestId = newRequest()) => shop.call('cart', 'add', { requestId, spuId: skuId.replace(/-\d+$/, ''), skuId, num }, as);

  test('is empty for somebody new', async () => {
    expect(await shop.must('cart', 'get', {}, 'o-new')).toEqual({ shops: [], count: 0, selectedCount: 0, selectedFen: 0 });
    expect(await shop.must('cart', 'count', {}, 'o-new')).toEqual({ count: 0 });
  });

  test('groups by shop, newest first, and sums what is selected and can be bought', async () => {
    expect(await add('mug-1', 2)).toEqual({ ok: true, data: { count: 2 } });
    expect(await add('tea-1', 1)).toEqual({ ok: true, data: { count: 3 } });
    expect(await add('mug-1', 1)).toEqual({ ok: true, data: { count: 4 } });
    const cart = await shop.must('cart', 'get', {}, shopper);
    expect(cart.shops.map(({ shop: { shopId }, lines }) => [shopId, lines.map(({ skuId, num }) => [skuId, num])])).toEqual([['shop-1', [['mug-1', 3]]], ['shop-2', [['tea-1', 1]]]]);
    expect(cart).toMatchObject({ count: 4, selectedCount: 4, selectedFen: 3 * 3900 + 8800 });
    const cleared = await shop.must('cart', 'select', { skuIds: ['mug-1'], selected: false }, shopper);
    expect(cleared).toMatchObject({ count: 4, selectedCount: 1, selectedFen: 8800 });
    expect(await shop.must('cart', 'select', { selected: true }, shopper)).toMatchObject({ selectedCount: 4 });
    expect(await shop.must('cart', 'update', { skuId: 'mug-1', num: 1 }, shopper)).toMatchObject({ count: 2 });
    expect(await shop.must('cart', 'update', { skuId: 'mug-1', selected: false }, shopper)).toMatchObject({ selectedCount: 1 });
    expect(await shop.must('cart', 'remove', { skuIds: ['mug-1', 'not-there'] }, shopper)).toMatchObject({ count: 1 });
    expect(refusal(await shop.call('cart', 'update', { skuId: 'mug-1', num: 1 }, shopper)).code).toBe('NOT_FOUND');
    expect(await shop.must('cart', 'count', {}, otherShopper)).toEqual({ count: 0 });
  });

  test('says of each line whether it can be bought as it stands', async () => {
    const who = 'o-states';
    for (const skuId of ['mug-1', 'scarce-1', 'lamp-1', 'w-0-1']) expect(await add(skuId, 3, who)).toMatchObject({ ok: true });
    await shop.set('spus', { _id: 'scarce' }, { 'stock.scarce-1.available': 2, 'stock.scarce-1.adjusted': -9 });
    await shop.set('spus', { _id: 'lamp' }, { 'stock.lamp-1.available': 0, 'stock.lamp-1.adjusted': -100 });
    await shop.set('spus', { _id: 'w-0' }, { status: 11 });
    await shop.set('spus', { _id: 'mug' }, { 'skus.0.priceFen': 3500 });
    const lines = (await shop.must('cart', 'get', {}, who)).shops.flatMap((group) => group.lines);
    const stateOf = Object.fromEntries(lines.map((line) => [line.skuId, line.state]));
    expect(stateOf).toEqual({ 'mug-1': 'ok', 'scarce-1': 'short', 'lamp-1': 'soldOut', 'w-0-1': 'offShelf' });
    expect(lines.find(({ skuId }) => skuId === 'mug-1')).toMatchObject({ priceFen: 3500, addedPriceFen: 3900 });
    expect(refusal(await add('lamp-1', 1, who)).code).toBe('OUT_OF_STOCK');
    expect(refusal(await add('w-0-1', 1, who)).code).toBe('OFF_SHELF');
    expect(refusal(await add('draft-1', 1, who)).code).toBe('OFF_SHELF');
  });

  test('a request counts once; changes at the same time all count', async () => {
    const who = 'o-fast';
    const requestId = newRequest();
    await Promise.all(Array.from({ length: 4 }, () => add('w-1-1', 2, who, requestId)));
    expect(await shop.must('cart', 'count', {}, who)).toEqual({ count: 2 });
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => add(`w-${n}-1`, 1, who)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await shop.must('cart', 'count', {}, who)).toEqual({ count: 7 });
  });

  test('holds at most 120 SKUs and 999 pieces of one', async () => {
    const who = 'o-hoarder';
    expect(await add('w-1-1', 999, who)).toMatchObject({ ok: true });
    expect(refusal(await add('w-1-1', 1, who)).code).toBe('LIMIT_EXCEEDED');
    expect(refusal(await add('w-2-1', 1000, who))).toMatchObject({ code: 'BAD_REQUEST', field: 'num' });
    const lines = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`w-${i}-1`, { spuId: `w-${i}`, num: 1, selected: true, priceFen: 1000, addedAt: i }]));
    await shop.set('carts', { _id: who }, { lines });
    expect(refusal(await add('w-121-1', 1, who)).code).toBe('LIMIT_EXCEEDED');
    expect(await add('w-5-1', 1, who)).toMatchObject({ ok: true });
    expect(Object.keys((await shop.one<CartDoc>('carts', who)).lines)).toHaveLength(120);
  });
});

describe('the profile', () => {
  test('says who somebody is here', async () => {
    expect(await shop.must('user', 'me', {}, 'o-stranger')).toEqual({ nickname: '微信用户', avatar: '', memberships: [], isOperator: false, phone: null, closesAt: null, folder: expect.stringMatching(/^\w{20,}$/) });
    expect(await shop.must('user', 'me', {}, owner)).toMatchObject({ memberships: [{ shopId: 'shop-1', shopName: '小店 shop-1', role: 'owner' }] });
    expect(await shop.must('user', 'me', {}, clerk)).toMatchObject({ memberships: [{ role: 'operator' }], isOperator: false });
    expect(await shop.must('user', 'me', {}, platformOperator)).toMatchObject({ memberships: [], isOperator: true });
  });
  test('is kept', async () => {
    const request = { requestId: newRequest(), nickname: ' 小满 ', avatar: 'cloud://env.bucket/a.webp' };
    expect(await shop.must('user', 'saveProfile', request, 'o-stranger')).toMatchObject({ nickname: '小满', avatar: 'cloud://env.bucket/a.webp' });
    expect(await shop.must('user', 'me', {}, 'o-stranger')).toMatchObject({ nickname: '小满' });
    expect(refusal(await shop.call('user', 'saveProfile', { nickname: '  ', avatar: '' }, 'o-stranger'))).toMatchObject({ code: 'BAD_REQUEST', field: 'nickname' });
  });
});

describe('the address book', () => {
  const save = (more: object, as: string, requestId = newRequest()) => shop.call('user', 'saveAddress', { requestId, address: { ...address, isDefault: false, ...more } }, as);

  test('keeps addresses, with a default as long as there is one', async () => {
    const who = 'o-mover';
    const requestId = newRequest();
    const first = await save({ userName: ' 林  小满 ' }, who, requestId);
    expect(first).toMatchObject({ ok: true, data: { items: [{ userName: '林 小满', isDefault: true }] } });
    expect(await save({}, who, requestId)).toEqual(first);
    const second = await save({ detailInfo: '南京路 2 号', isDefault: true }, who);
    expect(second).toMatchObject({ data: { items: [{ detailInfo: '南京路 2 号', isDefault: true }, { isDefault: false }] } });
    const { addressId } = (second as { data: { addressId: string } }).data;
    expect(await save({ addressId, detailInfo: '北京路 3 号', isDefault: true }, who)).toMatchObject({ data: { addressId, items: [{ detailInfo: '北京路 3 号' }, {}] } });
    expect(await shop.must('user', 'removeAddress', { addressId }, who)).toMatchObject({ items: [{ isDefault: true }] });
    expect(refusal(await shop.call('user', 'removeAddress', { addressId }, who)).code).toBe('NOT_FOUND');
    expect((await shop.must('user', 'addresses', {}, who)).items).toHaveLength(1);
    expect(refusal(await save({ addressId: 'o-shopper-1-a1' }, who)).code).toBe('NOT_FOUND');
  });

  test.each([
    [{ userName: ' ' }, 'address.userName'],
    [{ telNumber: '12345' }, 'address.telNumber'],
    [{ provinceName: '' }, 'address.provinceName'],
    [{ detailInfo: 'x' }, 'address.detailInfo'],
    [{ detailInfo: '长'.repeat(121) }, 'address.detailInfo'],
    [{ isDefault: 'yes' }, 'address.isDefault'],
  ])('refuses %j, naming the field', async (more, field) => {
    expect(refusal(await save(more, shopper))).toMatchObject({ code: 'BAD_REQUEST', field });
  });

  test('has room for twenty', async () => {
    const who = 'o-nomad';
    for (let i = 0; i < 20; i++) expect(await save({ detailInfo: `第 ${i} 号` }, who)).toMatchObject({ ok: true });
    expect(refusal(await save({}, who)).code).toBe('LIMIT_EXCEEDED');
    expect((await shop.one<UserDoc>('users', who)).addresses).toHaveLength(20);
  });
});
