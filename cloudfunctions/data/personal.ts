/**
 * Where something about a person is stored: what an export shows, and what becomes of it when the account is deleted. Every collection of
 * indexes.ts stands here; a test sees to it. What has to be kept by law or for the books of others loses the person: the openid gives way to
 * a name that says nothing, and names, numbers and addresses are masked.
 */
import type { Fulfilment, PostalAddress } from '../../typings';
import type { Collection } from './collection';
import type { AfterSaleDoc, OrderDoc } from './documents';
import type { CustomerDoc, PointEntryDoc } from './vip-documents';
import type { InvoiceDoc } from './invoice-documents';
import type { PickupCodeDoc } from './pickup-documents';
import type { ReviewDoc } from './review-documents';
import * as store from './store';

type Stored = { _id: string };
// The table asks each collection the same, whatever is in it.
type AnyCollection = Collection<Stored & Record<string, unknown>>;

export interface PersonalData {
  collection: AnyCollection;
  /** The field that holds the openid; it begins an index, or is `_id`. */
  by: string;
  /** How it is called in an export. */
  title: string;
  /** What is left of a document that has to be kept; absent: it is removed. The openid is replaced in any case. */
  kept?(document: never): Record<string, unknown>;
  /** Its `_id` has the openid in it: what is kept is stored anew, under one that has not. */
  rekeyed?: true;
  /** Files of the user in a document that go with it, if they stand in the user's own folder. */
  files?(document: never): string[];
  /** Moved on meanwhile: the document is left for later. */
  open?(document: never): boolean;
}

const NOBODY = '已注销用户';
const masked = ({ provinceName, cityName }: PostalAddress): PostalAddress => ({ userName: NOBODY, telNumber: '', provinceName, cityName, countyName: '', detailInfo: '' });
/** Without whom it was for. */
const keptFulfilment = (fulfilment: Fulfilment): Fulfilment => {
  if (fulfilment.method === 'virtual') return { ...fulfilment, account: { ...fulfilment.account, value: '' } };
  return fulfilment.method === 'pickup' ? { ...fulfilment, userName: NOBODY, telNumber: '' } : fulfilment;
};
/** Orders with which nothing more happens. */
const ENDED = [100, 200, 250];

const of = (collection: unknown): AnyCollection => collection as AnyCollection;

export const personalData: readonly PersonalData[] = [
  { collection: of(store.carts), by: '_id', title: '购物车' },
  { collection: of(store.favorites), by: '_id', title: '收藏' },
  { collection: of(store.footprints), by: '_id', title: '足迹' },
  { collection: of(store.notices), by: 'openid', title: '消息' },
  { collection: of(store.messageGrants), by: 'openid', title: '消息订阅' },
  { collection: of(store.serviceSessions), by: '_id', title: '客服会话' },
  { collection: of(store.userCoupons), by: 'openid', title: '优惠券', kept: () => ({}) },
  { collection: of(store.payments), by: 'openid', title: '支付记录', kept: () => ({ params: null }) },
  {
    collection: of(store.orders),
    by: 'openid',
    title: '订单',
    kept: ({ address, fulfilment, content }: OrderDoc) => ({ address: address && masked(address), ...(fulfilment ? { fulfilment: keptFulfilment(fulfilment) } : {}), note: '', ...(content === undefined ? {} : { content: '' }) }),
    open: ({ status }: OrderDoc) => !ENDED.includes(status),
  },
  {
    collection: of(store.afterSales),
    by: 'openid',
    title: '售后',
    kept: ({ dispute }: AfterSaleDoc) => ({ description: '', images: [], dispute: dispute && { ...dispute, text: '' } }),
    files: ({ images }: AfterSaleDoc) => images,
  },
  // The code of what is still to be fetched has to stay as long as its order.
  { collection: of(store.pickupCodes), by: 'openid', title: '提货码', open: ({ dueAt }: PickupCodeDoc) => dueAt !== null },
  { collection: of(store.purchaseCounts), by: 'openid', title: '限购记录', kept: () => ({}), rekeyed: true },
  { collection: of(store.pointEntries), by: 'openid', title: '积分明细', kept: () => ({}), open: ({ todo }: PointEntryDoc) => todo.length > 0 },
  { collection: of(store.customers), by: 'openid', title: '会员', kept: () => ({}), rekeyed: true, open: ({ held }: CustomerDoc) => Object.keys(held).length > 0 },
  { collection: of(store.reviews), by: 'openid', title: '评价', kept: ({ todo, version }: ReviewDoc) => ({ nickname: NOBODY, avatar: '', todo: [...new Set([...todo, 'top'])], version: version + 1 }) },
  { collection: of(store.invoiceTitles), by: '_id', title: '发票抬头' },
  {
    collection: of(store.invoices),
    by: 'openid',
    title: '发票',
    kept: ({ title }: InvoiceDoc) => ({ email: '', title: title.type === 'personal' ? { ...title, title: NOBODY } : { ...title, telephone: '' } }),
  },
];

/** Collections with nothing of a shopper in them, and why. */
export const impersonal: Record<string, string> = {
  spus: 'products',
  categories: 'products',
  pages: 'the home, shop and search pages',
  searches: 'words; whose they were is a hash, and they are gone after three days',
  shops: 'shops',
  staff: 'whoever works somewhere cannot delete the account',
  users: 'removed last of all',
  closedAccounts: 'that an account was deleted, not whose',
  refunds: 'names a payment only',
  depositEntries: 'a shop’s ledger',
  rules: 'numbers',
  coupons: 'offers',
  promotions: 'offers',
  messageTemplates: 'settings',
  cardCodes: 'a shop’s goods; whose a code is, the order says',
  codeBatches: 'a shop’s goods on their way into its stock',
  freightTemplates: 'a shop’s settings',
  pickupPoints: 'a shop’s settings',
  pickupGuesses: 'how often staff typed a wrong code; by a hash of who it was',
  reviewSummaries: 'sums',
};
