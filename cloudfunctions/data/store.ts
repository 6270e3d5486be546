/** Every collection, by name. */
import type { CardCodeDoc, CodeBatchDoc } from './code-documents';
import { Collection } from './collection';
import type { FreightTemplateDoc, PurchaseCountDoc } from './terms-documents';
import type { ReviewDoc, ReviewSummaryDoc } from './review-documents';
import type { MessageGrantDoc, MessageTemplateDoc, NoticeDoc, ServiceSessionDoc } from './message-documents';
import type { FavoritesDoc, FootprintsDoc, SearchDoc, SearchPageDoc } from './find-documents';
import type { InvoiceDoc, InvoiceTitlesDoc } from './invoice-documents';
import type { PickupCodeDoc, PickupGuessDoc, PickupPointDoc } from './pickup-documents';
import type {
  AfterSaleDoc,
  CartDoc,
  CategoryDoc,
  ClosedAccountDoc,
  CouponDoc,
  DepositEntryDoc,
  OrderDoc,
  PageDoc,
  PaymentDoc,
  PromotionDoc,
  RefundDoc,
  RuleDoc,
  ShopDoc,
  SpuDoc,
  StaffDoc,
  UserCouponDoc,
  UserDoc,
} from './documents';
import type { CustomerDoc, PointEntryDoc } from './vip-documents';

export const spus = new Collection<SpuDoc>('spus');
export const categories = new Collection<CategoryDoc>('categories');
export const pages = new Collection<PageDoc>('pages');
/** Other documents of `pages`: what the search page shows. */
export const searchPages = new Collection<SearchPageDoc>('pages');
export const searches = new Collection<SearchDoc>('searches');
export const favorites = new Collection<FavoritesDoc>('favorites');
export const footprints = new Collection<FootprintsDoc>('footprints');
export const freightTemplates = new Collection<FreightTemplateDoc>('freightTemplates');
export const pickupPoints = new Collection<PickupPointDoc>('pickupPoints');
export const pickupCodes = new Collection<PickupCodeDoc>('pickupCodes');
export const pickupGuesses = new Collection<PickupGuessDoc>('pickupGuesses');
export const purchaseCounts = new Collection<PurchaseCountDoc>('purchaseCounts');
export const shops = new Collection<ShopDoc>('shops');
export const staff = new Collection<StaffDoc>('staff');
export const users = new Collection<UserDoc>('users');
export const carts = new Collection<CartDoc>('carts');
export const orders = new Collection<OrderDoc>('orders');
export const payments = new Collection<PaymentDoc>('payments');
export const refunds = new Collection<RefundDoc>('refunds');
export const afterSales = new Collection<AfterSaleDoc>('aftersales');
export const depositEntries = new Collection<DepositEntryDoc>('depositEntries');
export const rules = new Collection<RuleDoc>('rules');
export const coupons = new Collection<CouponDoc>('coupons');
export const userCoupons = new Collection<UserCouponDoc>('userCoupons');
export const customers = new Collection<CustomerDoc>('customers');
export const pointEntries = new Collection<PointEntryDoc>('pointEntries');
export const promotions = new Collection<PromotionDoc>('promotions');
export const notices = new Collection<NoticeDoc>('notices');
export const messageGrants = new Collection<MessageGrantDoc>('messageGrants');
export const messageTemplates = new Collection<MessageTemplateDoc>('messageTemplates');
export const reviews = new Collection<ReviewDoc>('reviews');
export const reviewSummaries = new Collection<ReviewSummaryDoc>('reviewSummaries');
export const closedAccounts = new Collection<ClosedAccountDoc>('closedAccounts');
export const invoiceTitles = new Collection<InvoiceTitlesDoc>('invoiceTitles');
export const invoices = new Collection<InvoiceDoc>('invoices');
export const serviceSessions = new Collection<ServiceSessionDoc>('serviceSessions');
export const cardCodes = new Collection<CardCodeDoc>('cardCodes');
export const codeBatches = new Collection<CodeBatchDoc>('codeBatches');
