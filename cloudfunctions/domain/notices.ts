/** What shoppers are told, in which words, and which page shows more. */
import type { AfterSaleLine, AfterSaleType, Delivery, Dispute, Fulfilment, ImageRef, Millis, NoticeEvent, NoticeFact, NoticeKind, OrderLine, OrderPrice, ReturnDelivery } from '../../typings';
import { yuan } from './money';
import { pickupOf, pickupTimes } from './pickup';

export interface NoticeDraft {
  kind: NoticeKind;
  event: NoticeEvent;
  title: string;
  text: string;
  image: ImageRef;
  /** With its query, without a leading slash, as app.json and WeChat's messages have it. */
  page: string;
  facts: Partial<Record<NoticeFact, string>>;
}

export interface OrderFacts {
  _id: string;
  orderNo: string;
  shop: { name: string };
  lines: OrderLine[];
  price: OrderPrice;
  delivery: Delivery | null;
  /** Absent: by express. */
  fulfilment?: Fulfilment;
  paidAt?: Millis | null;
  /** Absent: it went out with `delivery`. */
  parcels?: readonly Delivery[];
}
export interface AfterSaleFacts {
  _id: string;
  orderNo: string;
  shop: { name: string };
  type: AfterSaleType;
  line: AfterSaleLine;
  refundFen: number;
  rejectReason: string;
  dispute: Dispute | null;
  reshipDelivery?: ReturnDelivery;
}

interface Wording<T> {
  event: NoticeEvent;
  title: string;
  /** What WeChat's message says as its status: at most five Han characters. */
  status: string;
  text(subject: T): string;
}

const orderPage = (orderId: string): string => `packages/order/pages/detail/index?orderId=${orderId}`;
const afterSalePage = (afterSaleId: string): string => `packages/aftersale/pages/detail/index?afterSaleId=${afterSaleId}`;
const couponsPage = 'packages/account/pages/coupons/index?tab=usable';

/** Of the parcel that went out last. */
function labelText({ parcels, delivery }: OrderFacts): string {
  const last = parcels?.at(-1) ?? delivery;
  return last ? `${last.deliveryName} ${last.waybillId}，请留意查收` : '请留意查收';
}

function placeName(order: OrderFacts): string {
  const place = pickupOf(order)?.place;
  return place ? `“${place.name}”` : '自提点';
}
function keptUntil(order: OrderFacts): string {
  const times = pickupTimes({ ...order, status: 20, paidAt: order.paidAt ?? null });
  return times ? timeText(times.collectBefore) : '保留期';
}

/** By the event of the order's log. What a merchant changes in an order (`…Change`) is told in the words of its log. */
const ORDER: Record<string, Wording<OrderFacts>> = {
  pay: { event: 'order.paid', title: '付款成功', status: '待发货', text: (order) => `已付款 ¥${yuan(order.price.payFen)}，${pickupOf(order) ? '备货完成后可凭提货码到店提货' : '商家会尽快发货'}` },
  ship: { event: 'order.shipped', title: '商品已发货', status: '已发货', text: (order) => labelText(order) },
  shipPart: { event: 'order.shipped', title: '部分商品已发货', status: '部分发货', text: () => '订单分多个包裹发出，请留意查收' },
  deliver: { event: 'order.shipped', title: '商品已发放', status: '已发放', text: () => '请到订单里查看' },
  priceChange: { event: 'order.changed', title: '商家为你改价', status: '已改价', text: ({ price }) => `现在只需付 ¥${yuan(price.payFen)}` },
  addressOffer: { event: 'order.changed', title: '商家想修改收货地址', status: '待确认', text: () => '请到订单里确认或拒绝' },
  addressChange: { event: 'order.changed', title: '收货地址已修改', status: '已修改', text: () => '商家会按新的地址发货' },
  addressRefuse: { event: 'order.changed', title: '商家没有同意修改地址', status: '未同意', text: () => '会按原来的地址发货' },
  trackingChange: { event: 'order.changed', title: '运单号已更正', status: '已更正', text: () => '商家更正了包裹的快递信息，请以新的运单号为准' },
  pickupReady: { event: 'order.pickupReady', title: '商品已备好，可以提货', status: '可提货', text: (order) => `请到${placeName(order)}出示订单里的提货码` },
  pickupRemind: { event: 'order.pickupReady', title: '还有商品没有提货', status: '待提货', text: (order) => `请在 ${keptUntil(order)} 前到${placeName(order)}提货，超时将${pickupOf(order)?.overdue === 'close' ? '视为完成' : '自动退款'}` },
  handOver: { event: 'order.pickedUp', title: '已提货', status: '已提货', text: () => '商品有问题可以在售后期内申请售后' },
  uncollected: { event: 'order.autoConfirmed', title: '超时未提货，订单已完成', status: '已完成', text: () => '需要帮助可以联系商家或申请售后' },
  autoConfirm: { event: 'order.autoConfirmed', title: '已自动确认收货', status: '已完成', text: () => '商品有问题可以在售后期内申请售后' },
  expire: { event: 'order.expired', title: '订单已关闭', status: '已关闭', text: () => '超时未付款，喜欢的话可以再次购买' },
  latePayment: { event: 'order.refunded', title: '付款已退回', status: '已退款', text: () => '这笔付款没有对应的待付订单，已原路退回' },
  refund: { event: 'afterSale.refunded', title: '退款已处理', status: '已退款', text: () => '退款会原路退回' },
};
/** Of the order's events these are noted for others than the shopper, who hears of them from the after-sale. */
const SILENT = new Set(['refund']);

const AFTER_SALE: Record<string, Wording<AfterSaleFacts>> = {
  agree: { event: 'afterSale.agreed', title: '商家同意了售后申请', status: '商家同意', text: ({ type }) => (type === 'REFUND' ? '退款正在处理' : '请尽快寄回商品并填写物流单号') },
  reject: { event: 'afterSale.rejected', title: '商家拒绝了售后申请', status: '商家拒绝', text: ({ rejectReason }) => `${rejectReason || '商家没有说明原因'}。不认可可以申请平台介入` },
  uncollected: { event: 'afterSale.agreed', title: '超时未提货，自动退款', status: '退款中', text: () => '超过保留期没有提货，系统已为你退款' },
  overdue: { event: 'afterSale.closed', title: '售后有新进展', status: '超时处理', text: () => '这一步已超过时限，系统已自动处理' },
  forceRefund: { event: 'afterSale.agreed', title: '售后将为你退款', status: '退款中', text: () => '超过时限没有处理，系统已为你退款' },
  giveUp: { event: 'afterSale.closed', title: '退款遇到问题', status: '退款异常', text: () => '退款没有成功，商家会另行处理，请留意进展' },
  refunded: { event: 'afterSale.refunded', title: '退款成功', status: '退款成功', text: ({ refundFen }) => `¥${yuan(refundFen)} 已原路退回` },
  offer: { event: 'afterSale.proposed', title: '商家为你发起了售后', status: '待你确认', text: ({ type, refundFen }) => (type === 'REFUND' ? `商家愿意退款 ¥${yuan(refundFen)}，请确认` : '商家愿意退货退款，请确认') },
  propose: { event: 'afterSale.proposed', title: '商家提出了新的售后方案', status: '待你答复', text: () => '请在时限内答复，超时视为不同意' },
  soldOut: { event: 'afterSale.proposed', title: '换货商品已售罄', status: '待你答复', text: () => '是否改为退货退款，请在时限内答复' },
  reship: { event: 'afterSale.reshipped', title: '换货商品已发出', status: '换货已发出', text: ({ reshipDelivery }) => (reshipDelivery ? `${reshipDelivery.deliveryName} ${reshipDelivery.waybillId}，请留意查收` : '请留意查收') },
  certify: { event: 'afterSale.refunded', title: '商家已通过其他方式退款', status: '退款成功', text: () => '请核对退款凭证' },
  message: { event: 'afterSale.message', title: '售后有新留言', status: '新留言', text: () => '请查看协商历史' },
  uphold: { event: 'afterSale.decided', title: '平台支持了你的申请', status: '支持买家', text: ({ dispute }) => dispute?.decision || '退款正在处理' },
  dismiss: { event: 'afterSale.decided', title: '平台没有支持你的申请', status: '支持商家', text: ({ dispute }) => dispute?.decision || '售后已关闭' },
};

export function isToldOfOrder(event: string): boolean {
  return Object.hasOwn(ORDER, event);
}
export function isToldOfAfterSale(event: string): boolean {
  return Object.hasOwn(AFTER_SALE, event);
}

/** null: nobody is told of it. */
export function orderNotice(event: string, at: Millis, order: OrderFacts): NoticeDraft | null {
  const words = SILENT.has(event) || !isToldOfOrder(event) ? undefined : ORDER[event];
  if (!words) return null;
  const [first] = order.lines;
  const pieces = order.lines.reduce((all, { num }) => all + num, 0);
  const goods = first ? `${first.title}${pieces > first.num ? ` 等 ${pieces} 件` : ''}` : '';
  const { delivery } = order;
  return {
    kind: 'order',
    event: words.event,
    title: words.title,
    text: `${goods}\n${words.text(order)}`.trim(),
    image: first?.image ?? '',
    page: orderPage(order._id),
    facts: {
      goods,
      orderNo: order.orderNo,
      amount: yuan(order.price.payFen),
      time: timeText(at),
      status: words.status,
      tip: words.text(order),
      shop: order.shop.name,
      name: order.shop.name,
      ...(delivery ? { company: delivery.deliveryName, waybill: delivery.waybillId } : {}),
    },
  };
}

export function afterSaleNotice(event: string, at: Millis, afterSale: AfterSaleFacts): NoticeDraft | null {
  const words = isToldOfAfterSale(event) ? AFTER_SALE[event] : undefined;
  if (!words) return null;
  const { line, orderNo, refundFen, shop } = afterSale;
  return {
    kind: 'afterSale',
    event: words.event,
    title: words.title,
    text: `${line.title}\n${words.text(afterSale)}`,
    image: line.image,
    page: afterSalePage(afterSale._id),
    facts: { goods: line.title, orderNo, amount: yuan(refundFen), time: timeText(at), status: words.status, tip: words.text(afterSale), shop: shop.name, name: line.title },
  };
}

export function couponNotice({ name, shopName, validUntil }: { name: string; shopName: string; validUntil: Millis }): NoticeDraft {
  const until = timeText(validUntil);
  return {
    kind: 'coupon',
    event: 'coupon.expiring',
    title: '优惠券即将过期',
    text: `${shopName} · ${name}\n${until} 前使用有效`,
    image: '',
    page: couponsPage,
    facts: { name, shop: shopName, time: until, status: '即将过期', tip: `${until} 前使用有效` },
  };
}

export function invoiceNotice({ orderId, goods, image, orderNo, shop, amountFen }: { orderId: string; goods: string; image: ImageRef; orderNo: string; shop: { name: string }; amountFen: number }, at: Millis): NoticeDraft {
  const tip = `${shop.name}已开具电子发票，可查看和下载`;
  return {
    kind: 'order',
    event: 'invoice.issued',
    title: '发票已开具',
    text: `${goods}\n${tip}`,
    image,
    page: `packages/account/pages/invoice/index?orderId=${orderId}`,
    facts: { goods, orderNo, amount: yuan(amountFen), time: timeText(at), status: '已开票', tip, shop: shop.name, name: goods },
  };
}

const SHANGHAI_MS = 8 * 3_600_000;
const two = (value: number): string => String(value).padStart(2, '0');
/** '2026年11月23日 09:05', as WeChat's templates take it, in Asia/Shanghai. */
export function timeText(at: Millis): string {
  const local = new Date(at + SHANGHAI_MS);
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}
