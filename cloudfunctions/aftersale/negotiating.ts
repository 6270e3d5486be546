/** The merchant proposes something else, or begins; the shopper accepts or not. */
import * as v from 'valibot';
import type { AfterSaleType } from '../../typings';
import { afterSaleOf, afterSaleOfShop } from '../data/after-sales';
import type { StoredProposal } from '../data/after-sale-extras';
import { wasBy } from '../data/recent';
import { acceptEvent, declineEvent, mayPropose, waitsForShopper } from '../domain/after-sale-acts';
import { afterSaleReasons, reasonsFor } from '../domain/after-sale-reasons';
import { wayOf } from '../domain/fulfilment';
import { yuan } from '../domain/money';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, fenSum, flag, form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { afterSaleRules } from '../processes/after-sales';
import { step, type Step } from './acting';
import { addressForm, answering, returnAddressOf } from './merchant';
import { REQUEST } from './own';
import { detailOf, notNow } from './views';

const TYPES: Record<AfterSaleType, string> = { REFUND: '仅退款', RETURN: '退货退款', EXCHANGE: '换货' };

export const propose: ActionOf<'aftersale', 'propose'> = {
  access: { staff: answering },
  schema: form({
    requestId,
    shopId: id,
    afterSaleId: id,
    type: choice(['REFUND', 'RETURN', 'EXCHANGE']),
    refundFen: fenSum,
    reason: v.optional(choice([...afterSaleReasons])),
    text: text(200, 2),
    returnAddress: v.optional(addressForm),
  }),
  async run({ requestId: request, shopId, afterSaleId, type, refundFen, reason: other, text: rough, returnAddress: address }, context) {
    const [afterSale, rules] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), afterSaleRules()]);
    if (!afterSale) return notFound(REQUEST);
    if (wasBy(afterSale, request)) return ok(detailOf(afterSale, 'merchant'));
    if (!mayPropose(afterSale)) return notNow(afterSale, (afterSale.proposalsLeft ?? 0) > 0 ? '协商' : '再次协商');
    if (type === 'EXCHANGE') return fail('BAD_REQUEST', '可以协商为仅退款或退货退款', { field: 'type' });
    if (afterSale.returnDelivery && type !== 'RETURN') return fail('BAD_REQUEST', '商品已在寄回途中，只能协商退货退款', { field: 'type' });
    const way = wayOf(afterSale.method ?? 'express');
    if (type === 'RETURN' && !way.comesBack) return fail('BAD_REQUEST', '这件商品不能退回，只能协商退款', { field: 'type' });
    const most = afterSale.shareFen ?? afterSale.refundFen;
    if (refundFen > most) return fail('BAD_REQUEST', `最多可以退 ¥${yuan(most)}`, { field: 'refundFen', detail: { most } });
    const reason = other ?? (reasonsFor(type, false, way).includes(afterSale.reason) ? afterSale.reason : 'OTHERS');
    if (!reasonsFor(type, false, way).includes(reason)) return fail('BAD_REQUEST', '这个原因不适用于所选的售后类型，请重新选择', { field: 'reason' });
    if (type === afterSale.type && refundFen === (afterSale.agreedFen ?? most) && reason === afterSale.reason) return fail('BAD_REQUEST', '与买家的申请相同，请直接同意', { field: 'refundFen' });
    const returnAddress = type === 'REFUND' ? null : (afterSale.returnAddress ?? (await returnAddressOf(shopId, address)));
    if (returnAddress && 'ok' in returnAddress) return returnAddress;
    const words = rough.trim();
    const proposal: StoredProposal = { by: 'merchant', state: 'open', type, refundFen, reason, text: words, proposedAt: context.now, returnAddress };
    const move: Step = {
      event: 'propose',
      text: `商家建议${TYPES[type]} ¥${yuan(refundFen)}：${words}`,
      change: { proposal, proposalsLeft: (afterSale.proposalsLeft ?? 1) - 1 },
      rules,
      requestId: request,
    };
    return step(afterSale, 'merchant', '协商', move, context);
  },
};

export const answer: ActionOf<'aftersale', 'answer'> = {
  access: 'shopper',
  schema: form({ requestId, afterSaleId: id, accept: flag }),
  async run({ requestId: request, afterSaleId, accept }, context) {
    const [afterSale, rules] = await Promise.all([afterSaleOf(context.openid, afterSaleId), afterSaleRules()]);
    if (!afterSale) return notFound(REQUEST);
    if (wasBy(afterSale, request)) return ok(detailOf(afterSale, 'shopper'));
    if (!waitsForShopper(afterSale)) return notNow(afterSale, '答复商家');
    const { status, type, proposal, deadline } = afterSale;
    const open = status === 'USER_WAIT_CONFIRM_UPDATE' && proposal ? proposal : null;
    // Another proposal may have taken the place of the one that was read.
    const guard = { deadline };
    if (!accept) {
      const move: Step = { event: declineEvent(afterSale), text: open ? '买家不同意商家的建议，继续原申请' : '买家不需要售后', change: open ? { proposal: { ...open, state: 'declined' } } : {}, rules, requestId: request, guard };
      return step(afterSale, 'shopper', '答复商家', move, context);
    }
    const event = acceptEvent(afterSale);
    const money = event === 'acceptRefund' ? { refundCause: 1 as const } : {};
    if (!open) return step(afterSale, 'shopper', '答复商家', { event, text: '买家同意商家发起的售后', change: money, rules, requestId: request, guard }, context);
    const agreed = { type: open.type, refundFen: open.refundFen, agreedFen: open.refundFen, reason: open.reason, proposal: { ...open, state: 'accepted' as const } };
    const move: Step = {
      event,
      text: `买家同意${TYPES[open.type]} ¥${yuan(open.refundFen)}`,
      change: { ...agreed, ...money, ...(open.returnAddress ? { returnAddress: open.returnAddress } : {}) },
      debts: type === 'EXCHANGE' && afterSale.reservation ? ['unreserve'] : [],
      rules,
      requestId: request,
      guard,
    };
    return step(afterSale, 'shopper', '答复商家', move, context);
  },
};
