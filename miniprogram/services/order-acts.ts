import type { OrderBrief, OrderDetail } from '../../typings/index';
import { ask, toast, toastError, toastSuccess } from '../utils/feedback';
import type { OrderAction } from '../utils/order-text';
import { go } from '../utils/navigation';
import { routes } from '../utils/routes';
import { Attempt } from './attempt';
import { cart } from './cart';
import { offerSubscribe, prepareSubscribe } from './message';
import { order } from './order';
import { pay } from './pay';
import { session } from './session';

const REASONS = ['不想买了', '信息填错了，重新下单', '价格不合适', '其他原因'];
const attempts = new Map<string, Attempt>();

function attemptFor(key: string): Attempt {
  const attempt = attempts.get(key) ?? new Attempt();
  attempts.set(key, attempt);
  return attempt;
}

/** Does what the shopper tapped on an order, questions and toasts included. True: the order may have changed, load it again. */
export async function actOn(target: Pick<OrderBrief, 'orderId' | 'lines' | 'method'>, action: OrderAction): Promise<boolean> {
  try {
    if (action === 'pay') return await payOrder(target.orderId);
    if (action === 'cancel') return await cancel(target.orderId);
    if (action === 'confirm') return await confirm(target.orderId);
    if (action === 'review') {
      go(routes.writeReview(target.orderId));
      return false;
    }
    if (target.method === 'virtual') {
      // It lies in no cart.
      go(routes.product(target.lines[0]?.spuId ?? ''));
      return false;
    }
    return await again(target.lines);
  } catch (error) {
    toastError(error);
    return true;
  }
}

async function payOrder(orderId: string): Promise<boolean> {
  // Known by the time the money has gone: WeChat asks right after a payment only.
  void prepareSubscribe();
  const outcome = await pay({ orderId });
  if (outcome === 'paid') {
    offerSubscribe('pay');
    toastSuccess('支付成功');
  }
  else if (outcome === 'pending') toast('正在确认支付结果');
  else if (outcome === 'failed') toast('支付没有完成，请再试一次');
  return true;
}

async function cancel(orderId: string): Promise<boolean> {
  const reason = await chosen(REASONS, '为什么取消？');
  if (reason === null) return false;
  await attemptFor(`cancel ${orderId}`).run({ orderId, reason }, (request): Promise<OrderDetail> => order.cancel(request));
  toast('订单已取消');
  return true;
}

async function confirm(orderId: string): Promise<boolean> {
  if (!(await ask('请确认已经收到商品，且没有问题', '确认收货', '确认收货'))) return false;
  await attemptFor(`confirm ${orderId}`).run({ orderId }, (request): Promise<OrderDetail> => order.confirm(request));
  toastSuccess('已确认收货');
  return true;
}

/** Puts the same goods into the cart; what cannot be had any more is left out. */
async function again(lines: OrderBrief['lines']): Promise<boolean> {
  let added = 0;
  let refusal: unknown;
  for (const { spuId, skuId, num } of lines) {
    try {
      const { count } = await attemptFor(`again ${skuId}`).run({ spuId, skuId, num }, (request) => cart.add(request));
      session.set({ cartCount: count });
      added++;
    } catch (error) {
      refusal = error;
    }
  }
  if (added === 0) throw refusal;
  go(routes.cart());
  if (refusal !== undefined) toast('部分商品已经买不到了，其余已加入购物车');
  return false;
}

async function chosen(itemList: string[], alertText: string): Promise<string | null> {
  try {
    const { tapIndex } = await wx.showActionSheet({ itemList, alertText });
    return itemList[tapIndex] ?? null;
  } catch {
    // Closed without a choice.
    return null;
  }
}
