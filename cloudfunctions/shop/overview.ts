/** The first screen of the manage pages: what is to be done, and how the day goes. */
import type { ShopOverview, StaffRole } from '../../typings';
import { command, operators } from '../data/client';
import { countOrders } from '../data/orders';
import { orders, shops, spus } from '../data/store';
import { shanghaiMidnight } from '../domain/order-number';
import { notFound, ok } from '../kernel/reply';
import { form, id } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { depositAccountOf } from '../processes/deposit-account';
import { figuresOf } from '../processes/shop-figures';
import { homeOf } from './home';

const seesDeposit: readonly StaffRole[] = ['owner', 'administrator', 'finance'];

export const overview: ActionOf<'shop', 'overview'> = {
  access: { staff: ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'] },
  schema: form({ shopId: id }),
  async run({ shopId }, { role, now }) {
    const shop = await shops.get(shopId);
    if (!shop || role === null) return notFound('这个店铺');
    const [figures, open, today, products, account] = await Promise.all([
      figuresOf(shop, now),
      countOrders({ shopId }, now),
      takenSince(shopId, shanghaiMidnight(now)),
      countProducts(shopId),
      seesDeposit.includes(role) ? depositAccountOf(shop) : null,
    ]);
    const standing = account?.standing;
    return ok({
      shop: homeOf(shop, figures),
      role,
      orders: open,
      today,
      products,
      deposit: standing ? { state: standing.state, dueFen: standing.dueFen, balanceFen: standing.balanceFen } : null,
    });
  },
};

async function takenSince(shopId: string, since: number): Promise<ShopOverview['today']> {
  const [sums] = await orders.aggregate<ShopOverview['today']>((pipeline) =>
    pipeline
      .match({ shopId, paidAt: command.gte(since) })
      .group({ _id: null, paidOrders: operators.sum(1), paidFen: operators.sum('$price.payFen') })
      .limit(1),
  );
  return { paidOrders: sums?.paidOrders ?? 0, paidFen: sums?.paidFen ?? 0 };
}

/** Listed and delisted as in the manage list's tabs; sold out: listed, and nothing left of any SKU that is offered. */
async function countProducts(shopId: string): Promise<ShopOverview['products']> {
  const pieces = operators.sum(operators.map({ input: operators.objectToArray('$stock'), as: 'sku', in: '$$sku.v.available' }));
  const rows = await spus.aggregate<{ _id: { listed: boolean; soldOut: boolean }; number: number }>((pipeline) =>
    pipeline
      .match({ shopId, status: command.nin([6, 9]) })
      .project({ listed: operators.eq(['$status', 5]), soldOut: operators.eq([pieces, 0]) })
      .group({ _id: { listed: '$listed', soldOut: '$soldOut' }, number: operators.sum(1) })
      .limit(4),
  );
  const numberOf = (is: (row: { listed: boolean; soldOut: boolean }) => boolean): number => rows.filter(({ _id }) => is(_id)).reduce((all, { number }) => all + number, 0);
  return { listed: numberOf(({ listed }) => listed), delisted: numberOf(({ listed }) => !listed), soldOut: numberOf(({ listed, soldOut }) => listed && soldOut) };
}
