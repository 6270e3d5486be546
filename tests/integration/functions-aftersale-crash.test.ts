/** The process may die between any two database operations of an after-sale; after one run of the timer everything is in order, and a repeat says how it ended. */
import type { AfterSaleDoc, OrderDoc, RefundDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { atEveryFault, type EveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { address, addressOf, fixtureDocuments, owner, shopper, spuDoc } from './support/shop-fixture';

jest.setTimeout(180_000);

let shop: ShopCloud;
let orders: OrderDoc[] = [];
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('a', { prices: [333, 200], available: 100_000 }));
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());

const lines = [{ spuId: 'a', skuId: 'a-1', num: 3 }];
const total = 1799;

/** Each scene is an order of its own, so that none sees what another left. */
async function scene(shipped: boolean) {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: total }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  const orderId = orderIds[0]!;
  if (shipped) await shop.must('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  return { orderId, outTradeNo, requestId: newRequest() };
}
const wish = ({ orderId, requestId }: { orderId: string; requestId: string }, type: 'REFUND' | 'RETURN') =>
  ({ requestId, orderId, skuId: 'a-1', type, num: type === 'REFUND' ? 3 : 1, reason: 'OTHERS' }) as const;
async function asked(type: 'REFUND' | 'RETURN') {
  const made = await scene(type === 'RETURN');
  const { afterSaleId } = await shop.must('aftersale', 'apply', wish(made, type), shopper);
  return { ...made, requestId: newRequest(), shopId: 'shop-1', afterSaleId };
}
/** As if a minute had passed since the applications, so that nobody can be in the middle of one. */
async function aMinuteLater() {
  await shop.set('aftersales', { createdAt: { $gt: Date.now() - 60_000 } }, { createdAt: Date.now() - 120_000 });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}
async function expectOrder() {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
  orders = await shop.all<OrderDoc>('orders');
  expect(await shop.all<AfterSaleDoc>('aftersales', { status: 'SUBMITTING' })).toEqual([]);
}
const diesEverywhere = <S>(of: EveryFault<S, unknown>['of'], prepare: () => Promise<S>, act: (scene: S) => Promise<unknown>, recovered: (scene: S) => Promise<void>, kinds?: EveryFault<S, unknown>['kinds']) =>
  atEveryFault({ shop, of, kinds, prepare, act, recovered, settle: aMinuteLater });

test('an application that dies is made or not, and its repeat says which', async () => {
  await diesEverywhere(
    { function: 'aftersale', action: 'apply' },
    () => scene(false),
    (made) => shop.call('aftersale', 'apply', wish(made, 'REFUND'), shopper),
    async (made) => {
      await expectOrder();
      const repeated = await shop.must('aftersale', 'apply', wish(made, 'REFUND'), shopper);
      expect(repeated.status).toBe('MERCHANT_PROCESSING');
      expect(await shop.all('aftersales', { orderId: made.orderId })).toHaveLength(1);
      await expectOrder();
    },
  );
});

test('an application that dies while another takes the line leaves the line to the other', async () => {
  await diesEverywhere(
    { function: 'aftersale', action: 'apply' },
    () => scene(false),
    async (made) => {
      const rivals = [made, { ...made, requestId: newRequest() }];
      return Promise.allSettled(rivals.map((one) => shop.call('aftersale', 'apply', wish(one, 'REFUND'), shopper)));
    },
    async (made) => {
      await expectOrder();
      const open = await shop.all<AfterSaleDoc>('aftersales', { orderId: made.orderId, status: 'MERCHANT_PROCESSING' });
      expect(open.length).toBeLessThanOrEqual(1);
      expect(orders.find(({ _id }) => _id === made.orderId)!.afterSales?.['a-1']?.open ?? '').toBe(open[0]?._id ?? '');
    },
  );
});

test('an agreed refund that dies gives the money and the pieces back, once', async () => {
  const agree = ({ shopId, afterSaleId, requestId }: Awaited<ReturnType<typeof asked>>) => shop.call('aftersale', 'agree', { requestId, shopId, afterSaleId }, owner);
  await diesEverywhere(
    { function: 'aftersale', action: 'agree' },
    () => asked('REFUND'),
    agree,
    async (made) => {
      await expectOrder();
      expect(await agree(made)).toMatchObject({ ok: true, data: { status: 'MERCHANT_REFUND_SUCCESS', refundFen: total } });
      expect(await shop.all<RefundDoc>('refunds', { outTradeNo: made.outTradeNo })).toEqual([expect.objectContaining({ refundFen: total, state: 'success', todo: [] })]);
      const books = await shop.control<{ refunds: { refundFee: number }[] }>('pay', { outTradeNo: made.outTradeNo });
      expect(books.refunds.map(({ refundFee }) => refundFee)).toEqual([total]);
      await expectOrder();
      expect(orders.find(({ _id }) => _id === made.orderId)!.status).toBe(200);
    },
  );
});

test('every other step that dies can be repeated', async () => {
  const waiting = async () => {
    const made = await asked('RETURN');
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId: made.afterSaleId, returnAddress: address }, owner);
    return made;
  };
  const onTheWay = async () => {
    const made = await waiting();
    await shop.must('aftersale', 'sendBack', { afterSaleId: made.afterSaleId, deliveryId: 'SF', waybillId: 'SF123456' }, shopper);
    return made;
  };
  type Made = Awaited<ReturnType<typeof asked>>;
  const steps: [string, () => Promise<Made>, (made: Made) => Promise<unknown>, string][] = [
    ['reject', () => asked('REFUND'), ({ shopId, afterSaleId, requestId }) => shop.call('aftersale', 'reject', { requestId, shopId, afterSaleId, reason: '不同意' }, owner), 'MERCHANT_REJECT_REFUND'],
    ['cancel', () => asked('REFUND'), ({ afterSaleId, requestId }) => shop.call('aftersale', 'cancel', { requestId, afterSaleId }, shopper), 'USER_CANCELD'],
    ['receive', onTheWay, ({ shopId, afterSaleId, requestId }) => shop.call('aftersale', 'receive', { requestId, shopId, afterSaleId }, owner), 'MERCHANT_RETURN_SUCCESS'],
  ];
  for (const [action, prepare, act, status] of steps) {
    await diesEverywhere({ function: 'aftersale', action }, prepare, act, async (made) => {
      await expectOrder();
      expect([action, await act(made)]).toEqual([action, expect.objectContaining({ ok: true, data: expect.objectContaining({ status }) })]);
      await expectOrder();
    });
  }
});

test('the timer that dies while it ends overdue steps finishes the next time', async () => {
  await diesEverywhere(
    { function: 'timer' },
    async () => {
      const made = await asked('REFUND');
      await shop.set('aftersales', { _id: made.afterSaleId }, { deadline: Date.now() - 1000 });
      return made;
    },
    () => shop.runTimer(),
    async ({ afterSaleId }) => {
      expect((await shop.one<AfterSaleDoc>('aftersales', afterSaleId)).status).toBe('MERCHANT_REFUND_SUCCESS');
      await expectOrder();
    },
  );
  expect((await shop.one<SpuDoc>('spus', 'a')).stock['a-1']!.held).toBe(0);
});
