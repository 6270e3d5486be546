import type { AfterSaleBrief, AfterSaleReason, AfterSaleStatus, AfterSaleType } from '../../typings/index';

export type AfterSaleViewer = 'shopper' | 'merchant' | 'platform';

const REASONS: Record<AfterSaleReason, string> = {
  INCORRECT_SELECTION: '拍错、多拍',
  NO_LONGER_WANT: '不想要了',
  NO_EXPRESS_INFO: '没有快递信息',
  EMPTY_PACKAGE: '包裹为空',
  REJECT_RECEIVE_PACKAGE: '已拒收包裹',
  NOT_DELIVERED_TOO_LONG: '太久没有送达',
  NOT_MATCH_PRODUCT_DESC: '与商品描述不符',
  QUALITY_ISSUE: '质量问题',
  SEND_WRONG_GOODS: '商家发错货',
  THREE_NO_PRODUCT: '三无产品',
  FAKE_PRODUCT: '假冒产品',
  NO_REASON_7_DAYS: '七天无理由',
  OTHERS: '其他原因',
};
export function reasonText(reason: AfterSaleReason): string {
  return REASONS[reason] ?? '其他原因';
}

export function typeText(type: AfterSaleType): string {
  return type === 'RETURN' ? '退货退款' : '仅退款';
}

export interface AfterSaleText {
  title: string;
  /** With what happens when the time is over; `{left}` stands for the time that is left. */
  hint: string;
  icon: string;
  open: boolean;
}
type Words = Omit<AfterSaleText, 'open'>;

const TITLES: Record<AfterSaleStatus, [title: string, icon: string]> = {
  MERCHANT_PROCESSING: ['待商家处理', 'clock'],
  MERCHANT_REJECT_REFUND: ['商家拒绝退款', 'warning'],
  MERCHANT_REJECT_RETURN: ['商家拒绝退货', 'warning'],
  USER_WAIT_RETURN: ['待寄回商品', 'box'],
  MERCHANT_WAIT_RECEIPT: ['待商家收货', 'truck'],
  PLATFORM_REFUNDING: ['退款中', 'wallet'],
  MERCHANT_REFUND_SUCCESS: ['退款成功', 'check'],
  MERCHANT_RETURN_SUCCESS: ['退款成功', 'check'],
  RETURN_CLOSED: ['售后已关闭', 'close'],
  USER_CANCELD: ['售后已关闭', 'close'],
};

export function statusTitle(status: AfterSaleStatus): string {
  return TITLES[status]?.[0] ?? '处理中';
}

function words({ status, type }: Pick<AfterSaleBrief, 'status' | 'type'>, viewer: AfterSaleViewer, disputed: boolean): Words {
  const [title, icon] = TITLES[status] ?? ['处理中', 'clock'];
  const mine = viewer === 'merchant' ? '你' : '商家';
  const say = (hint: string, other = title): Words => ({ title: other, hint, icon });
  switch (status) {
    case 'MERCHANT_PROCESSING':
      return say(`${mine}需在 {left} 内处理，超时自动${type === 'RETURN' ? '同意' : '退款'}`, viewer === 'merchant' ? '待你处理' : title);
    case 'USER_WAIT_RETURN':
      return viewer === 'shopper' ? say('请在 {left} 内寄回并填运单号，超时关闭') : say('买家需在 {left} 内寄回，超时自动关闭', '待买家寄回');
    case 'MERCHANT_WAIT_RECEIPT':
      return say(`${mine}需在 {left} 内确认收货，超时自动退款`, viewer === 'merchant' ? '待你收货' : title);
    case 'MERCHANT_REJECT_REFUND':
    case 'MERCHANT_REJECT_RETURN':
      if (disputed) return { title: '平台处理中', hint: '平台需在 {left} 内裁决，超时退款给买家', icon: 'shield' };
      return viewer === 'shopper' ? say('可在 {left} 内申请平台介入，超时关闭') : say('买家可在 {left} 内申请平台介入', '已拒绝');
    case 'PLATFORM_REFUNDING':
      return say('正在原路退回，请留意微信支付通知');
    case 'MERCHANT_REFUND_SUCCESS':
    case 'MERCHANT_RETURN_SUCCESS':
      return say('款项已原路退回付款账户');
    default:
      return say('这次售后已经结束');
  }
}

/** What a status means to whoever looks at it. */
export function afterSaleText(afterSale: Pick<AfterSaleBrief, 'status' | 'type'>, viewer: AfterSaleViewer, disputed = false): AfterSaleText {
  const ended = /SUCCESS$|^RETURN_CLOSED$|^USER_CANCELD$/.test(afterSale.status);
  return { ...words(afterSale, viewer, disputed), open: !ended };
}
