/** A shopper's own request: looking at it, giving it up, sending the goods back, having got others, asking the platform. */
import * as v from 'valibot';
import { afterSaleOf } from '../data/after-sales';
import { by, notBy, wasBy } from '../data/recent';
import { command } from '../data/client';
import { afterSales } from '../data/store';
import { mayCancel, mayDispute } from '../domain/after-sale-acts';
import { expressCompanies, expressCompany, isWaybill } from '../domain/express-companies';
import type { Failure, ReturnDelivery } from '../../typings';
import { DAY } from '../kernel/clock';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, list, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { afterSaleRules } from '../processes/after-sales';
import { consequences, presentOf, step } from './acting';
import { MOST_PICTURES } from './apply';
import { detailOf, notNow } from './views';

export const REQUEST = '这个售后申请';

export const get: ActionOf<'aftersale', 'get'> = {
  access: 'shopper',
  schema: form({ afterSaleId: id }),
  async run({ afterSaleId }, { openid }) {
    const afterSale = await afterSaleOf(openid, afterSaleId);
    return afterSale ? ok(detailOf(afterSale, 'shopper')) : notFound(REQUEST);
  },
};

export const cancel: ActionOf<'aftersale', 'cancel'> = {
  access: 'shopper',
  schema: form({ requestId, afterSaleId: id }),
  async run({ requestId: request, afterSaleId }, context) {
    const afterSale = await afterSaleOf(context.openid, afterSaleId);
    if (!afterSale) return notFound(REQUEST);
    if (!wasBy(afterSale, request) && !mayCancel(afterSale)) return notNow(afterSale, '撤销');
    const { dispute, deadline } = afterSale;
    const withdrawn = dispute?.state === 'open' ? { dispute: { ...dispute, state: 'withdrawn' as const, decidedAt: context.now } } : {};
    // The deadline changes with every dispute and decision: what was read is what is given up.
    return step(afterSale, 'shopper', '撤销', { event: 'cancel', text: '买家撤销申请', change: withdrawn, requestId: request, guard: { deadline } }, context);
  },
};

export const sendBack: ActionOf<'aftersale', 'sendBack'> = {
  access: 'shopper',
  schema: form({ requestId, afterSaleId: id, deliveryId: id, waybillId: text(40) }),
  async run({ requestId: request, afterSaleId, deliveryId, waybillId }, context) {
    const delivery = deliveryOf(deliveryId, waybillId, context.now);
    if ('ok' in delivery) return delivery;
    const [found, rules] = await Promise.all([afterSaleOf(context.openid, afterSaleId), afterSaleRules()]);
    if (!found) return notFound(REQUEST);
    // What is wanted in exchange has to be held before anything is sent.
    const afterSale = found.todo.includes('reserve') ? await consequences(found, context) : found;
    const move = { event: 'sendBack', text: `买家已寄回，${delivery.deliveryName} ${delivery.waybillId}`, change: { returnDelivery: delivery }, rules, requestId: request, guard: { todo: command.neq('reserve') } } as const;
    return step(afterSale, 'shopper', '填写退货物流', move, context);
  },
};

/** Or what is wrong with it. */
export function deliveryOf(deliveryId: string, rough: string, sentAt: number): ReturnDelivery | Failure {
  const company = expressCompany(deliveryId);
  const waybillId = rough.replace(/\s+/g, '');
  if (!company) return fail('BAD_REQUEST', `请选择快递公司：${expressCompanies.map(({ deliveryName }) => deliveryName).join('、')}`, { field: 'deliveryId' });
  if (!isWaybill(waybillId)) return fail('BAD_REQUEST', '快递单号应为 6 到 32 个字母或数字', { field: 'waybillId' });
  return { ...company, waybillId, sentAt };
}

export const confirmExchange: ActionOf<'aftersale', 'confirmExchange'> = {
  access: 'shopper',
  schema: form({ requestId, afterSaleId: id }),
  async run({ requestId: request, afterSaleId }, context) {
    const afterSale = await afterSaleOf(context.openid, afterSaleId);
    if (!afterSale) return notFound(REQUEST);
    return step(afterSale, 'shopper', '确认收货', { event: 'confirmExchange', text: '买家已收到换货商品，换货完成', requestId: request }, context);
  },
};

export const dispute: ActionOf<'aftersale', 'dispute'> = {
  access: 'shopper',
  schema: form({ requestId, afterSaleId: id, text: text(300, 1), images: v.optional(list(requiredImage, MOST_PICTURES)) }),
  async run({ requestId: request, afterSaleId, text: words, images = [] }, { openid, now }) {
    const [afterSale, rules] = await Promise.all([afterSaleOf(openid, afterSaleId), afterSaleRules()]);
    if (!afterSale) return notFound(REQUEST);
    if (wasBy(afterSale, request)) return ok(detailOf(afterSale, 'shopper'));
    const { status, deadline } = afterSale;
    if (!mayDispute(afterSale)) return notNow(afterSale, '申请平台介入');
    if (deadline !== null && now > deadline) return fail('INVALID_STATE', '已超过申请平台介入的期限', { detail: { status } });
    const opened = await afterSales.update(
      { _id: afterSaleId, status, deadline, ...notBy(request) },
      {
        ...by(request),
        dispute: { state: 'open', text: words.trim(), openedAt: now, decision: '', decidedAt: null },
        deadline: now + rules.platformDays * DAY,
        updatedAt: now,
        log: command.push([{ at: now, by: 'shopper', event: 'dispute', text: `买家申请平台介入：${words.trim()}`, ...(images.length > 0 ? { images } : {}) }]),
      },
    );
    const present = await presentOf(afterSale);
    return opened === 1 || wasBy(present, request) ? ok(detailOf(present, 'shopper')) : conflict('售后');
  },
};
