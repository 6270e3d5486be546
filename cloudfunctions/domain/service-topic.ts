/** What a conversation with customer service is about, and the first words of an automatic reply. */
import type { ServiceTopic } from '../../typings';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Of a contact button's session-from; whatever is no id of ours is dropped. WeChat hands on at most 1000 characters. */
export function topicOf(sessionFrom: string): ServiceTopic {
  const found = new Map(sessionFrom.slice(0, 1000).split('&').map((part) => part.split('=') as [string, string | undefined]));
  const idOf = (key: string): string => {
    const value = found.get(key) ?? '';
    return ID.test(value) ? value : '';
  };
  return { shopId: idOf('shop'), orderId: idOf('order'), spuId: idOf('spu') };
}

/** At most a few hundred bytes; WeChat takes 2048. */
export function replyText({ shopName, order, product }: { shopName: string; order: { orderNo: string; status: string } | null; product: string }): string {
  const about = order ? `\n您咨询的订单：${order.orderNo}（${order.status}）` : product ? `\n您咨询的商品：${product.slice(0, 40)}` : '';
  return `您好，这里是${shopName || '小店'}客服。${about}\n请直接描述您的问题，客服看到后会尽快回复。退款和退货也可以在订单里申请售后，进度更快。`;
}
