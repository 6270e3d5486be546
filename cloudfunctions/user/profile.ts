/** Who the user is here. */
import type { Me, Membership } from '../../typings';
import type { StaffDoc, UserDoc } from '../data/documents';
import { changeOwned } from '../data/owned';
import { wasBy } from '../data/recent';
import { memberships } from '../data/staff';
import { shops, users } from '../data/store';
import { maskedPhone } from '../domain/phone-number';
import { NO_NICKNAME } from '../domain/profile';
import { derivedId } from '../kernel/ids';
import { logError } from '../kernel/log';
import { fail, ok } from '../kernel/reply';
import { form, image, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { askAgain, checkNickname, openChecks } from '../processes/profile-checks';

export function newUser(openid: string): UserDoc {
  return { _id: openid, nickname: NO_NICKNAME, avatar: '', addresses: [], defaultAddressId: '', recent: [], updatedAt: 0 };
}

/** Under which the user's own uploads stand, so that nobody's else are taken away with them. */
export function folderOf(openid: string): string {
  return derivedId('u', 'folder', openid);
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
  async run({ requestId: request, nickname: rough, avatar }, { openid, now }) {
    const nickname = rough.trim();
    const before = (await users.get(openid)) ?? newUser(openid);
    if (wasBy(before, request)) return ok(await meOf(before, await memberships(openid)));
    const isKnown = nickname === NO_NICKNAME || (nickname === before.nickname && before.checks?.nickname === 'pass');
    const words = isKnown ? 'pass' : await checkNickname(openid, nickname);
    if (words === 'risky') return fail('BAD_REQUEST', '昵称含有不合适的内容，请换一个', { field: 'nickname' });
    const saved = await changeOwned(users, newUser(openid), request, now, (user) => {
      const picture = avatar === '' ? 'pass' : avatar === user.avatar && user.checks ? user.checks.avatar : 'pending';
      const same = avatar === user.avatar && user.checks?.trace ? { trace: user.checks.trace } : {};
      return ok({ nickname, avatar, checks: { ...openChecks(words, picture, now), ...same } });
    });
    if (!saved.ok) return saved;
    await askNow(saved.data, now);
    return ok(await meOf((await users.get(openid)) ?? saved.data, await memberships(openid)));
  },
};

/** What is open stands in the document: if this fails, the timer asks. */
async function askNow(user: UserDoc, now: number): Promise<void> {
  try {
    await askAgain(user, now);
  } catch (error) {
    logError('profile not checked yet', {}, error);
  }
}

export async function meOf(user: UserDoc, jobs: StaffDoc[]): Promise<Me> {
  const { _id, nickname, avatar, checks, phone, closing } = user;
  const named = await shops.getMany(jobs.map(({ shopId }) => shopId).filter((shopId) => shopId !== 'platform'));
  const own = jobs.flatMap(({ shopId, role }): Membership[] => {
    const shop = named.find(({ _id: id }) => id === shopId);
    return shop && role !== 'platformOperator' ? [{ shopId, shopName: shop.name, logo: shop.logo, role }] : [];
  });
  return {
    nickname,
    avatar,
    ...(checks ? { checks: { nickname: checks.nickname, avatar: checks.avatar } } : {}),
    phone: phone ? { masked: maskedPhone(phone.number), verified: phone.verified, boundAt: phone.boundAt } : null,
    closesAt: closing ? closing.eraseAt : null,
    memberships: own,
    isOperator: jobs.some(({ shopId, role }) => shopId === 'platform' && role === 'platformOperator'),
    folder: folderOf(_id),
  };
}
