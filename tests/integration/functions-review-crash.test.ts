/** The process may die between any two database operations of a review; after one run of the timer everything is in order, and a repeat says how it ended. */
import type { ReviewDoc } from '../../cloudfunctions/data/review-documents';
import { atEveryFault, type EveryFault } from './support/faults';
import { DAY, finishedOrder, reviewProblems } from './support/review-fixture';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { fixtureDocuments, otherShopper, owner, platformOperator, shopper, userDoc } from './support/shop-fixture';

jest.setTimeout(180_000);

let shop: ShopCloud;
let numbers = 0;
beforeAll(async () => {
  shop = await ShopCloud.start(fixtureDocuments());
  await shop.insert('users', [userDoc('o-reader')]);
});
afterAll(() => shop.stop());

/** Each scene is an order of its own. */
async function scene(more: Parameters<typeof finishedOrder>[2] = {}) {
  const orderId = `crash-${++numbers}`;
  await shop.insert('orders', [finishedOrder(orderId, ['mug-1', 'mug-2'], more)]);
  return { orderId, requestId: newRequest() };
}
const stars = { stars: 4, serviceStars: 5, deliveryStars: 5 } as const;
const submit = ({ orderId, requestId }: { orderId: string; requestId: string }, text = '好用') => shop.call('review', 'submit', { requestId, orderId, skuId: 'mug-1', ...stars, text, tags: ['质量好'] }, shopper);
async function written(text = '好用') {
  const made = await scene();
  const { reviewId } = await shop.must('review', 'submit', { orderId: made.orderId, skuId: 'mug-1', ...stars, text }, shopper);
  return { ...made, reviewId };
}
/** The timer has run once since. */
async function inOrder() {
  expect(await reviewProblems(shop, { settled: true })).toEqual([]);
}
const diesEverywhere = <S>(of: EveryFault<S, unknown>['of'], prepare: () => Promise<S>, act: (made: S) => Promise<unknown>, recovered: (made: S) => Promise<void>) =>
  atEveryFault({ shop, of, prepare, act, recovered });

test('a review that dies is there or not; its repeat writes it, counted once', async () => {
  await diesEverywhere({ function: 'review', action: 'submit', operation: 'write' }, scene, submit, async (made) => {
    await inOrder();
    expect(await submit(made)).toMatchObject({ ok: true, data: { content: { state: 'public' } } });
    expect(await shop.all('reviews', { orderId: made.orderId })).toHaveLength(1);
  });
  await inOrder();
});

test('a follow-up, an answer, a decision and a removal that die can be repeated', async () => {
  type Made = Awaited<ReturnType<typeof written>>;
  const steps: [string, () => Promise<Made>, (made: Made) => Promise<unknown>, Partial<Record<keyof ReviewDoc, unknown>>][] = [
    ['append', written, ({ reviewId, requestId }) => shop.call('review', 'append', { requestId, reviewId, text: '更好用了' }, shopper), { append: expect.objectContaining({ state: 'public' }) }],
    ['reply', written, ({ reviewId, requestId }) => shop.call('review', 'reply', { requestId, reviewId, shopId: 'shop-1', to: 'content', text: '谢谢' }, owner), { reply: expect.objectContaining({ state: 'public' }) }],
    ['remove', written, ({ reviewId, requestId }) => shop.call('review', 'remove', { requestId, reviewId }, shopper), { deletedAt: expect.any(Number) }],
    [
      'decide',
      () => written('加微信'),
      async ({ reviewId, requestId }) => {
        const { at } = (await shop.one<ReviewDoc>('reviews', reviewId)).content;
        return shop.call('review', 'decide', { requestId, reviewId, part: 'content', at, pass: true }, platformOperator);
      },
      { content: expect.objectContaining({ state: 'public' }) },
    ],
  ];
  for (const [action, prepare, act, outcome] of steps) {
    await diesEverywhere({ function: 'review', action, operation: 'write' }, prepare, act, async (made) => {
      await inOrder();
      expect([action, await act(made)]).toEqual([action, expect.objectContaining({ ok: true })]);
      expect(await shop.one<ReviewDoc>('reviews', made.reviewId)).toMatchObject(outcome);
    });
  }
  await inOrder();
});

test.each(['reviews', 'reviewSummaries', 'orders'])('the timer that dies at the %s of those who said nothing finishes the next time', async (collection) => {
  await diesEverywhere(
    { function: 'timer', collection, operation: 'write' },
    () => scene({ finishedAt: Date.now() - 16 * DAY, openid: otherShopper }),
    () => shop.runTimer(),
    async ({ orderId }) => {
      await inOrder();
      expect(await shop.all('reviews', { orderId, auto: true })).toHaveLength(2);
    },
  );
});

test('many at the same time: the sums are those of the reviews, the first two those that stand first', async () => {
  const scenes = await Promise.all(Array.from({ length: 12 }, () => scene()));
  await Promise.all(scenes.map((made, i) => submit(made, '好'.repeat(i + 1))));
  const reviews = await shop.all<ReviewDoc>('reviews', { orderId: { $in: scenes.map(({ orderId }) => orderId) } });
  expect(reviews).toHaveLength(12);
  await Promise.all([
    ...reviews.slice(0, 6).map(({ _id }) => shop.call('review', 'append', { reviewId: _id, text: '再说一句' }, shopper)),
    ...reviews.slice(3, 9).map(({ _id }) => shop.call('review', 'remove', { reviewId: _id }, shopper)),
    ...reviews.slice(6).map(({ _id }) => shop.call('review', 'reply', { reviewId: _id, shopId: 'shop-1', to: 'content', text: '谢谢' }, owner)),
    shop.runTimer(),
    shop.runTimer(),
  ]);
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
  await inOrder();
});
