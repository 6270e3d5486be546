/** What shopper and merchant cannot settle: the platform's operators decide. */
import { isShown } from '../data/after-sales';
import { findPage, mapPage } from '../data/paging';
import { wasBy } from '../data/recent';
import { afterSales } from '../data/store';
import { notFound, ok } from '../kernel/reply';
import { flag, form, id, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { step } from './acting';
import { newest } from './lists';
import { briefOf, detailOf, notNow } from './views';

const DISPUTE = '这个纠纷';

export const disputes: ActionOf<'aftersale', 'disputes'> = {
  access: 'operator',
  schema: form({ ...paging }),
  run: async (page) => ok(mapPage(await findPage(afterSales, { 'dispute.state': 'open' }, newest, page), briefOf)),
};

export const disputeGet: ActionOf<'aftersale', 'disputeGet'> = {
  access: 'operator',
  schema: form({ afterSaleId: id }),
  async run({ afterSaleId }) {
    const afterSale = await afterSales.get(afterSaleId);
    return afterSale?.dispute && isShown(afterSale) ? ok(detailOf(afterSale, 'platform')) : notFound(DISPUTE);
  },
};

export const decide: ActionOf<'aftersale', 'decide'> = {
  access: 'operator',
  schema: form({ requestId, afterSaleId: id, refund: flag, text: text(300, 1) }),
  async run({ requestId: request, afterSaleId, refund, text: rough }, context) {
    const afterSale = await afterSales.get(afterSaleId);
    if (!afterSale?.dispute) return notFound(DISPUTE);
    if (afterSale.dispute.state !== 'open' && !wasBy(afterSale, request)) return notNow(afterSale, '裁决');
    const decision = rough.trim();
    const dispute = { ...afterSale.dispute, state: refund ? ('upheld' as const) : ('dismissed' as const), decision, decidedAt: context.now };
    const change = refund ? { dispute, refundCause: 5 as const } : { dispute };
    const words = refund ? `平台支持买家，退款：${decision}` : `平台支持商家，售后关闭：${decision}`;
    const move = { event: refund ? 'uphold' : 'dismiss', text: words, change, requestId: request, guard: { 'dispute.state': 'open' } } as const;
    return step(afterSale, 'platform', '裁决', move, context);
  },
};
