/** What becomes of goods after they were sold: exchanged, negotiated about, given back by the merchant's own wish. */
import type { AfterSaleDoc } from '../../../../cloudfunctions/data/documents';
import { address } from '../shop-fixture';
import { type Act, asItsOwner, clerkOf, oneOf, orderNow, ripeAfterSale, ripeOrder } from './acting';
import { siblings } from './world';

const parcel = { deliveryId: 'SF', waybillId: 'SF765433' };

export const goodsActs: Record<string, Act> = {
  /** Asks what can be asked for, and asks for some of that. */
  applyFor: {
    weight: 9,
    async work(town, step) {
      const { what, how } = step;
      const order = ripeOrder(town, what, 20, 21, 30, 100);
      if (!order) return;
      await asItsOwner(town, order.openid, step, async (as) => {
        const eligible = await town.ask('aftersale', 'eligible', { orderId: order.orderId }, as);
        if (!eligible?.ok) return eligible;
        const lines = eligible.data.lines.filter(({ types }) => types.length > 0);
        if (lines.length === 0) return null;
        const { line, orderSkuId, types } = oneOf(lines, how);
        // Exchanges are what the plain wish beside this one never asks for.
        const type = types.includes('EXCHANGE') && how % 3 ? 'EXCHANGE' : oneOf(types, how >> 2);
        const request = { orderId: order.orderId, skuId: orderSkuId, type, num: 1 + ((how >> 4) % line.num), reason: 'OTHERS' as const, ...(line.skuId === orderSkuId ? {} : { goodsSkuId: line.skuId }) };
        const wanted = type === 'EXCHANGE' ? { wantedSkuId: oneOf(siblings(line.skuId), how >> 5) } : {};
        const applied = await town.ask('aftersale', 'apply', { ...request, ...wanted }, as);
        if (applied?.ok) town.afterSales.push({ afterSaleId: applied.data.afterSaleId, openid: as, shopId: order.shopId });
        return applied;
      });
    },
  },
  reship: {
    weight: 7,
    async work(town, { who, what, how }) {
      const one = ripeAfterSale(town, what, 'MERCHANT_WAIT_RECEIPT');
      if (one) await town.ask('aftersale', 'reship', { shopId: one.shopId, afterSaleId: one.afterSaleId, ...parcel, ...(how % 5 ? {} : { damagedNum: 1 }) }, clerkOf(one.shopId, who));
    },
  },
  confirmExchange: {
    weight: 3,
    async work(town, step) {
      const one = ripeAfterSale(town, step.what, 'USER_WAIT_RECEIPT');
      if (one) await asItsOwner(town, one.openid, step, (as) => town.ask('aftersale', 'confirmExchange', { afterSaleId: one.afterSaleId }, as));
    },
  },
  propose: {
    weight: 5,
    async work(town, { who, what, how }) {
      const one = ripeAfterSale(town, what, 'MERCHANT_PROCESSING', 'MERCHANT_WAIT_RECEIPT');
      const known = one && town.cloud.all<AfterSaleDoc>('aftersales').find(({ _id }) => _id === one.afterSaleId);
      if (!one || !known) return;
      const refundFen = Math.floor(((known.shareFen ?? known.refundFen) * (1 + (how % 4))) / 4);
      await town.ask('aftersale', 'propose', { shopId: one.shopId, afterSaleId: one.afterSaleId, type: how % 3 ? 'REFUND' : 'RETURN', refundFen, text: '协商退款', returnAddress: address }, clerkOf(one.shopId, who));
    },
  },
  answer: {
    weight: 7,
    async work(town, step) {
      const one = ripeAfterSale(town, step.what, 'USER_WAIT_CONFIRM_UPDATE', 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE');
      if (one) await asItsOwner(town, one.openid, step, (as) => town.ask('aftersale', 'answer', { afterSaleId: one.afterSaleId, accept: step.how % 3 !== 0 }, as));
    },
  },
  intercept: {
    weight: 2,
    async work(town, { who, what }) {
      const one = ripeAfterSale(town, what, 'MERCHANT_PROCESSING');
      if (one) await town.ask('aftersale', 'intercept', { shopId: one.shopId, afterSaleId: one.afterSaleId }, clerkOf(one.shopId, who));
    },
  },
  offer: {
    weight: 3,
    async work(town, { who, what, how }) {
      const order = ripeOrder(town, what, 20, 21, 30, 100);
      if (!order) return;
      const line = oneOf(orderNow(town, order.orderId)!.lines, how);
      const request = { shopId: order.shopId, orderId: order.orderId, skuId: line.skuId, type: how % 2 ? ('REFUND' as const) : ('RETURN' as const), num: 1 + ((how >> 3) % line.num), reason: 'OTHERS' as const };
      const offered = await town.ask('aftersale', 'offer', { ...request, text: '商品有瑕疵', returnAddress: address }, clerkOf(order.shopId, who));
      if (offered?.ok) town.afterSales.push({ afterSaleId: offered.data.afterSaleId, openid: order.openid, shopId: order.shopId });
    },
  },
  priceDiff: {
    weight: 3,
    async work(town, { who, what, how }) {
      const order = ripeOrder(town, what, 20, 21, 30, 100);
      if (!order) return;
      const line = oneOf(orderNow(town, order.orderId)!.lines, how);
      // Now and then all of it.
      const refundFen = how % 5 ? 1 + (how % 300) : Math.max(1, line.paidFen);
      await town.ask('aftersale', 'priceDiff', { shopId: order.shopId, orderId: order.orderId, skuId: line.skuId, refundFen, text: '价格保护' }, clerkOf(order.shopId, who));
    },
  },
};
