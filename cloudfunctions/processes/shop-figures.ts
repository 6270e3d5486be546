/** What a shop shows of itself in numbers: counted from its products, kept with the shop, counted again when they change. */
import type { ShopDoc } from '../data/documents';
import { operators } from '../data/client';
import { shops, spus } from '../data/store';

export type ShopFigures = NonNullable<ShopDoc['figures']>;

export async function countFigures(shopId: string, now: number): Promise<ShopFigures> {
  const [sums] = await spus.aggregate<{ listed: number; sold: number }>((pipeline) =>
    pipeline
      .match({ shopId })
      .group({
        _id: null,
        listed: operators.sum(operators.cond({ if: operators.eq(['$status', 5]), then: 1, else: 0 })),
        sold: operators.sum('$sold'),
      })
      .limit(1),
  );
  const figures = { listed: sums?.listed ?? 0, sold: sums?.sold ?? 0, countedAt: now };
  await shops.update({ _id: shopId }, { figures });
  return figures;
}

/** The kept numbers; counted first for a shop that has none yet. */
export async function figuresOf(shop: ShopDoc, now: number): Promise<ShopFigures> {
  return shop.figures ?? countFigures(shop._id, now);
}
