import type { AfterSaleBrief, AfterSaleLogEntry, AfterSaleStatus, AfterSaleSubType, AfterSaleType } from '../../typings/index';
import type { AfterSaleViewer } from './after-sale-text';

export interface AfterSaleStep {
  name: string;
  state: 'done' | 'now' | 'later';
}

const STEPS: Record<AfterSaleType, string[]> = {
  REFUND: ['提交申请', '商家处理', '退款', '完成'],
  RETURN: ['提交申请', '商家同意', '寄回商品', '商家收货', '退款完成'],
  EXCHANGE: ['提交申请', '商家同意', '寄回商品', '商家换发', '换货完成'],
};
/** How far each status has come: the number of the step that is under way, for money only and for goods. */
const AT: Partial<Record<AfterSaleStatus, [money: number, goods: number]>> = {
  MERCHANT_PROCESSING: [1, 1],
  MERCHANT_REJECT_REFUND: [1, 1],
  MERCHANT_REJECT_RETURN: [1, 1],
  MERCHANT_REJECT_EXCHANGE: [1, 1],
  MERCHANT_REJECT_RESHIP: [1, 3],
  USER_WAIT_CONFIRM_UPDATE: [1, 1],
  USER_WAIT_HANDLE_MERCHANT_AFTER_SALE: [1, 1],
  WAIT_PACKAGE_INTERCEPT: [1, 1],
  USER_WAIT_RETURN: [1, 2],
  MERCHANT_WAIT_RECEIPT: [1, 3],
  USER_WAIT_RECEIPT: [1, 4],
  MERCHANT_OVERDUE_REFUND: [2, 4],
  PLATFORM_REFUNDING: [2, 4],
  PLATFORM_REFUND_FAIL: [2, 4],
  MERCHANT_REFUND_RETRY_FAIL: [2, 4],
  MERCHANT_REFUND_SUCCESS: [4, 5],
  MERCHANT_RETURN_SUCCESS: [4, 5],
  MERCHANT_EXCHANGE_SUCCESS: [4, 5],
};

/** The way of a request from its beginning to a good end; none for one that was closed on the way, or that was over at once. */
export function afterSaleSteps({ status, type, subType }: Pick<AfterSaleBrief, 'status' | 'type'> & { subType?: AfterSaleSubType }): AfterSaleStep[] {
  const place = AT[status];
  if (!place || subType === 'REFUND_PRICE_DIFF') return [];
  // Where an exchange ended in money, it went the way of a return.
  const ended = type === 'EXCHANGE' && /REFUND|RETURN_SUCCESS|OVERDUE/.test(status) && status !== 'MERCHANT_REJECT_REFUND' ? 'RETURN' : type;
  const at = type === 'REFUND' ? place[0] : place[1];
  return STEPS[ended].map((name, index) => ({ name, state: index < at ? 'done' : index === at ? 'now' : 'later' }));
}

const WHO: Record<AfterSaleLogEntry['by'], string> = { shopper: '买家', merchant: '商家', platform: '平台', system: '系统' };

/** Who wrote or did it, for whoever looks at it. */
export function speaker(by: AfterSaleLogEntry['by'], viewer: AfterSaleViewer): string {
  return by === viewer ? '我' : WHO[by];
}
