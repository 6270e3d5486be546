/** What people do when they buy and sell. The rest is in acts-*.ts beside this file. */
import type { Outcome } from './cloud';
import type { OrderDoc } from '../../../../cloudfunctions/data/documents';
import type { PaymentOutcome, RefundOutcome } from '../../../../emulator/cloud/pay/types';
import type { OrderLineRequest } from '../../../../typings';
import { address, addressOf } from '../shop-fixture';
import { type Act, among, asItsOwner, clerkOf, DAY, MINUTE, oneOf, orderNow, ripeAfterSale, ripeOrder, type Step } from './acting';
import { deliveryActs } from './acts-delivery';
import { goodsActs } from './acts-goods';
import { peopleActs } from './acts-people';
import { reviewActs } from './acts-reviews';
import type { KnownOrder, Town } from './town';
import { coupons, goods, operators, shoppers } from './world';

export type { Step };

const REJECTED = ['MERCHANT_REJECT_REFUND', 'MERCHANT_REJECT_RETURN', 'MERCHANT_REJECT_EXCHANGE', 'MERCHANT_REJECT_RESHIP'];

function linesOf(what: number, how: number): OrderLineRequest[] {
  const number = 1 + (how % 3);
  const chosen = Array.from({ length: number }, (_, i) => oneOf(goods, what + i * (1 + (how % 2))));
  const distinct = chosen.filter((one, i) => chosen.findIndex(({ skuId }) => skuId === one.skuId) === i);
  return distinct.map(({ spuId, skuId }, i) => ({ spuId, skuId, num: 1 + ((how >> (2 + i)) % 2) }));
}

async function place(town: Town, { who, what, how }: Step): Promise<KnownOrder | undefined> {
  const openid = oneOf(shoppers, who);
  const request = { lines: linesOf(what, how), addressId: addressOf(openid), ...(how % 3 ? {} : { usePoints: ['shop-1'] }) };
  if (how % 5 === 0) await town.ask('cart', 'add', request.lines[0]!, openid);
  const preview = await town.ask('order', 'preview', request, openid);
  if (!preview?.ok) return undefined;
  const chosen = Object.fromEntries(preview.data.shops.map(({ shop, couponIds = [] }) => [shop.shopId, couponIds]));
  const submitted = await town.ask('order', 'submit', { ...request, coupons: chosen, expectedPayFen: preview.data.price.payFen }, openid);
  if (!submitted?.ok) return undefined;
  const { tradeId, orderIds, payFen } = submitted.data;
  town.promises.push(() => {
    const found = town.cloud.all<OrderDoc>('orders').filter((order) => order.tradeId === tradeId);
    // What the merchant took off since then was promised too.
    const sum = found.reduce((all, { price, priceChange }) => all + price.payFen + (priceChange ? priceChange.downFen + priceChange.freightDownFen : 0), 0);
    const kept = orderIds.every((orderId) => found.some(({ _id, openid: whose, failure }) => _id === orderId && whose === openid && !failure));
    return kept && sum === payFen ? null : `the submit of ${tradeId} was answered ok, and is not there`;
  });
  for (const orderId of orderIds) town.orders.push({ orderId, tradeId, openid, shopId: orderNow(town, orderId)!.shopId });
  return town.orders.at(-1);
}

export const acts: Record<string, Act> = {
  ...goodsActs,
  ...deliveryActs,
  ...peopleActs,
  ...reviewActs,
  submit: { weight: 10, work: (town, step) => place(town, step) },
  /** All of it in one go, as most people do. */
  buy: {
    weight: 16,
    async work(town, step) {
      const order = await place(town, step);
      const prepaid = order && (await town.ask('payment', 'prepay', { tradeId: order.tradeId }, order.openid));
      if (!prepaid?.ok || !prepaid.data.payment) return;
      town.payments.push({ outTradeNo: prepaid.data.outTradeNo, package: prepaid.data.payment.package, openid: order!.openid });
      const { errMsg } = town.cloud.pay.cashier.settle(prepaid.data.payment.package, order!.openid, 'success');
      town.cloud.trace.push(`pays ${prepaid.data.outTradeNo} → ${errMsg}`);
      await town.ask('payment', 'sync', { outTradeNo: prepaid.data.outTradeNo }, order!.openid);
    },
  },
  prepay: {
    weight: 16,
    async work(town, step) {
      const order = ripeOrder(town, step.what, 10);
      if (!order) return;
      await asItsOwner(town, order.openid, step, async (as) => {
        const prepaid = await town.ask('payment', 'prepay', step.how % 3 ? { tradeId: order.tradeId } : { orderId: order.orderId }, as);
        if (prepaid?.ok && prepaid.data.payment) town.payments.push({ outTradeNo: prepaid.data.outTradeNo, package: prepaid.data.payment.package, openid: as });
        return prepaid;
      });
    },
  },
  pay: {
    weight: 18,
    async work(town, { what, how }) {
      const payment = among(town.payments, what);
      if (!payment) return;
      const outcome = oneOf<PaymentOutcome>(['success', 'success', 'success', 'success', 'success', 'twice', 'late', 'never', 'wrong-amount', 'fail', 'after-refund', 'reversed'], how);
      if (outcome !== 'success') town.cloud.pay.arrange({ about: 'payment', number: payment.outTradeNo, outcome, delay: null, amount: null });
      const { errMsg } = town.cloud.pay.cashier.settle(payment.package, payment.openid, how % 13 === 0 ? 'cancel' : 'success');
      town.cloud.pay.forgetPlans();
      town.cloud.trace.push(`pays ${payment.outTradeNo} (${outcome}) → ${errMsg}`);
    },
  },
  sync: {
    weight: 5,
    async work(town, step) {
      const payment = among(town.payments, step.what);
      if (payment) await asItsOwner(town, payment.openid, step, (as) => town.ask('payment', 'sync', { outTradeNo: payment.outTradeNo }, as));
    },
  },
  /** WeChat Pay sends once more what it has told already. */
  tellAgain: {
    weight: 3,
    async work(town, { what }) {
      const payment = among(town.payments, what);
      if (payment && town.cloud.pay.look(payment.outTradeNo).order?.paidAt) await town.cloud.pay.deliver(payment.outTradeNo);
    },
  },
  /** Somebody says that money came which did not. */
  forge: {
    weight: 2,
    async work(town, { who, what, how }) {
      const payment = among(town.payments, what);
      if (!payment) return;
      const { order } = town.cloud.pay.look(payment.outTradeNo);
      const event = { returnCode: 'SUCCESS', resultCode: 'SUCCESS', outTradeNo: payment.outTradeNo, totalFee: (order?.totalFee ?? 0) + oneOf([0, -1, 1, 100], how), transactionId: 'forged' };
      if (how % 4 === 0) {
        // From a phone, the right sum: it is no callback.
        const reply = town.answerOf('forged by a user', await town.cloud.call('payment', event, { openid: oneOf(shoppers, who) }));
        if (reply?.ok !== false) town.problems.push('a user forged a callback');
        return;
      }
      const outcome = await town.cloud.call('payment', event, { source: 'wx_paycallback' });
      const answer = outcome.result as { errcode: number } | undefined;
      if (answer?.errcode === 0) town.problems.push(`a callback with a wrong amount was acknowledged: ${JSON.stringify(event)}`);
    },
  },
  cancel: {
    weight: 7,
    async work(town, step) {
      const order = ripeOrder(town, step.what, 10);
      if (!order) return;
      await asItsOwner(town, order.openid, step, async (as) => {
        const cancelled = await town.ask('order', 'cancel', { orderId: order.orderId }, as);
        if (cancelled?.ok) town.promises.push(() => (orderNow(town, order.orderId)?.status === 250 ? null : `${order.orderId} was cancelled, and is not any more`));
        return cancelled;
      });
    },
  },
  ship: {
    weight: 11,
    async work(town, { who, what, how }) {
      const order = ripeOrder(town, what, 20, 21);
      if (!order) return;
      const shopId = how % 13 === 0 ? 'shop-2' : order.shopId;
      const shipped = await town.ask('order', 'ship', { shopId, orderId: order.orderId, deliveryId: 'SF', waybillId: `SF${100000 + how}` }, clerkOf(shopId, who));
      if (shipped?.ok) town.promises.push(() => (([30, 100, 200] as number[]).includes(orderNow(town, order.orderId)!.status) ? null : `${order.orderId} was shipped, and is not any more`));
    },
  },
  confirm: {
    weight: 6,
    async work(town, step) {
      const order = ripeOrder(town, step.what, 30);
      if (!order) return;
      await asItsOwner(town, order.openid, step, async (as) => {
        const confirmed = await town.ask('order', 'confirm', { orderId: order.orderId }, as);
        if (confirmed?.ok) town.promises.push(() => (([100, 200] as number[]).includes(orderNow(town, order.orderId)!.status) ? null : `${order.orderId} was received, and is not any more`));
        return confirmed;
      });
    },
  },
  apply: {
    weight: 14,
    async work(town, step) {
      const { what, how } = step;
      const order = ripeOrder(town, what, 20, 21, 30, 100);
      const line = order && oneOf(orderNow(town, order.orderId)!.lines, how);
      if (!order || !line) return;
      const request = { orderId: order.orderId, skuId: line.skuId, type: how % 2 ? 'REFUND' : 'RETURN', num: 1 + ((how >> 3) % line.num), reason: 'OTHERS' } as const;
      await asItsOwner(town, order.openid, step, async (as) => {
        const applied = await town.ask('aftersale', 'apply', request, as);
        if (applied?.ok) town.afterSales.push({ afterSaleId: applied.data.afterSaleId, openid: as, shopId: order.shopId });
        return applied;
      });
    },
  },
  withdraw: {
    weight: 3,
    async work(town, step) {
      const one = among(town.afterSales, step.what);
      if (one) await asItsOwner(town, one.openid, step, (as) => town.ask('aftersale', 'cancel', { afterSaleId: one.afterSaleId }, as));
    },
  },
  sendBack: {
    weight: 8,
    async work(town, step) {
      const one = ripeAfterSale(town, step.what, 'USER_WAIT_RETURN');
      if (one) await asItsOwner(town, one.openid, step, (as) => town.ask('aftersale', 'sendBack', { afterSaleId: one.afterSaleId, deliveryId: 'SF', waybillId: 'SF765432' }, as));
    },
  },
  dispute: {
    weight: 4,
    async work(town, step) {
      const one = ripeAfterSale(town, step.what, ...REJECTED);
      if (one) await asItsOwner(town, one.openid, step, (as) => town.ask('aftersale', 'dispute', { afterSaleId: one.afterSaleId, text: '请平台介入' }, as));
    },
  },
  agree: {
    weight: 11,
    async work(town, { who, what }) {
      const one = ripeAfterSale(town, what, 'MERCHANT_PROCESSING');
      if (one) await town.ask('aftersale', 'agree', { shopId: one.shopId, afterSaleId: one.afterSaleId, returnAddress: address }, clerkOf(one.shopId, who));
    },
  },
  reject: {
    weight: 5,
    async work(town, { who, what }) {
      const one = ripeAfterSale(town, what, 'MERCHANT_PROCESSING', 'MERCHANT_WAIT_RECEIPT', 'WAIT_PACKAGE_INTERCEPT');
      if (one) await town.ask('aftersale', 'reject', { shopId: one.shopId, afterSaleId: one.afterSaleId, reason: '不符合条件' }, clerkOf(one.shopId, who));
    },
  },
  receive: {
    weight: 8,
    async work(town, { who, what, how }) {
      const one = ripeAfterSale(town, what, 'MERCHANT_WAIT_RECEIPT', 'WAIT_PACKAGE_INTERCEPT');
      if (one) await town.ask('aftersale', 'receive', { shopId: one.shopId, afterSaleId: one.afterSaleId, ...(how % 6 ? {} : { damagedNum: 1 }) }, clerkOf(one.shopId, who));
    },
  },
  decide: {
    weight: 4,
    async work(town, { what, how }) {
      const one = ripeAfterSale(town, what, ...REJECTED);
      if (one) await town.ask('aftersale', 'decide', { afterSaleId: one.afterSaleId, refund: how % 2 === 0, text: '依据凭证' }, operators[0]!);
    },
  },
  claim: {
    weight: 9,
    async work(town, { who, what }) {
      const openid = oneOf(shoppers, who);
      const claimed = await town.ask('coupon', 'claim', { couponId: oneOf(coupons, what) }, openid);
      if (!claimed?.ok) return;
      const { userCouponId } = claimed.data;
      town.promises.push(() => (town.cloud.all<{ _id: string; openid: string; status: number }>('userCoupons').some((piece) => piece._id === userCouponId && piece.openid === openid && piece.status !== 0) ? null : `the claim of ${userCouponId} was answered ok, and is not there`));
    },
  },
  count: {
    weight: 7,
    async work(town, { who, what, how }) {
      const { shopId, skuId } = oneOf(goods, what);
      const diffType = how % 3 ? 1 : 2;
      const num = 1 + (how % 2);
      const event = { action: 'adjustStock', requestId: `counted-${town.counts.length}-${how}`, shopId, skuId, diffType, num };
      const sent = { name: 'catalog', event, as: clerkOf(shopId, who), skuId, difference: diffType === 1 ? num : -num };
      town.counts.push(sent);
      await town.send(sent);
    },
  },
  price: {
    weight: 4,
    async work(town, { who, what, how }) {
      const { shopId, spuId } = oneOf(goods, what);
      const as = clerkOf(shopId, who);
      const known = await town.ask('catalog', 'manageGet', { shopId, spuId }, as);
      if (!known?.ok) return;
      const { draft, version } = known.data;
      const skus = draft.skus.map((sku) => ({ ...sku, priceFen: Math.max(1, sku.priceFen + (how % 9) - 4) }));
      await town.ask('catalog', 'save', { shopId, spuId, version, draft: { ...draft, skus } }, as);
    },
  },
  list: {
    weight: 2,
    async work(town, { who, what, how }) {
      const { shopId, spuId } = oneOf(goods, what);
      await town.ask('catalog', 'setListed', { shopId, spuId, listed: how % 4 !== 0 }, clerkOf(shopId, who));
    },
  },
  deposit: {
    weight: 2,
    async work(town, { who }) {
      const as = clerkOf('shop-1', who);
      const due = await town.ask('deposit', 'get', { shopId: 'shop-1' }, as);
      if (!due?.ok || due.data.dueFen === 0) return;
      const prepaid = await town.ask('deposit', 'prepay', { shopId: 'shop-1', amountFen: due.data.dueFen }, as);
      if (prepaid?.ok && prepaid.data.payment) town.payments.push({ outTradeNo: prepaid.data.outTradeNo, package: prepaid.data.payment.package, openid: as });
    },
  },
  /** A tap too many, or a phone that heard nothing. */
  repeat: {
    weight: 16,
    async work(town, { what, how }) {
      const sent = oneOf([...town.recent, undefined], what);
      if (sent) await Promise.all(Array.from({ length: 1 + (how % 2) }, () => town.send(sent)));
    },
  },
  /** The next refund does not go as smoothly. */
  bank: {
    weight: 2,
    async work(town, { how }) {
      town.cloud.pay.arrange({ about: 'refund', number: '', outcome: oneOf<RefundOutcome>(['slow', 'late', 'twice', 'never'], how), delay: null, amount: null });
    },
  },
  timer: { weight: 7, work: (town) => timer(town) },
  twoTimers: { weight: 1, work: (town) => Promise.all([timer(town), timer(town)]) },
  moment: { weight: 5, alone: true, work: (town, { how }) => town.cloud.pass(1000 * (1 + (how % 100))) },
  halfHour: { weight: 2, alone: true, work: (town) => town.cloud.pass(31 * MINUTE) },
  days: { weight: 1, alone: true, work: (town, { how }) => town.cloud.pass((1 + (how % 16)) * DAY) },
};

export async function timer(town: Town): Promise<Outcome> {
  const outcome = await town.cloud.call('timer', { Type: 'Timer', TriggerName: 'everyMinute', Time: '' }, { source: 'wx_trigger' });
  town.answerOf('timer', outcome);
  return outcome;
}
