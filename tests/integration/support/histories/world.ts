/** The world in which histories take place: few goods, many hands. */
import { type Documents, readDocuments } from '../invariants';
import { couponDoc, promotionDoc } from '../offer-fixture';
import { accountant, clerk, fixtureDocuments, otherOwner, otherShopper, owner, packer, platformOperator, shopper, spuDoc, userDoc } from '../shop-fixture';
import { BEGINNING } from './cloud';

const DAY = 86_400_000;

export const shoppers = [shopper, otherShopper, 'o-shopper-3', 'o-shopper-4', 'o-shopper-5', 'o-shopper-6'];
/** Who answers for a shop; not everybody may do everything, and that is part of it. */
export const staff: Record<string, string[]> = { 'shop-1': [owner, clerk, packer, accountant], 'shop-2': [otherOwner] };
export const operators = [platformOperator];

/** What can be bought. Little enough of it to run out. */
export const goods = [
  { shopId: 'shop-1', spuId: 'cup', skuId: 'cup-1' },
  { shopId: 'shop-1', spuId: 'cup', skuId: 'cup-2' },
  { shopId: 'shop-1', spuId: 'pot', skuId: 'pot-1' },
  { shopId: 'shop-2', spuId: 'leaf', skuId: 'leaf-1' },
  { shopId: 'shop-2', spuId: 'gift', skuId: 'gift-1' },
];
export const coupons = ['straight', 'again', 'leaves', 'present'];

export function worldDocuments(): Record<string, { _id: string }[]> {
  const documents = fixtureDocuments();
  const valid = { receiveFrom: BEGINNING - DAY, receiveUntil: BEGINNING + 90 * DAY, validFrom: BEGINNING - DAY, validUntil: BEGINNING + 100 * DAY };
  documents.spus = [
    spuDoc('cup', { prices: [3333, 1999], available: 9 }),
    spuDoc('pot', { prices: [12_901], available: 5 }),
    spuDoc('leaf', { shopId: 'shop-2', prices: [707], available: 12 }),
    // With its coupon and no freight it costs nothing.
    spuDoc('gift', { shopId: 'shop-2', prices: [300], available: 4 }),
  ];
  for (const one of documents.shops as { _id: string; freight?: object }[]) if (one._id === 'shop-2') one.freight = { feeFen: 0, freeFromFen: 0 };
  documents.users = shoppers.map(userDoc);
  documents.coupons = [
    couponDoc('straight', { ...valid, total: 6, perUser: 2 }),
    couponDoc('again', { ...valid, type: 4, total: 5, perUser: 1, discountFen: 777, spuIds: ['cup'] }),
    couponDoc('leaves', { ...valid, shopId: 'shop-2', type: 103, total: 4, perUser: 3, discountFen: 0, discountNum: 8800 }),
    couponDoc('present', { ...valid, shopId: 'shop-2', type: 4, total: 3, perUser: 1, discountFen: 300, spuIds: ['gift'] }),
  ];
  documents.promotions = [promotionDoc('reduction', { startsAt: BEGINNING - DAY, endsAt: BEGINNING + 90 * DAY })];
  return documents;
}

export function documentsOf(cloud: { all<T>(collection: string): T[] }): Promise<Documents> {
  return readDocuments({ all: async <T>(collection: string) => cloud.all<T>(collection) });
}
