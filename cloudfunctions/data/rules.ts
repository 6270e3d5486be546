/** The editable table of numbers. The code knows what each means, never what it is. */
import { rules } from './store';

export const UNPAID_MINUTES = 'order.unpaidMinutes';
/** Within how many hours of the payment goods in stock are sent where no freight template says it. */
export const SEND_HOURS = 'order.sendHours';
/** What 微信小店 allows of a presale. */
export const PRESALE = {
  mostWindowDays: 'presale.mostWindowDays',
  mostEndDays: 'presale.mostEndDays',
  leastDeliveryDays: 'presale.leastDeliveryDays',
  mostDeliveryDays: 'presale.mostDeliveryDays',
} as const;
export const AUTO_CONFIRM_DAYS = 'order.autoConfirmDays';
/** The same for what was delivered without a parcel. */
export const HANDOVER = { autoConfirmDays: 'order.autoConfirmVirtualDays' } as const;
/** Shipping: parcels of an order, corrections of tracking numbers, and how often WeChat is told before a person has to look at it. */
export const SHIPPING = {
  autoConfirmDays: AUTO_CONFIRM_DAYS,
  mostParcels: 'shipping.mostParcels',
  mostCorrections: 'shipping.mostCorrections',
} as const;
export const UPLOAD_TRIES = 'shipping.uploadTries';
/** Pick-up points of a shop, and how long one may take to have the goods there. */
export const PICKUP_POINTS = { most: 'pickup.mostPoints', mostPrepareHours: 'pickup.mostPrepareHours' } as const;
/** Days that goods are kept, how many days before the end the shopper is reminded, and what happens then: 1 the money goes back, 0 the order is finished. */
export const PICKUP = { keepDays: 'pickup.keepDays', remindDays: 'pickup.remindDays', overdueRefund: 'pickup.overdueRefund' } as const;
/** Wrong codes that one person, and a whole shop, may type in so many minutes. */
export const PICKUP_GUESSES = { byPerson: 'pickup.mostWrongCodes', byShop: 'pickup.mostWrongCodesOfShop', minutes: 'pickup.wrongCodeMinutes' } as const;
/** After-sales: days after the receipt, requests a line, and how long each side may take; then the step ends by itself. */
export const AFTER_SALE = {
  windowDays: 'afterSale.windowDays',
  mostRequests: 'afterSale.mostRequests',
  merchantDays: 'afterSale.merchantDays',
  returnDays: 'afterSale.returnDays',
  receiveDays: 'afterSale.receiveDays',
  disputeDays: 'afterSale.disputeDays',
  platformDays: 'afterSale.platformDays',
  confirmDays: 'afterSale.confirmDays',
  interceptDays: 'afterSale.interceptDays',
  exchangeDays: 'afterSale.exchangeDays',
  retryDays: 'afterSale.retryDays',
  mostProposals: 'afterSale.mostProposals',
  refundAttempts: 'afterSale.refundAttempts',
  refundRounds: 'afterSale.refundRounds',
  /** Days after the receipt within which nothing has to be wrong with goods that go back. */
  noReasonDays: 'afterSale.noReasonDays',
  /** Money for goods that nobody began to ship: 0 the merchant answers, 1 each shop chooses, 2 it goes back at once in every shop. */
  instantRefund: 'afterSale.instantRefund',
} as const;
export type AfterSaleRules = Record<keyof typeof AFTER_SALE, number>;
/** Rules that came later: where one is not in the table yet, the older one on the right holds, or the value. */
const STAND_IN: Record<string, string | number> = {
  [AFTER_SALE.noReasonDays]: AFTER_SALE.windowDays,
  [AFTER_SALE.instantRefund]: 0,
  [HANDOVER.autoConfirmDays]: AUTO_CONFIRM_DAYS,
  [AFTER_SALE.confirmDays]: AFTER_SALE.merchantDays,
  [AFTER_SALE.interceptDays]: AFTER_SALE.receiveDays,
  [AFTER_SALE.exchangeDays]: AFTER_SALE.receiveDays,
  [AFTER_SALE.retryDays]: AFTER_SALE.merchantDays,
  [AFTER_SALE.mostProposals]: AFTER_SALE.mostRequests,
  [AFTER_SALE.refundAttempts]: AFTER_SALE.mostRequests,
  [AFTER_SALE.refundRounds]: AFTER_SALE.mostRequests,
};
/** Reviews: days until the system reviews by itself and until follow-ups end, minutes for a picture's verdict, and how often one is asked for. */
export const REVIEW = {
  autoDays: 'review.autoDays',
  appendDays: 'review.appendDays',
  checkMinutes: 'review.checkMinutes',
  mostAsks: 'review.mostAsks',
} as const;
export const TRIAL_PRODUCT_LIMIT = 'deposit.trialProductLimit';

/** Throws when the rule is not there: the shop cannot run without it. */
export async function ruleValue(id: string): Promise<number> {
  return present(id, (await rules.get(id))?.value);
}

/** All of `ids`, by their short names, in one operation. */
export async function ruleValues<K extends string>(ids: Record<K, string>): Promise<Record<K, number>> {
  const found = new Map((await rules.getMany(Object.values<string>(ids))).map(({ _id, value }) => [_id, value]));
  const stoodIn = (id: string): number | undefined => {
    const other = STAND_IN[id];
    return typeof other === 'string' ? found.get(other) : other;
  };
  return Object.fromEntries(Object.entries<string>(ids).map(([name, id]) => [name, present(id, found.get(id) ?? stoodIn(id))])) as Record<K, number>;
}

export function present(id: string, value: number | undefined): number {
  if (value === undefined) throw new Error(`the rule ${id} is missing from the collection "rules"`);
  return value;
}
