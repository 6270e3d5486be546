/** The merchant's answers. */
import * as v from 'valibot';
import type { PostalAddress, StaffRole } from '../../typings';
import { afterSaleOfShop } from '../data/after-sales';
import { AFTER_SALE, ruleValue } from '../data/rules';
import { shops } from '../data/store';
import { addressProblem, tidyAddress } from '../domain/postal-address';
import { DAY } from '../kernel/clock';
import { fail, notFound, ok } from '../kernel/reply';
import { address as addressEntries, form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { step } from './acting';
import { detailOf } from './views';

const REQUEST = '这个售后申请';
const everybody: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'];
const answering: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService'];

export const shopGet: ActionOf<'aftersale', 'shopGet'> = {
  access: { staff: everybody },
  schema: form({ shopId: id, afterSaleId: id }),
  async run({ shopId, afterSaleId }) {
    const [afterSale, shop] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), shops.get(shopId)]);
    if (!afterSale) return notFound(REQUEST);
    return ok({ ...detailOf(afterSale, 'merchant'), suggestedAddress: shop?.returnAddress ?? null });
  },
};

export const agree: ActionOf<'aftersale', 'agree'> = {
  access: { staff: answering },
  schema: form({ requestId, shopId: id, afterSaleId: id, returnAddress: v.optional(form(addressEntries)) }),
  async run({ requestId: request, shopId, afterSaleId, returnAddress: rough }, context) {
    const [afterSale, days] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), ruleValue(AFTER_SALE.returnDays)]);
    if (!afterSale) return notFound(REQUEST);
    if (afterSale.type === 'REFUND') {
      return step(afterSale, 'merchant', '同意退款', { event: 'agree', text: '商家同意退款', change: { refundCause: 1 }, requestId: request }, context);
    }
    let returnAddress: PostalAddress | null = null;
    if (rough) {
      returnAddress = tidyAddress(rough);
      const problem = addressProblem(returnAddress);
      if (problem) return fail('BAD_REQUEST', problem.message, { field: `returnAddress.${problem.field}` });
    } else returnAddress = (await shops.get(shopId))?.returnAddress ?? null;
    if (!returnAddress) return fail('BAD_REQUEST', '请填写退货地址', { field: 'returnAddress' });
    const change = { returnAddress, deadline: context.now + days * DAY };
    const answer = await step(afterSale, 'merchant', '同意退货', { event: 'agree', text: '商家同意退货退款，等待买家寄回', change, requestId: request }, context);
    if (answer.ok && rough) await shops.update({ _id: shopId }, { returnAddress });
    return answer;
  },
};

export const reject: ActionOf<'aftersale', 'reject'> = {
  access: { staff: answering },
  schema: form({ requestId, shopId: id, afterSaleId: id, reason: text(200, 2) }),
  async run({ requestId: request, shopId, afterSaleId, reason: rough }, context) {
    const [afterSale, days] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), ruleValue(AFTER_SALE.disputeDays)]);
    if (!afterSale) return notFound(REQUEST);
    const reason = rough.trim();
    const change = { rejectReason: reason, deadline: context.now + days * DAY };
    return step(afterSale, 'merchant', '拒绝', { event: 'reject', text: `商家拒绝：${reason}`, change, requestId: request }, context);
  },
};

export const receive: ActionOf<'aftersale', 'receive'> = {
  access: { staff: [...answering, 'warehouse'] },
  schema: form({ requestId, shopId: id, afterSaleId: id }),
  async run({ requestId: request, shopId, afterSaleId }, context) {
    const afterSale = await afterSaleOfShop(shopId, afterSaleId);
    if (!afterSale) return notFound(REQUEST);
    const change = { received: true, refundCause: 1 };
    return step(afterSale, 'merchant', '确认收货', { event: 'receive', text: '商家已收到退货，同意退款', change, requestId: request }, context);
  },
};
