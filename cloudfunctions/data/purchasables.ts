/** Products as a buyer's basket needs them: with their shop, its promotions, and the rule that a submit goes by, in one operation. */
import { command, operators } from './client';
import type { PromotionDoc, RuleDoc, ShopDoc, SpuDoc } from './documents';
import { UNPAID_MINUTES } from './rules';
import { spus } from './store';

export type Purchasable = Pick<SpuDoc, '_id' | 'shopId' | 'title' | 'headImages' | 'skus' | 'stock' | 'status'> & {
  shop: ShopDoc;
  /** The shop's present and coming ones, of all its products. */
  promotions: PromotionDoc[];
};
type Row = Omit<Purchasable, 'shop'> & { shops: ShopDoc[]; unpaidRules: RuleDoc[] };

/** By spuId. A product whose shop is gone is left out. `unpaidMinutes` is undefined when there is no product or no such rule. */
export async function readPurchasables(spuIds: readonly string[]): Promise<{ products: Map<string, Purchasable>; unpaidMinutes: number | undefined }> {
  const ids = [...new Set(spuIds)];
  if (ids.length === 0) return { products: new Map(), unpaidMinutes: undefined };
  const rows = await spus.aggregate<Row>((pipeline) =>
    pipeline
      .match({ _id: command.in(ids) })
      // Not the holds: a product in demand carries hundreds.
      .project({ shopId: 1, title: 1, headImages: 1, skus: 1, stock: 1, status: 1, unpaidRule: operators.literal(UNPAID_MINUTES) })
      .lookup({ from: 'shops', localField: 'shopId', foreignField: '_id', as: 'shops' })
      .lookup({ from: 'promotions', localField: 'shopId', foreignField: 'liveShopId', as: 'promotions' })
      .lookup({ from: 'rules', localField: 'unpaidRule', foreignField: '_id', as: 'unpaidRules' })
      .limit(ids.length),
  );
  const products = new Map<string, Purchasable>();
  for (const { shops, unpaidRules: _rules, ...spu } of rows) {
    if (shops[0]) products.set(spu._id, { ...spu, shop: shops[0] });
  }
  return { products, unpaidMinutes: rows[0]?.unpaidRules[0]?.value };
}
