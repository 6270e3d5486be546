/** Where the first shop's goods can be fetched, and the code of an order that waits there. */
import { randomInt } from 'node:crypto';
import type { PickupFulfilment, PostalAddress } from '../../../typings';
import type { PickupCodeDoc, PickupPointDoc } from '../../data/pickup-documents';
import { DAY, HOUR, type SeedContext } from '../seed';

const everyDay = (from: number, until: number) => Array.from({ length: 7 }, () => ({ from: from * 60, until: until * 60 }));
const weekend = { from: 600, until: 1080 };

export function pickupPointDocs({ now }: SeedContext): PickupPointDoc[] {
  const point = (number: number, more: Pick<PickupPointDoc, 'name' | 'phone' | 'countyName' | 'detailInfo' | 'latitude' | 'longitude' | 'hours' | 'prepareHours'>): PickupPointDoc => ({
    _id: `demo-point-${number}`,
    shopId: 'shop-1',
    provinceName: '浙江省',
    cityName: '杭州市',
    ...more,
    enabled: true,
    removed: false,
    version: 1,
    createdAt: now - (400 - number) * DAY,
    updatedAt: now - (400 - number) * DAY,
    recent: [],
  });
  return [
    point(1, { name: '青禾生活馆 · 文三路店', phone: '0571-88880011', countyName: '西湖区', detailInfo: '文三路 88 号青禾生活馆 1 楼', latitude: 30.2766, longitude: 120.1266, hours: everyDay(10, 21), prepareHours: 2 }),
    point(2, { name: '青禾仓 · 良睦路自提点', phone: '0571-88880012', countyName: '余杭区', detailInfo: '良睦路 88 号青禾仓 2 号门', latitude: 30.2903, longitude: 119.9962, hours: [...everyDay(9, 18).slice(0, 5), weekend, null], prepareHours: 24 }),
  ];
}

/** As an order keeps it. */
export function demoPickup(pointId: string, { userName, telNumber }: PostalAddress, context: SeedContext): PickupFulfilment {
  const { _id, name, phone, provinceName, cityName, countyName, detailInfo, latitude, longitude, hours, prepareHours } = pickupPointDocs(context).find((point) => point._id === pointId)!;
  const place = { pointId: _id, name, phone, provinceName, cityName, countyName, detailInfo, latitude, longitude, hours, prepareHours };
  return { method: 'pickup', place, userName, telNumber, keepDays: 7, overdue: 'refund', readyAt: context.now - HOUR };
}

/** Of the last demo order; another code in every data folder. */
export function pickupCodeDocs({ now }: SeedContext): PickupCodeDoc[] {
  return [{ _id: 'demo-order-5', openid: 'o-shopper-1', shopId: 'shop-1', code: String(randomInt(10 ** 12)).padStart(12, '0'), createdAt: now - 3 * HOUR, dueAt: now + DAY, remindedAt: null }];
}
