/** The merchant's answers. */
import * as v from 'valibot';
import type { Failure, PostalAddress, StaffRole } from '../../typings';
import { afterSaleOfShop } from '../data/after-sales';
import type { AfterSaleDoc } from '../data/documents';
import { wasBy } from '../data/recent';
import { shops } from '../data/store';
import { mayIntercept } from '../domain/after-sale-acts';
import { addressProblem, tidyAddress } from '../domain/postal-address';
import { fail, notFound, ok } from '../kernel/reply';
import { address as addressEntries, form, id, integer, list, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { newReservation } from '../processes/after-sale-debts';
import { afterSaleRules } from '../processes/after-sales';
import { MOST_PIECES } from '../domain/cart-lines';
import { step } from './acting';
import { MOST_PICTURES } from './apply';
import { exchangeRefusal } from './exchange';
import { deliveryOf, REQUEST } from './own';
import { detailOf, notNow } from './views';

export const everybody: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'];
export const answering: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService'];
const receiving: readonly StaffRole[] = [...answering, 'warehouse'];

export const shopGet: ActionOf<'aftersale', 'shopGet'> = {
  access: { staff: everybody },
  schema: form({ shopId: id, afterSaleId: id }),
  async run({ shopId, afterSaleId }) {
    const [afterSale, shop] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), shops.get(shopId)]);
    if (!afterSale) return notFound(REQUEST);
    return ok({ ...detailOf(afterSale, 'merchant'), suggestedAddress: shop?.returnAddress ?? null });
  },
};

export const addressForm = form(addressEntries);

/** Where the shopper is to send the goods: as given, else where the shop has them sent otherwise. Or what is wrong. */
export async function returnAddressOf(shopId: string, rough: PostalAddress | undefined): Promise<PostalAddress | Failure> {
  if (!rough) return (await shops.get(shopId))?.returnAddress ?? fail('BAD_REQUEST', '请填写退货地址', { field: 'returnAddress' });
  const tidy = tidyAddress(rough);
  const problem = addressProblem(tidy);
  return problem ? fail('BAD_REQUEST', problem.message, { field: `returnAddress.${problem.field}` }) : tidy;
}

export const agree: ActionOf<'aftersale', 'agree'> = {
  access: { staff: answering },
  schema: form({ requestId, shopId: id, afterSaleId: id, returnAddress: v.optional(addressForm) }),
  async run({ requestId: request, shopId, afterSaleId, returnAddress: rough }, context) {
    const [afterSale, rules] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), afterSaleRules()]);
    if (!afterSale) return notFound(REQUEST);
    const { type } = afterSale;
    if (type === 'REFUND') {
      return step(afterSale, 'merchant', '同意退款', { event: 'agree', text: '商家同意退款', change: { refundCause: 1 }, requestId: request }, context);
    }
    const returnAddress = await returnAddressOf(shopId, rough);
    if ('ok' in returnAddress) return returnAddress;
    const gone = type === 'EXCHANGE' && !wasBy(afterSale, request) && afterSale.status === 'MERCHANT_PROCESSING' ? await exchangeRefusal(afterSale) : null;
    if (gone) return gone;
    const what = type === 'EXCHANGE' ? '换货' : '退货';
    const change = { returnAddress, ...newReservation(afterSale) };
    const answer = await step(afterSale, 'merchant', `同意${what}`, { event: 'agree', text: `商家同意${type === 'EXCHANGE' ? '换货' : '退货退款'}，等待买家寄回`, change, rules, requestId: request }, context);
    if (answer.ok && rough) await shops.update({ _id: shopId }, { returnAddress });
    return answer;
  },
};

export const reject: ActionOf<'aftersale', 'reject'> = {
  access: { staff: answering },
  schema: form({ requestId, shopId: id, afterSaleId: id, reason: text(200, 2), images: v.optional(list(requiredImage, MOST_PICTURES)) }),
  async run({ requestId: request, shopId, afterSaleId, reason: rough, images }, context) {
    const [afterSale, rules] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), afterSaleRules()]);
    if (!afterSale) return notFound(REQUEST);
    const reason = rough.trim();
    return step(afterSale, 'merchant', '拒绝', { event: 'reject', text: `${rejectionOf(afterSale)}：${reason}`, images, change: { rejectReason: reason }, rules, requestId: request }, context);
  },
};

function rejectionOf({ status, type }: AfterSaleDoc): string {
  if (status === 'WAIT_PACKAGE_INTERCEPT') return '包裹未能拦截，商家拒绝退款';
  return status === 'MERCHANT_WAIT_RECEIPT' && type === 'EXCHANGE' ? '商家拒绝发出换货商品' : '商家拒绝';
}

/** How many of the pieces cannot be sold again. */
function damageProblem({ line }: AfterSaleDoc, damagedNum: number): Failure | null {
  return damagedNum > line.num ? fail('BAD_REQUEST', `损坏件数最多 ${line.num} 件`, { field: 'damagedNum', detail: { most: line.num } }) : null;
}
const damage = (damagedNum: number): string => (damagedNum > 0 ? `，其中 ${damagedNum} 件损坏、不再入库` : '');

export const receive: ActionOf<'aftersale', 'receive'> = {
  access: { staff: receiving },
  schema: form({ requestId, shopId: id, afterSaleId: id, damagedNum: v.optional(integer(0, MOST_PIECES)) }),
  async run({ requestId: request, shopId, afterSaleId, damagedNum = 0 }, context) {
    const afterSale = await afterSaleOfShop(shopId, afterSaleId);
    if (!afterSale) return notFound(REQUEST);
    const problem = damageProblem(afterSale, damagedNum);
    if (problem) return problem;
    const text = afterSale.status === 'WAIT_PACKAGE_INTERCEPT' ? '包裹已拦截退回，同意退款' : '商家已收到退货，同意退款';
    const refundCause = afterSale.status === 'USER_WAIT_RETURN' ? 2 : 1;
    return step(afterSale, 'merchant', '确认收货', { event: 'receive', text: `${text}${damage(damagedNum)}`, change: { received: true, refundCause, damagedNum }, requestId: request }, context);
  },
};

export const reship: ActionOf<'aftersale', 'reship'> = {
  access: { staff: receiving },
  schema: form({ requestId, shopId: id, afterSaleId: id, deliveryId: id, waybillId: text(40), damagedNum: v.optional(integer(0, MOST_PIECES)) }),
  async run({ requestId: request, shopId, afterSaleId, deliveryId, waybillId, damagedNum = 0 }, context) {
    const delivery = deliveryOf(deliveryId, waybillId, context.now);
    if ('ok' in delivery) return delivery;
    const [afterSale, rules] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), afterSaleRules()]);
    if (!afterSale) return notFound(REQUEST);
    const problem = damageProblem(afterSale, damagedNum);
    if (problem) return problem;
    const text = `商家已收到退货${damage(damagedNum)}，换货商品已发出，${delivery.deliveryName} ${delivery.waybillId}`;
    return step(afterSale, 'merchant', '发出换货商品', { event: 'reship', text, change: { received: true, damagedNum, reshipDelivery: delivery }, rules, requestId: request }, context);
  },
};

export const intercept: ActionOf<'aftersale', 'intercept'> = {
  access: { staff: answering },
  schema: form({ requestId, shopId: id, afterSaleId: id }),
  async run({ requestId: request, shopId, afterSaleId }, context) {
    const [afterSale, rules] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), afterSaleRules()]);
    if (!afterSale) return notFound(REQUEST);
    if (!wasBy(afterSale, request) && !mayIntercept(afterSale)) return notNow(afterSale, '拦截包裹');
    return step(afterSale, 'merchant', '拦截包裹', { event: 'intercept', text: '商家正在拦截包裹，拦截成功后退款', rules, requestId: request }, context);
  },
};
