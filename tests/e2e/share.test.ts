/** Sharing: the poster with its code, the album and its permission, where a code leads, and a page that was opened from the timeline. */
import jsQR from 'jsqr';
import sharp from 'sharp';
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const detail = '/packages/product/pages/detail/index';
const poster = ['.share-sheet', '.poster'];
const native = async (method: string) => {
  await shop.until(method, async () => {
    try {
      await (shop.app as unknown as { send(method: string, params: object): Promise<unknown> }).send('Tool.native', { method });
      return true;
    } catch (error) {
      if (/is not open/.test((error as Error).message)) return false;
      throw error;
    }
  });
};
/** In WeChat's own layers, which are no part of the page. */
const touch = (selector: string) => shop.until(selector, async () => Boolean(await evaluated((wanted: string) => {
  const { document } = globalThis as unknown as { document: { querySelector(which: string): { click(): void } | null } };
  const found = document.querySelector(wanted);
  found?.click();
  return found !== null;
}, selector)));
async function evaluated(run: (argument: string) => unknown, argument: string): Promise<unknown> {
  const answer: unknown = await shop.app.evaluate(run, argument);
  return (answer as { result?: unknown } | null)?.result ?? answer;
}
/** The picture that the sheet shows, as a camera sees it. */
async function posterPicture(): Promise<{ code: string | undefined; width: number; height: number }> {
  const path = String(await (await shop.find(...poster)).attribute('src'));
  const base64 = String(await evaluated((file: string) => (globalThis as unknown as { wx: { getFileSystemManager(): { readFileSync(path: string, encoding: string): string } } }).wx.getFileSystemManager().readFileSync(file, 'base64'), path));
  const { data, info } = await sharp(Buffer.from(base64, 'base64')).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { code: jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data, width: info.width, height: info.height };
}
const toasted = (words: RegExp) => shop.until(String(words), async () => words.test(String(await evaluated(() => (globalThis as unknown as { document: { body: { innerText: string } } }).document.body.innerText, ''))));

test('a poster whose code opens the product; saved once the album is allowed', async () => {
  await shop.become('o-shopper-1');
  await shop.open(`${detail}?spuId=mug-tide`);
  await shop.find('.btn-share');
  await shop.shot('share-product');
  await shop.tap('.btn-share');
  await shop.find(...poster);
  await shop.shot('share-poster');
  const { code, width, height } = await posterPicture();
  expect({ width, height }).toEqual({ width: 750, height: 1180 });
  expect(code).toMatch(/#\/packages\/product\/pages\/detail\/index\?scene=p%3Dmug-tide$/);

  await shop.tap('.share-sheet', '.btn-save-poster');
  await shop.tap('privacy-sheet', '.ps-agree');
  await native('authorizeCancel');
  await shop.shot('share-refused');
  await shop.confirmModal();
  await touch('[data-scope="scope.writePhotosAlbum"]');
  await shop.shot('share-settings');
  await touch('[data-settings="leave"]');
  await toasted(/已保存到相册/);
  await shop.shot('share-saved');
});

test('a scanned code leads to the product, a code of nobody home', async () => {
  await shop.open(`${detail}?scene=${encodeURIComponent('p=mug-tide')}`);
  await shop.reads(/潮汐釉/, '.title');
  await shop.open(`${detail}?scene=${encodeURIComponent('x=nothing')}`);
  await shop.reads(/不存在/, 'error-state');
  await shop.shot('share-unknown-code');
  await shop.tap('error-state', '.btn-leave');
  await shop.arrive('pages/home/index');
});

test('from the timeline: the product by itself, with nothing that needs a login', async () => {
  await shop.app.mockWxMethod('getLaunchOptionsSync', { path: detail, query: {}, scene: 1154, referrerInfo: {} });
  try {
    await shop.open(`${detail}?spuId=mug-tide`);
    await shop.reads(/潮汐釉/, '.title');
    expect(await shop.all('.foot-bar')).toHaveLength(0);
    expect(await shop.all('.btn-share')).toHaveLength(0);
    await shop.shot('share-single');
  } finally {
    await shop.app.restoreWxMethod('getLaunchOptionsSync');
  }
});

test('customer service from the product and from the shop, with what it is about', async () => {
  const chats = async (words: RegExp) => {
    await toasted(words);
    await touch('.mp-chat-close');
    await shop.until('the conversation to be left', async () => (await evaluated(() => (globalThis as unknown as { document: { querySelector(which: string): unknown } }).document.querySelector('.mp-layer:not(.closing) .mp-chat') === null, '')) === true);
  };
  await shop.open(`${detail}?spuId=mug-tide`);
  await shop.reads(/潮汐釉/, '.title');
  await shop.shot('contact-product');
  await shop.tap('.btn-contact');
  await chats(/你可能想发送：潮汐釉/);
  await shop.open('/packages/product/pages/shop/index?shopId=shop-1');
  await shop.find('.btn-contact');
  await shop.shot('contact-shop');
  await shop.tap('.btn-contact');
  await chats(/你可能想发送：青禾生活馆/);
});

test('leaving a membership: what it costs is said first, and joining again is possible', async () => {
  await shop.become('o-shopper-2');
  await shop.open('/packages/member/pages/card/index?shopId=shop-1');
  await shop.until('the card', async () => (await shop.all('.btn-join')).length + (await shop.all('.btn-leave-vip')).length > 0);
  if ((await shop.all('.btn-join')).length > 0) await shop.tap('.btn-join');
  await shop.find('.btn-leave-vip');
  await shop.shot('vip-member');
  await shop.tap('.btn-leave-vip');
  await shop.shot('vip-leave-asked');
  await shop.confirmModal();
  await shop.reads(/免费入会/, '.btn-join');
  await shop.shot('vip-left');
});

test('a merchant arranges the home of the shop, and shoppers see it', async () => {
  await shop.become('o-merchant-1');
  await shop.open('/packages/manage/pages/home/index?shopId=shop-1');
  await shop.tap('.entry-blocks');
  await shop.arrive('packages/operate/pages/home-blocks/index');
  await shop.find('empty-state');
  await shop.shot('blocks-empty');
  const add = async (tapIndex: number, title: string) => {
    await shop.app.mockWxMethod('showActionSheet', { errMsg: 'showActionSheet:ok', tapIndex });
    await shop.tap('.btn-add');
    await shop.app.restoreWxMethod('showActionSheet');
    await shop.input(title, '.block-sheet', '.bs-title');

    await shop.tap('.block-sheet', '.bs-offer[0]');
    await shop.shot('blocks-sheet');
    await shop.tap('.block-sheet', '.bs-save');
    await shop.reads(new RegExp(title), '.block-title');
  };
  await add(3, '掌柜推荐');
  await shop.shot('blocks-arranged');
  await shop.tap('.btn-save');
  await shop.reads(/已是最新/, '.btn-save');
  await shop.become('o-shopper-1');
  await shop.open('/packages/product/pages/shop/index?shopId=shop-1');
  await shop.reads(/掌柜推荐/, '.shop-blocks');
  await shop.shot('blocks-shop');
});
