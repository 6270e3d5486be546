/** What a shopper is to a shop: the card, joining, points and where they came from. */
import type { PointEntry, VipCard } from '../../typings';
import { customerId, ensureCustomer } from '../data/customers';
import { command } from '../data/client';
import type { ShopDoc } from '../data/documents';
import type { CustomerDoc, PointEntryDoc } from '../data/vip-documents';
import { findPage, mapPage } from '../data/paging';
import { customers, pointEntries, shops } from '../data/store';
import { levelOf } from '../domain/vip';
import { fail, notFound, ok } from '../kernel/reply';
import { form, id, paging, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';

const NO_MEMBERS = '这个店铺的会员';

export const card: ActionOf<'vip', 'card'> = {
  access: 'shopper',
  schema: form({ shopId: id }),
  async run({ shopId }, { openid }) {
    const [shop, customer] = await Promise.all([shops.get(shopId), customers.get(customerId(shopId, openid))]);
    return shop?.vip?.on ? ok(cardOf(shop, customer)) : notFound(NO_MEMBERS);
  },
};

/** Joining twice is joining once, whoever asks. */
export const join: ActionOf<'vip', 'join'> = {
  access: 'shopper',
  schema: form({ requestId, shopId: id }),
  async run({ shopId }, { openid, now }) {
    const shop = await shops.get(shopId);
    if (!shop?.vip?.on) return notFound(NO_MEMBERS);
    if (shop.status !== 'open_finished') return fail('INVALID_STATE', '店铺没有在营业，暂时不能入会');
    const _id = customerId(shopId, openid);
    await ensureCustomer(shopId, openid, now);
    await customers.update({ _id, joinedAt: null }, { joinedAt: now });
    return ok(cardOf(shop, await customers.get(_id)));
  },
};

export const mine: ActionOf<'vip', 'mine'> = {
  access: 'shopper',
  schema: form(paging),
  async run(page, { openid }) {
    const found = await findPage<CustomerDoc>(customers, { openid, joinedAt: command.gt(0) }, { field: 'joinedAt', direction: 'desc' }, page);
    const known = new Map((await shops.getMany(found.items.map(({ shopId }) => shopId))).map((shop) => [shop._id, shop]));
    const shown = found.items.flatMap((customer) => {
      const shop = known.get(customer.shopId);
      return shop?.vip ? [cardOf(shop, customer)] : [];
    });
    return ok({ items: shown, nextCursor: found.nextCursor });
  },
};

export const flow: ActionOf<'vip', 'flow'> = {
  access: 'shopper',
  schema: form({ ...paging, shopId: id }),
  async run({ shopId, ...page }, { openid }) {
    const found = await findPage<PointEntryDoc>(pointEntries, { customerId: customerId(shopId, openid) }, { field: 'at', direction: 'desc' }, page);
    // What only counts towards the grade moves no points.
    const shown = mapPage(found, shownOf);
    return ok({ ...shown, items: shown.items.filter(({ delta }) => delta !== 0) });
  },
};

function shownOf({ _id, type, delta, note, orderId, at, expiresAt }: PointEntryDoc): PointEntry {
  return { entryId: _id, type, delta, note, orderId, at, expiresAt };
}

export function cardOf({ _id: shopId, name, logo, vip }: ShopDoc, customer: CustomerDoc | null): VipCard {
  const { version: _version, recent: _recent, ...program } = vip!;
  const { joinedAt = null, paidFen = 0, earned = 0, points = 0, held = {} } = customer ?? {};
  const level = joinedAt === null ? 0 : levelOf(program, { paidFen, earned });
  return { shop: { shopId, name, logo }, program, joinedAt, level, paidFen, earned, points, heldPoints: Object.values(held).reduce((all, one) => all + one, 0) };
}
