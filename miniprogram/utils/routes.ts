/** Addresses of the pages. A page's path is written here and in app.json, nowhere else. */
/** Pages behind the tab bar: they take no query and are switched to. */
export const TABS = ['/pages/home/index', '/pages/category/index', '/pages/cart/index', '/pages/me/index'];

type Query = Record<string, string | undefined>;
function url(path: string, query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value)
    .map(([key, value]) => `${key}=${encodeURIComponent(value as string)}`);
  return parts.length ? `${path}?${parts.join('&')}` : path;
}

export const routes = {
  home: () => '/pages/home/index',
  category: () => '/pages/category/index',
  cart: () => '/pages/cart/index',
  me: () => '/pages/me/index',
  product: (spuId: string) => url('/packages/product/pages/detail/index', { spuId }),
  search: (query: { keyword?: string; shopId?: string } = {}) => url('/packages/product/pages/search/index', query),
  list: (query: { categoryId?: string; shopId?: string; title?: string }) => url('/packages/product/pages/list/index', query),
  shop: (shopId: string) => url('/packages/product/pages/shop/index', { shopId }),
  live: (code: string) => url('/packages/product/pages/live/index', { live: code }),
  vipCard: (shopId: string) => url('/packages/member/pages/card/index', { shopId }),
  points: () => '/packages/member/pages/points/index',
  pointFlow: (shopId: string) => url('/packages/member/pages/flow/index', { shopId }),
  confirm: () => '/packages/checkout/pages/confirm/index',
  result: (query: { state: string; tradeId?: string; orderIds?: string; payFen?: string }) =>
    url('/packages/checkout/pages/result/index', query),
  orders: (tab = 'all') => url('/packages/order/pages/list/index', { tab }),
  order: (orderId: string) => url('/packages/order/pages/detail/index', { orderId }),
  parcel: (orderId: string, parcelId: string) => url('/packages/order/pages/parcel/index', { orderId, parcelId }),
  addresses: (query: { choose?: string; selected?: string } = {}) => url('/packages/account/pages/addresses/index', query),
  addressEdit: (query: { addressId?: string; choose?: string } = {}) => url('/packages/account/pages/address-edit/index', query),
  coupons: (tab = 'usable') => url('/packages/account/pages/coupons/index', { tab }),
  profile: () => '/packages/account/pages/profile/index',
  messages: (kind?: string) => url('/packages/account/pages/messages/index', { kind }),
  subscriptions: () => '/packages/account/pages/subscriptions/index',
  settings: () => '/packages/account/pages/settings/index',
  phone: () => '/packages/account/pages/phone/index',
  privacy: () => '/packages/account/pages/privacy/index',
  closeAccount: () => '/packages/account/pages/close/index',
  invoices: () => '/packages/account/pages/invoices/index',
  invoice: (orderId: string) => url('/packages/account/pages/invoice/index', { orderId }),
  invoiceTitles: (query: { choose?: string } = {}) => url('/packages/account/pages/titles/index', query),
  manageInvoices: (shopId: string, tab?: string) => url('/packages/manage/pages/invoices/index', { shopId, tab }),
  operateTemplates: () => '/packages/operate/pages/templates/index',
  favorites: () => '/packages/account/pages/favorites/index',
  footprints: () => '/packages/account/pages/footprints/index',
  operateDisputes: () => '/packages/operate/pages/disputes/index',
  operateDispute: (afterSaleId: string) => url('/packages/operate/pages/dispute/index', { afterSaleId }),
  manageBlocks: (shopId: string) => url('/packages/operate/pages/home-blocks/index', { shopId }),
  operateHome: () => '/packages/operate/pages/home-blocks/index',
  reviews: (spuId: string, filter?: string) => url('/packages/product/pages/reviews/index', { spuId, filter }),
  myReviews: (tab = 'waiting') => url('/packages/review/pages/mine/index', { tab }),
  writeReview: (orderId: string) => url('/packages/review/pages/write/index', { orderId }),
  appendReview: (reviewId: string, title: string) => url('/packages/review/pages/append/index', { reviewId, title }),
  manageReviews: (shopId: string) => url('/packages/manage/pages/reviews/index', { shopId }),
  operateReviews: () => '/packages/operate/pages/review-queue/index',
  afterSales: () => '/packages/aftersale/pages/list/index',
  afterSale: (afterSaleId: string) => url('/packages/aftersale/pages/detail/index', { afterSaleId }),
  applyAfterSale: (query: { orderId: string; skuId?: string }) => url('/packages/aftersale/pages/apply/index', query),
  manage: (shopId: string) => url('/packages/manage/pages/home/index', { shopId }),
  manageProducts: (shopId: string, tab?: string) => url('/packages/manage/pages/products/index', { shopId, tab }),
  manageProduct: (shopId: string, spuId?: string) => url('/packages/manage/pages/product-edit/index', { shopId, spuId }),
  manageCodes: (shopId: string, spuId: string) => url('/packages/manage/pages/codes/index', { shopId, spuId }),
  manageOrders: (shopId: string, tab?: string) => url('/packages/manage/pages/orders/index', { shopId, tab }),
  manageOrder: (shopId: string, orderId: string) => url('/packages/manage/pages/order/index', { shopId, orderId }),
  manageCoupons: (shopId: string) => url('/packages/manage/pages/coupons/index', { shopId }),
  manageCoupon: (shopId: string) => url('/packages/manage/pages/coupon-edit/index', { shopId }),
  managePromotions: (shopId: string) => url('/packages/manage/pages/promotions/index', { shopId }),
  managePromotion: (shopId: string) => url('/packages/manage/pages/promotion-edit/index', { shopId }),
  manageVip: (shopId: string) => url('/packages/manage/pages/vip/index', { shopId }),
  manageVipPrices: (shopId: string) => url('/packages/manage/pages/vip-prices/index', { shopId }),
  manageMembers: (shopId: string) => url('/packages/manage/pages/members/index', { shopId }),
  manageLive: (shopId: string) => url('/packages/manage/pages/live/index', { shopId }),
  manageAfterSales: (shopId: string, tab?: string) => url('/packages/manage/pages/after-sales/index', { shopId, tab }),
  manageAfterSale: (shopId: string, afterSaleId: string) => url('/packages/manage/pages/after-sale/index', { shopId, afterSaleId }),
  manageStartAfterSale: (shopId: string, orderId: string) => url('/packages/manage/pages/after-sale-start/index', { shopId, orderId }),
  manageFreights: (shopId: string) => url('/packages/manage/pages/freights/index', { shopId }),
  manageFreight: (shopId: string, templateId?: string) => url('/packages/manage/pages/freight-edit/index', { shopId, templateId }),
  managePickups: (shopId: string) => url('/packages/manage/pages/pickup-points/index', { shopId }),
  managePickup: (shopId: string, pointId?: string) => url('/packages/manage/pages/pickup-point/index', { shopId, pointId }),
  manageVerify: (shopId: string) => url('/packages/manage/pages/pickup-verify/index', { shopId }),
  manageDeposit: (shopId: string) => url('/packages/manage/pages/deposit/index', { shopId }),
};

/** Value of a page's query: decoded, '' when missing. */
export function queryText(query: Record<string, string | undefined>, key: string): string {
  const value = query[key];
  if (!value) return '';
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
