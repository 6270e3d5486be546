/** A small shop world for tests: everything by name, nothing that a test does not need. */
import type {
  CategoryDoc,
  PageDoc,
  RuleDoc,
  ShopDoc,
  SpuDoc,
  StaffDoc,
  UserDoc,
} from '../../../cloudfunctions/data/documents';
import { productTerms } from '../../../cloudfunctions/domain/product-terms';
import { emptyStock } from '../../../cloudfunctions/domain/stock';

export const shopper = 'o-shopper-1';
export const otherShopper = 'o-shopper-2';
export const owner = 'o-merchant-1';
export const otherOwner = 'o-merchant-2';
/** Role operator in shop-1. */
export const clerk = 'o-staff-1';
/** Role warehouse in shop-1. */
export const packer = 'o-packer-1';
/** Role finance in shop-1. */
export const accountant = 'o-accountant-1';
export const platformOperator = 'o-operator';

export const address = {
  userName: '林小满',
  telNumber: '19900000001',
  provinceName: '浙江省',
  cityName: '杭州市',
  countyName: '西湖区',
  detailInfo: '文二路 1 号',
};

export function spuDoc(id: string, more: Partial<SpuDoc> & { prices?: number[]; available?: number } = {}): SpuDoc {
  const { prices = [1000], available = 100, ...fields } = more;
  const shopId = fields.shopId ?? 'shop-1';
  const title = fields.title ?? `测试商品 ${id}`;
  const skus = prices.map((priceFen, i) => ({
    skuId: `${id}-${i + 1}`,
    attrs: [{ key: '规格', value: `第 ${i + 1} 种` }],
    priceFen,
    marketPriceFen: 0,
    image: '',
    skuCode: '',
  }));
  return {
    _id: id,
    shopId,
    shopName: shopId,
    title,
    subTitle: '',
    headImages: ['/images/one.webp'],
    desc: '',
    descImages: [],
    categoryIds: ['home', 'cups'],
    params: [],
    skus,
    stock: Object.fromEntries(skus.map(({ skuId }) => [skuId, emptyStock(available)])),
    holds: {},
    minPriceFen: Math.min(...prices),
    maxPriceFen: Math.max(...prices),
    marketPriceFen: 0,
    status: 5,
    sold: 0,
    terms: productTerms({ title, subTitle: fields.subTitle ?? '', shopId, shopName: shopId, categoryIds: fields.categoryIds ?? ['home', 'cups'], categoryNames: [], params: fields.params ?? [], skus: fields.skus ?? skus }),
    rank: 0,
    version: 1,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    recent: [],
    ...fields,
  };
}

function shopDoc(id: string, more: Partial<ShopDoc>): ShopDoc {
  return {
    _id: id,
    name: `小店 ${id}`,
    logo: '/images/logo.webp',
    intro: '',
    subjectType: '企业',
    status: 'open_finished',
    ownerOpenid: owner,
    services: ['七天无理由退货'],
    freight: { feeFen: 800, freeFromFen: 9900 },
    depositTrial: false,
    openedAt: 1_700_000_000_000,
    ...more,
  };
}

function ruleDoc(_id: string, value: number, unit: RuleDoc['unit']): RuleDoc {
  return { _id, value, unit, note: '', source: 'test', verified: false, effectiveFrom: 0 };
}

function staffDoc(shopId: string, openid: string, role: StaffDoc['role']): StaffDoc {
  return { _id: `${shopId}:${openid}`, shopId, openid, role };
}

export function userDoc(openid: string): UserDoc {
  return {
    _id: openid,
    nickname: openid,
    avatar: '',
    addresses: [{ ...address, addressId: addressOf(openid) }],
    defaultAddressId: addressOf(openid),
    recent: [],
    updatedAt: 1,
  };
}

export function addressOf(openid: string): string {
  return `${openid}-a1`;
}

const categories: CategoryDoc[] = [
  { _id: 'home', parentId: '', name: '家居', icon: '', sort: 1 },
  { _id: 'cups', parentId: 'home', name: '杯壶', icon: '', sort: 1 },
  { _id: 'digital', parentId: '', name: '数码', icon: '', sort: 2 },
  { _id: 'phones', parentId: 'digital', name: '手机', icon: '', sort: 1 },
];
const home: PageDoc = {
  _id: 'home',
  blocks: [
    { type: 'banner', items: [{ image: '/images/b.webp', title: '横幅', subTitle: '', url: '/pages/home/index' }] },
    { type: 'categories', items: [{ id: 'home', name: '家居', icon: '' }] },
    { type: 'feature', title: '好物', subTitle: '', spuIds: ['mug', 'lamp', 'gone'] },
    { type: 'shops', title: '小店', shopIds: ['shop-1', 'shop-2'] },
  ],
};

/** By collection. shop-1 owes a deposit of 2000 yuan; shop-2 is in the trial. */
export function fixtureDocuments(): Record<string, { _id: string }[]> {
  return {
    spus: [
      spuDoc('mug', { title: '青瓷马克杯', prices: [3900, 4900], rank: 30 }),
      spuDoc('lamp', { title: '云朵台灯', prices: [12_900], rank: 20 }),
      spuDoc('scarce', { title: '限量茶壶', prices: [2000], available: 11, rank: 10 }),
      spuDoc('tea', { shopId: 'shop-2', title: '凤凰单丛茶叶', prices: [8800], rank: 5 }),
      spuDoc('draft', { title: '还没上架的碗', status: 0 }),
      spuDoc('off', { title: '下架的盘子', status: 11 }),
    ],
    shops: [shopDoc('shop-1', {}), shopDoc('shop-2', { ownerOpenid: otherOwner, depositTrial: true, freight: { feeFen: 600, freeFromFen: 0 } })],
    staff: [
      staffDoc('shop-1', owner, 'owner'),
      staffDoc('shop-1', clerk, 'operator'),
      staffDoc('shop-1', packer, 'warehouse'),
      staffDoc('shop-1', accountant, 'finance'),
      staffDoc('shop-2', otherOwner, 'owner'),
      staffDoc('platform', platformOperator, 'platformOperator'),
    ],
    users: [userDoc(shopper), userDoc(otherShopper)],
    categories,
    pages: [home],
    rules: [
      ruleDoc('order.unpaidMinutes', 30, 'minutes'),
      ruleDoc('order.autoConfirmDays', 10, 'days'),
      ruleDoc('order.autoConfirmVirtualDays', 3, 'days'),
      ruleDoc('order.sendHours', 48, 'count'),
      ruleDoc('presale.mostWindowDays', 15, 'days'),
      ruleDoc('presale.mostEndDays', 30, 'days'),
      ruleDoc('presale.leastDeliveryDays', 4, 'days'),
      ruleDoc('presale.mostDeliveryDays', 15, 'days'),
      ruleDoc('shipping.mostParcels', 15, 'count'),
      ruleDoc('shipping.mostCorrections', 1, 'count'),
      ruleDoc('shipping.uploadTries', 3, 'count'),
      ruleDoc('pickup.mostPoints', 3, 'count'),
      ruleDoc('pickup.mostPrepareHours', 168, 'count'),
      ruleDoc('pickup.keepDays', 7, 'days'),
      ruleDoc('pickup.remindDays', 2, 'days'),
      ruleDoc('pickup.overdueRefund', 1, 'count'),
      ruleDoc('pickup.mostWrongCodes', 10, 'count'),
      ruleDoc('pickup.mostWrongCodesOfShop', 50, 'count'),
      ruleDoc('pickup.wrongCodeMinutes', 15, 'minutes'),
      ruleDoc('afterSale.windowDays', 15, 'days'),
      ruleDoc('afterSale.mostRequests', 5, 'count'),
      ruleDoc('afterSale.merchantDays', 2, 'days'),
      ruleDoc('afterSale.returnDays', 7, 'days'),
      ruleDoc('afterSale.receiveDays', 7, 'days'),
      ruleDoc('afterSale.disputeDays', 7, 'days'),
      ruleDoc('afterSale.platformDays', 7, 'days'),
      ruleDoc('coupon.remindDays', 2, 'days'),
      ruleDoc('message.keepDays', 180, 'days'),
      ruleDoc('afterSale.confirmDays', 2, 'days'),
      ruleDoc('afterSale.interceptDays', 3, 'days'),
      ruleDoc('afterSale.exchangeDays', 10, 'days'),
      ruleDoc('afterSale.retryDays', 1, 'days'),
      ruleDoc('afterSale.mostProposals', 3, 'count'),
      ruleDoc('afterSale.refundAttempts', 5, 'count'),
      ruleDoc('afterSale.refundRounds', 3, 'count'),
      ruleDoc('afterSale.noReasonDays', 7, 'days'),
      ruleDoc('afterSale.instantRefund', 1, 'count'),
      ruleDoc('review.autoDays', 15, 'days'),
      ruleDoc('review.appendDays', 180, 'days'),
      ruleDoc('review.checkMinutes', 30, 'minutes'),
      ruleDoc('review.mostAsks', 3, 'count'),
      ruleDoc('account.coolingDays', 15, 'days'),
      ruleDoc('deposit.trialProductLimit', 3, 'count'),
      ruleDoc('deposit.category.home', 200_000, 'fen'),
      ruleDoc('deposit.category.digital', 500_000, 'fen'),
    ],
  };
}
