/** Pick-up points for tests. */
import type { PickupPointDraft } from '../../../typings';
import type { PickupPointDoc } from '../../../cloudfunctions/data/pickup-documents';

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
