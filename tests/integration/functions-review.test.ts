/** Reviews through the real SDK: written once, checked before they are public, counted, answered, taken back. */
import type { ActionRequest } from '../../typings';
import type { OrderDoc, ShopDoc } from '../../cloudfunctions/data/documents';
import type { ReviewDoc, ReviewSummaryDoc } from '../../cloudfunctions/data/review-documents';
import { Phones } from './support/phone';
import { DAY, finishedOrder, reviewProblems } from './support/review-fixture';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { clerk, fixtureDocuments, otherShopper, owner, packer, platformOperator, shopper } from './support/shop-fixture';

jest.setTimeout(60_000);

let shop: ShopCloud;
let phones: Phones;
let numbers = 0;
beforeAll(async () => {
  shop = await ShopCloud.start(fixtureDocuments());
  phones = await Phones.open(() => shop.cloud);
  await shop.set('users', { _id: shopper }, { nickname: '林小满', avatar: 'cloud://e/me.webp' });
  // The figures of the shop are counted once.
  await shop.must('catalog', 'home', {}, '');
});
afterAll(async () => {
  await phones.close();
  await shop.stop();
});
afterEach(async () => {
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
  expect(await reviewProblems(shop, { settled: true })).toEqual([]);
});

async function upload(name: string, as = shopper): Promise<string> {
  const { fileID } = await phones.post(`upload?cloudPath=${encodeURIComponent(`remarks/${newRequest()}-${name}.png`)}`, as, new Uint8Array([1, 2, 3]));
  return String(fileID);
}
async function order(skuIds: string[], more: Partial<OrderDoc> = {}): Promise<string> {
  const _id = `finished-${++numbers}`;
  await shop.insert('orders', [finishedOrder(_id, skuIds, more)]);
  return _id;
}
type Said = Omit<ActionRequest<'review', 'submit'>, 'requestId' | 'orderId' | 'skuId'>;
const fine: Said = { stars: 5, serviceStars: 5, deliveryStars: 4, text: '杯子很好看，釉色温润', tags: ['质量好'] };
const submit = (orderId: string, skuId: string, more: Partial<Said> = {}, as = shopper) => shop.must('review', 'submit', { orderId, skuId, ...fine, ...more }, as);
const stored = (reviewId: string) => shop.one<ReviewDoc>('reviews', reviewId);
const listed = async (spuId: string, filter: 'all' | 'image' | 'append' | 'good' | 'middle' | 'bad' = 'all') => (await shop.must('review', 'list', { spuId, filter }, '')).items.map(({ reviewId }) => reviewId);
/** The events of content security that have fallen due have been delivered. */
const eventsArrive = () => shop.control('clock', { advance: 3000 });
/** Content security is not to be reached meanwhile. */
async function withoutSecurity<T>(work: () => Promise<T>): Promise<T> {
  const { id } = await shop.control<{ id: number }>('faults/add', { operation: 'wx.openApi', nth: 'every', what: 'fail', code: 'SYS_ERR', message: 'system busy' });
  const result = await work();
  await shop.control('faults/clear', { id });
  return result;
}
/** The timer's next turn at a review whose check is under way. */
async function halfAnHourLater(reviewId: string) {
  const { content } = await stored(reviewId);
  await shop.set('reviews', { _id: reviewId }, { checkAt: Date.now() - 1, content: { ...content, checkAt: Date.now() - 1 } });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}
const summary = (spuId: string) => shop.must('review', 'summary', { spuId }, '');

test('a review of good words is public at once, counted, and shown on the product page', async () => {
  const orderId = await order(['mug-1', 'lamp-1']);
  expect(await shop.must('review', 'count', {}, shopper)).toEqual({ toReview: 2 });
  const review = await submit(orderId, 'mug-1');
  expect(review).toMatchObject({ content: { state: 'public', text: fine.text }, stars: 5, mayRewrite: false, auto: false });
  expect(review.appendBefore).toBeGreaterThan(Date.now() + 170 * DAY);
  expect(await shop.must('review', 'count', {}, shopper)).toEqual({ toReview: 1 });
  expect(await shop.must('review', 'toReview', {}, shopper)).toMatchObject({ items: [{ orderId, lines: [{ skuId: 'lamp-1' }] }] });
  expect(await shop.must('review', 'order', { orderId }, shopper)).toMatchObject({ lines: [{ obstacle: '已经评价过了', review: { reviewId: review.reviewId } }, { obstacle: '', review: null }] });
  expect(await listed('mug')).toEqual([review.reviewId]);
  const { result: page, operations } = await shop.measure(() => shop.must('catalog', 'product', { spuId: 'mug' }, ''));
  expect(operations).toBe(1);
  expect(page.reviews).toMatchObject({ count: 1, averageTenths: 50, goodPercent: 100, stars: [0, 0, 0, 0, 1], tags: [{ tag: '质量好', count: 1 }], top: [{ reviewId: review.reviewId, content: { text: fine.text } }] });
  expect(JSON.stringify(page.reviews)).not.toContain(shopper);

  await submit(orderId, 'lamp-1', { stars: 3, text: '', tags: ['送货慢'] });
  expect(await shop.must('review', 'toReview', {}, shopper)).toEqual({ items: [], nextCursor: null });
  expect((await shop.one<OrderDoc>('orders', orderId)).reviewedAt).toEqual(expect.any(Number));
  expect(await summary('lamp')).toMatchObject({ count: 1, averageTenths: 30, goodPercent: 0 });
  expect((await shop.must('review', 'mine', {}, shopper)).items.map(({ line }) => line.skuId)).toEqual(['lamp-1', 'mug-1']);
  expect((await shop.must('review', 'mine', {}, otherShopper)).items).toEqual([]);
});

test('once: a repeat gives the same, another one is refused, however many come at the same time', async () => {
  const orderId = await order(['mug-1', 'mug-2']);
  const request = { requestId: newRequest(), orderId, skuId: 'mug-1', ...fine };
  const first = await shop.must('review', 'submit', request, shopper);
  expect(await shop.must('review', 'submit', request, shopper)).toEqual(first);
  expect(refusal(await shop.call('review', 'submit', { ...request, requestId: newRequest() }, shopper))).toMatchObject({ code: 'INVALID_STATE', message: '这件商品已经评价过了' });
  const many = await Promise.all(Array.from({ length: 8 }, (_, i) => shop.call('review', 'submit', { orderId, skuId: 'mug-2', ...fine, text: `第 ${i} 个` }, shopper)));
  expect(many.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await shop.all('reviews', { orderId })).toHaveLength(2);
});

test('not somebody else’s order, nor one that is not received, nor what was sent back', async () => {
  const orderId = await order(['mug-1']);
  const ask = (id: string, skuId = 'mug-1', as = shopper) => shop.call('review', 'submit', { orderId: id, skuId, ...fine }, as);
  expect(refusal(await ask(orderId, 'mug-1', otherShopper)).code).toBe('NOT_FOUND');
  expect(refusal(await ask('nowhere')).code).toBe('NOT_FOUND');
  expect(refusal(await ask(orderId, 'lamp-1')).code).toBe('NOT_FOUND');
  for (const status of [20, 30, 200, 250] as const) expect(refusal(await ask(await order(['mug-1'], { status }))).message).toBe('确认收货后才能评价');
  const afterSales = { 'mug-1': { open: '', requests: 1, refundedNum: 1, refundedFen: 100, settled: {} } };
  expect(refusal(await ask(await order(['mug-1', 'mug-2'], { afterSales }))).message).toBe('商品已经退款，不能评价');
  await shop.set('orders', {}, { status: 200 });
});

test.each([
  [{ text: 'x'.repeat(501) }, 'text'],
  [{ images: Array.from({ length: 10 }, (_, i) => `cloud://e/${i}.png`) }, 'images'],
  [{ images: ['/images/one.webp'] }, 'images[0]'],
  [{ images: ['cloud://env.bucket/nobody-uploaded-this.png'] }, 'images[0]'],
  [{ stars: 6 as never }, 'stars'],
  [{ tags: ['有瑕疵' as const] }, 'tags[0]'],
  [{ tags: ['质量好' as const, '质量好' as const] }, 'tags[1]'],
  [{ text: '这是违规内容' }, 'text'],
])('%# what is not of its form is refused by its field, and nothing is stored', async (more, field) => {
  const orderId = await order(['mug-1']);
  expect(refusal(await shop.call('review', 'submit', { orderId, skuId: 'mug-1', ...fine, ...more }, shopper))).toMatchObject({ code: 'BAD_REQUEST', field });
  expect(await shop.all('reviews', { orderId })).toEqual([]);
  await shop.set('orders', { _id: orderId }, { status: 200 });
});

describe('pictures', () => {
  test('make a review public only when all of them have passed', async () => {
    const orderId = await order(['mug-1']);
    const images = [await upload('one'), await upload('two')];
    const { reviewId, content } = await withoutSecurity(() => submit(orderId, 'mug-1', { images }));
    expect(content).toMatchObject({ state: 'pending', images });
    expect(await listed('mug')).not.toContain(reviewId);
    expect((await shop.must('review', 'shopList', { shopId: 'shop-1' }, owner)).items.map((one) => one.reviewId)).not.toContain(reviewId);
    expect(refusal(await shop.call('review', 'reply', { shopId: 'shop-1', reviewId, to: 'content', text: '谢谢' }, owner)).code).toBe('NOT_FOUND');
    const before = await summary('mug');
    await shop.control('users/visit', { openid: shopper });
    await halfAnHourLater(reviewId);
    const { calls } = await shop.control<{ calls: { arguments: { media_url: string; scene: number; version: number }; answer: string }[] }>('openapi', { api: 'security.mediaCheckAsync' });
    const traces = calls.slice(-2).map(({ answer }) => (JSON.parse(answer) as { trace_id: string }).trace_id);
    expect(calls.slice(-2).map(({ arguments: { scene, version } }) => [scene, version])).toEqual([[2, 2], [2, 2]]);
    await eventsArrive();
    expect(await stored(reviewId)).toMatchObject({ content: { state: 'public', media: [{ traces: [traces[0]] }, { traces: [traces[1]] }] }, traces: [], checkAt: null });
    expect(await listed('mug', 'image')).toContain(reviewId);
    expect(await summary('mug')).toMatchObject({ count: before.count + 1, withImages: before.withImages + 1 });
    // The same event once more, and one from a page that pretends to be WeChat.
    const event = { MsgType: 'event', Event: 'wxa_media_check', trace_id: traces[0], errcode: 0, result: { suggest: 'risky' } };
    expect((await shop.invoke('review', event, { source: 'wx_unknown' })).result).toBe('success');
    expect((await shop.invoke('review', event, { openid: otherShopper })).result).toMatchObject({ ok: false, field: 'action' });
    expect(await stored(reviewId)).toMatchObject({ content: { state: 'public' } });
  });

  test('that are risky keep it from being seen, and it may be written anew', async () => {
    const orderId = await order(['mug-1']);
    const { reviewId } = await submit(orderId, 'mug-1', { images: [await upload('good'), await upload('risky')] });
    await eventsArrive();
    const [own] = (await shop.must('review', 'mine', {}, shopper)).items;
    expect(own).toMatchObject({ reviewId, mayRewrite: true, appendBefore: null, content: { state: 'refused', reason: '第 2 张图片含有不适合公开的内容' } });
    expect(refusal(await shop.call('review', 'append', { reviewId, text: '再说一句' }, shopper)).code).toBe('INVALID_STATE');
    const requestId = newRequest();
    const again = () => shop.must('review', 'submit', { requestId, orderId, skuId: 'mug-1', ...fine, text: '换一张' }, shopper);
    expect(await again()).toMatchObject({ reviewId, content: { state: 'public', text: '换一张', images: [] } });
    expect(await again()).toMatchObject({ reviewId });
    expect(refusal(await shop.call('review', 'submit', { orderId, skuId: 'mug-1', ...fine }, shopper)).code).toBe('INVALID_STATE');
    expect(await listed('mug')).toContain(reviewId);
  });

  test('that WeChat never answers about are asked about again, then go to a person; a late answer still counts', async () => {
    const orderId = await order(['lamp-1']);
    const images = [await upload('silent')];
    const { reviewId, asks } = await withoutSecurity(async () => {
      const own = await submit(orderId, 'lamp-1', { text: '灯光柔和', images });
      const found = [(await stored(own.reviewId)).content];
      for (let i = 0; i < 3; i++) {
        await halfAnHourLater(own.reviewId);
        found.push((await stored(own.reviewId)).content);
      }
      return { reviewId: own.reviewId, asks: found };
    });
    expect(asks.map(({ asks: times, state }) => [times, state])).toEqual([[1, 'pending'], [2, 'pending'], [3, 'pending'], [4, 'queued']]);
    expect((await shop.must('review', 'queue', {}, platformOperator)).items).toEqual([expect.objectContaining({ reviewId, part: 'content', textSuggest: '', images: [{ image: images[0], suggest: '' }] })]);
    const { content } = await stored(reviewId);
    await shop.set('reviews', { _id: reviewId }, { traces: ['late-1'], content: { ...content, textSuggest: 'pass', media: [{ ...content.media[0]!, traces: ['late-1'] }] } });
    const event = { MsgType: 'event', Event: 'wxa_media_check', trace_id: 'late-1', errcode: 0, result: { suggest: 'pass' } };
    await Promise.all([1, 2, 3].map(() => shop.invoke('review', event, { source: 'wx_unknown' })));
    expect(await stored(reviewId)).toMatchObject({ content: { state: 'public' }, queuedAt: null });
  });

  test('of somebody who is not here any more go to a person', async () => {
    const orderId = await order(['lamp-1']);
    const images = [await upload('later')];
    const { reviewId } = await withoutSecurity(() => submit(orderId, 'lamp-1', { text: '', images }));
    await shop.control('clock', { advance: 2 * 3600_000 + 1000 });
    await halfAnHourLater(reviewId);
    expect(await stored(reviewId)).toMatchObject({ content: { state: 'queued', forPerson: true } });
    const [part] = (await shop.must('review', 'queue', {}, platformOperator)).items;
    expect(await shop.must('review', 'decide', { reviewId, part: 'content', at: part!.at, pass: true }, platformOperator)).toEqual({ reviewId, state: 'public' });
  });
});

test('what content security is not sure about is decided by an operator', async () => {
  const [first, second] = [await submit(await order(['mug-1']), 'mug-1', { text: '好用，加微信看更多' }), await submit(await order(['mug-1']), 'mug-1', { images: [await upload('review')] })];
  expect(first.content.state).toBe('queued');
  await eventsArrive();
  const { items } = await shop.must('review', 'queue', {}, platformOperator);
  expect(items).toMatchObject([
    { reviewId: first.reviewId, textSuggest: 'review', by: 'shopper', shopName: '小店 shop-1' },
    { reviewId: second.reviewId, images: [{ suggest: 'review' }] },
  ]);
  const decide = (i: number, pass: boolean, more: object = {}) => shop.call('review', 'decide', { reviewId: items[i]!.reviewId, part: 'content', at: items[i]!.at, pass, ...more }, platformOperator);
  expect(refusal(await shop.call('review', 'decide', { reviewId: first.reviewId, part: 'content', at: items[0]!.at + 1, pass: true }, platformOperator)).code).toBe('CONFLICT');
  const requestId = newRequest();
  expect(await decide(0, false, { reason: '含有联系方式', requestId })).toMatchObject({ data: { state: 'refused' } });
  expect(await decide(0, false, { reason: '含有联系方式', requestId })).toMatchObject({ data: { state: 'refused' } });
  expect(refusal(await decide(0, true)).code).toBe('INVALID_STATE');
  expect(await decide(1, true)).toMatchObject({ data: { state: 'public' } });
  expect((await shop.must('review', 'queue', {}, platformOperator)).items).toEqual([]);
  expect(await listed('mug')).toEqual(expect.arrayContaining([second.reviewId]));
  expect(await listed('mug')).not.toContain(first.reviewId);
  expect((await shop.must('review', 'mine', {}, shopper)).items.find(({ reviewId }) => reviewId === first.reviewId)).toMatchObject({ content: { reason: '含有联系方式' } });
});

test('a follow-up, once and in time; the shop answers both and may change its answers', async () => {
  const orderId = await order(['tea-1'], { shopId: 'shop-1' });
  const { reviewId } = await submit(orderId, 'tea-1', { stars: 2, tags: ['有瑕疵'], text: '有点苦' });
  expect((await shop.must('review', 'shopCounts', { shopId: 'shop-1' }, clerk)).toReply).toBeGreaterThan(0);
  expect((await shop.must('review', 'shopList', { shopId: 'shop-1', tab: 'toReply' }, owner)).items.map((one) => one.reviewId)).toContain(reviewId);
  const reply = (to: 'content' | 'append', text: string, requestId = newRequest()) => shop.call('review', 'reply', { requestId, shopId: 'shop-1', reviewId, to, text }, owner);
  const requestId = newRequest();
  expect(await reply('content', '水温 85 度更甜', requestId)).toMatchObject({ ok: true, data: { reply: { text: '水温 85 度更甜', state: 'public' } } });
  expect(await reply('content', '水温 85 度更甜', requestId)).toMatchObject({ ok: true });
  expect(refusal(await reply('append', '谢谢')).field).toBe('to');
  expect(refusal(await reply('content', '这是违规内容')).field).toBe('text');
  expect(await reply('content', '水温 85 度，三十秒出汤')).toMatchObject({ data: { reply: { text: '水温 85 度，三十秒出汤' } } });
  expect((await shop.must('review', 'shopList', { shopId: 'shop-1', tab: 'toReply' }, owner)).items.map((one) => one.reviewId)).not.toContain(reviewId);

  const append = (text: string, id = newRequest()) => shop.call('review', 'append', { requestId: id, reviewId, text }, shopper);
  const appendId = newRequest();
  expect(await append('喝了一周，回甘', appendId)).toMatchObject({ ok: true, data: { append: { state: 'public' }, appendBefore: null } });
  expect(await append('喝了一周，回甘', appendId)).toMatchObject({ ok: true });
  expect(refusal(await append('还有')).message).toBe('已经追加过评价了');
  expect(await listed('tea', 'append')).toEqual([reviewId]);
  expect(await reply('append', '下次再来')).toMatchObject({ data: { appendReply: { text: '下次再来' } } });
  const [card] = (await shop.must('catalog', 'product', { spuId: 'tea' }, '')).reviews!.top;
  expect(card).toMatchObject({ append: { text: '喝了一周，回甘' }, reply: { text: '水温 85 度，三十秒出汤' }, appendReply: { text: '下次再来' } });

  const late = await submit(await order(['tea-1'], { finishedAt: Date.now() - 181 * DAY, reviewedAt: 1 }), 'tea-1');
  expect(late.appendBefore).toBeNull();
  expect(refusal(await shop.call('review', 'append', { reviewId: late.reviewId, text: '太晚了' }, shopper)).message).toContain('180 天');
  expect(refusal(await shop.call('review', 'reply', { shopId: 'shop-1', reviewId, to: 'content', text: '越权' }, packer)).code).toBe('FORBIDDEN');
});

test('an author may be nameless, and may take the review back for good', async () => {
  const orderId = await order(['scarce-1']);
  const { reviewId } = await submit(orderId, 'scarce-1', { anonymous: true });
  const [card] = (await shop.must('review', 'list', { spuId: 'scarce' }, '')).items;
  expect(card!.author).toEqual({ nickname: '林**满', avatar: '' });
  const [staffCard] = (await shop.must('review', 'shopList', { shopId: 'shop-1' }, owner)).items;
  expect(JSON.stringify(staffCard)).not.toMatch(/林小满|o-shopper/);
  expect(await summary('scarce')).toMatchObject({ count: 1 });
  const requestId = newRequest();
  expect(refusal(await shop.call('review', 'remove', { reviewId }, otherShopper)).code).toBe('NOT_FOUND');
  expect(await shop.must('review', 'remove', { requestId, reviewId }, shopper)).toEqual({ reviewId });
  expect(await shop.must('review', 'remove', { requestId, reviewId }, shopper)).toEqual({ reviewId });
  expect(await listed('scarce')).toEqual([]);
  expect(await summary('scarce')).toEqual({ count: 0, averageTenths: 0, goodPercent: 0, stars: [0, 0, 0, 0, 0], withImages: 0, withAppend: 0, tags: [] });
  expect((await shop.must('catalog', 'product', { spuId: 'scarce' }, '')).reviews!.top).toEqual([]);
  expect(refusal(await shop.call('review', 'submit', { orderId, skuId: 'scarce-1', ...fine }, shopper)).code).toBe('INVALID_STATE');
  expect((await shop.must('review', 'order', { orderId }, shopper)).lines[0]).toMatchObject({ review: null, obstacle: '评价已删除' });
});

test('who says nothing in time has a good review by the system, and may add to it', async () => {
  const ids = await Promise.all(Array.from({ length: 3 }, () => order(['mug-1', 'mug-2'], { finishedAt: Date.now() - 15 * DAY - 1000 })));
  const afterSales = { 'mug-1': { open: '', requests: 1, refundedNum: 1, refundedFen: 100, settled: {} } };
  const returned = await order(['mug-1'], { finishedAt: Date.now() - 16 * DAY, afterSales });
  const young = await order(['mug-1'], { finishedAt: Date.now() - 14 * DAY });
  const before = await summary('mug');
  const rated = (await shop.one<ReviewSummaryDoc>('reviewSummaries', 'mug')).rated;
  const [first, second] = await Promise.all([shop.runTimer(), shop.runTimer()]);
  expect(Number(first.reviewSilent) + Number(second.reviewSilent)).toBeGreaterThanOrEqual(4);
  const made = await shop.all<ReviewDoc>('reviews', { orderId: { $in: ids } });
  expect(made).toHaveLength(6);
  expect(made).toEqual(made.map(() => expect.objectContaining({ auto: true, stars: 5, anonymous: true })));
  expect(await summary('mug')).toMatchObject({ count: before.count + 6 });
  expect((await shop.one<ReviewSummaryDoc>('reviewSummaries', 'mug')).rated).toBe(rated);
  expect((await shop.one<OrderDoc>('orders', returned)).reviewedAt).toEqual(expect.any(Number));
  expect((await shop.one<OrderDoc>('orders', young)).reviewedAt ?? null).toBeNull();
  expect(refusal(await shop.call('review', 'submit', { orderId: ids[0]!, skuId: 'mug-1', ...fine }, shopper)).message).toContain('系统已默认好评');
  const { reviewId } = (await shop.must('review', 'order', { orderId: ids[0]! }, shopper)).lines[0]!.review!;
  await shop.must('review', 'append', { reviewId, text: '其实很不错' }, shopper);
  expect((await shop.must('review', 'list', { spuId: 'mug', filter: 'append' }, '')).items[0]).toMatchObject({ reviewId, auto: true, append: { text: '其实很不错' } });
});

test('sums that went wrong are counted anew, and the shop’s rating with them', async () => {
  const before = await summary('mug');
  // The marks of changes that were noted long ago do not keep it from being counted.
  await shop.set('reviewSummaries', { _id: 'mug' }, { count: 999, sum: -4, 'stars.3': 7, tags: { 质量好: 55 }, recountedAt: 1 });
  await shop.set('shops', { _id: 'shop-1' }, { rating: { rated: 0, ratedSum: 0, serviceSum: 0, deliverySum: 0, countedAt: 1 } });
  await shop.runTimer();
  expect(await summary('mug')).toEqual(before);
  const summaries = await shop.all<ReviewSummaryDoc>('reviewSummaries', { shopId: 'shop-1' });
  const rated = summaries.reduce((all, one) => all + one.rated, 0);
  const { rating } = await shop.must('shop', 'get', { shopId: 'shop-1' }, '');
  expect(rating).toMatchObject({ count: rated });
  expect(rating!.serviceTenths).toBe(50);
  expect(rating!.deliveryTenths).toBe(40);
  await shop.set('reviews', {}, { updatedAt: Date.now() - 10 * 60_000 });
  expect((await shop.runTimer()).forgetReviewCounts).toBeGreaterThan(0);
  for (const { holds } of await shop.all<ReviewSummaryDoc>('reviewSummaries')) expect(holds).toEqual({});
  expect((await shop.one<ShopDoc>('shops', 'shop-1')).rating!.countedAt).toBeGreaterThan(1);
});
