/** Members as the shop sees them. Their openids are nobody's business: a member is named by an id that follows from shop and openid. */
import type { CustomerDoc, PointEntryDoc } from '../data/vip-documents';
import { command } from '../data/client';
import { findPage } from '../data/paging';
import { customers, shops, users } from '../data/store';
import { levelOf } from '../domain/vip';
import { DAY } from '../kernel/clock';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { form, id, integer, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { postAdjustment } from '../processes/point-ledger';
import { vipStaff } from './program';

const MOST_AT_ONCE = 1_000_000;

export const members: ActionOf<'vip', 'members'> = {
  access: { staff: vipStaff },
  schema: form({ ...paging, shopId: id }),
  async run({ shopId, ...page }) {
    const [shop, found] = await Promise.all([shops.get(shopId), findPage<CustomerDoc>(customers, { shopId, joinedAt: command.gt(0) }, { field: 'joinedAt', direction: 'desc' }, page)]);
    if (!shop) return notFound('这个店铺');
    const people = new Map((await users.getMany(found.items.map(({ openid }) => openid), { nickname: true, avatar: true })).map((user) => [user._id, user]));
    const items = found.items.map(({ memberId, openid, joinedAt, paidFen, earned, points }) => {
      const { nickname = '微信用户', avatar = '' } = people.get(openid) ?? {};
      return { memberId, nickname, avatar, joinedAt: joinedAt ?? 0, level: shop.vip ? levelOf(shop.vip, { paidFen, earned }) : 0, paidFen, points };
    });
    return ok({ items, nextCursor: found.nextCursor });
  },
};

export const adjust: ActionOf<'vip', 'adjust'> = {
  access: { staff: vipStaff },
  schema: form({ requestId, shopId: id, memberId: id, delta: integer(-MOST_AT_ONCE, MOST_AT_ONCE), note: text(40, 1) }),
  async run({ requestId: request, shopId, memberId, delta, note }, { openid, now }) {
    if (delta === 0) return fail('BAD_REQUEST', 'delta：积分变动不能为 0', { field: 'delta' });
    const [shop, [member]] = await Promise.all([shops.get(shopId), customers.find({ memberId, shopId, joinedAt: command.gt(0) }, { limit: 1 })]);
    if (!shop || !member) return notFound('这位会员');
    const expiresAt = delta > 0 && shop.vip && shop.vip.points.validDays > 0 ? now + shop.vip.points.validDays * DAY : null;
    const entry: PointEntryDoc = {
      _id: derivedId('J', shopId, openid, request),
      type: 'adjust',
      delta,
      paidDelta: 0,
      shopId,
      openid: member.openid,
      customerId: member._id,
      orderId: '',
      note: note.trim(),
      at: now,
      expiresAt,
      expireDue: expiresAt,
      todo: ['apply'],
    };
    if (!(await postAdjustment(entry))) return fail('INVALID_STATE', `这位会员只有 ${Math.max(0, member.points)} 积分，不够扣`, { field: 'delta', detail: { points: member.points } });
    return ok({ points: (await customers.get(member._id))?.points ?? 0 });
  },
};
