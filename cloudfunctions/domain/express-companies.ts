/** The express companies that a parcel can go with; ids are WeChat's own delivery ids. */
export interface ExpressCompany {
  deliveryId: string;
  deliveryName: string;
}

export const expressCompanies: readonly ExpressCompany[] = [
  { deliveryId: 'SF', deliveryName: '顺丰速运' },
  { deliveryId: 'ZTO', deliveryName: '中通快递' },
  { deliveryId: 'YTO', deliveryName: '圆通速递' },
  { deliveryId: 'STO', deliveryName: '申通快递' },
  { deliveryId: 'YD', deliveryName: '韵达速递' },
  { deliveryId: 'JTSD', deliveryName: '极兔速递' },
  { deliveryId: 'JD', deliveryName: '京东物流' },
  { deliveryId: 'EMS', deliveryName: 'EMS' },
  { deliveryId: 'YZPY', deliveryName: '邮政快递包裹' },
  { deliveryId: 'DBL', deliveryName: '德邦快递' },
  { deliveryId: 'UC', deliveryName: '优速快递' },
  { deliveryId: 'ZJS', deliveryName: '宅急送' },
  { deliveryId: 'OTHERS', deliveryName: '其他快递' },
];

export function expressCompany(deliveryId: string): ExpressCompany | null {
  return expressCompanies.find((company) => company.deliveryId === deliveryId) ?? null;
}

/** The companies' own service numbers for customers, as far as they have one short number for the whole country. */
const SERVICE_PHONES: Readonly<Record<string, string>> = { SF: '95338', ZTO: '95311', YTO: '95554', STO: '95543', YD: '95546', JTSD: '956025', JD: '950616', EMS: '11183', YZPY: '11183', DBL: '95353' };

/** '' when we know none. */
export function servicePhone(deliveryId: string): string {
  return Object.hasOwn(SERVICE_PHONES, deliveryId) ? SERVICE_PHONES[deliveryId]! : '';
}

/** A number on a parcel: 6 to 32 letters and digits. */
export function isWaybill(text: string): boolean {
  return /^[A-Za-z0-9-]{6,32}$/.test(text);
}
