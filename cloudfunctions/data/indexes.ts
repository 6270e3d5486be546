/**
 * Every collection with its access and its indexes. The local cloud creates them at start; `xiaodian build` writes them for deployment.
 * Clients reach none of them: the mini program talks to cloud functions only. Every query of the functions is served by one of these.
 */
export interface IndexDeclaration {
  name: string;
  /** Fields in order, 1 ascending, -1 descending. A field that holds an array is indexed by each element. */
  keys: [field: string, direction: 1 | -1][];
  unique?: boolean;
}
export interface CollectionDeclaration {
  name: string;
  permission: 'READONLY' | 'PRIVATE' | 'ADMINWRITE' | 'ADMINONLY';
  indexes: IndexDeclaration[];
}

const closed = (name: string, indexes: IndexDeclaration[] = []): CollectionDeclaration => ({
  name,
  permission: 'ADMINONLY',
  indexes,
});

export const collections: CollectionDeclaration[] = [
  // The product lists: everything, or a term (a word, a category, a shop, both, an attribute), in each of the five orders (a price is read both ways).
  closed('spus', [
    { name: 'status_rank', keys: [['status', 1], ['rank', -1], ['_id', 1]] },
    { name: 'status_sold', keys: [['status', 1], ['sold', -1], ['_id', 1]] },
    { name: 'status_price', keys: [['status', 1], ['minPriceFen', 1], ['_id', 1]] },
    { name: 'status_created', keys: [['status', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_updated', keys: [['shopId', 1], ['updatedAt', -1], ['_id', 1]] },
    { name: 'terms_status', keys: [['terms', 1], ['status', 1], ['rank', -1], ['_id', 1]] },
    { name: 'terms_status_sold', keys: [['terms', 1], ['status', 1], ['sold', -1], ['_id', 1]] },
    { name: 'terms_status_price', keys: [['terms', 1], ['status', 1], ['minPriceFen', 1], ['_id', 1]] },
    { name: 'terms_status_created', keys: [['terms', 1], ['status', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'sku', keys: [['skus.skuId', 1]] },
    { name: 'shop_freight', keys: [['shopId', 1], ['expressInfo.templateId', 1]] },
  ]),
  closed('freightTemplates', [{ name: 'shop_removed_created', keys: [['shopId', 1], ['removed', 1], ['createdAt', 1]] }]),
  closed('pickupPoints', [{ name: 'shop_removed_created', keys: [['shopId', 1], ['removed', 1], ['createdAt', 1]] }]),
  closed('pickupCodes', [
    { name: 'shop_code', keys: [['shopId', 1], ['code', 1]], unique: true },
    { name: 'openid', keys: [['openid', 1]] },
    { name: 'due', keys: [['dueAt', 1]] },
  ]),
  closed('pickupGuesses'),
  closed('cardCodes', [
    { name: 'sku_state_added', keys: [['skuId', 1], ['state', 1], ['addedAt', -1], ['_id', 1]] },
    { name: 'sku_state_taken', keys: [['skuId', 1], ['state', 1], ['takenAt', -1], ['_id', 1]] },
    { name: 'batch', keys: [['batchId', 1]] },
    { name: 'leaving', keys: [['leavingBy', 1], ['state', 1]] },
  ]),
  closed('codeBatches', [{ name: 'todo', keys: [['todo', 1], ['at', 1]] }]),
  closed('purchaseCounts', [{ name: 'openid', keys: [['openid', 1]] }]),
  closed('searches', [{ name: 'at', keys: [['at', 1]] }]),
  closed('favorites'),
  closed('footprints'),
  closed('categories', [{ name: 'parent_sort', keys: [['parentId', 1], ['sort', 1]] }]),
  closed('pages'),
  closed('shops', [
    { name: 'counted', keys: [['figures.countedAt', 1]] },
    { name: 'rated', keys: [['rating.countedAt', 1]] },
    { name: 'deals', keys: [['dealsAt', 1]] },
  ]),
  closed('staff', [
    { name: 'openid', keys: [['openid', 1]] },
    { name: 'shop', keys: [['shopId', 1]] },
  ]),
  closed('users', [
    { name: 'closing', keys: [['closing.eraseAt', 1]] },
    { name: 'check', keys: [['checks.dueAt', 1]] },
    { name: 'trace', keys: [['checks.trace', 1]] },
    { name: 'exported', keys: [['exported.expiresAt', 1]] },
  ]),
  closed('closedAccounts'),
  closed('carts'),
  closed('orders', [
    { name: 'openid_created', keys: [['openid', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'openid_status_created', keys: [['openid', 1], ['status', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_created', keys: [['shopId', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_status_created', keys: [['shopId', 1], ['status', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_status_shipBefore', keys: [['shopId', 1], ['status', 1], ['shipBefore', 1], ['_id', 1]] },
    { name: 'shop_paid', keys: [['shopId', 1], ['paidAt', -1]] },
    { name: 'trade', keys: [['tradeId', 1]] },
    { name: 'status_payBefore', keys: [['status', 1], ['payBefore', 1]] },
    { name: 'status_confirmBefore', keys: [['status', 1], ['confirmBefore', 1]] },
    { name: 'todo', keys: [['todo', 1], ['updatedAt', 1]] },
    { name: 'untold', keys: [['untold', 1]] },
    { name: 'openid_to_review', keys: [['openid', 1], ['status', 1], ['reviewedAt', 1], ['finishedAt', -1], ['_id', 1]] },
    { name: 'to_review', keys: [['status', 1], ['reviewedAt', 1], ['finishedAt', 1]] },
    { name: 'todo_uploadAfter', keys: [['todo', 1], ['uploadAfter', 1]] },
  ]),
  closed('payments', [
    { name: 'state_expire', keys: [['state', 1], ['expireAt', 1]] },
    { name: 'order', keys: [['orders.orderId', 1]] },
    { name: 'shop_state', keys: [['shopId', 1], ['state', 1]] },
    { name: 'openid_state', keys: [['openid', 1], ['state', 1]] },
    { name: 'todo', keys: [['todo', 1], ['createdAt', 1]] },
  ]),
  closed('refunds', [
    { name: 'trade', keys: [['outTradeNo', 1]] },
    { name: 'todo', keys: [['todo', 1], ['createdAt', 1]] },
  ]),
  closed('aftersales', [
    { name: 'openid_created', keys: [['openid', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_created', keys: [['shopId', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_status_created', keys: [['shopId', 1], ['status', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'status_created', keys: [['status', 1], ['createdAt', 1]] },
    { name: 'deadline', keys: [['deadline', 1]] },
    { name: 'dispute_created', keys: [['dispute.state', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'todo', keys: [['todo', 1], ['updatedAt', 1]] },
    { name: 'untold', keys: [['untold', 1]] },
  ]),
  closed('notices', [
    { name: 'openid_created', keys: [['openid', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'openid_kind_created', keys: [['openid', 1], ['kind', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'openid_read', keys: [['openid', 1], ['readAt', 1], ['createdAt', 1]] },
    { name: 'push', keys: [['push', 1], ['pushAt', 1]] },
    { name: 'created', keys: [['createdAt', 1]] },
  ]),
  closed('messageGrants', [{ name: 'openid', keys: [['openid', 1]] }]),
  closed('messageTemplates'),
  closed('serviceSessions'),
  closed('invoiceTitles'),
  closed('invoices', [
    { name: 'openid_created', keys: [['openid', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_created', keys: [['shopId', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_state_created', keys: [['shopId', 1], ['state', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'untold', keys: [['untold', 1]] },
  ]),
  closed('depositEntries', [{ name: 'shop_posted', keys: [['shopId', 1], ['postedAt', -1], ['_id', 1]] }]),
  closed('rules'),
  closed('coupons', [
    { name: 'status_receive', keys: [['status', 1], ['receiveUntil', 1]] },
    { name: 'shop_status_receive', keys: [['shopId', 1], ['status', 1], ['receiveUntil', 1]] },
    { name: 'shop_created', keys: [['shopId', 1], ['createdAt', -1], ['_id', 1]] },
  ]),
  closed('userCoupons', [
    { name: 'openid_status_valid', keys: [['openid', 1], ['status', 1], ['validUntil', 1], ['_id', 1]] },
    { name: 'openid_status_used', keys: [['openid', 1], ['status', 1], ['usedAt', -1], ['_id', 1]] },
    { name: 'openid_coupon', keys: [['openid', 1], ['couponId', 1]] },
    { name: 'status_reminded_valid', keys: [['status', 1], ['remindedAt', 1], ['validUntil', 1]] },
    { name: 'openid_shop', keys: [['openid', 1], ['shopId', 1], ['status', 1], ['validUntil', 1]] },
    { name: 'order', keys: [['orderId', 1]] },
    { name: 'todo', keys: [['todo', 1], ['claimedAt', 1]] },
  ]),
  closed('promotions', [
    { name: 'live', keys: [['liveShopId', 1], ['endsAt', 1]] },
    { name: 'shop_created', keys: [['shopId', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'code', keys: [['code', 1]] },
  ]),
  closed('customers', [
    { name: 'openid_joined', keys: [['openid', 1], ['joinedAt', -1], ['_id', 1]] },
    { name: 'shop_joined', keys: [['shopId', 1], ['joinedAt', -1], ['_id', 1]] },
    { name: 'member', keys: [['memberId', 1]] },
  ]),
  closed('pointEntries', [
    { name: 'customer_at', keys: [['customerId', 1], ['at', -1], ['_id', 1]] },
    { name: 'openid', keys: [['openid', 1]] },
    { name: 'due', keys: [['expireDue', 1]] },
    { name: 'todo', keys: [['todo', 1], ['at', 1]] },
  ]),
  // What is public stands under its marks (all, image, good, a tag …), in two orders; the shop's staff find it by the same marks.
  closed('reviews', [
    { name: 'spu_marks_rank', keys: [['spuId', 1], ['marks', 1], ['rank', -1], ['_id', 1]] },
    { name: 'spu_marks_created', keys: [['spuId', 1], ['marks', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'shop_marks_created', keys: [['shopId', 1], ['marks', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'openid_created', keys: [['openid', 1], ['deletedAt', 1], ['createdAt', -1], ['_id', 1]] },
    { name: 'traces', keys: [['traces', 1]] },
    { name: 'queued', keys: [['queuedAt', 1], ['_id', 1]] },
    { name: 'check', keys: [['checkAt', 1]] },
    { name: 'todo', keys: [['todo', 1], ['updatedAt', 1]] },
  ]),
  closed('reviewSummaries', [
    { name: 'shop', keys: [['shopId', 1]] },
    { name: 'recounted', keys: [['recountedAt', 1]] },
  ]),
];
