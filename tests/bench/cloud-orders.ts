/** Orders of a shop, about 400 bytes each, always the same ones. */
import type { CollectionDeclaration } from '../../emulator/cloud/database';

export const collections: CollectionDeclaration[] = [
  {
    name: 'orders',
    indexes: [
      { name: 'openid_created', keys: [['openid', 1], ['createdAt', -1], ['_id', 1]] },
      { name: 'shop_status_created', keys: [['shopId', 1], ['status', 1], ['createdAt', -1], ['_id', 1]] },
      { name: 'out_trade_no', keys: [['outTradeNo', 1]], unique: true },
    ],
  },
];

const statuses = ['pendingPay', 'paid', 'shipped', 'done', 'closed'];

/** 0 to 1; any two numbers give another one. */
function chance(i: number, salt: number): number {
  let value = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return ((value ^ (value >>> 15)) >>> 0) / 2 ** 32;
}
const word = (i: number, salt: number): string => Math.floor(chance(i, salt) * 2 ** 32).toString(16).padStart(8, '0');

export const tradeOf = (i: number): string => `T${1_000_000_000 + i}`;
export function order(i: number): { _id: string } {
  const document = {
    _id: word(i, 1) + word(i, 2) + word(i, 3) + word(i, 4),
    openid: `o-${Math.floor(chance(i, 5) * 50_000)}`,
    shopId: `shop-${Math.floor(chance(i, 6) * 200)}`,
    status: statuses[Math.floor(chance(i, 7) * statuses.length)]!,
    outTradeNo: tradeOf(i),
    createdAt: 1_700_000_000_000 + i * 1000,
    payFen: Math.floor(chance(i, 8) * 100_000),
    lines: [{ spuId: `spu-${i % 1000}`, skuId: `sku-${i % 3000}`, title: '青瓷茶杯 手工 礼盒装', num: 1 + (i % 3), priceFen: 1800 }],
    address: { name: '张三', phone: '13800000000', text: '浙江省杭州市西湖区文三路 100 号' },
  };
  return document;
}
