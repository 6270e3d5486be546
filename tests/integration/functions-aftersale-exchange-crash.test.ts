/** The process may die between any two database operations of an exchange, a proposal or what the merchant begins; after one run of the timer everything is in order, and a repeat says how it ended. */
import type { AfterSaleDoc, OrderDoc, RefundDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { atEveryFault, type EveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { address, addressOf, fixtureDocuments, owner, shopper, spuDoc } from './support/shop-fixture';

jest.setTimeout(180_000);

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('a', { prices: [500, 500], available: 100_000 }));
  shop = await ShopCloud.inProcess(documents);
  await shop.set('shops', { _id: 'shop-1' }, { returnAddress: address });
});
afterAll(() => shop.stop());

const lines = [{ spuId: 'a', skuId: 'a-1', num: 2 }];
const paidFen = 1800;
const parcel = { deliveryId: 'SF', waybillId: 'SF123456' };

interface Made {
  orderId: string;
  outTradeNo: string;
  requestId: string;
  shopId: string;
  afterSaleId: string;
}
/** Each scene is an order of its own, so that none sees what another left. */
async function received(): Promise<Made> {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: paidFen }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId: orderIds[0]!, ...parcel }, owner);
  return { orderId: orderIds[0]!, outTradeNo, requestId: newRequest(), shopId: 'shop-1', afterSaleId: '' };
}
async function asked(type: 'REFUND' | 'RETURN' | 'EXCHANGE'): Promise<Made> {
  const made = await received();
  const wanted = type === 'EXCHANGE' ? { wantedSkuId: 'a-2' } : {};
  return { ...made, afterSaleId: (await shop.must('aftersale', 'apply', { orderId: made.orderId, skuId: 'a-1', type, num: 1, reason: 'OTHERS', ...wanted }, shopper)).afterSaleId };
}
const then = async (made: Promise<Made>, ...steps: ((made: Made) => Promise<unknown>)[]): Promise<Made> => {
  const scene = await made;
  for (const step of steps) await step(scene);
  return scene;
};
const agree = ({ shopId, afterSaleId }: Made, requestId = newRequest()) => shop.call('aftersale', 'agree', { shopId, afterSaleId, requestId }, owner);
const sendBack = ({ afterSaleId }: Made, requestId = newRequest()) => shop.call('aftersale', 'sendBack', { afterSaleId, ...parcel, requestId }, shopper);
const reship = ({ shopId, afterSaleId }: Made, requestId = newRequest()) => shop.call('aftersale', 'reship', { shopId, afterSaleId, ...parcel, damagedNum: 1, requestId }, owner);
const propose = ({ shopId, afterSaleId }: Made, type: 'REFUND' | 'RETURN' = 'REFUND', requestId = newRequest()) => shop.call('aftersale', 'propose', { shopId, afterSaleId, type, refundFen: 300, text: '协商处理', requestId }, owner);
const answer = ({ afterSaleId }: Made, accept: boolean, requestId = newRequest()) => shop.call('aftersale', 'answer', { afterSaleId, accept, requestId }, shopper);
const cancel = ({ afterSaleId }: Made, requestId = newRequest()) => shop.call('aftersale', 'cancel', { afterSaleId, requestId }, shopper);
const stock = async (skuId: string) => (await shop.one<SpuDoc>('spus', 'a')).stock[skuId]!;

/** As if a minute had passed, so that nobody can be in the middle of an application. */
async function aMinuteLater() {
  await shop.set('aftersales', { createdAt: { $gt: Date.now() - 60_000 } }, { createdAt: Date.now() - 120_000 });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}
async function expectOrder() {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
}
const diesEverywhere = (of: EveryFault<Made, unknown>['of'], prepare: () => Promise<Made>, act: (made: Made) => Promise<unknown>, recovered: (made: Made) => Promise<void>) =>
  atEveryFault({ shop, of, prepare, act, recovered, settle: aMinuteLater });

const steps: [action: string, prepare: () => Promise<Made>, act: (made: Made) => Promise<unknown>, status: string][] = [
  ['agree', () => asked('EXCHANGE'), (made) => agree(made, made.requestId), 'USER_WAIT_RETURN'],
  ['cancel', () => then(asked('EXCHANGE'), agree), (made) => cancel(made, made.requestId), 'USER_CANCELD'],
  ['reship', () => then(asked('EXCHANGE'), agree, sendBack), (made) => reship(made, made.requestId), 'USER_WAIT_RECEIPT'],
  ['confirmExchange', () => then(asked('EXCHANGE'), agree, sendBack, reship), ({ afterSaleId, requestId }) => shop.call('aftersale', 'confirmExchange', { afterSaleId, requestId }, shopper), 'MERCHANT_EXCHANGE_SUCCESS'],
  ['reject', () => then(asked('EXCHANGE'), agree, sendBack), ({ shopId, afterSaleId, requestId }) => shop.call('aftersale', 'reject', { shopId, afterSaleId, reason: '不符', requestId }, owner), 'MERCHANT_REJECT_RESHIP'],
  ['propose', () => asked('RETURN'), (made) => propose(made, 'REFUND', made.requestId), 'USER_WAIT_CONFIRM_UPDATE'],
  ['answer', () => then(asked('RETURN'), (made) => propose(made)), (made) => answer(made, true, made.requestId), 'MERCHANT_REFUND_SUCCESS'],
  ['answer', () => then(asked('EXCHANGE'), agree, sendBack, (made) => propose(made, 'RETURN')), (made) => answer(made, true, made.requestId), 'MERCHANT_WAIT_RECEIPT'],
  ['intercept', () => asked('REFUND'), ({ shopId, afterSaleId, requestId }) => shop.call('aftersale', 'intercept', { shopId, afterSaleId, requestId }, owner), 'WAIT_PACKAGE_INTERCEPT'],
  ['say', () => asked('REFUND'), ({ afterSaleId, requestId }) => shop.call('aftersale', 'say', { afterSaleId, text: '请看图', requestId }, shopper), 'MERCHANT_PROCESSING'],
];
test.each(steps)('%s that dies can be repeated', async (action, prepare, act, status) => {
  await diesEverywhere({ function: 'aftersale', action }, prepare, act, async (made) => {
    await expectOrder();
    expect(await act(made)).toMatchObject({ ok: true, data: { status } });
    await expectOrder();
    if (action !== 'say') return;
    const { log } = await shop.one<AfterSaleDoc>('aftersales', made.afterSaleId);
    expect(log.filter(({ event }) => event === 'message')).toHaveLength(1);
  });
});

test('an exchange that dies as it is sent out moves each piece once', async () => {
  let before: [number, number];
  await diesEverywhere(
    { function: 'aftersale', action: 'reship' },
    async () => {
      const made = await then(asked('EXCHANGE'), agree, sendBack);
      before = [(await stock('a-1')).sold, (await stock('a-2')).sold];
      return made;
    },
    (made) => reship(made, made.requestId),
    async (made) => {
      await reship(made, made.requestId);
      expect([(await stock('a-1')).sold, (await stock('a-2')).sold]).toEqual([before[0] - 1, before[1] + 1]);
    },
  );
});

test('a price difference and an offer that die are made or not, once, and the repeat says so', async () => {
  const difference = ({ shopId, orderId, requestId }: Made) => shop.call('aftersale', 'priceDiff', { shopId, orderId, skuId: 'a-1', refundFen: 100, text: '降价补差', requestId }, owner);
  await diesEverywhere({ function: 'aftersale', action: 'priceDiff' }, received, difference, async (made) => {
    await expectOrder();
    expect(await difference(made)).toMatchObject({ ok: true, data: { status: 'MERCHANT_REFUND_SUCCESS', refundFen: 100 } });
    expect((await shop.all<RefundDoc>('refunds', { outTradeNo: made.outTradeNo })).map(({ refundFen }) => refundFen)).toEqual([100]);
    expect((await shop.one<OrderDoc>('orders', made.orderId)).refundedFen).toBe(100);
    await expectOrder();
  });
  const offer = ({ shopId, orderId, requestId }: Made) => shop.call('aftersale', 'offer', { shopId, orderId, skuId: 'a-1', type: 'RETURN', num: 1, reason: 'OTHERS', text: '召回', requestId }, owner);
  await diesEverywhere({ function: 'aftersale', action: 'offer' }, received, offer, async (made) => {
    await expectOrder();
    expect(await offer(made)).toMatchObject({ ok: true, data: { status: 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE' } });
    expect(await shop.all('aftersales', { orderId: made.orderId })).toHaveLength(1);
  });
});

test('a refund that is given up, tried again or paid by another way, and dies, ends once', async () => {
  const givenUp = async (): Promise<Made> => {
    const made = await asked('REFUND');
    await shop.set('payments', { _id: made.outTradeNo }, { payFen: paidFen + 1 });
    await agree(made);
    await shop.set('refunds', { outTradeNo: made.outTradeNo }, { attempts: 100 });
    await shop.runTimer();
    expect((await shop.one<AfterSaleDoc>('aftersales', made.afterSaleId)).status).toBe('PLATFORM_REFUND_FAIL');
    await shop.set('payments', { _id: made.outTradeNo }, { payFen: paidFen });
    await shop.set('refunds', { outTradeNo: made.outTradeNo }, { totalFen: paidFen });
    await shop.set('aftersales', { _id: made.afterSaleId }, { givenUpAt: 1 });
    return made;
  };
  const retry = ({ shopId, afterSaleId, requestId }: Made) => shop.call('aftersale', 'retryRefund', { shopId, afterSaleId, requestId }, owner);
  const certify = ({ shopId, afterSaleId, requestId }: Made) => shop.call('aftersale', 'certify', { shopId, afterSaleId, images: ['/a.webp'], text: '已转账', requestId }, owner);
  for (const [action, act, state, paid] of [['retryRefund', retry, 'success', [500]], ['certify', certify, 'offline', []]] as const) {
    await diesEverywhere({ function: 'aftersale', action }, givenUp, act, async (made) => {
      await expectOrder();
      expect(await act(made)).toMatchObject({ ok: true, data: { status: 'MERCHANT_REFUND_SUCCESS', refundFen: 500 } });
      expect(await shop.all('refunds', { outTradeNo: made.outTradeNo })).toEqual([expect.objectContaining({ state, todo: [] })]);
      const books = await shop.control<{ refunds: { refundFee: number }[] }>('pay', { outTradeNo: made.outTradeNo });
      expect(books.refunds.map(({ refundFee }) => refundFee)).toEqual(paid);
      await expectOrder();
    });
  }
});

test('the timer that dies while it agrees to an exchange, and while it ends one, finishes the next time', async () => {
  const overdue = async (made: Made): Promise<Made> => {
    await shop.set('aftersales', { _id: made.afterSaleId }, { deadline: Date.now() - 1000 });
    return made;
  };
  const ends: [() => Promise<Made>, string][] = [
    [() => asked('EXCHANGE'), 'USER_WAIT_RETURN'],
    [() => then(asked('EXCHANGE'), agree, sendBack), 'MERCHANT_RETURN_SUCCESS'],
  ];
  for (const [prepare, status] of ends) {
    await diesEverywhere({ function: 'timer' }, async () => overdue(await prepare()), () => shop.runTimer(), async ({ afterSaleId }) => {
      expect((await shop.one<AfterSaleDoc>('aftersales', afterSaleId)).status).toBe(status);
      await expectOrder();
    });
  }
});
