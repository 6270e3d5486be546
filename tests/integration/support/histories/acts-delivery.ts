/** What changes about an order on its way: its price, its address, its parcels, its invoice. */
import type { InvoiceDoc } from '../../../../cloudfunctions/data/invoice-documents';
import { address } from '../shop-fixture';
import { type Act, among, asItsOwner, clerkOf, oneOf, orderNow, ripeOrder } from './acting';
import { elsewhere } from './world';

const title = { type: 'personal', title: '个人', taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' } as const;

export const deliveryActs: Record<string, Act> = {
  /** Some pieces of an order that has more. */
  parcel: {
    weight: 7,
    async work(town, { who, what, how }) {
      const order = ripeOrder(town, what, 20, 21);
      if (!order) return;
      const lines = orderNow(town, order.orderId)!.lines.filter((_line, i) => (how >> i) % 2 === 0);
      if (lines.length === 0) return;
      const pieces = lines.map(({ skuId, num }) => ({ skuId, num: 1 + ((how >> 3) % num) }));
      await town.ask('order', 'ship', { shopId: order.shopId, orderId: order.orderId, deliveryId: 'SF', waybillId: `SF${200000 + how}`, lines: pieces }, clerkOf(order.shopId, who));
    },
  },
  correct: {
    weight: 2,
    async work(town, { who, what, how }) {
      const order = ripeOrder(town, what, 21, 30);
      const [first] = order ? (orderNow(town, order.orderId)!.parcels ?? []) : [];
      if (order && first) await town.ask('order', 'correctParcel', { shopId: order.shopId, orderId: order.orderId, parcelId: first.parcelId, deliveryId: 'ZTO', waybillId: `ZT${300000 + how}` }, clerkOf(order.shopId, who));
    },
  },
  changePrice: {
    weight: 4,
    async work(town, { who, what, how }) {
      const order = ripeOrder(town, what, 10);
      if (!order) return;
      const { lines, price } = orderNow(town, order.orderId)!;
      const cheaper = lines.map(({ skuId, paidFen }, i) => ({ skuId, paidFen: Math.max(0, paidFen - ((how >> i) % 97)) }));
      await town.ask('order', 'changePrice', { shopId: order.shopId, orderId: order.orderId, lines: cheaper, ...(how % 3 || price.freightFen === 0 ? {} : { freightFen: 0 }) }, clerkOf(order.shopId, who));
    },
  },
  changeAddress: {
    weight: 3,
    async work(town, step) {
      const order = ripeOrder(town, step.what, 10, 20);
      if (order) await asItsOwner(town, order.openid, step, (as) => town.ask('order', 'changeAddress', { orderId: order.orderId, addressId: elsewhere(order.openid) }, as));
    },
  },
  offerAddress: {
    weight: 1,
    async work(town, { who, what, how }) {
      const order = ripeOrder(town, what, 20);
      if (order) await town.ask('order', 'offerAddress', { shopId: order.shopId, orderId: order.orderId, address: { ...address, detailInfo: `文三路 ${how} 号` } }, clerkOf(order.shopId, who));
    },
  },
  answerAddress: {
    weight: 5,
    async work(town, step) {
      const { who, what, how } = step;
      const order = town.orders.findLast(({ orderId }) => orderNow(town, orderId)?.addressChange?.state === 'open') ?? ripeOrder(town, what, 20);
      if (!order) return;
      const { orderId, shopId } = order;
      if (how % 3 === 0) await town.ask('order', 'shopAnswerAddress', { shopId, orderId, accept: how % 2 === 0 }, clerkOf(shopId, who));
      else await asItsOwner(town, order.openid, step, (as) => (how % 3 === 1 ? town.ask('order', 'answerAddress', { orderId, accept: how % 2 === 0 }, as) : town.ask('order', 'withdrawAddress', { orderId }, as)));
    },
  },
  invoice: {
    weight: 4,
    async work(town, step) {
      const order = ripeOrder(town, step.what, 20, 30, 100);
      if (order) await asItsOwner(town, order.openid, step, (as) => town.ask('invoice', 'request', { orderId: order.orderId, title }, as));
    },
  },
  issue: {
    weight: 5,
    async work(town, step) {
      const { who, what, how } = step;
      const all = town.cloud.all<InvoiceDoc>('invoices');
      const one = among(all.filter(({ state }) => state === (how % 3 ? 'requested' : 'redNeeded')), what) ?? among(all, what);
      if (!one) return;
      const { _id: invoiceId, shopId, openid, amountFen } = one;
      const number = String(25_000_000_000 + how);
      if (how % 7 === 0) await asItsOwner(town, openid, step, (as) => town.ask('invoice', 'cancel', { invoiceId }, as));
      else if (one.state === 'redNeeded') await town.ask('invoice', 'red', { shopId, invoiceId, number }, clerkOf(shopId, who));
      else await town.ask('invoice', 'issue', { shopId, invoiceId, number, file: '/f.png', amountFen }, clerkOf(shopId, oneOf([0, 3], who)));
    },
  },
};
