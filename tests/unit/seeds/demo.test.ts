import { statSync } from 'node:fs';
import type { CategoryDoc, DepositEntryDoc, OrderDoc, PageDoc, PaymentDoc, RuleDoc, ShopDoc, SpuDoc, StaffDoc, UserDoc } from '../../../cloudfunctions/data/documents';
import { collections } from '../../../cloudfunctions/data/indexes';
import { isOrderNumber } from '../../../cloudfunctions/domain/order-number';
import { draftProblem } from '../../../cloudfunctions/domain/product-draft';
import { stockHolds } from '../../../cloudfunctions/domain/stock';
import { seed } from '../../../cloudfunctions/seeds/demo/index';

const now = Date.UTC(2026, 10, 23, 4);
const PREFIX = 'cloud://env.bucket/';
const documents = seed.documents({ now, fileID: (path) => PREFIX + path });
const all = <T>(name: string): T[] => (documents[name] ?? []) as unknown as T[];
const spus = all<SpuDoc>('spus');
const shops = all<ShopDoc>('shops');
const categories = all<CategoryDoc>('categories');
const orders = all<OrderDoc>('orders');
const payments = all<PaymentDoc>('payments');
const files = seed.files();
const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('the demo data', () => {
  test('fills declared collections only, each id once', () => {
    const declared = new Set(collections.map(({ name }) => name));
    for (const [name, docs] of Object.entries(documents)) {
      expect(declared).toContain(name);
      expect(new Set(docs.map(({ _id }) => _id)).size).toBe(docs.length);
    }
  });

  test('WeChat Pay knows each captured payment, with its sum', () => {
    const known = new Map(seed.payments({ now, fileID: (path) => PREFIX + path }).map((one) => [one.outTradeNo, one]));
    expect([...known.keys()].sort()).toEqual(payments.map(({ _id }) => _id).sort());
    for (const { _id, payFen, transactionId, openid } of payments) {
      expect(known.get(_id)).toMatchObject({ totalFee: payFen, transactionId, openid });
      expect(_id).toMatch(/^[A-Za-z0-9_-]{1,32}$/);
    }
  });

  test('has plain ids where people and addresses see them', () => {
    const seen = [...spus, ...shops, ...categories, ...orders].map(({ _id }) => _id);
    const skuIds = spus.flatMap(({ skus }) => skus.map(({ skuId }) => skuId));
    for (const id of [...seen, ...skuIds]) expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(new Set(skuIds).size).toBe(skuIds.length);
  });

  test('is large enough to look like a shop', () => {
    expect(shops.length).toBe(3);
    expect(spus.length).toBeGreaterThanOrEqual(66);
    expect(categories.filter(({ parentId }) => parentId === '').length).toBeGreaterThanOrEqual(9);
    expect(spus.some(({ skus, stock }) => skus.every(({ skuId }) => stock[skuId]?.available === 0))).toBe(true);
    expect(spus.some(({ status }) => status === 11)).toBe(true);
  });

  test('uses every category, and no other', () => {
    const leaves = categories.filter(({ parentId }) => parentId !== '');
    for (const leaf of leaves) expect({ leaf: leaf._id, used: spus.some(({ categoryIds }) => categoryIds[1] === leaf._id) }).toEqual({ leaf: leaf._id, used: true });
    for (const { categoryIds } of spus) {
      const [top, leaf] = categoryIds.map((id) => categories.find(({ _id }) => _id === id));
      expect(top?.parentId).toBe('');
      expect(leaf?.parentId).toBe(top?._id);
    }
  });

  test.each(spus.map((spu) => [spu._id, spu] as const))('%s is a product as the shop would accept it', (_, spu) => {
    expect(draftProblem({ ...spu, categoryId: spu.categoryIds.at(-1) ?? '' })).toBeNull();
    expect([...spu.title].length).toBeLessThanOrEqual(60);
    expect([...spu.subTitle].length).toBeLessThanOrEqual(18);
    const prices = spu.skus.map(({ priceFen }) => priceFen);
    expect([spu.minPriceFen, spu.maxPriceFen]).toEqual([Math.min(...prices), Math.max(...prices)]);
    expect(Object.keys(spu.stock).sort()).toEqual(spu.skus.map(({ skuId }) => skuId).sort());
    for (const record of Object.values(spu.stock)) expect(stockHolds(record)).toBe(true);
    expect(sum(Object.values(spu.stock).map(({ sold }) => sold))).toBe(spu.sold);
    expect(sum(Object.values(spu.stock).map(({ held }) => held))).toBe(0);
    expect(shops.find(({ _id }) => _id === spu.shopId)?.name).toBe(spu.shopName);
    expect(spu.createdAt).toBeGreaterThan(shops.find(({ _id }) => _id === spu.shopId)?.openedAt ?? now);
    expect(spu.createdAt).toBeLessThan(spu.updatedAt);
    expect(spu.updatedAt).toBeLessThan(now);
    expect(spu.terms.length).toBeGreaterThan(10);
  });

  test('has every picture it names, and names every picture it has', () => {
    const named = new Set([...JSON.stringify(documents).matchAll(/cloud:\/\/env\.bucket\/([^"]+)/g)].map((match) => match[1]));
    const stored = files.map(({ cloudPath }) => cloudPath);
    expect([...named].filter((path) => !stored.includes(path ?? ''))).toEqual([]);
    expect(stored.filter((path) => !named.has(path))).toEqual([]);
  });

  test('keeps pictures small', () => {
    const sizes = files.map(({ cloudPath, file }) => ({ cloudPath, size: statSync(file).size }));
    expect(sizes.filter(({ size }) => size >= 60 * 1024 || size < 300)).toEqual([]);
    expect(sum(sizes.map(({ size }) => size))).toBeLessThan(6 * 1024 * 1024);
  });

  test('has a home page whose products and shops exist and are listed', () => {
    const home = all<PageDoc>('pages').find(({ _id }) => _id === 'home');
    for (const block of home?.blocks ?? []) {
      if (block.type === 'feature') for (const id of block.spuIds) expect(spus.find(({ _id }) => _id === id)?.status).toBe(5);
      if (block.type === 'shops') for (const id of block.shopIds) expect(shops.map(({ _id }) => _id)).toContain(id);
      if (block.type === 'categories') for (const { id } of block.items) expect(categories.map(({ _id }) => _id)).toContain(id);
    }
    expect(home?.blocks.length).toBeGreaterThan(3);
  });

  test('gives every shop its owner, and every identity a user', () => {
    const staff = all<StaffDoc>('staff');
    for (const shop of shops) expect(staff).toContainEqual({ _id: `${shop._id}:${shop.ownerOpenid}`, shopId: shop._id, openid: shop.ownerOpenid, role: 'owner' });
    for (const { _id, shopId, openid } of staff) expect(_id).toBe(`${shopId}:${openid}`);
    expect(all<UserDoc>('users').map(({ _id }) => _id).sort()).toEqual(seed.identities.map(({ openid }) => openid).sort());
    for (const { addresses, defaultAddressId } of all<UserDoc>('users')) expect(addresses.length === 0 || addresses.some(({ addressId }) => addressId === defaultAddressId)).toBe(true);
  });

  test('has each paid order paid once, and its sums add up', () => {
    for (const order of orders) {
      expect(isOrderNumber(order.orderNo)).toBe(true);
      expect(order.price.productFen).toBe(sum(order.lines.map(({ totalFen }) => totalFen)));
      expect(order.price.payFen).toBe(order.price.productFen - order.price.discountFen + order.price.freightFen);
      const captured = payments.filter((payment) => payment.orders.some(({ orderId }) => orderId === order._id));
      expect(captured.map(({ payFen, state }) => [payFen, state])).toEqual(order.paidAt === null ? [] : [[order.price.payFen, 'captured']]);
      for (const line of order.lines) {
        const spu = spus.find(({ _id }) => _id === line.spuId);
        expect(order.createdAt).toBeGreaterThan(spu?.createdAt ?? now);
        expect(spu?.stock[line.skuId]?.sold).toBeGreaterThanOrEqual(line.num);
      }
    }
  });

  test('has a ledger whose payments were captured, and a deposit that falls short in the first shop only', () => {
    const entries = all<DepositEntryDoc>('depositEntries');
    for (const entry of entries.filter(({ type }) => type === 'payment')) {
      expect(entry._id).toBe(`payment:${entry.causeId}`);
      expect(payments.find(({ _id }) => _id === entry.causeId)).toMatchObject({ purpose: 'deposit', state: 'captured', payFen: entry.amountFen, shopId: entry.shopId });
    }
    const rules = all<RuleDoc>('rules');
    const required = (shopId: string): number =>
      Math.max(...spus.filter((spu) => spu.shopId === shopId).map(({ categoryIds }) => [...categoryIds].reverse().map((id) => rules.find(({ _id }) => _id === `deposit.category.${id}`)?.value).find((value) => value !== undefined) ?? 0));
    const due = (shopId: string): number => required(shopId) - sum(entries.filter((entry) => entry.shopId === shopId).map(({ amountFen }) => amountFen));
    expect(due('shop-1')).toBeGreaterThan(0);
    expect(due('shop-3')).toBeLessThanOrEqual(0);
    expect(shops.map(({ depositTrial }) => depositTrial)).toEqual([false, true, false]);
    for (const rule of rules) expect(rule.source).not.toBe('');
  });
});
