/** The code on a product's poster, as somebody's camera reads it. */
import jsQR from 'jsqr';
import sharp from 'sharp';
import { refusal, ShopCloud } from './support/shop-cloud';
import { otherShopper, shopper } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  shop = await ShopCloud.inProcess();
});
afterAll(() => shop.stop());

async function read(image: string): Promise<string | undefined> {
  const [, base64 = ''] = /^data:image\/png;base64,(.+)$/.exec(image) ?? [];
  const { data, info } = await sharp(Buffer.from(base64, 'base64')).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

test('opens the product page, whoever asked for it, and changes nothing', async () => {
  const { image, scene } = await shop.must('catalog', 'shareCode', { spuId: 'mug' }, shopper);
  expect(scene).toBe('p=mug');
  expect(await read(image)).toMatch(/#\/packages\/product\/pages\/detail\/index\?scene=p%3Dmug$/);
  expect(await shop.must('catalog', 'shareCode', { spuId: 'mug' }, otherShopper)).toEqual({ image, scene });
  const { calls } = await shop.control<{ calls: { api: string; arguments: object; functionName: string }[] }>('openapi', { api: 'wxacode.getUnlimited' });
  expect(calls[0]).toMatchObject({ functionName: 'catalog', arguments: { scene: 'p=mug', page: 'packages/product/pages/detail/index', env_version: 'release', check_path: true } });
});

test('what is not on the shelf, or of a shop that is closed, has none', async () => {
  for (const spuId of ['off', 'draft', 'none']) expect(refusal(await shop.call('catalog', 'shareCode', { spuId }, shopper)).code).toBe('NOT_FOUND');
  await shop.set('shops', { _id: 'shop-2' }, { status: 'closing' });
  expect(refusal(await shop.call('catalog', 'shareCode', { spuId: 'tea' }, shopper)).code).toBe('NOT_FOUND');
});
