import type { AfterSaleBrief, AfterSaleReason, AfterSaleStatus, AfterSaleSubType, AfterSaleType } from '../../typings/index';

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

export function typeText(type: AfterSaleType, subType?: AfterSaleSubType): string {
  if (subType === 'REFUND_PRICE_DIFF') return '退差价';
  if (type === 'EXCHANGE') return '换货';
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
  MERCHANT_REJECT_EXCHANGE: ['商家拒绝换货', 'warning'],
  MERCHANT_REJECT_RESHIP: ['商家拒绝换发商品', 'warning'],
  USER_WAIT_CONFIRM_UPDATE: ['商家发起协商', 'swap'],
  USER_WAIT_HANDLE_MERCHANT_AFTER_SALE: ['商家发起售后', 'swap'],
  USER_WAIT_RETURN: ['待寄回商品', 'box'],
  MERCHANT_WAIT_RECEIPT: ['待商家收货', 'truck'],
  WAIT_PACKAGE_INTERCEPT: ['包裹拦截中', 'truck'],
  USER_WAIT_RECEIPT: ['待收换货商品', 'truck'],
  MERCHANT_OVERDUE_REFUND: ['退款中', 'wallet'],
  PLATFORM_REFUNDING: ['退款中', 'wallet'],
  PLATFORM_REFUND_FAIL: ['退款处理中', 'wallet'],
  MERCHANT_REFUND_RETRY_FAIL: ['退款处理中', 'wallet'],
  MERCHANT_REFUND_SUCCESS: ['退款成功', 'check'],
  MERCHANT_RETURN_SUCCESS: ['退款成功', 'check'],
  MERCHANT_EXCHANGE_SUCCESS: ['换货完成', 'check'],
  RETURN_CLOSED: ['退货已关闭', 'close'],
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
      return say(`${mine}需在 {left} 内处理，超时自动${type === 'REFUND' ? '退款' : '同意'}`, viewer === 'merchant' ? '待你处理' : title);
    case 'USER_WAIT_RETURN':
      return viewer === 'shopper' ? say('请在 {left} 内寄回并填运单号，超时关闭') : say('买家需在 {left} 内寄回，超时自动关闭', '待买家寄回');
    case 'MERCHANT_WAIT_RECEIPT':
      return say(`${mine}需在 {left} 内${type === 'EXCHANGE' ? '换发' : '确认收货'}，超时自动退款`, viewer === 'merchant' ? '待你收货' : title);
    case 'WAIT_PACKAGE_INTERCEPT':
      return say(`${mine}需在 {left} 内反馈拦截结果，超时自动退款`);
    case 'USER_WAIT_CONFIRM_UPDATE':
      return viewer === 'shopper' ? say('请在 {left} 内答复，超时视为不同意', '待你答复') : say('买家需在 {left} 内答复，超时视为不同意', '等待买家答复');
    case 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE':
      return viewer === 'shopper' ? say('商家为你发起了售后，请在 {left} 内确认', '待你确认') : say('买家需在 {left} 内确认', '等待买家确认');
    case 'USER_WAIT_RECEIPT':
      return viewer === 'shopper' ? say('换货商品已发出，{left} 后自动确认收货') : say('买家需在 {left} 内确认，超时自动完成', '待买家收货');
    case 'RETURN_CLOSED':
      if (disputed) return { title: '平台处理中', hint: '平台需在 {left} 内裁决', icon: 'shield' };
      return viewer === 'shopper' ? say('超时未寄回。可在 {left} 内申请平台介入，或撤销后重新申请') : say('买家超时未寄回，{left} 后结束');
    case 'MERCHANT_REJECT_REFUND':
    case 'MERCHANT_REJECT_RETURN':
    case 'MERCHANT_REJECT_EXCHANGE':
    case 'MERCHANT_REJECT_RESHIP':
      if (disputed) return { title: '平台处理中', hint: '平台需在 {left} 内裁决，超时退款给买家', icon: 'shield' };
      return viewer === 'shopper' ? say('可在 {left} 内申请平台介入，超时关闭') : say('买家可在 {left} 内申请平台介入', '已拒绝');
    case 'PLATFORM_REFUND_FAIL':
    case 'MERCHANT_REFUND_RETRY_FAIL':
      return viewer === 'merchant' ? say('微信支付暂时无法退款，{left} 后自动重试', '退款失败') : say('微信支付暂时没有受理，会自动重试，请耐心等待');
    case 'MERCHANT_OVERDUE_REFUND':
    case 'PLATFORM_REFUNDING':
      return say('正在原路退回，请留意微信支付通知');
    case 'MERCHANT_REFUND_SUCCESS':
    case 'MERCHANT_RETURN_SUCCESS':
      return say('款项已原路退回付款账户');
    case 'MERCHANT_EXCHANGE_SUCCESS':
      return say('换货商品已收到，如有问题可以再次申请售后');
    default:
      return say('这次售后已经结束');
  }
}

/** What a status means to whoever looks at it. */
export function afterSaleText(afterSale: Pick<AfterSaleBrief, 'status' | 'type'>, viewer: AfterSaleViewer, disputed = false): AfterSaleText {
  const ended = /SUCCESS$|^USER_CANCELD$/.test(afterSale.status);
  return { ...words(afterSale, viewer, disputed), open: !ended };
}
