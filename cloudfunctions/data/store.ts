/** Every collection, by name. */
import { Collection } from './collection';
import type {
  CartDoc,
  CategoryDoc,
  DepositEntryDoc,
  OrderDoc,
  PageDoc,
  PaymentDoc,
  RefundDoc,
  RuleDoc,
  ShopDoc,
  SpuDoc,
  StaffDoc,
  UserDoc,
} from './documents';

export const spus = new Collection<SpuDoc>('spus');
export const categories = new Collection<CategoryDoc>('categories');
export const pages = new Collection<PageDoc>('pages');
export const shops = new Collection<ShopDoc>('shops');
export const staff = new Collection<StaffDoc>('staff');
export const users = new Collection<UserDoc>('users');
export const carts = new Collection<CartDoc>('carts');
export const orders = new Collection<OrderDoc>('orders');
export const payments = new Collection<PaymentDoc>('payments');
export const refunds = new Collection<RefundDoc>('refunds');
export const depositEntries = new Collection<DepositEntryDoc>('depositEntries');
export const rules = new Collection<RuleDoc>('rules');
