/**
 * Leaving a shop's members. What is left of the points lapses with it, as an entry of the ledger; the grade is judged by what the ledger and the
 * orders say, so that whoever joins again has it again, and has no points. Points that an unpaid order holds have to be settled first. Points that
 * were paid with come back with a refund afterwards, and can be used by joining again.
 */
import { customerId } from '../data/customers';
import { customers, shops } from '../data/store';
import { fail, notFound, ok } from '../kernel/reply';
import { form, id, integer, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { leaveWithPoints } from '../processes/point-ledger';
import { cardOf } from './card';

const ATTEMPTS = 6;

/** Leaving twice is leaving once. A request that is repeated after the shopper has joined again does not take them out again. */
export const leave: ActionOf<'vip', 'leave'> = {
  access: 'shopper',
  schema: form({ requestId, shopId: id, joinedAt: integer(1, Number.MAX_SAFE_INTEGER) }),
  async run({ shopId, joinedAt }, { openid, now }) {
    const shop = await shops.get(shopId);
    if (!shop?.vip) return notFound('这个店铺的会员');
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const customer = await customers.get(customerId(shopId, openid));
      if (!customer || customer.joinedAt !== joinedAt) return ok(cardOf(shop, customer));
      const held = Object.values(customer.held).reduce((all, one) => all + one, 0);
      if (held > 0) return fail('INVALID_STATE', `有 ${held} 积分正用于待付款的订单，请先付款或取消订单`, { detail: { held } });
      if (await leaveWithPoints(customer, joinedAt, now)) return ok(cardOf(shop, await customers.get(customer._id)));
    }
    return fail('BUSY', '积分正在变动，请稍后再试');
  },
};
