import type { FulfilmentMethod, OrderBrief, OrderStatus, OrderTab } from '../../typings/index';

/** What a status is called, and what it means for the shopper. */
export interface StatusText {
  title: string;
  hint: string;
  icon: string;
}
const TEXTS: Record<OrderStatus, StatusText> = {
  0: { title: '提交中', hint: '订单正在生成，请稍候', icon: 'clock' },
  10: { title: '待付款', hint: '超过时间未付款，订单会自动关闭', icon: 'wallet' },
  12: { title: '待收礼', hint: '等待收礼人填写地址', icon: 'clock' },
  13: { title: '待成团', hint: '成团后商家会尽快发货', icon: 'clock' },
  20: { title: '待发货', hint: '已付款，等待商家发货', icon: 'box' },
  21: { title: '部分发货', hint: '部分商品已经发出，其余正在准备', icon: 'truck' },
  30: { title: '待收货', hint: '商品已发出，请留意查收', icon: 'truck' },
  100: { title: '已完成', hint: '交易已完成，感谢光临', icon: 'check' },
  200: { title: '已关闭', hint: '商品已全部退款，订单关闭', icon: 'close' },
  250: { title: '已取消', hint: '订单未付款，已取消', icon: 'close' },
};

/** Where another way than by express says it differently. */
const OTHERS: Partial<Record<FulfilmentMethod, Partial<Record<OrderStatus, StatusText>>>> = {
  pickup: {
    20: { title: '待提货', hint: '凭提货码到店提货', icon: 'shop' },
  },
  virtual: {
    20: { title: '待发放', hint: '已付款，等待商家发放', icon: 'clock' },
    30: { title: '已发放', hint: '商品已发放，请查看和使用', icon: 'check' },
  },
};

export function statusText(status: OrderStatus, method: FulfilmentMethod = 'express'): StatusText {
  return OTHERS[method]?.[status] ?? TEXTS[status] ?? { title: '处理中', hint: '', icon: 'clock' };
}

export const ORDER_TABS: { key: OrderTab; text: string }[] = [
  { key: 'all', text: '全部' },
  { key: 'toPay', text: '待付款' },
  { key: 'toShip', text: '待发货' },
  { key: 'toReceive', text: '待收货' },
  { key: 'finished', text: '已完成' },
];

export type OrderAction = 'pay' | 'cancel' | 'confirm' | 'again' | 'review';

/** What the shopper may do with an order, the main action last. */
export function orderActions(status: OrderStatus, toReview = 0): OrderAction[] {
  if (status === 10) return ['cancel', 'pay'];
  if (status === 30) return ['confirm'];
  if (status === 100 && toReview > 0) return ['again', 'review'];
  if (status === 100 || status === 200 || status === 250) return ['again'];
  return [];
}

/** Pieces of all lines. */
export function pieces(order: Pick<OrderBrief, 'lines'>): number {
  return order.lines.reduce((sum, line) => sum + line.num, 0);
}
