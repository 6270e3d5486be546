/** The code on a product's poster. WeChat makes as many as are asked for, 5,000 a minute; none is kept here. */
import { shops, spus } from '../data/store';
import { productScene } from '../domain/share-scene';
import { pageCode } from '../kernel/open-api';
import { fail, notFound, ok } from '../kernel/reply';
import { form, id } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';

const PAGE = 'packages/product/pages/detail/index';
/** Pixels: sharp on a poster of 750. */
const WIDTH = 280;
/** WeChat's codes: too many in a minute; the page is not published. */
const TOO_MANY = 45009;
const NO_SUCH_PAGE = 41030;

export const shareCode: ActionOf<'catalog', 'shareCode'> = {
  access: 'shopper',
  schema: form({ spuId: id }),
  async run({ spuId }) {
    const [spu] = await spus.getMany([spuId], { status: true, shopId: true });
    const shop = spu?.status === 5 ? await shops.get(spu.shopId) : null;
    const scene = productScene(spuId);
    if (!shop || shop.status !== 'open_finished' || scene === null) return notFound('这件商品');
    const made = await pageCode({ page: PAGE, scene, width: WIDTH });
    if ('picture' in made) return ok({ image: `data:${made.contentType};base64,${made.picture.toString('base64')}`, scene });
    if (made.refused === NO_SUCH_PAGE) return fail('INVALID_STATE', '小程序发布后才能生成小程序码，可以先发送给朋友', { detail: { code: made.refused } });
    return fail('BUSY', made.refused === TOO_MANY ? '生成海报的人太多，请稍后再试' : '小程序码暂时无法生成，请稍后再试', { detail: { code: made.refused } });
  },
};
