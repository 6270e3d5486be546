/** What happened is told, and carried by WeChat where somebody asked for it. */
import { command } from '../data/client';
import type { MessageTemplateDoc } from '../data/message-documents';
import { afterSales, invoices, messageTemplates, notices, orders, rules, userCoupons } from '../data/store';
import { SOMETHING_UNTOLD } from '../data/untold';
import { DAY, MINUTE } from '../kernel/clock';
import { workOff, type Job, type TimerOccasion } from '../kernel/serve-timer';
import { carriers, remindOfCoupon, tellOfAfterSale, tellOfInvoice, tellOfOrder, type Carriers } from '../processes/notices';
import { pushNotice, recoverPush } from '../processes/subscribe-messages';

const REMIND_DAYS = 'coupon.remindDays';
const KEEP_DAYS = 'message.keepDays';
/** Longer than a timer may run. */
const SENDING_WINDOW = 3 * MINUTE;
const MOST_PER_MINUTE = 500;

export const tellOrders: Job = async (occasion) => {
  let carried: Carriers | undefined;
  return workOff(
    occasion,
    (limit) => orders.find(SOMETHING_UNTOLD, { limit }),
    async (order) => tellOfOrder(order, (carried ??= await carriers())),
  );
};

export const tellAfterSales: Job = async (occasion) => {
  let carried: Carriers | undefined;
  return workOff(
    occasion,
    (limit) => afterSales.find(SOMETHING_UNTOLD, { limit }),
    async (afterSale) => tellOfAfterSale(afterSale, (carried ??= await carriers())),
  );
};

export const tellInvoices: Job = async (occasion) => {
  let carried: Carriers | undefined;
  return workOff(
    occasion,
    (limit) => invoices.find(SOMETHING_UNTOLD, { limit }),
    async (invoice) => tellOfInvoice(invoice, (carried ??= await carriers())),
  );
};

/** A rule that is not there: nobody is reminded. */
export const remindOfCoupons: Job = async (occasion) => {
  const days = (await rules.get(REMIND_DAYS))?.value;
  if (!days) return 0;
  const ahead = days * DAY;
  let carried: Carriers | undefined;
  const soon = command.and([command.gt(occasion.now), command.lt(occasion.now + ahead)] as never) as ReturnType<typeof command.gt>;
  return workOff(
    occasion,
    (limit) => userCoupons.find({ status: 100, remindedAt: null, validUntil: soon }, { limit, order: [['validUntil', 'asc']] }),
    async (piece) => remindOfCoupon(piece, ahead, occasion.now, (carried ??= await carriers())),
  );
};

export const sendMessages: Job = async (occasion) => {
  let templates: Map<string, MessageTemplateDoc> | undefined;
  const known = async () => (templates ??= new Map((await messageTemplates.findFirst([['_id', 'asc']], 100)).map((one) => [one._id, one])));
  const recovered = await workOff(
    occasion,
    (limit) => notices.find({ push: 'sending', pushAt: command.lt(occasion.now - SENDING_WINDOW) }, { limit, order: [['pushAt', 'asc']] }),
    async (notice) => recoverPush(notice, await known(), occasion.now),
  );
  const sent = await workOff(
    occasion,
    (limit) => notices.find({ push: 'owed', pushAt: command.lte(occasion.now) }, { limit, order: [['pushAt', 'asc']] }),
    async (notice) => pushNotice(notice, await known(), occasion.now),
  );
  return recovered + sent;
};

/** A rule that is not there: everything is kept. */
export const forgetNotices: Job = async (occasion: TimerOccasion) => {
  const days = (await rules.get(KEEP_DAYS))?.value;
  if (!days) return 0;
  const old = await notices.find({ createdAt: command.lt(occasion.now - days * DAY) }, { limit: MOST_PER_MINUTE, order: [['createdAt', 'asc']], fields: { _id: true } });
  return old.length === 0 ? 0 : notices.remove({ _id: command.in(old.map(({ _id }) => _id)) });
};
