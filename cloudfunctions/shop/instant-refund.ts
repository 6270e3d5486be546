/** Whether a shop gives money back at once for goods that it has not begun to ship. */
import type { InstantRefund, Reply, StaffRole } from '../../typings';
import { by, notBy } from '../data/recent';
import { shops } from '../data/store';
import { fail, notFound, ok } from '../kernel/reply';
import { flag, form, id, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { afterSaleRules } from '../processes/after-sales';
import { instantBy } from '../processes/instant-refunds';

const everybody: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'];

export const instantRefund: ActionOf<'shop', 'instantRefund'> = {
  access: { staff: everybody },
  schema: form({ shopId: id }),
  run: ({ shopId }) => standing(shopId),
};

export const setInstantRefund: ActionOf<'shop', 'setInstantRefund'> = {
  access: { staff: ['owner', 'administrator'] },
  schema: form({ requestId, shopId: id, on: flag }),
  async run({ requestId: request, shopId, on }) {
    const decides = instantBy(await afterSaleRules());
    if (decides === 'platform') return fail('INVALID_STATE', '平台已为所有店铺开启未发货极速退款，不能单独设置', { detail: { by: decides } });
    if (decides === 'nobody') return fail('INVALID_STATE', '平台暂未开放未发货极速退款', { detail: { by: decides } });
    await shops.update({ _id: shopId, ...notBy(request) }, { instantRefund: on, ...by(request) });
    return standing(shopId);
  },
};

async function standing(shopId: string): Promise<Reply<InstantRefund>> {
  const [rules, shop] = await Promise.all([afterSaleRules(), shops.get(shopId)]);
  if (!shop) return notFound('这个店铺');
  const decides = instantBy(rules);
  return ok({ by: decides, on: decides === 'platform' || (decides === 'shop' && shop.instantRefund === true), merchantDays: rules.merchantDays });
}
