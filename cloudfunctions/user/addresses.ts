/** The address book. There is a default as long as there is an address. */
import * as v from 'valibot';
import type { Address, Reply } from '../../typings';
import type { UserDoc } from '../data/documents';
import { changeOwned } from '../data/owned';
import { users } from '../data/store';
import { parseAddressText } from '../domain/address-text';
import { addressProblem, tidyAddress } from '../domain/postal-address';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { address as addressEntries, flag, form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { newUser } from './profile';

const MOST_ADDRESSES = 20;

export const addresses: ActionOf<'user', 'addresses'> = {
  access: 'shopper',
  schema: form({}),
  run: async (_request, { openid }) => ok({ items: itemsOf((await users.get(openid)) ?? newUser(openid)) }),
};

export const saveAddress: ActionOf<'user', 'saveAddress'> = {
  access: 'shopper',
  schema: form({ requestId, address: form({ ...addressEntries, addressId: v.optional(id), isDefault: flag }) }),
  async run({ requestId: request, address: { addressId: given, isDefault, ...rough } }, { openid, now }) {
    const address = tidyAddress(rough);
    const problem = addressProblem(address);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `address.${problem.field}` });
    const addressId = given ?? derivedId('a', openid, request);
    const saved = await changeOwned(users, newUser(openid), request, now, (user) => {
      const known = user.addresses.findIndex((one) => one.addressId === addressId);
      if (given !== undefined && known < 0) return notFound('这个地址');
      if (known < 0 && user.addresses.length >= MOST_ADDRESSES) return fail('LIMIT_EXCEEDED', `最多保存 ${MOST_ADDRESSES} 个地址，请先删除不用的`);
      const next = known < 0 ? [...user.addresses, { ...address, addressId }] : user.addresses.with(known, { ...address, addressId });
      return ok(withDefault(next, isDefault ? addressId : user.defaultAddressId));
    });
    return saved.ok ? ok({ items: itemsOf(saved.data), addressId }) : saved;
  },
};

export const removeAddress: ActionOf<'user', 'removeAddress'> = {
  access: 'shopper',
  schema: form({ requestId, addressId: id }),
  async run({ requestId: request, addressId }, { openid, now }) {
    const saved: Reply<UserDoc> = await changeOwned(users, newUser(openid), request, now, (user) => {
      const next = user.addresses.filter((one) => one.addressId !== addressId);
      return next.length === user.addresses.length ? notFound('这个地址') : ok(withDefault(next, user.defaultAddressId));
    });
    return saved.ok ? ok({ items: itemsOf(saved.data) }) : saved;
  },
};

const MOST_PASTED = 300;

/** Here and not in the mini program, because the table of regions is here. */
export const parseAddress: ActionOf<'user', 'parseAddress'> = {
  access: 'shopper',
  schema: form({ text: text(MOST_PASTED, 1) }),
  run: ({ text: pasted }) => Promise.resolve(ok(parseAddressText(pasted))),
};

function withDefault(list: UserDoc['addresses'], wanted: string): Pick<UserDoc, 'addresses' | 'defaultAddressId'> {
  const isThere = list.some(({ addressId }) => addressId === wanted);
  return { addresses: list, defaultAddressId: isThere ? wanted : (list[0]?.addressId ?? '') };
}

/** The default first. */
function itemsOf(user: UserDoc): Address[] {
  const items = user.addresses.map((one): Address => ({ ...one, isDefault: one.addressId === user.defaultAddressId }));
  return items.sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
}
