/** The world in which histories take place: few goods, many hands. */
import { type Documents, readDocuments } from '../invariants';
import { templateDocs } from '../../../../cloudfunctions/seeds/demo/messages';
import { couponDoc, promotionDoc } from '../offer-fixture';
import { accountant, address, clerk, fixtureDocuments, otherOwner, otherShopper, owner, packer, platformOperator, shopper, spuDoc, userDoc } from '../shop-fixture';
import { customerDoc, givenPoints, storedProgram } from '../vip-fixture';
import { BEGINNING } from './cloud';

const DAY = 86_400_000;

export const shoppers = [shopper, otherShopper, 'o-shopper-3', 'o-shopper-4', 'o-shopper-5', 'o-shopper-6'];
/** Who answers for a shop; not everybody may do everything, and that is part of it. */
export const staff: Record<string, string[]> = { 'shop-1': [owner, clerk, packer, accountant], 'shop-2': [otherOwner] };
export const operators = [platformOperator];
/** Of shop-1 from the start. */
const members = shoppers.slice(0, 3);

/** What can be bought. Little enough of it to run out. */
export const goods = [
  { shopId: 'shop-1', spuId: 'cup', skuId: 'cup-1' },
  { shopId: 'shop-1', spuId: 'cup', skuId: 'cup-2' },
  { shopId: 'shop-1', spuId: 'pot', skuId: 'pot-1' },
  { shopId: 'shop-1', spuId: 'pot', skuId: 'pot-2' },
  { shopId: 'shop-2', spuId: 'leaf', skuId: 'leaf-1' },
  { shopId: 'shop-2', spuId: 'gift', skuId: 'gift-1' },
];
/** What goods can be exchanged for: their kind at the same price, and the very same. */
export function siblings(skuId: string): string[] {
  return skuId.startsWith('pot') ? ['pot-1', 'pot-2'] : [skuId];
}
export const elsewhere = (openid: string): string => `${openid}-a2`;
export const templates = templateDocs().map(({ templateId }) => templateId);
export const coupons = ['straight', 'again', 'leaves', 'present'];

export function worldDocuments(): Record<string, { _id: string }[]> {
  const documents = fixtureDocuments();
  const valid = { receiveFrom: BEGINNING - DAY, receiveUntil: BEGINNING + 90 * DAY, validFrom: BEGINNING - DAY, validUntil: BEGINNING + 100 * DAY };
  documents.spus = [
    spuDoc('cup', { prices: [3333, 1999], available: 9, flashLeft: { hurry: { 'cup-2': 5 } }, memberPrices: { 'cup-1': 3000 } }),
    // Nobody gets more than two a day, and seven ever.
    spuDoc('pot', { prices: [12_901, 12_901], available: 5, limitedInfo: { periodType: 1, limitedBuyNum: 2, lifetimeNum: 7, perOrderNum: 0 } }),
    spuDoc('leaf', { shopId: 'shop-2', prices: [707], available: 12 }),
    // With its coupon and no freight it costs nothing.
    spuDoc('gift', { shopId: 'shop-2', prices: [300], available: 4 }),
  ];
  for (const one of documents.shops as { _id: string; freight?: object }[]) if (one._id === 'shop-2') one.freight = { feeFen: 0, freeFromFen: 0 };
  Object.assign(documents.shops!.find(({ _id }) => _id === 'shop-1')!, { vip: storedProgram({ levels: [{ name: '普通会员', from: 0, discountNum: 10_000 }, { name: '银卡', from: 5000, discountNum: 9500 }] }, { fenPerPoint: 10, validDays: 12 }) });
  documents.customers = members.map((openid) => customerDoc(openid, { points: 300 }));
  documents.pointEntries = members.map((openid) => givenPoints(openid, 300));
  documents.messageTemplates = templateDocs();
  documents.users = shoppers.map((openid) => ({ ...userDoc(openid), addresses: [...userDoc(openid).addresses, { ...address, detailInfo: '文三路 9 号', addressId: elsewhere(openid) }] }));
  documents.coupons = [
    couponDoc('straight', { ...valid, total: 6, perUser: 2 }),
    couponDoc('again', { ...valid, type: 4, total: 5, perUser: 1, discountFen: 777, spuIds: ['cup'] }),
    couponDoc('leaves', { ...valid, shopId: 'shop-2', type: 103, total: 4, perUser: 3, discountFen: 0, discountNum: 8800 }),
    couponDoc('present', { ...valid, shopId: 'shop-2', type: 4, total: 3, perUser: 1, discountFen: 300, spuIds: ['gift'] }),
  ];
  const running = { startsAt: BEGINNING - DAY, endsAt: BEGINNING + 90 * DAY };
  documents.promotions = [
    promotionDoc('reduction', running),
    promotionDoc('hurry', { ...running, type: 'flash', tiers: [], spuId: 'cup', prices: [{ skuId: 'cup-2', priceFen: 1500, stock: 5 }], perUser: 2 }),
  ];
  return documents;
}

export function documentsOf(cloud: { all<T>(collection: string): T[] }): Promise<Documents> {
  return readDocuments({ all: async <T>(collection: string) => cloud.all<T>(collection) });
}
