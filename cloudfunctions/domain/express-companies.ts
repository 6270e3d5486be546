/** The express companies that a parcel can go with; ids are WeChat's own delivery ids. */
export interface ExpressCompany {
  deliveryId: string;
  deliveryName: string;
  /** Its service number, as the company gives it to customers; '' when we know none. */
  phone: string;
}

export const expressCompanies: readonly ExpressCompany[] = [
  { deliveryId: 'SF', deliveryName: '顺丰速运', phone: '95338' },
  { deliveryId: 'ZTO', deliveryName: '中通快递', phone: '95311' },
  { deliveryId: 'YTO', deliveryName: '圆通速递', phone: '95554' },
  { deliveryId: 'STO', deliveryName: '申通快递', phone: '95543' },
  { deliveryId: 'YD', deliveryName: '韵达速递', phone: '95546' },
  { deliveryId: 'JTSD', deliveryName: '极兔速递', phone: '956025' },
  { deliveryId: 'JD', deliveryName: '京东物流', phone: '950616' },
  { deliveryId: 'EMS', deliveryName: 'EMS', phone: '11183' },
  { deliveryId: 'YZPY', deliveryName: '邮政快递包裹', phone: '11183' },
  { deliveryId: 'DBL', deliveryName: '德邦快递', phone: '95353' },
  { deliveryId: 'UC', deliveryName: '优速快递', phone: '' },
  { deliveryId: 'ZJS', deliveryName: '宅急送', phone: '' },
  { deliveryId: 'OTHERS', deliveryName: '其他快递', phone: '' },
];

export function expressCompany(deliveryId: string): ExpressCompany | null {
  return expressCompanies.find((company) => company.deliveryId === deliveryId) ?? null;
}

/** What is kept with a parcel. */
export function companyPart({ deliveryId, deliveryName }: ExpressCompany): Pick<ExpressCompany, 'deliveryId' | 'deliveryName'> {
  return { deliveryId, deliveryName };
}

/** A number on a parcel: 6 to 32 letters and digits. */
export function isWaybill(text: string): boolean {
  return /^[A-Za-z0-9-]{6,32}$/.test(text);
}
