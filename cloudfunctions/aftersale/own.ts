/** A shopper's own request: looking at it, giving it up, sending the goods back, asking the platform. */
import { afterSaleOf } from '../data/after-sales';
import { by, notBy, wasBy } from '../data/recent';
import { command } from '../data/client';
import { AFTER_SALE, ruleValue } from '../data/rules';
import { afterSales } from '../data/store';
import { actsOf } from '../domain/after-sale-states';
import { expressCompanies, expressCompany, isWaybill } from '../domain/express-companies';
import { DAY } from '../kernel/clock';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { presentOf, step } from './acting';
import { detailOf, notNow } from './views';

const REQUEST = '这个售后申请';

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
    const { dispute, deadline } = afterSale;
    const withdrawn = dispute?.state === 'open' ? { dispute: { ...dispute, state: 'withdrawn', decidedAt: context.now } } : {};
    // The deadline changes with every dispute and decision: what was read is what is given up.
    const move = { event: 'cancel', text: '买家撤销申请', change: { ...withdrawn, finishedAt: context.now }, requestId: request, guard: { deadline } } as const;
    return step(afterSale, 'shopper', '撤销', move, context);
  },
};

export const sendBack: ActionOf<'aftersale', 'sendBack'> = {
  access: 'shopper',
  schema: form({ requestId, afterSaleId: id, deliveryId: id, waybillId: text(40) }),
  async run({ requestId: request, afterSaleId, deliveryId, waybillId: rough }, context) {
    const company = expressCompany(deliveryId);
    const waybillId = rough.replace(/\s+/g, '');
    if (!company) return fail('BAD_REQUEST', `请选择快递公司：${expressCompanies.map(({ deliveryName }) => deliveryName).join('、')}`, { field: 'deliveryId' });
    if (!isWaybill(waybillId)) return fail('BAD_REQUEST', '快递单号应为 6 到 32 个字母或数字', { field: 'waybillId' });
    const [afterSale, days] = await Promise.all([afterSaleOf(context.openid, afterSaleId), ruleValue(AFTER_SALE.receiveDays)]);
    if (!afterSale) return notFound(REQUEST);
    const change = { returnDelivery: { ...company, waybillId, sentAt: context.now }, deadline: context.now + days * DAY };
    return step(afterSale, 'shopper', '填写退货物流', { event: 'sendBack', text: `买家已寄回，${company.deliveryName} ${waybillId}`, change, requestId: request }, context);
  },
};

export const dispute: ActionOf<'aftersale', 'dispute'> = {
  access: 'shopper',
  schema: form({ requestId, afterSaleId: id, text: text(300, 1) }),
  async run({ requestId: request, afterSaleId, text: words }, { openid, now }) {
    const [afterSale, days] = await Promise.all([afterSaleOf(openid, afterSaleId), ruleValue(AFTER_SALE.platformDays)]);
    if (!afterSale) return notFound(REQUEST);
    if (wasBy(afterSale, request)) return ok(detailOf(afterSale, 'shopper'));
    const { status, type, deadline } = afterSale;
    if (!actsOf('shopper', status, type, afterSale.dispute !== null).includes('dispute')) return notNow(afterSale, '申请平台介入');
    if (deadline !== null && now > deadline) return fail('INVALID_STATE', '已超过申请平台介入的期限', { detail: { status } });
    const opened = await afterSales.update(
      { _id: afterSaleId, status, deadline, ...notBy(request) },
      {
        ...by(request),
        dispute: { state: 'open', text: words.trim(), openedAt: now, decision: '', decidedAt: null },
        deadline: now + days * DAY,
        updatedAt: now,
        log: command.push([{ at: now, by: 'shopper', event: 'dispute', text: '买家申请平台介入' }]),
      },
    );
    const present = await presentOf(afterSale);
    return opened === 1 || wasBy(present, request) ? ok(detailOf(present, 'shopper')) : conflict('售后');
  },
};
