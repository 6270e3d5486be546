/** Reviews as people walk them: written with a picture, checked, read on the product page, answered by the shop, followed up, decided by the platform. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const buyer = 'o-shopper-1';
const words = '个头匀称，皮薄多汁，一箱没有坏的';

/** The next picture that somebody chooses: a small red one, made on the spot. */
async function readyPicture(): Promise<void> {
  const made: unknown = await shop.app.evaluate(() => {
    const { wx: api } = globalThis as unknown as { wx: { env: { USER_DATA_PATH: string }; getFileSystemManager(): { writeFileSync(path: string, data: string, encoding: string): void } } };
    const path = `${api.env.USER_DATA_PATH}/red.png`;
    api.getFileSystemManager().writeFileSync(path, 'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mN44aFBEmIY1TCqYfhqAADuC9wQ3HbO/wAAAABJRU5ErkJggg==', 'base64');
    return path;
  });
  const tempFilePath = String((made as { result?: unknown }).result ?? made);
  await shop.app.mockWxMethod('chooseMedia', { tempFiles: [{ tempFilePath, size: 100, fileType: 'image' }], type: 'image', errMsg: 'chooseMedia:ok' });
}
const product = (spuId: string) => shop.open(`/packages/product/pages/detail/index?spuId=${spuId}`);

test('what was received is reviewed: stars, words, a picture; public when it was checked', async () => {
  await shop.become(buyer);
  await shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
  await shop.reads(/2/, '.entry-toReview');
  await shop.shot('review-me');
  await shop.tap('.entry-toReview');
  await shop.arrive('packages/review/pages/mine/index');
  await shop.reads(/赣南/, '.waiting-card');
  await shop.shot('review-waiting');
  await shop.tap('.btn-write');
  await shop.arrive('packages/review/pages/write/index');
  await shop.find('.review-sheet[1]');
  await shop.shot('review-write-empty');
  await shop.tap('.btn-submit-review');

  await shop.tap('.input-stars[0]', '.st-tap[4]');
  await shop.reads(/质量好/, '.review-sheet[0]');
  await shop.tap('.chip[0]');
  await shop.input(words, '.input-review[0]');
  await readyPicture();
  await shop.tap('.pictures[0]', '.btn-add-pic');
  await shop.find('.pictures[0]', '.ev-img');
  await shop.tap('.input-stars[1]', '.st-tap[1]');
  await shop.input('这是违规内容', '.input-review[1]');
  await shop.tap('.input-service', '.st-tap[4]');
  await shop.tap('.input-delivery', '.st-tap[3]');
  await shop.tap('.btn-anonymous');
  await shop.shot('review-write-filled');
  await shop.tap('.btn-submit-review');
  await shop.reads(/不适合公开/, '.problem');
  // One went through, the other stays with its reason.
  await shop.until('one line left', async () => (await shop.all('.review-sheet')).length === 1);
  await shop.shot('review-write-refused');
  await shop.input('加微信 abc 看更多', '.input-review[0]');
  await shop.tap('.btn-submit-review');
  await shop.arrive('packages/review/pages/mine/index');
  await shop.reads(/没有待评价/, 'empty-state');
  await shop.tap('.tabs', '.strip-tab[1]');
  await shop.reads(/审核中/, '.own-card');
  await shop.shot('review-mine');

  await product('orange-gannan');
  await shop.until('the picture has been checked', async () => {
    await product('orange-gannan');
    return (await shop.text('.top-review[0]')).includes(words);
  });
  await shop.reads(/林\*\*满|小\*\*满/, '.top-review[0]');
  const { scrollTop = 0 } = (await shop.app.callWxMethod('pageScrollTo', { selector: '.reviews-head', duration: 0 })) as { scrollTop?: number };
  expect(scrollTop).toBeDefined();
  await shop.shot('review-product');
  await shop.tap('.btn-reviews');
  await shop.arrive('packages/product/pages/reviews/index');
  await shop.find('.review-card');
  await shop.shot('review-list');
  await shop.tap('.chip[1]');
  await shop.reads(new RegExp(words), '.review-card[0]');
  await shop.tap('.btn-sort');
  await shop.reads(/最新/, '.btn-sort');
});

test('the shop answers, the shopper adds a follow-up, the platform decides what was not certain', async () => {
  await shop.become('o-merchant-2');
  await shop.open('/packages/manage/pages/home/index?shopId=shop-2');
  await shop.reads(/评价/, '.entry-reviews');
  await shop.shot('review-manage-home');
  await shop.tap('.entry-reviews');
  await shop.arrive('packages/manage/pages/reviews/index');
  await shop.reads(new RegExp(words), '.shop-review[0]');
  await shop.shot('review-manage-list');
  await shop.tap('.btn-reply[0]');
  await shop.input('谢谢喜欢，下一批更甜', '.reply-sheet', '.input-text');
  await shop.shot('review-manage-reply');
  await shop.tap('.reply-sheet', '.btn-text-done');
  await shop.until('it is answered', async () => !(await shop.text('.shop-review[0]')).includes(words));

  await shop.become('o-operator');
  await shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
  await shop.tap('.entry-review-queue');
  await shop.arrive('packages/operate/pages/review-queue/index');
  await shop.reads(/加微信/, '.queued');
  await shop.shot('review-queue');
  await shop.tap('.btn-refuse');
  await shop.input('含有联系方式', '.refuse-sheet', '.input-text');
  await shop.tap('.refuse-sheet', '.btn-text-done');
  await shop.reads(/没有待审核/, 'empty-state');

  await shop.become(buyer);
  await shop.open('/packages/review/pages/mine/index?tab=done');
  await shop.reads(/未通过审核：含有联系方式/, '.own-card[0]');
  await shop.reads(/下一批更甜/, '.own-card[1]');
  await shop.shot('review-mine-answered');
  await shop.tap('.btn-append');
  await shop.arrive('packages/review/pages/append/index');
  await shop.input('放了一周依旧新鲜', '.input-append');
  await shop.shot('review-append');
  await shop.tap('.btn-submit-append');
  await shop.arrive('packages/review/pages/mine/index');
  await shop.reads(/当天追评[\s\S]*依旧新鲜/, '.own-card[1]');
  await shop.open('/packages/product/pages/reviews/index?spuId=orange-gannan&filter=append');
  await shop.reads(/依旧新鲜/, '.review-card[0]');
  await shop.shot('review-list-append');
  await shop.open('/packages/product/pages/shop/index?shopId=shop-2');
  await shop.find('.facts');
  await shop.shot('review-shop');
});
