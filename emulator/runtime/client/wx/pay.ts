/** wx.requestPayment: the sheet, then what the local cloud makes of the choice. */
import { Failure, need } from './failure';
import { askCloud } from './gateway';
import { defineAsync } from './table';
import { openPaySheet } from './ui/pay-sheet';

interface PaymentOptions {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType?: string;
  paySign: string;
}

defineAsync({
  async requestPayment(options: PaymentOptions) {
    for (const name of ['timeStamp', 'nonceStr', 'package', 'paySign']) need(options, name, 'String');
    const bill = await askCloud('pay', { package: options.package });
    if (typeof bill.totalFee !== 'number') throw new Failure(reasonOf(bill.errMsg));
    const outcome = await openPaySheet({ body: String(bill.body ?? ''), totalFee: bill.totalFee, mchName: String(bill.mchName ?? '') });
    const { errMsg } = await askCloud('pay/settle', { package: options.package, outcome });
    if (errMsg !== 'requestPayment:ok') throw new Failure(reasonOf(errMsg));
  },
});

/** What comes after "requestPayment:fail ". */
function reasonOf(errMsg = ''): string {
  return errMsg.replace(/^[\w./-]+:fail ?/, '') || 'unknown';
}
