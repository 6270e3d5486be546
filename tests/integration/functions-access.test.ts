/**
 * Every action against everybody who might call it. What is refused changes nothing and says nothing of what is there: not to strangers, nor to
 * another shop that names what is not its own. Every action that the functions serve has to have a row.
 */
import type { StaffDoc, UserDoc } from '../../cloudfunctions/data/documents';
import { emptyStock } from '../../cloudfunctions/domain/stock';
import type { ActionRequest, CloudFunctions, DeliverAccount, ErrorCode, Reply } from '../../typings';
import { servedTables } from './support/served';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { collections as declared } from '../../cloudfunctions/data/indexes';
import { templateDocs } from '../../cloudfunctions/seeds/demo/messages';
import { couponDoc, couponDraft, promotionDoc, promotionDraft } from './support/offer-fixture';
import { freightDoc, freightDraft } from './support/terms-fixture';
import { codeDoc, virtualProducts } from './support/virtual-fixture';
import { pickupDraft, PickupDesk, pickupPointDoc } from './support/pickup-fixture';
import { finishedOrder } from './support/review-fixture';
import { customerDoc, liveDoc, memberOf, storedProgram, vipProgram } from './support/vip-fixture';
import { accountant, address, addressOf, clerk, fixtureDocuments, otherOwner, otherShopper, owner, packer, platformOperator, shopper } from './support/shop-fixture';

// The world has something at every step.
jest.setTimeout(180_000);

const people = {
  nobody: '',
  /** Whose orders, cart and addresses they are. */
  shopper,
  otherShopper,
  /** Of shop-1, whose products and orders they are. */
  owner,
  administrator: 'o-administrator-1',
  operator: clerk,
  customerService: 'o-service-1',
  finance: accountant,
  warehouse: packer,
  otherOwner,
  /** Operator of shop-2. */
  otherStaff: 'o-staff-2',
  platformOperator,
};
type Person = keyof typeof people;
const roles = ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'] as const;
const staffRow = (shopId: string, openid: string, role: StaffDoc['role']): StaffDoc => ({ _id: `${shopId}:${openid}`, shopId, openid, role });
const everybody = Object.keys(people) as Person[];

interface Case<R> {
  /** Who may; everybody else is refused. */
  may: Person[];
  /** What the others hear; nobody always hears UNAUTHENTICATED. */
  refused: ErrorCode;
  /** As the one who may would ask. */
  request(world: World): R;
}
interface World {
  orderId: string;
  tradeId: string;
  shippedId: string;
  /** Paid orders that are to be fetched; the code of the second. */
  waitingIds: [string, string];
  waitingCode: string;
  /** Paid orders: two as they are, two with a wish for another address, one with an offer of one. */
  addressOrders: [string, string, string, string, string];
  /** WeChat refused its shipping information. */
  failedId: string;
  paidId: string;
  outTradeNo: string;
  dueFen: number;
  /** Paid and to be delivered by hand; delivered as a code that nobody has seen. */
  virtualId: string;
  codedId: string;
  /** After-sales: asked for (two), agreed, sent back, rejected, before the platform. */
  askedId: string;
  secondAskedId: string;
  agreedId: string;
  sentBackId: string;
  rejectedId: string;
  disputedId: string;
  /** The merchant proposed something; the goods in exchange are on their way; they are to be sent; money was asked for on the way; it was refused, for now or for good. */
  proposedId: string;
  reshippedId: string;
  exchangedId: string;
  negotiableId: string;
  onTheWayId: string;
  refusedId: string;
  givenUpId: string;
  offeredOrderId: string;
  reviewId: string;
  queuedReviewId: string;
  queuedAt: number;
  /** Invoices: asked for (two), issued, to be taken back. */
  invoiceId: string;
  freeInvoiceId: string;
  issuedInvoiceId: string;
  redInvoiceId: string;
}
type Table = { [F in keyof CloudFunctions]: { [A in keyof CloudFunctions[F]]: Case<Omit<ActionRequest<F, A>, 'requestId'>> } };

const signedIn = everybody.filter((person) => person !== 'nobody');
const open = { may: everybody, refused: 'FORBIDDEN' } as const;
const own = { may: signedIn, refused: 'UNAUTHENTICATED' } as const;
const ownOrder = { may: ['shopper'] as Person[], refused: 'NOT_FOUND' } as const;
/** What the owner may, an administrator may. */
const staff = (...may: Person[]) => ({ may: may.flatMap((one): Person[] => (one === 'owner' ? ['owner', 'administrator'] : [one])), refused: 'FORBIDDEN' as const });
const allStaff = staff('owner', 'operator', 'customerService', 'finance', 'warehouse');
const products = staff('owner', 'operator');
/** Whoever answers shoppers. */
const answering = staff('owner', 'operator', 'customerService');
/** Whoever sends goods off. */
const handing = staff('owner', 'operator', 'warehouse');
const operators = staff('platformOperator');
const money = staff('owner', 'finance');

const invoiceTitle = { type: 'personal', title: '个人', taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' } as const;
const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }];
const elsewhere = { ...address, detailInfo: '文三路 9 号' };
const draft = {
  title: '权限测试商品',
  subTitle: '',
  headImages: ['/a.webp'],
  desc: '',
  descImages: [],
  categoryId: 'cups',
  params: [],
  skus: [{ attrs: [], priceFen: 1, marketPriceFen: 0, image: '', skuCode: '' }],
};

const table: Table = {
  catalog: {
    home: { ...open, request: () => ({}) },
    categories: { ...open, request: () => ({}) },
    list: { ...open, request: () => ({}) },
    filters: { ...open, request: () => ({}) },
    suggest: { ...open, request: () => ({ keyword: '杯' }) },
    hotWords: { ...open, request: () => ({}) },
    homeBlocks: { ...operators, request: () => ({}) },
    saveHome: { ...operators, request: () => ({ version: 0, blocks: [], hotWords: ['茶'] }) },
    product: { ...open, request: () => ({ spuId: 'mug' }) },
    shopBlocks: { ...open, request: () => ({ shopId: 'shop-1' }) },
    shopArrangement: { ...products, request: () => ({ shopId: 'shop-1' }) },
    saveShopBlocks: { ...products, request: () => ({ shopId: 'shop-1', version: 0, blocks: [] }) },
    shareCode: { ...own, request: () => ({ spuId: 'mug' }) },
    manageList: { ...products, request: () => ({ shopId: 'shop-1' }) },
    manageGet: { ...products, request: () => ({ shopId: 'shop-1', spuId: 'mug' }) },
    save: { ...products, request: () => ({ shopId: 'shop-1', draft }) },
    setListed: { ...products, request: () => ({ shopId: 'shop-1', spuId: 'lamp', listed: false }) },
    adjustStock: { ...products, request: () => ({ shopId: 'shop-1', skuId: 'mug-2', diffType: 1, num: 1 }) },
    codePool: { ...handing, request: () => ({ shopId: 'shop-1', spuId: 'codes' }) },
    codes: { ...handing, request: () => ({ shopId: 'shop-1', skuId: 'codes-1', state: 'free' }) },
    addCodes: { ...handing, request: () => ({ shopId: 'shop-1', skuId: 'codes-1', codes: ['ACCESS-2'] }) },
    removeCodes: { ...handing, request: () => ({ shopId: 'shop-1', skuId: 'codes-1', codeIds: [codeDoc('ACCESS-1')._id] }) },
  },
  coupon: {
    claimable: { ...open, request: () => ({ shopId: 'shop-1' }) },
    claim: { ...own, request: () => ({ couponId: 'coupon-1' }) },
    mine: { ...own, request: () => ({ tab: 'usable' }) },
    count: { ...own, request: () => ({}) },
    manageList: { ...products, request: () => ({ shopId: 'shop-1', tab: 'live' }) },
    create: { ...products, request: () => ({ shopId: 'shop-1', draft: couponDraft() }) },
    stop: { ...products, request: () => ({ shopId: 'shop-1', couponId: 'coupon-1' }) },
    promotions: { ...products, request: () => ({ shopId: 'shop-1', tab: 'live' }) },
    createPromotion: { ...products, request: () => ({ shopId: 'shop-1', draft: promotionDraft() }) },
    stopPromotion: { ...products, request: () => ({ shopId: 'shop-1', promotionId: 'promotion-1' }) },
  },
  vip: {
    card: { ...own, request: () => ({ shopId: 'shop-1' }) },
    join: { ...own, request: () => ({ shopId: 'shop-1' }) },
    leave: { ...own, request: () => ({ shopId: 'shop-1', joinedAt: 1 }) },
    mine: { ...own, request: () => ({}) },
    flow: { ...own, request: () => ({ shopId: 'shop-1' }) },
    program: { ...products, request: () => ({ shopId: 'shop-1' }) },
    saveProgram: { ...products, request: () => ({ shopId: 'shop-1', version: 1, program: vipProgram() }) },
    members: { ...products, request: () => ({ shopId: 'shop-1' }) },
    adjust: { ...products, request: () => ({ shopId: 'shop-1', memberId: memberOf('o-member'), delta: 5, note: '补偿' }) },
    prices: { ...products, request: () => ({ shopId: 'shop-1', spuId: 'lamp' }) },
    savePrices: { ...products, request: () => ({ shopId: 'shop-1', spuId: 'lamp', prices: [{ skuId: 'lamp-1', priceFen: 12_000 }] }) },
  },
  live: {
    enter: { ...own, request: () => ({ code: 'code-live-1' }) },
    sessions: { ...products, request: () => ({ shopId: 'shop-1' }) },
    start: { ...products, request: () => ({ shopId: 'shop-1', draft: { title: '开播', hours: 1, prices: [{ spuId: 'lamp', skuId: 'lamp-1', priceFen: 12_000 }] } }) },
    stop: { ...products, request: () => ({ shopId: 'shop-1', liveId: 'live-1' }) },
  },
  cart: {
    get: { ...own, request: () => ({}) },
    count: { ...own, request: () => ({}) },
    add: { ...own, request: () => ({ spuId: 'mug', skuId: 'mug-1', num: 1 }) },
    update: { ...own, request: () => ({ skuId: 'mug-1', num: 1 }) },
    select: { ...own, request: () => ({ selected: true }) },
    changeSku: { may: signedIn, refused: 'UNAUTHENTICATED', request: () => ({ skuId: 'mug-1', toSkuId: 'mug-2', num: 1 }) },
    sync: { ...own, request: () => ({ ops: [{ kind: 'add' as const, opId: newRequest(), at: 1, spuId: 'mug', skuId: 'mug-1', num: 1 }], sentAt: 1 }) },
    remove: { ...own, request: () => ({ skuIds: ['mug-1'] }) },
  },
  user: {
    me: { ...own, request: () => ({}) },
    saveProfile: { ...own, request: () => ({ nickname: '名字', avatar: '' }) },
    savePhone: { ...own, request: () => ({ phone: '13700000001' }) },
    removePhone: { ...own, request: () => ({}) },
    parseAddress: { ...own, request: () => ({ text: '张三 13800000000' }) },
    exportData: { ...own, request: () => ({}) },
    closing: { ...own, request: () => ({}) },
    keep: { ...own, request: () => ({}) },
    // Staff cannot leave, nor who has something open.
    close: { may: ['otherShopper'], refused: 'INVALID_STATE', request: () => ({}) },
    // A code that WeChat never gave says nothing of the caller.
    bindPhone: { may: [] as Person[], refused: 'BAD_REQUEST', request: () => ({ code: 'x' }) },
    addresses: { ...own, request: () => ({}) },
    saveAddress: { ...own, request: () => ({ address: { ...address, isDefault: false } }) },
    favorites: { ...own, request: () => ({}) },
    isFavorite: { ...own, request: () => ({ spuId: 'mug' }) },
    setFavorite: { ...own, request: () => ({ spuIds: ['mug'], favorite: true }) },
    footprints: { ...own, request: () => ({}) },
    visit: { ...own, request: () => ({ spuId: 'mug' }) },
    forgetFootprints: { ...own, request: () => ({}) },
    keptCounts: { ...own, request: () => ({}) },
    removeAddress: { ...ownOrder, request: () => ({ addressId: addressOf(shopper) }) },
  },
  order: {
    preview: { ...own, request: () => ({ lines }) },
    submit: { ...ownOrder, request: () => ({ lines, addressId: addressOf(shopper), expectedPayFen: 4700 }) },
    list: { ...own, request: () => ({}) },
    counts: { ...own, request: () => ({}) },
    get: { ...ownOrder, request: ({ orderId }) => ({ orderId }) },
    cancel: { ...ownOrder, request: ({ orderId }) => ({ orderId }) },
    confirm: { ...ownOrder, request: ({ shippedId }) => ({ orderId: shippedId }) },
    shopList: { ...allStaff, request: () => ({ shopId: 'shop-1' }) },
    shopGet: { ...allStaff, request: ({ orderId }) => ({ shopId: 'shop-1', orderId }) },
    ship: { ...staff('owner', 'operator', 'warehouse'), request: ({ paidId }) => ({ shopId: 'shop-1', orderId: paidId, deliveryId: 'SF', waybillId: 'SF123456' }) },
    correctParcel: { ...staff('owner', 'operator', 'warehouse'), request: ({ shippedId }) => ({ shopId: 'shop-1', orderId: shippedId, parcelId: '1', deliveryId: 'ZTO', waybillId: 'ZTO123456' }) },
    changePrice: { ...products, request: ({ orderId }) => ({ shopId: 'shop-1', orderId, lines: [{ skuId: 'mug-1', paidFen: 3800 }] }) },
    changeAddress: { ...ownOrder, request: ({ addressOrders: [free] }) => ({ orderId: free, addressId: 'elsewhere' }) },
    offerAddress: { ...answering, request: ({ addressOrders: [, free] }) => ({ shopId: 'shop-1', orderId: free, address: elsewhere }) },
    shopAnswerAddress: { ...staff('owner', 'operator', 'customerService', 'warehouse'), request: ({ addressOrders: [, , asked] }) => ({ shopId: 'shop-1', orderId: asked, accept: true }) },
    withdrawAddress: { ...ownOrder, request: ({ addressOrders: [, , , asked] }) => ({ orderId: asked }) },
    answerAddress: { ...ownOrder, request: ({ addressOrders: [, , , , offered] }) => ({ orderId: offered, accept: true }) },
    deliver: { ...handing, request: ({ virtualId }) => ({ shopId: 'shop-1', orderId: virtualId, content: '已充值' }) },
    revealCodes: { ...ownOrder, request: ({ codedId }) => ({ orderId: codedId }) },
    retryUpload: { ...staff('owner', 'operator', 'warehouse'), request: ({ failedId }) => ({ shopId: 'shop-1', orderId: failedId }) },
    pickupCode: { ...ownOrder, request: ({ waitingIds: [waiting] }) => ({ orderId: waiting }) },
    pickupReady: { ...staff('owner', 'operator', 'warehouse'), request: ({ waitingIds: [waiting] }) => ({ shopId: 'shop-1', orderId: waiting }) },
    pickupFind: { ...staff('owner', 'operator', 'warehouse'), request: ({ waitingCode }) => ({ shopId: 'shop-1', code: waitingCode }) },
    pickupHandOver: { ...staff('owner', 'operator', 'warehouse'), request: ({ waitingIds: [, waiting], waitingCode }) => ({ shopId: 'shop-1', orderId: waiting, code: waitingCode }) },
  },
  payment: {
    prepay: { ...ownOrder, request: ({ tradeId }) => ({ tradeId }) },
    sync: { ...ownOrder, request: ({ outTradeNo }) => ({ outTradeNo }) },
  },
  aftersale: {
    eligible: { ...ownOrder, request: ({ paidId }) => ({ orderId: paidId }) },
    exchangeable: { ...ownOrder, request: ({ shippedId }) => ({ orderId: shippedId, skuId: 'mug-1' }) },
    apply: { ...ownOrder, request: ({ shippedId }) => ({ orderId: shippedId, skuId: 'mug-1', type: 'RETURN', num: 1, reason: 'OTHERS' }) },
    list: { ...own, request: () => ({}) },
    get: { ...ownOrder, request: ({ askedId }) => ({ afterSaleId: askedId }) },
    cancel: { ...ownOrder, request: ({ rejectedId }) => ({ afterSaleId: rejectedId }) },
    sendBack: { ...ownOrder, request: ({ agreedId }) => ({ afterSaleId: agreedId, deliveryId: 'SF', waybillId: 'SF123456' }) },
    dispute: { ...ownOrder, request: ({ rejectedId }) => ({ afterSaleId: rejectedId, text: '请平台介入' }) },
    answer: { ...ownOrder, request: ({ proposedId }) => ({ afterSaleId: proposedId, accept: false }) },
    confirmExchange: { ...ownOrder, request: ({ reshippedId }) => ({ afterSaleId: reshippedId }) },
    say: { ...ownOrder, request: ({ sentBackId }) => ({ afterSaleId: sentBackId, text: '已寄出' }) },
    reship: { ...staff('owner', 'operator', 'customerService', 'warehouse'), request: ({ exchangedId }) => ({ shopId: 'shop-1', afterSaleId: exchangedId, deliveryId: 'SF', waybillId: 'SF123456' }) },
    propose: { ...answering, request: ({ negotiableId }) => ({ shopId: 'shop-1', afterSaleId: negotiableId, type: 'REFUND', refundFen: 100, text: '补偿部分货款' }) },
    intercept: { ...answering, request: ({ onTheWayId }) => ({ shopId: 'shop-1', afterSaleId: onTheWayId }) },
    retryRefund: { ...staff('owner', 'operator', 'customerService', 'finance'), request: ({ refusedId }) => ({ shopId: 'shop-1', afterSaleId: refusedId }) },
    certify: { ...staff('owner', 'operator', 'customerService', 'finance'), request: ({ givenUpId }) => ({ shopId: 'shop-1', afterSaleId: givenUpId, images: ['/a.webp'], text: '已银行转账' }) },
    shopSay: { ...allStaff, request: ({ disputedId }) => ({ shopId: 'shop-1', afterSaleId: disputedId, text: '请看凭证' }) },
    startable: { ...allStaff, request: ({ shippedId }) => ({ shopId: 'shop-1', orderId: shippedId }) },
    offer: { ...answering, request: ({ offeredOrderId }) => ({ shopId: 'shop-1', orderId: offeredOrderId, skuId: 'mug-1', type: 'REFUND', num: 1, reason: 'OTHERS', text: '商品有瑕疵' }) },
    priceDiff: { ...staff('owner', 'operator', 'customerService', 'finance'), request: ({ paidId }) => ({ shopId: 'shop-1', orderId: paidId, skuId: 'mug-1', refundFen: 1, text: '价格保护' }) },
    platformSay: { ...operators, request: ({ disputedId }) => ({ afterSaleId: disputedId, text: '请双方举证' }) },
    shopList: { ...allStaff, request: () => ({ shopId: 'shop-1' }) },
    shopGet: { ...allStaff, request: ({ askedId }) => ({ shopId: 'shop-1', afterSaleId: askedId }) },
    shopCounts: { ...allStaff, request: () => ({ shopId: 'shop-1' }) },
    agree: { ...answering, request: ({ askedId }) => ({ shopId: 'shop-1', afterSaleId: askedId, returnAddress: address }) },
    receive: { ...staff('owner', 'operator', 'customerService', 'warehouse'), request: ({ sentBackId }) => ({ shopId: 'shop-1', afterSaleId: sentBackId }) },
    reject: { ...answering, request: ({ secondAskedId }) => ({ shopId: 'shop-1', afterSaleId: secondAskedId, reason: '不符合条件' }) },
    disputes: { ...staff('platformOperator'), request: () => ({}) },
    disputeGet: { ...staff('platformOperator'), request: ({ disputedId }) => ({ afterSaleId: disputedId }) },
    decide: { ...staff('platformOperator'), request: ({ disputedId }) => ({ afterSaleId: disputedId, refund: false, text: '证据不足' }) },
  },
  message: {
    list: { ...own, request: () => ({}) },
    unread: { ...own, request: () => ({}) },
    read: { ...own, request: () => ({}) },
    templates: { ...own, request: () => ({}) },
    granted: { ...own, request: () => ({ templateIds: ['local-order-shipped'] }) },
    manageTemplates: { ...operators, request: () => ({}) },
    saveTemplate: { ...operators, request: () => ({ key: 'order-shipped', draft: { templateId: 'local-order-shipped', enabled: true, fields: [{ name: 'thing1', fact: 'goods' }] } }) },
  },
  review: {
    list: { ...open, request: () => ({ spuId: 'mug' }) },
    summary: { ...open, request: () => ({ spuId: 'mug' }) },
    toReview: { ...own, request: () => ({}) },
    count: { ...own, request: () => ({}) },
    mine: { ...own, request: () => ({}) },
    order: { ...ownOrder, request: () => ({ orderId: 'received' }) },
    submit: { ...ownOrder, request: () => ({ orderId: 'received', skuId: 'mug-2', stars: 5, serviceStars: 5, deliveryStars: 5 }) },
    append: { ...ownOrder, request: ({ reviewId }) => ({ reviewId, text: '用了一周，很好' }) },
    remove: { ...ownOrder, request: ({ reviewId }) => ({ reviewId }) },
    shopList: { ...answering, request: () => ({ shopId: 'shop-1' }) },
    shopCounts: { ...answering, request: () => ({ shopId: 'shop-1' }) },
    reply: { ...answering, request: ({ reviewId }) => ({ shopId: 'shop-1', reviewId, to: 'content', text: '谢谢' }) },
    queue: { ...operators, request: () => ({}) },
    decide: { ...operators, request: ({ queuedReviewId, queuedAt }) => ({ reviewId: queuedReviewId, part: 'content', at: queuedAt, pass: true }) },
  },
  service: {
    hello: { ...own, request: () => ({}) },
  },
  invoice: {
    titles: { ...own, request: () => ({}) },
    saveTitle: { ...own, request: () => ({ title: { ...invoiceTitle, isDefault: false } }) },
    removeTitle: { ...ownOrder, request: () => ({ titleId: 'title-1' }) },
    ofOrder: { ...ownOrder, request: ({ paidId }) => ({ orderId: paidId }) },
    request: { ...ownOrder, request: ({ paidId }) => ({ orderId: paidId, title: invoiceTitle }) },
    list: { ...own, request: () => ({}) },
    file: { ...ownOrder, request: ({ issuedInvoiceId }) => ({ invoiceId: issuedInvoiceId }) },
    shopList: { ...money, request: () => ({ shopId: 'shop-1' }) },
    shopGet: { ...money, request: ({ invoiceId }) => ({ shopId: 'shop-1', invoiceId }) },
    issue: { ...money, request: ({ invoiceId }) => ({ shopId: 'shop-1', invoiceId, number: '25312000000012345678', file: '/f.png', amountFen: 4700 }) },
    red: { ...money, request: ({ redInvoiceId }) => ({ shopId: 'shop-1', invoiceId: redInvoiceId, number: '25312000000087654321' }) },
    cancel: { ...ownOrder, request: ({ freeInvoiceId }) => ({ invoiceId: freeInvoiceId }) },
  },
  deposit: {
    get: { ...money, request: () => ({ shopId: 'shop-1' }) },
    ledger: { ...money, request: () => ({ shopId: 'shop-1' }) },
    prepay: { ...money, request: ({ dueFen }) => ({ shopId: 'shop-1', amountFen: dueFen }) },
  },
  shop: {
    get: { ...open, request: () => ({ shopId: 'shop-1' }) },
    overview: { ...allStaff, request: () => ({ shopId: 'shop-1' }) },
    freightTemplates: { ...products, request: () => ({ shopId: 'shop-1' }) },
    saveFreightTemplate: { ...products, request: () => ({ shopId: 'shop-1', draft: freightDraft() }) },
    setDefaultFreight: { ...products, request: () => ({ shopId: 'shop-1', templateId: 'freight-1' }) },
    instantRefund: { ...allStaff, request: () => ({ shopId: 'shop-1' }) },
    setInstantRefund: { may: ['owner', 'administrator'], refused: 'FORBIDDEN', request: () => ({ shopId: 'shop-1', on: false }) },
    removeFreightTemplate: { ...products, request: () => ({ shopId: 'shop-1', templateId: 'freight-2' }) },
    pickupPoints: { ...open, request: () => ({ shopId: 'shop-1' }) },
    pickupSettings: { ...products, request: () => ({ shopId: 'shop-1' }) },
    savePickupPoint: { ...products, request: () => ({ shopId: 'shop-1', draft: pickupDraft() }) },
    removePickupPoint: { ...products, request: () => ({ shopId: 'shop-1', pointId: 'point-2' }) },
    setPickup: { ...products, request: () => ({ shopId: 'shop-1', enabled: true }) },
  },
};
const cases = Object.entries(table).flatMap(([name, actions]) => Object.entries(actions).map(([action, one]) => [`${name}.${action}`, name, action, one as Case<object>] as const));

let shop: ShopCloud;
let world: World;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(...virtualProducts());
  documents.cardCodes = [codeDoc('SECRET-1')];
  Object.assign(documents.spus!.find(({ _id }) => _id === 'codes')!, { stock: { 'codes-1': emptyStock(2), 'codes-2': emptyStock() } });
  documents.coupons = [couponDoc('coupon-1')];
  documents.promotions = [promotionDoc('promotion-1'), liveDoc('live-1', [{ spuId: 'lamp', skuId: 'lamp-1', priceFen: 12_000, ordinaryFen: 12_900 }])];
  documents.messageTemplates = templateDocs();
  documents.freightTemplates = [freightDoc('freight-1'), freightDoc('freight-2')];
  documents.pickupPoints = [pickupPointDoc('point-1'), pickupPointDoc('point-2')];
  documents.orders = [finishedOrder('received', ['mug-1', 'mug-2']), finishedOrder('also-received', ['mug-1'])];
  documents.customers = [customerDoc('o-member')];
  documents.staff!.push(staffRow('shop-1', people.administrator, 'administrator'), staffRow('shop-1', people.customerService, 'customerService'), staffRow('shop-2', people.otherStaff, 'operator'));
  Object.assign(documents.shops![0]!, { vip: storedProgram(), pickup: { enabled: true } });
  (documents.users as UserDoc[]).find(({ _id }) => _id === shopper)!.addresses.push({ ...elsewhere, addressId: 'elsewhere' });
  const invoice = (_id: string, more: object) => ({ _id, openid: shopper, shopId: 'shop-1', shop: {}, orderId: 'x', orderNo: '', goods: '', image: '', state: 'requested', title: invoiceTitle, email: '', amountFen: 4700, issued: [], createdAt: 1, updatedAt: 1, untold: [], recent: [], ...more });
  const made = { number: '25312000000011111111', amountFen: 4700, issuedAt: 1, redNumber: '', redAt: null };
  documents.invoices = [invoice('invoice-free', {}), invoice('invoice-red', { state: 'redNeeded', issued: [{ ...made, file: '/f.png' }] })];
  documents.invoiceTitles = [{ _id: shopper, items: [{ ...invoiceTitle, titleId: 'title-1' }], defaultTitleId: 'title-1', recent: [], updatedAt: 1 } as { _id: string }];
  // With a storage, which an export goes into.
  shop = await ShopCloud.start(documents);
  // The figures that a first visit counts are no change.
  await shop.must('catalog', 'home', {}, '');
  const submit = () => shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
  const paid = async () => {
    const { tradeId, orderIds } = await submit();
    const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
    await shop.pay(outTradeNo);
    return { orderId: orderIds[0]!, outTradeNo };
  };
  const handed = async (spuId: string, payFen: number, account: DeliverAccount) => {
    const { tradeId: of, orderIds: ids } = await shop.must('order', 'submit', { lines: [{ spuId, skuId: `${spuId}-1`, num: 1 }], account, expectedPayFen: payFen }, shopper);
    await shop.pay((await shop.must('payment', 'prepay', { tradeId: of }, shopper)).outTradeNo);
    return ids[0]!;
  };
  const virtualId = await handed('topup', 5000, { type: 3, value: '13800000001' });
  const codedId = await handed('codes', 1900, { type: 1, value: '' });
  await shop.insert('cardCodes', [codeDoc('ACCESS-1')]);
  const { orderId: shippedId } = await paid();
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId: shippedId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  const paidIds: string[] = [];
  for (let i = 0; i < 5; i++) paidIds.push((await paid()).orderId);
  const addressOrders = paidIds as World['addressOrders'];
  for (const orderId of addressOrders.slice(2, 4)) await shop.must('order', 'changeAddress', { orderId, addressId: 'elsewhere' }, shopper);
  await shop.must('order', 'offerAddress', { shopId: 'shop-1', orderId: addressOrders[4], address: elsewhere }, owner);
  const { orderId: failedId } = await paid();
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId: failedId, deliveryId: 'SF', waybillId: 'SF123457' }, owner);
  await shop.set('orders', { _id: failedId }, { 'upload.state': 'failed', todo: [] });
  const { orderId: paidId, outTradeNo } = await paid();
  const { tradeId, orderIds } = await submit();
  const { dueFen } = await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner);
  // An after-sale at every step; the last one takes its step in the test.
  const received = async () => {
    const { orderId: of } = await paid();
    await shop.must('order', 'ship', { shopId: 'shop-1', orderId: of, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
    return of;
  };
  const asked = async (type: 'REFUND' | 'RETURN' | 'EXCHANGE' = 'RETURN') => {
    const wanted = type === 'EXCHANGE' ? { wantedSkuId: 'mug-1' } : {};
    return (await shop.must('aftersale', 'apply', { orderId: await received(), skuId: 'mug-1', type, num: 1, reason: 'OTHERS', ...wanted }, shopper)).afterSaleId;
  };
  const exchanged = async () => {
    const afterSaleId = await asked('EXCHANGE');
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId, returnAddress: address }, owner);
    await shop.must('aftersale', 'sendBack', { afterSaleId, deliveryId: 'SF', waybillId: 'SF123456' }, shopper);
    return afterSaleId;
  };
  const reshipped = async () => {
    const afterSaleId = await exchanged();
    await shop.must('aftersale', 'reship', { shopId: 'shop-1', afterSaleId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
    return afterSaleId;
  };
  const proposed = async () => {
    const afterSaleId = await asked();
    await shop.must('aftersale', 'propose', { shopId: 'shop-1', afterSaleId, type: 'REFUND', refundFen: 1000, text: '补偿部分货款' }, owner);
    return afterSaleId;
  };
  /** WeChat Pay refuses: it knows another sum. */
  const refused = async () => {
    const afterSaleId = await asked('REFUND');
    const { orderId: of } = await shop.must('aftersale', 'get', { afterSaleId }, shopper);
    await shop.set('payments', { 'orders.orderId': of }, { payFen: 1 });
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId }, owner);
    await shop.set('payments', { 'orders.orderId': of }, { payFen: 4700 });
    await shop.set('refunds', { afterSaleId }, { totalFen: 4700, state: 'refused', todo: [] });
    await shop.set('aftersales', { _id: afterSaleId }, { status: 'MERCHANT_REFUND_RETRY_FAIL', todo: [], givenUpAt: 1 });
    return afterSaleId;
  };
  const agreed = async () => {
    const afterSaleId = await asked();
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId, returnAddress: address }, owner);
    return afterSaleId;
  };
  const rejected = async () => {
    const afterSaleId = await asked();
    await shop.must('aftersale', 'reject', { shopId: 'shop-1', afterSaleId, reason: '不符合条件' }, owner);
    return afterSaleId;
  };
  const steps = { askedId: await asked(), secondAskedId: await asked(), agreedId: await agreed(), sentBackId: await agreed(), rejectedId: await rejected(), disputedId: await rejected(), proposedId: await proposed(), reshippedId: await reshipped(), exchangedId: await exchanged(), negotiableId: await asked(), onTheWayId: await asked('REFUND'), refusedId: await refused(), givenUpId: await refused(), offeredOrderId: await received() };
  await shop.must('aftersale', 'sendBack', { afterSaleId: steps.sentBackId, deliveryId: 'SF', waybillId: 'SF123456' }, shopper);
  await shop.must('aftersale', 'dispute', { afterSaleId: steps.disputedId, text: '请平台介入' }, shopper);
  const stars = { stars: 5, serviceStars: 5, deliveryStars: 5 } as const;
  const { reviewId } = await shop.must('review', 'submit', { orderId: 'received', skuId: 'mug-1', ...stars, text: '好用' }, shopper);
  const queued = await shop.must('review', 'submit', { orderId: 'also-received', skuId: 'mug-1', ...stars, text: '加微信' }, shopper);
  const { orderId: invoicedId } = await paid();
  const { invoiceId } = await shop.must('invoice', 'request', { orderId: invoicedId, title: invoiceTitle }, shopper);
  const { orderId: issuedOrderId } = await paid();
  const { invoiceId: issuedInvoiceId } = await shop.must('invoice', 'request', { orderId: issuedOrderId, title: invoiceTitle }, shopper);
  const { fileId } = await shop.must('user', 'exportData', {}, otherShopper);
  await shop.must('invoice', 'issue', { shopId: 'shop-1', invoiceId: issuedInvoiceId, number: '25312000000022222222', file: fileId, amountFen: 4700 }, owner);
  const desk = new PickupDesk(shop);
  const waitingIds: World['waitingIds'] = [await desk.paid(), await desk.paid()];
  const waitingCode = await desk.codeOf(waitingIds[1]);
  world = { ...steps, waitingIds, waitingCode, reviewId, queuedReviewId: queued.reviewId, queuedAt: queued.content.at, invoiceId, issuedInvoiceId, freeInvoiceId: 'invoice-free', redInvoiceId: 'invoice-red', orderId: orderIds[0]!, tradeId, addressOrders, shippedId, failedId, paidId, outTradeNo, dueFen, virtualId, codedId };
});
afterAll(() => shop.stop());

const collections = declared.map(({ name }) => name);
const everything = async () => JSON.stringify(await Promise.all(collections.map((name) => shop.all(name))));
let before = '';
beforeAll(async () => {
  before = await everything();
});
/** Compared with how it was before all that was refused. */
async function nothingChanged(): Promise<void> {
  const after = await everything();
  const unchanged = after === before;
  if (!unchanged) before = after;
  expect(unchanged).toBe(true);
}
const ask = async (name: string, event: object, as: Person) => (await shop.raw(name, { requestId: newRequest(), ...event }, people[as])) as Reply<unknown>;

/** Products can be seen by everybody. */
const seen = { spuId: undefined, skuId: undefined };
/** Names of something that WeChat or the merchant has, not we. */
const notOurs = new Set(['deliveryId', 'waybillId', 'requestId', 'opId', 'templateIds', 'categoryId']);
/** The same request about what does not exist; what `kept` names stays. */
function aboutNothing<T>(value: T, kept: Record<string, string | undefined>, key = ''): T {
  if (Array.isArray(value)) return value.map((one) => aboutNothing(one as unknown, kept, key)) as T;
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, aboutNothing(one as unknown, kept, name)])) as T;
  if (key in kept) return (kept[key] ?? value) as T;
  return typeof value === 'string' && value !== '' && (/Ids?$/.test(key) || key === 'outTradeNo') && !notOurs.has(key) ? ('does-not-exist' as T) : value;
}

test('every action that is served has a row, which names those whom its function lets in', () => {
  const served = servedTables();
  const names = (of: Record<string, object>) => Object.entries(of).flatMap(([name, actions]) => Object.keys(actions).map((action) => `${name}.${action}`)).sort();
  expect(names(served)).toEqual(names(table));
  const order = (list: readonly string[]) => everybody.filter((person) => list.includes(person));
  for (const [title, name, action, { may }] of cases) {
    const { access } = served[name]![action]!;
    if (access === 'public') expect([title, may]).toEqual([title, everybody]);
    else if (access === 'operator') expect([title, may]).toEqual([title, ['platformOperator']]);
    else if (access === 'shopper') expect([title, may]).not.toEqual([title, expect.arrayContaining(['nobody'])]);
    else expect([title, order(may)]).toEqual([title, order(access.staff)]);
  }
  expect(roles.filter((role) => !everybody.includes(role))).toEqual([]);
});

test.each(cases)('%s is refused to everybody else', async (_title, name, action, { may, refused, request }) => {
  const others = everybody.filter((one) => !may.includes(one));
  const replies = await Promise.all(others.map((person) => ask(name, { action, ...request(world) }, person)));
  const unknown = await Promise.all(others.map((person) => ask(name, { action, ...aboutNothing(request(world), seen) }, person)));
  for (const [i, person] of others.entries()) {
    const reply = replies[i]!;
    expect([person, reply.ok ? 'ok' : reply.code]).toEqual([person, person === 'nobody' ? 'UNAUTHENTICATED' : refused]);
    expect(Object.keys(reply).sort()).toEqual(expect.not.arrayContaining(['data', 'detail']));
    // What is not there is refused in the same words.
    if (may.length > 0) expect([person, unknown[i]]).toEqual([person, reply]);
  }
  await nothingChanged();
});

/** What another shop cannot do with its own either: nothing in the request names what would be somebody else's. */
const ofAnotherShop = cases.filter(([, , , { refused, may }]) => refused === 'FORBIDDEN' && may.some((person) => (roles as readonly string[]).includes(person)) && may.length < signedIn.length);
test.each(ofAnotherShop)('%s: another shop hears of what is not its own as if it did not exist', async (title, name, action, { may, request }) => {
  const own = { action, ...request(world), shopId: 'shop-2' };
  const unknown = aboutNothing(own, { shopId: 'shop-2' });
  if (JSON.stringify(own) === JSON.stringify(unknown)) return;
  const persons: Person[] = may.includes('operator') ? ['otherOwner', 'otherStaff'] : ['otherOwner'];
  for (const person of persons) {
    const there = await ask(name, own, person);
    expect([title, there.ok]).toEqual([title, false]);
    expect([person, await ask(name, unknown, person)]).toEqual([person, there]);
  }
  await nothingChanged();
});

/** What takes things away comes last. */
const last = ['start', 'removeAddress', 'remove', 'cancel', 'confirm', 'setListed'];
const byOrder = [...cases].sort(([, , a], [, , b]) => last.indexOf(a) - last.indexOf(b));
test.each(byOrder)('%s is open to those who may', async (_title, name, action, { may, request }) => {
  // The last of them: what one has done, another cannot do again.
  for (const person of may.slice(-1)) {
    const reply = (await shop.raw(name, { action, requestId: newRequest(), ...request(world) }, people[person])) as Reply<unknown>;
    if (action === 'update' && name === 'cart') expect(['NOT_FOUND', true]).toContain(reply.ok || reply.code);
    else expect([person, reply]).toEqual([person, expect.objectContaining({ ok: true })]);
  }
});

test.each(ofAnotherShop)('%s is open to each role that may', async (_title, name, action, { may, request }) => {
  const event = { action, ...aboutNothing(request(world), { shopId: 'shop-1' }) };
  const persons = may.slice(0, -1);
  const replies = await Promise.all(persons.map((person) => ask(name, event, person)));
  for (const [i, person] of persons.entries()) {
    const reply = replies[i]!;
    expect([person, reply.ok || reply.code]).toEqual([person, expect.not.stringMatching(/FORBIDDEN|UNAUTHENTICATED|INTERNAL/)]);
  }
});

test('the timer is not for users', async () => {
  before = await everything();
  for (const openid of [shopper, owner, platformOperator]) expect((await shop.invoke('timer', {}, { openid })).result).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  await nothingChanged();
});
