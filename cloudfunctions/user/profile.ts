/** Who the user is here. */
import type { Me, Membership } from '../../typings';
import type { StaffDoc, UserDoc } from '../data/documents';
import { changeOwned } from '../data/owned';
import { memberships } from '../data/staff';
import { shops, users } from '../data/store';
import { ok } from '../kernel/reply';
import { form, image, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';

const NICKNAME = '微信用户';

export function newUser(openid: string): UserDoc {
  return { _id: openid, nickname: NICKNAME, avatar: '', addresses: [], defaultAddressId: '', recent: [], updatedAt: 0 };
}

export const me: ActionOf<'user', 'me'> = {
  access: 'shopper',
  schema: form({}),
  async run(_request, { openid }) {
    const [user, jobs] = await Promise.all([users.get(openid), memberships(openid)]);
    return ok(await meOf(user ?? newUser(openid), jobs));
  },
};

export const saveProfile: ActionOf<'user', 'saveProfile'> = {
  access: 'shopper',
  schema: form({ requestId, nickname: text(20, 1), avatar: image }),
  async run({ requestId: request, nickname, avatar }, { openid, now }) {
    const saved = await changeOwned(users, newUser(openid), request, now, () => ok({ nickname: nickname.trim(), avatar }));
    return saved.ok ? ok(await meOf(saved.data, await memberships(openid))) : saved;
  },
};

async function meOf({ nickname, avatar }: UserDoc, jobs: StaffDoc[]): Promise<Me> {
  const named = await shops.getMany(jobs.map(({ shopId }) => shopId).filter((shopId) => shopId !== 'platform'));
  const own = jobs.flatMap(({ shopId, role }): Membership[] => {
    const shop = named.find(({ _id }) => _id === shopId);
    return shop && role !== 'platformOperator' ? [{ shopId, shopName: shop.name, logo: shop.logo, role }] : [];
  });
  return { nickname, avatar, memberships: own, isOperator: jobs.some(({ shopId, role }) => shopId === 'platform' && role === 'platformOperator') };
}
