/** 保证金: where it stands, its ledger, and paying what is due. */
import type { DepositEntry, Page, PageRequest, Prepaid, Reply, StaffRole } from '../../typings';
import type { DepositEntryDoc, ShopDoc } from '../data/documents';
import { findPage, mapPage } from '../data/paging';
import { ruleValue, TRIAL_PRODUCT_LIMIT, UNPAID_MINUTES } from '../data/rules';
import { depositEntries, payments, shops } from '../data/store';
import { yuan } from '../domain/money';
import { MINUTE } from '../kernel/clock';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { fenSum, form, id, paging, requestId } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { depositAccountOf } from '../processes/deposit-account';
import { closePayment, isOpen, openPayment, prepaid } from '../processes/prepaying';

const financeStaff: readonly StaffRole[] = ['owner', 'administrator', 'finance'];

export const get: ActionOf<'deposit', 'get'> = {
  access: { staff: financeStaff },
  schema: form({ shopId: id }),
  async run({ shopId }) {
    const shop = await shops.get(shopId);
    if (!shop) return notFound('这个店铺');
    const [{ standing, requirements, listed }, ledgerPage, limit] = await Promise.all([
      depositAccountOf(shop),
      entriesOf(shopId, {}),
      shop.depositTrial ? ruleValue(TRIAL_PRODUCT_LIMIT) : null,
    ]);
    return ok({ shopId, ...standing, requirements, trial: limit === null ? null : { listed, limit }, ledger: ledgerPage });
  },
};

export const ledger: ActionOf<'deposit', 'ledger'> = {
  access: { staff: financeStaff },
  schema: form({ ...paging, shopId: id }),
  run: async ({ shopId, ...page }) => ok(await entriesOf(shopId, page)),
};

async function entriesOf(shopId: string, page: PageRequest): Promise<Page<DepositEntry>> {
  return mapPage(await findPage(depositEntries, { shopId }, { field: 'postedAt', direction: 'desc' }, page), entryOf);
}

function entryOf({ _id, type, amountFen, causeId, note, postedAt }: DepositEntryDoc): DepositEntry {
  return { entryId: _id, type, amountFen, causeId, note, postedAt };
}

export const prepay: ActionOf<'deposit', 'prepay'> = {
  access: { staff: financeStaff },
  schema: form({ requestId, shopId: id, amountFen: fenSum }),
  async run({ requestId: request, shopId, amountFen }, context) {
    const shop = await shops.get(shopId);
    if (!shop) return notFound('这个店铺');
    const earlier = await payments.get(paymentId(context.openid, shopId, request));
    if (earlier?.state === 'captured') return ok({ outTradeNo: earlier._id, payFen: earlier.payFen, payment: null });
    const { dueFen } = (await depositAccountOf(shop)).standing;
    if (dueFen === 0) return fail('INVALID_STATE', '目前不需要缴纳保证金', { detail: { dueFen } });
    if (dueFen !== amountFen) return fail('CONFLICT', `应缴金额已变为 ¥${yuan(dueFen)}，请刷新后重试`, { field: 'amountFen', detail: { dueFen } });
    return openFor(shop, amountFen, request, context);
  },
};

async function openFor(shop: ShopDoc, payFen: number, request: string, { openid, now, envId }: Context): Promise<Reply<Prepaid>> {
  const occasion = { now, envId };
  const known = await payments.find({ shopId: shop._id, state: 'pending' }, { limit: 50 });
  const open = known.find((payment) => payment.openid === openid && payment.payFen === payFen && payment.expireAt > now);
  if (open?.params) return prepaid(open);
  // A sum that is not due any more, or that somebody else of the shop began to pay.
  for (const other of known.filter(isOpen)) {
    if ((await closePayment(other, occasion)) === 'captured') return fail('CONFLICT', '保证金刚刚到账，请刷新后查看');
  }
  const expireAt = now + (await ruleValue(UNPAID_MINUTES)) * MINUTE;
  const wanted = { _id: paymentId(openid, shop._id, request), purpose: 'deposit' as const, openid, shopId: shop._id, orders: [], payFen, expireAt };
  return openPayment(wanted, `${shop.name} 保证金`, occasion);
}

function paymentId(openid: string, shopId: string, request: string): string {
  return derivedId('D', openid, shopId, request);
}
