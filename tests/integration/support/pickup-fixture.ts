/** Pick-up points, and orders that are fetched, for tests. */
import type { OrderLineRequest, PickupPointDraft } from '../../../typings';
import type { OrderDoc } from '../../../cloudfunctions/data/documents';
import type { PickupPointDoc } from '../../../cloudfunctions/data/pickup-documents';
import type { ShopCloud } from './shop-cloud';
import { fixtureDocuments, shopper } from './shop-fixture';

/** Every day from 10:00 to 20:00; ready within two hours. */
export function pickupDraft(more: Partial<PickupPointDraft> = {}): PickupPointDraft {
  return {
    name: '文三路店',
    phone: '0571-88880000',
    provinceName: '浙江省',
    cityName: '杭州市',
    countyName: '西湖区',
    detailInfo: '文三路 8 号',
    latitude: 30.27,
    longitude: 120.13,
    hours: Array.from({ length: 7 }, () => ({ from: 600, until: 1200 })),
    prepareHours: 2,
    enabled: true,
    ...more,
  };
}

export function pickupPointDoc(_id: string, more: Partial<PickupPointDoc> = {}): PickupPointDoc {
  return { _id, shopId: 'shop-1', ...pickupDraft(), removed: false, version: 1, createdAt: 1, updatedAt: 1, recent: [], ...more };
}

/** The small world, with shop-1 handing over at two points; nothing of shop-2. */
export function pickupDocuments(): ReturnType<typeof fixtureDocuments> {
  const documents = fixtureDocuments();
  documents.pickupPoints = [pickupPointDoc('point-1'), pickupPointDoc('point-2', { name: '城西店', createdAt: 2, prepareHours: 24 }), pickupPointDoc('closed', { enabled: false, createdAt: 3 })];
  Object.assign(documents.shops![0]!, { pickup: { enabled: true } });
  Object.assign(documents.shops![1]!, { freight: { feeFen: 600, freeFromFen: 100_000 } });
  return documents;
}

export const fetcher = { userName: '李取', telNumber: '13800000009' };
export const choice = (pointId = 'point-1') => ({ 'shop-1': { pointId, ...fetcher } });

/** Orders that are fetched, in a shop of pickupDocuments(). */
export class PickupDesk {
  constructor(private readonly shop: ShopCloud) {}

  async order(lines: OrderLineRequest[] = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }], as = shopper): Promise<string> {
    const { price } = await this.shop.must('order', 'preview', { lines, pickups: { 'shop-1': { pointId: 'point-1' } } }, as);
    const { orderIds } = await this.shop.must('order', 'submit', { lines, pickups: choice(), expectedPayFen: price.payFen }, as);
    return orderIds[0]!;
  }
  async paid(lines?: OrderLineRequest[], as = shopper): Promise<string> {
    const orderId = await this.order(lines, as);
    const { outTradeNo } = await this.shop.must('payment', 'prepay', { orderId }, as);
    await this.shop.pay(outTradeNo);
    return orderId;
  }
  async codeOf(orderId: string, as = shopper): Promise<string> {
    return (await this.shop.must('order', 'pickupCode', { orderId }, as)).code;
  }
  get(orderId: string): Promise<OrderDoc> {
    return this.shop.one<OrderDoc>('orders', orderId);
  }
  handOver(orderId: string, code: string, as: string, requestId?: string) {
    return this.shop.call('order', 'pickupHandOver', { shopId: 'shop-1', orderId, code, ...(requestId ? { requestId } : {}) }, as);
  }
}
