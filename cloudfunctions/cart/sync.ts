/** Edits that a phone made, some of them offline: each is brought in once, whatever other phones did meanwhile. */
import * as v from 'valibot';
import type { CartOp, RefusedOp, Sku } from '../../typings';
import { readPurchasables, type Purchasable } from '../data/purchasables';
import { productMethod, wayOf } from '../domain/fulfilment';
import { MOST_CART_LINES, MOST_PIECES } from '../domain/cart-lines';
import { MINUTE } from '../kernel/clock';
import { ok } from '../kernel/reply';
import { flag, form, id, integer, list, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { editCart } from './editing';
import { priceNow, readCart, viewOf } from './view';

/** How far a phone's clock may be off: the way here takes some of it. */
const NEARLY = 2 * MINUTE;
const MOST_OPS = 100;
const MOST_COVERED = 80;
const time = integer(0, Number.MAX_SAFE_INTEGER);
const common = { opId: requestId, at: time, skuId: id };
const op = v.variant('kind', [
  form({ kind: v.literal('add'), ...common, spuId: id, num: integer(1, MOST_PIECES) }),
  form({ kind: v.literal('set'), ...common, num: integer(0, MOST_PIECES), covers: list(requestId, MOST_COVERED) }),
  form({ kind: v.literal('pick'), ...common, selected: flag }),
], () => `应为 ${['add', 'set', 'pick'].join('、')} 之一的修改`);

export const sync: ActionOf<'cart', 'sync'> = {
  access: 'shopper',
  schema: form({ requestId, ops: list(op, MOST_OPS), sentAt: time }),
  async run({ requestId: request, ops, sentAt }, context) {
    const { openid, now } = context;
    // A phone's clock that is nearly right is taken as it is, so that an edit has the same time however often it is sent.
    const shift = Math.abs(now - sentAt) < NEARLY ? 0 : now - sentAt;
    // Nothing is later than now.
    const timed = ops.map((one): CartOp => ({ ...one, at: Math.max(0, Math.min(now, one.at + shift)) }));
    const added = timed.flatMap((one) => (one.kind === 'add' ? [one] : []));
    const known = added.length > 0 ? (await readCart(openid)).lines : {};
    const wanted = added.filter(({ skuId }) => !Object.hasOwn(known, skuId)).map(({ spuId }) => spuId);
    const { products } = await readPurchasables(wanted, openid);

    let refused: RefusedOp[] = [];
    const edited = await editCart(
      context,
      request,
      ({ lines }) => {
        const present = new Set(Object.keys(lines));
        refused = [];
        return ok(timed.filter((one) => {
          const problem = one.kind === 'add' && !present.has(one.skuId) ? problemOf(one, products, present.size) : '';
          if (problem) refused.push({ opId: one.opId, message: problem });
          else if (one.kind === 'add') present.add(one.skuId);
          return problem === '';
        }));
      },
      (one) => {
        const found = one.kind === 'add' ? offered(one, products) : null;
        return found ? { spuId: found.product._id, priceFen: priceNow(found.product, found.sku, now) } : null;
      },
    );
    return edited.ok ? ok({ cart: await viewOf(edited.data, now), refused }) : edited;
  },
};

type Addition = Extract<CartOp, { kind: 'add' }>;

function offered({ spuId, skuId }: Addition, products: Map<string, Purchasable>): { product: Purchasable; sku: Sku } | null {
  const product = products.get(spuId);
  const sku = product?.skus.find((one) => one.skuId === skuId);
  return product?.status === 5 && sku ? { product, sku } : null;
}

function problemOf(op: Addition, products: Map<string, Purchasable>, lines: number): string {
  const found = offered(op, products);
  if (!found) return '有商品已下架，没有加入购物车';
  if (!wayOf(productMethod(found.product)).inCart) return '虚拟商品不用加入购物车，请直接购买';
  return lines >= MOST_CART_LINES ? `购物车最多放 ${MOST_CART_LINES} 种商品，有商品没有加入` : '';
}
