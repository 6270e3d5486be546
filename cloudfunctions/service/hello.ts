/** The automatic reply: about what the shopper came from. */
import type { ServiceSessionDoc } from '../data/message-documents';
import { orderOf } from '../data/orders';
import { serviceSessions, shops, spus } from '../data/store';
import { orderStatusName } from '../domain/order-states';
import { replyText } from '../domain/service-topic';
import { ok } from '../kernel/reply';
import { form } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';

export const hello: ActionOf<'service', 'hello'> = {
  access: 'shopper',
  schema: form({}),
  run: async (_request, { openid }) => ok({ text: await replyFor(openid, await serviceSessions.get(openid)) }),
};

/** Of an order only when it is the caller's own. */
export async function replyFor(openid: string, session: ServiceSessionDoc | null): Promise<string> {
  const { shopId = '', orderId = '', spuId = '' } = session ?? {};
  const [order, product] = await Promise.all([orderId ? orderOf(openid, orderId) : null, spuId ? spus.get(spuId, { title: true, shopId: true, shopName: true, status: true }) : null]);
  const shop = shopId && !order && !product ? await shops.get(shopId, { name: true }) : null;
  return replyText({
    shopName: order?.shop.name ?? product?.shopName ?? shop?.name ?? '',
    order: order ? { orderNo: order.orderNo, status: orderStatusName(order.status) } : null,
    product: product?.title ?? '',
  });
}
