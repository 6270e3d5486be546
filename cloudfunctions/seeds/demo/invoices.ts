/** An invoice that a shopper asked for, so that the merchant's list is not empty. */
import type { InvoiceDoc } from '../../data/invoice-documents';
import { derivedId } from '../../kernel/ids';
import { MINUTE, type SeedContext } from '../seed';
import { orderDocs } from './orders';

export function invoiceDocs(context: SeedContext): InvoiceDoc[] {
  return orderDocs(context)
    .filter(({ _id }) => _id === 'demo-order-2')
    .map((order) => ({
      // As processes/invoices names it: one an order.
      _id: derivedId('V', order._id),
      openid: order.openid,
      shopId: order.shopId,
      shop: order.shop,
      orderId: order._id,
      orderNo: order.orderNo,
      goods: order.lines[0]!.title,
      image: order.lines[0]!.image,
      state: 'requested',
      title: { type: 'personal', title: '周亦可', taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' },
      email: '',
      amountFen: order.price.payFen,
      issued: [],
      createdAt: context.now - 50 * MINUTE,
      updatedAt: context.now - 50 * MINUTE,
      untold: [],
      recent: [],
    }));
}
