/** The home page: stored blocks, filled with the products and shops that they name, and the first page of the feed. */
import type { CategoryNode, HomeBlock, HomeBlockDraft } from '../../typings';
import type { PageDoc, ShopDoc, SpuDoc } from '../data/documents';
import { categories as categoryCollection, pages, shops, spus } from '../data/store';
import { form } from '../kernel/schema';
import { ok } from '../kernel/reply';
import type { ActionOf } from '../kernel/serve';
import { figuresOf } from '../processes/shop-figures';
import { cardAt, cardFields } from '../processes/cards';
import { claimableOfShops, type HomeCoupon } from '../processes/claimable';
import { shopBriefOf } from './cards';
import { findCards } from './list';

export const HOME = 'home';

export const home: ActionOf<'catalog', 'home'> = {
  access: 'public',
  schema: form({}),
  async run(_request, { openid, now }) {
    const [page, { items, nextCursor }] = await Promise.all([pages.get(HOME), findCards({}, now)]);
    const blocks = page ? await filled(page, openid, now) : [];
    return ok({ blocks, feed: { items, nextCursor } });
  },
};

export async function filled(page: Pick<PageDoc, 'blocks'>, openid: string, now: number): Promise<HomeBlock[]> {
  const spuIds = page.blocks.flatMap((block) => (block.type === 'feature' || block.type === 'grid' ? block.spuIds : []));
  const shopIds = page.blocks.flatMap((block) => (block.type === 'shops' ? block.shopIds : []));
  const couponShops = page.blocks.flatMap((block) => (block.type === 'coupons' ? block.shopIds : []));
  const [products, named, claimable] = await Promise.all([spus.getMany(spuIds, cardFields), shops.getMany(shopIds), couponShops.length > 0 ? claimableOfShops(couponShops, openid, now) : []]);
  const counted = await Promise.all(named.map(async (shop) => ({ shop, spuCount: (await figuresOf(shop, now)).listed })));
  const known: Known = {
    coupons: claimable,
    products: new Map(products.filter(({ status }) => status === 5).map((spu) => [spu._id, spu])),
    shops: new Map(counted.filter(({ shop }) => shop.status === 'open_finished').map((one) => [one.shop._id, one])),
  };
  return page.blocks.map((block) => filledBlock(block, known, now)).filter((block) => block.type === 'text' || block.items.length > 0);
}

interface Known {
  coupons: HomeCoupon[];
  products: Map<string, SpuDoc>;
  shops: Map<string, { shop: ShopDoc; spuCount: number }>;
}

/** What was delisted or closed since drops out. */
function filledBlock(block: HomeBlockDraft, known: Known, now: number): HomeBlock {
  switch (block.type) {
    case 'feature':
    case 'grid': {
      const { type, title, subTitle, spuIds } = block;
      return { type, title, subTitle, items: present(spuIds, known.products).map(cardAt(now)) };
    }
    case 'coupons': {
      const { type, title, shopIds } = block;
      return { type, title, items: known.coupons.filter(({ shopId }) => shopIds.includes(shopId)).slice(0, MOST_COUPONS) };
    }
    case 'shops': {
      const items = present(block.shopIds, known.shops).map(({ shop, spuCount }) => shopBriefOf(shop, spuCount));
      return { type: block.type, title: block.title, items };
    }
    default:
      return block;
  }
}

/** A strip, not a list: each shop's page has them all. */
const MOST_COUPONS = 20;

function present<T>(ids: readonly string[], found: Map<string, T>): T[] {
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** One read's worth; 微信小店's own tree is larger, a shop uses a part of it. */
const MOST_CATEGORIES = 1000;

export const categories: ActionOf<'catalog', 'categories'> = {
  access: 'public',
  schema: form({}),
  async run() {
    const all = await allCategories();
    const tree = all.filter(({ parentId }) => parentId === '').map((top): CategoryNode => ({ ...top, children: all.filter(({ parentId }) => parentId === top.id) }));
    return ok({ tree });
  },
};

async function allCategories() {
  const found = await categoryCollection.findFirst([['parentId', 'asc'], ['sort', 'asc']], MOST_CATEGORIES);
  return found.map(({ _id, ...category }) => ({ id: _id, ...category }));
}
