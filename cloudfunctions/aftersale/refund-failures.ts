/** Refunds that WeChat Pay does not carry out: once more, or paid by another way. */
import { afterSaleOfShop } from '../data/after-sales';
import { wasBy } from '../data/recent';
import { refunds } from '../data/store';
import { REFUND_FAILED } from '../domain/after-sale-states';
import { MINUTE } from '../kernel/clock';
import { fail, notFound } from '../kernel/reply';
import { form, id, list, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { RETURN_WINDOW } from '../processes/after-sale-debts';
import { refundNumberOf } from '../processes/refunding';
import { step } from './acting';
import { MOST_PICTURES } from './apply';
import { answering } from './merchant';
import { REQUEST } from './own';
import { notNow } from './views';

export const retryRefund: ActionOf<'aftersale', 'retryRefund'> = {
  access: { staff: [...answering, 'finance'] },
  schema: form({ requestId, shopId: id, afterSaleId: id }),
  async run({ requestId: request, shopId, afterSaleId }, context) {
    const afterSale = await afterSaleOfShop(shopId, afterSaleId);
    if (!afterSale) return notFound(REQUEST);
    return step(afterSale, 'merchant', '重试退款', { event: 'retry', text: '商家重试退款', requestId: request }, context);
  },
};

export const certify: ActionOf<'aftersale', 'certify'> = {
  access: { staff: [...answering, 'finance'] },
  schema: form({ requestId, shopId: id, afterSaleId: id, images: list(requiredImage, MOST_PICTURES, 1), text: text(200, 2) }),
  async run({ requestId: request, shopId, afterSaleId, images, text: words }, context) {
    const { now } = context;
    const [afterSale, refund] = await Promise.all([afterSaleOfShop(shopId, afterSaleId), refunds.get(refundNumberOf(afterSaleId))]);
    if (!afterSale) return notFound(REQUEST);
    if (!wasBy(afterSale, request)) {
      if (!REFUND_FAILED.some((one) => one === afterSale.status)) return notNow(afterSale, '上传退款凭证');
      // Nobody can be in the middle of asking WeChat Pay any more.
      const wait = (afterSale.givenUpAt ?? now) + RETURN_WINDOW - now;
      if (wait > 0) return fail('INVALID_STATE', `微信支付可能仍在处理，请 ${Math.ceil(wait / MINUTE)} 分钟后再上传凭证`, { detail: { status: afterSale.status } });
      if (refund?.state !== 'refused') return fail('INVALID_STATE', '微信支付已受理这笔退款，请点重试退款刷新状态', { detail: { status: afterSale.status } });
    }
    const certificate = { images, text: words.trim(), at: now };
    return step(afterSale, 'merchant', '上传退款凭证', { event: 'certify', text: `商家已通过其他方式退款：${certificate.text}`, images, change: { certificate }, debts: ['offline'], requestId: request }, context);
  },
};
