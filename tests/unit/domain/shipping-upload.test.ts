import fc from 'fast-check';
import type { OrderStatus, Parcel } from '../../../typings';
import { EMPTY_BOOK, masked, nextBatch, toldBook, type ShippingBook, type UploadedOrder } from '../../../cloudfunctions/domain/shipping-upload';

const parcel = (parcelId: string, waybillId = `SF${parcelId}00000`): Parcel => ({ parcelId, deliveryId: 'SF', deliveryName: '顺丰速运', waybillId, shippedAt: 1, lines: [{ skuId: 's', num: 1 }], correctedAt: null });
const order = (id: string, status: OrderStatus, parcels: Parcel[], more: Partial<UploadedOrder> = {}): UploadedOrder => ({ _id: id, status, logisticsType: 1, lines: [{ skuId: 's', title: '杯子', num: 2 }], parcels, shippedAt: parcels.length ? 1 : null, telNumber: '13900001234', ...more });
/** Tells everything that can be told. */
function tellAll(orders: UploadedOrder[], book: ShippingBook = EMPTY_BOOK) {
  const batches = [];
  for (let now = 1; now < 40; now++) {
    const batch = nextBatch(orders, book, now);
    if (!batch) return { batches, book };
    batches.push(batch);
    book = toldBook(book, batch);
  }
  throw new Error('never ends');
}

test('one parcel is told at once', () => {
  const { batches, book } = tellAll([order('o', 30, [parcel('1')])]);
  expect(batches).toEqual([expect.objectContaining({ logisticsType: 1, mode: 1, complete: true, correction: false, list: [{ tracking_no: 'SF100000', express_company: 'SF', item_desc: '杯子*1', contact: { receiver_contact: '139****1234' } }] })]);
  expect(book).toMatchObject({ complete: true, corrected: false, told: { 'o-1': 'SF SF100000' } });
});

test('several are told one after the other; the last one says that it is', () => {
  const first = tellAll([order('o', 21, [parcel('1')])]);
  expect(first.batches).toEqual([expect.objectContaining({ mode: 2, complete: false })]);
  expect(tellAll([order('o', 21, [parcel('1')])], first.book).batches).toEqual([]);
  const second = tellAll([order('o', 30, [parcel('1'), parcel('2')])], first.book);
  expect(second.batches).toEqual([expect.objectContaining({ mode: 2, complete: true, list: [expect.objectContaining({ tracking_no: 'SF200000' })] })]);
  expect(second.batches[0]!.at).toBeGreaterThan(first.batches[0]!.at);
});

test('orders of several shops under one payment are one list, complete when all are out', () => {
  const { batches, book } = tellAll([order('a', 30, [parcel('1')]), order('b', 20, [])]);
  expect(batches).toEqual([expect.objectContaining({ mode: 2, complete: false })]);
  expect(tellAll([order('a', 30, [parcel('1')]), order('b', 30, [parcel('1')])], book).batches).toEqual([expect.objectContaining({ complete: true, told: { 'b-1': 'SF SF100000' } })]);
  // The other one was refunded altogether.
  expect(tellAll([order('a', 30, [parcel('1')]), order('b', 200, [])]).batches).toEqual([expect.objectContaining({ mode: 1, complete: true })]);
});

test('a number that is put right is told once, when all is told', () => {
  const before = tellAll([order('o', 21, [parcel('1')])]);
  const corrected = [parcel('1', 'ZT999999'), parcel('2')];
  expect(tellAll([order('o', 21, corrected.slice(0, 1))], before.book).batches).toEqual([]);
  const after = tellAll([order('o', 30, corrected)], before.book);
  expect(after.batches.map(({ complete, correction, list }) => [complete, correction, list.length])).toEqual([[true, false, 1], [true, true, 2]]);
  expect(tellAll([order('o', 30, [parcel('1', 'ZT999998'), parcel('2')])], after.book).batches).toEqual([]);
});

test('what was left was refunded: the last parcel is named once more', () => {
  const { book } = tellAll([order('o', 21, [parcel('1')])]);
  expect(tellAll([order('o', 30, [parcel('1')])], book).batches).toEqual([expect.objectContaining({ mode: 2, complete: true, list: [expect.objectContaining({ tracking_no: 'SF100000' })] })]);
});

test('virtual goods and goods that are collected are told all at once, when all were handed over', () => {
  expect(tellAll([order('a', 30, [], { logisticsType: 3, shippedAt: 1 }), order('b', 20, [], { logisticsType: 3 })]).batches).toEqual([]);
  expect(tellAll([order('a', 30, [], { logisticsType: 3, shippedAt: 1 })]).batches).toEqual([expect.objectContaining({ logisticsType: 3, mode: 1, complete: true, list: [{ item_desc: '杯子*2' }] })]);
  expect(tellAll([order('a', 100, [], { logisticsType: 4, shippedAt: 1 }), order('b', 30, [], { logisticsType: 3, shippedAt: 1 })]).batches).toEqual([expect.objectContaining({ logisticsType: 4 })]);
});

test('a batch that was begun is repeated as it was, whatever has happened since', () => {
  const batch = nextBatch([order('o', 21, [parcel('1')])], EMPTY_BOOK, 5)!;
  expect(nextBatch([order('o', 30, [parcel('1', 'ZT999999'), parcel('2')])], { ...EMPTY_BOOK, batch }, 99)).toEqual(batch);
});

test('texts keep to WeChat\'s limits and hide the number', () => {
  const long = order('o', 30, [parcel('1')], { lines: [{ skuId: 's', title: '很'.repeat(200), num: 1 }] });
  expect([...nextBatch([long], EMPTY_BOOK, 1)!.list[0]!.item_desc]).toHaveLength(120);
  expect([masked('13900001234'), masked('12345')]).toEqual(['139****1234', '****']);
});

test('however the parcels come: times only grow, every parcel is told, at most fifteen, and WeChat would take every step', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.boolean()), { minLength: 1, maxLength: 14 }), (steps) => {
      const orders = [0, 1, 2].map((i) => order(`o${i}`, 20, []));
      let book = EMPTY_BOOK;
      let parcels = 0;
      let last = 0;
      for (const [which, all] of [...steps, [0, true], [1, true], [2, true]] as [number, boolean][]) {
        const one = orders[which]!;
        if (one.status === 30) continue;
        orders[which] = { ...one, status: all ? 30 : 21, shippedAt: 1, parcels: [...one.parcels, parcel(String(one.parcels.length + 1))] };
        for (let batch = nextBatch(orders, book, 1); batch; batch = nextBatch(orders, book, 1)) {
          expect(batch.at).toBeGreaterThan(last);
          expect(batch.mode === 1 ? batch.list.length : 1).toBe(1);
          expect(book.complete).toBe(false);
          last = batch.at;
          parcels += batch.list.length;
          book = toldBook(book, batch);
        }
      }
      const sent = orders.flatMap(({ parcels: list }) => list).length;
      expect(Object.keys(book.told)).toHaveLength(Math.min(sent, 15));
      if (sent <= 15) expect(parcels).toBe(sent);
      expect(parcels).toBeLessThanOrEqual(16);
      expect(book.complete).toBe(true);
    }),
    { numRuns: 300 },
  );
});
