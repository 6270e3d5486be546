/** Subscribe templates, and a few notices so that the message centre is not empty. */
import type { NoticeEvent, SubscribeScene, TemplateField } from '../../../typings';
import type { MessageTemplateDoc, NoticeDoc } from '../../data/message-documents';
import { afterSaleNotice, couponNotice, orderNotice, type NoticeDraft } from '../../domain/notices';
import { DAY, HOUR, type SeedContext } from '../seed';
import { orderDocs } from './orders';

/** The ids are the local WeChat's: real ones come from the console (订阅消息 → 我的模板), and the operator's page takes them. */
const template = (key: string, title: string, hint: string, events: NoticeEvent[], scenes: SubscribeScene[], fields: TemplateField[]): MessageTemplateDoc => ({
  _id: key,
  templateId: `local-${key}`,
  title,
  hint,
  events,
  scenes,
  fields,
  enabled: true,
  problem: '',
  updatedAt: 0,
  recent: [],
});

export function templateDocs(): MessageTemplateDoc[] {
  return [
    template('order-shipped', '发货通知', '商家发货、商品可以提货时通知你', ['order.shipped', 'order.pickupReady'], ['pay'], [
      { name: 'thing1', fact: 'goods' },
      { name: 'character_string2', fact: 'orderNo' },
      { name: 'time3', fact: 'time' },
      { name: 'thing4', fact: 'tip' },
    ]),
    template('order-closed', '订单状态通知', '订单自动确认收货或关闭时通知你', ['order.autoConfirmed', 'order.expired', 'order.refunded', 'order.changed'], ['pay'], [
      { name: 'thing1', fact: 'goods' },
      { name: 'phrase2', fact: 'status' },
      { name: 'time3', fact: 'time' },
      { name: 'thing4', fact: 'tip' },
    ]),
    template('after-sale', '售后进度通知', '商家或平台处理你的售后时通知你', ['afterSale.agreed', 'afterSale.rejected', 'afterSale.closed', 'afterSale.decided', 'afterSale.proposed', 'afterSale.reshipped', 'afterSale.message'], ['afterSale'], [
      { name: 'thing1', fact: 'goods' },
      { name: 'phrase2', fact: 'status' },
      { name: 'time3', fact: 'time' },
      { name: 'thing4', fact: 'tip' },
    ]),
    template('refunded', '退款通知', '退款到账时通知你', ['afterSale.refunded'], ['pay', 'afterSale'], [
      { name: 'thing1', fact: 'goods' },
      { name: 'amount2', fact: 'amount' },
      { name: 'time3', fact: 'time' },
    ]),
    template('coupon-expiring', '优惠券到期提醒', '优惠券快过期时提醒你', ['coupon.expiring'], ['coupon'], [
      { name: 'thing1', fact: 'name' },
      { name: 'thing2', fact: 'shop' },
      { name: 'time3', fact: 'time' },
    ]),
  ];
}

const notice = (id: string, openid: string, draft: NoticeDraft, at: number, read: boolean): NoticeDoc => ({
  _id: `demo-notice-${id}`,
  openid,
  ...draft,
  createdAt: at,
  readAt: read ? at + HOUR : null,
  push: 'none',
  pushAt: at,
  pushTries: 0,
  template: '',
});

export function noticeDocs(context: SeedContext): NoticeDoc[] {
  const orders = orderDocs(context);
  const told = orders.flatMap((order) => {
    const steps: [event: string, at: number | null][] = [['pay', order.paidAt], ['ship', order.shippedAt], ['expire', order.cancelledAt]];
    return steps.flatMap(([event, at]) => {
      const draft = at === null ? null : orderNotice(event, at, order);
      return draft && at !== null ? [notice(`${order._id}-${event}`, order.openid, draft, at, at < context.now - 3 * DAY)] : [];
    });
  });
  const past = orders.find(({ status, openid }) => status === 100 && openid === 'o-shopper-1')!;
  const line = past.lines[0]!;
  const refunded = afterSaleNotice('agree', context.now - 2 * HOUR, {
    _id: 'demo-none',
    orderNo: past.orderNo,
    shop: past.shop,
    type: 'REFUND',
    line,
    refundFen: line.paidFen,
    rejectReason: '',
    dispute: null,
  })!;
  const coupon = couponNotice({ name: '满 99 减 15', shopName: '青禾生活馆', validUntil: context.now + 2 * DAY });
  return [
    ...told,
    notice('after-sale', 'o-shopper-1', { ...refunded, page: 'packages/aftersale/pages/list/index' }, context.now - 2 * HOUR, false),
    notice('coupon', 'o-shopper-1', coupon, context.now - 5 * HOUR, false),
  ];
}
