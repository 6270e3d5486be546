/** The deposit ledgers: shop-1 has paid enough for all its categories but furniture, shop-2 is in the trial, shop-3 has paid. */
import type { DepositEntryType, Fen } from '../../../typings';
import type { DepositEntryDoc, PaymentDoc } from '../../data/documents';
import { DAY, HOUR, type SeedContext } from '../seed';

interface Posting {
  shopId: string;
  type: DepositEntryType;
  amountFen: number;
  causeId: string;
  note: string;
  daysAgo: number;
}
const paid = (shopId: string, causeId: string, amountFen: Fen, daysAgo: number): Posting => ({
  shopId,
  type: 'payment',
  amountFen,
  causeId,
  note: '微信支付缴纳保证金',
  daysAgo,
});
const postings: Posting[] = [
  paid('shop-1', 'DEPDEMO0000000000000000000000001', 400_000, 418),
  {
    shopId: 'shop-1',
    type: 'deduction',
    amountFen: -20_000,
    causeId: 'decision-demo-1',
    note: '延迟发货违规扣款（订单超 48 小时未发货）',
    daysAgo: 96,
  },
  {
    shopId: 'shop-1',
    type: 'adjustment',
    amountFen: 5_000,
    causeId: 'decision-demo-2',
    note: '申诉成立，退回部分扣款',
    daysAgo: 88,
  },
  paid('shop-3', 'DEPDEMO0000000000000000000000002', 500_000, 650),
];
const owners: Record<string, string> = { 'shop-1': 'o-merchant-1', 'shop-3': 'o-merchant-3' };

const entryId = ({ type, causeId }: Posting): string => (type === 'payment' ? `payment:${causeId}` : `decision:${causeId}`);

export function depositEntryDocs({ now }: SeedContext): DepositEntryDoc[] {
  return postings.map((posting) => ({
    _id: entryId(posting),
    shopId: posting.shopId,
    type: posting.type,
    amountFen: posting.amountFen,
    causeId: posting.causeId,
    note: posting.note,
    postedAt: now - posting.daysAgo * DAY - 3 * HOUR,
  }));
}

/** The captured payments behind the ledger's payments. */
export function depositPaymentDocs({ now }: SeedContext): PaymentDoc[] {
  return postings
    .filter(({ type }) => type === 'payment')
    .map(({ shopId, causeId, amountFen, daysAgo }, index) => {
      const capturedAt = now - daysAgo * DAY - 3 * HOUR;
      return {
        _id: causeId,
        purpose: 'deposit',
        openid: owners[shopId] ?? '',
        shopId,
        orders: [],
        payFen: amountFen,
        state: 'captured',
        params: null,
        transactionId: `42000000DEMODEPOSIT${index + 1}`,
        createdAt: capturedAt - 20_000,
        expireAt: capturedAt + 2 * HOUR,
        capturedAt,
        todo: [],
      };
    });
}
