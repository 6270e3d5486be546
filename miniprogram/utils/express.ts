/** Express companies to choose from, the most used first; ids are WeChat's delivery ids, and the same list stands in the cloud. */
export interface ExpressCompany {
  deliveryId: string;
  deliveryName: string;
}
export const EXPRESS_COMPANIES: readonly ExpressCompany[] = [
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

const WAYBILL = /^[A-Za-z0-9-]{6,32}$/;

/** A scanned or typed number without spaces. */
export const tidyWaybill = (text: string): string => text.replace(/\s+/g, '');

/** What is wrong with the number; '' when nothing is. */
export function waybillProblem(text: string): string {
  const waybill = tidyWaybill(text);
  if (!waybill) return '请填写运单号';
  return WAYBILL.test(waybill) ? '' : '运单号应为 6 到 32 位字母或数字';
}
