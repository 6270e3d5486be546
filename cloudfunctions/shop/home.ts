/** A shop as everybody sees it. */
import type { ShopHome } from '../../typings';
import type { ShopDoc } from '../data/documents';
import { shops } from '../data/store';
import { ratingOf } from '../domain/review-summary';
import { notFound, ok } from '../kernel/reply';
import { form, id } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { figuresOf, type ShopFigures } from '../processes/shop-figures';

export const get: ActionOf<'shop', 'get'> = {
  access: 'public',
  schema: form({ shopId: id }),
  async run({ shopId }, { now }) {
    const shop = await shops.get(shopId);
    if (!shop || shop.status === 'opening') return notFound('这个店铺');
    return ok(homeOf(shop, await figuresOf(shop, now)));
  },
};

export function homeOf({ _id, name, logo, intro, subjectType, status, openedAt, rating }: ShopDoc, figures: ShopFigures): ShopHome {
  return { shopId: _id, name, logo, intro, subjectType, status, spuCount: figures.listed, sold: figures.sold, openedAt, rating: rating ? ratingOf(rating) : null };
}
