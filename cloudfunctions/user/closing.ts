/** Taking one's data along, and leaving. */
import { changeOwned } from '../data/owned';
import { wasBy } from '../data/recent';
import { users } from '../data/store';
import { HOUR } from '../kernel/clock';
import { linkTo, removeFiles } from '../kernel/files';
import { fail, ok } from '../kernel/reply';
import { form, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { closeStateOf, coolingDays, newClosing, obstaclesTo } from '../processes/accounts';
import { exportOf } from '../processes/exporting';
import { newUser } from './profile';

export const exportData: ActionOf<'user', 'exportData'> = {
  access: 'shopper',
  schema: form({ requestId }),
  async run({ requestId: request }, { openid, now }) {
    const user = (await users.get(openid)) ?? newUser(openid);
    const before = user.exported;
    if (before && before.expiresAt > now + HOUR && wasBy(user, request)) {
      const url = await linkTo(before.fileId);
      if (url) return ok({ ...before, url });
    }
    const made = await exportOf(user, now);
    const { url, ...exported } = made;
    const saved = await changeOwned(users, newUser(openid), request, now, () => ok({ exported }));
    if (!saved.ok) return saved;
    // One at a time: whoever lost the race, and what was there before, goes.
    const kept = saved.data.exported?.fileId;
    await removeFiles([before?.fileId ?? '', made.fileId].filter((id) => id !== '' && id !== kept));
    return kept === made.fileId ? ok({ ...exported, url }) : fail('CONFLICT', '另一次导出正在进行，请稍后再试');
  },
};

export const closing: ActionOf<'user', 'closing'> = {
  access: 'shopper',
  schema: form({}),
  async run(_request, { openid }) {
    const [user, obstacles] = await Promise.all([users.get(openid), obstaclesTo(openid)]);
    return ok(await closeStateOf(user, obstacles));
  },
};

export const close: ActionOf<'user', 'close'> = {
  access: 'shopper',
  schema: form({ requestId }),
  async run({ requestId: request }, { openid, now }) {
    const [obstacles, days] = await Promise.all([obstaclesTo(openid), coolingDays()]);
    if (obstacles.length > 0) return fail('INVALID_STATE', obstacles[0]!.text, { detail: { obstacles } });
    const saved = await changeOwned(users, newUser(openid), request, now, (user) => ok({ closing: user.closing ?? newClosing(now, days) }));
    return saved.ok ? ok(await closeStateOf(saved.data, [])) : saved;
  },
};

export const keep: ActionOf<'user', 'keep'> = {
  access: 'shopper',
  schema: form({ requestId }),
  async run({ requestId: request }, { openid, now }) {
    const saved = await changeOwned(users, newUser(openid), request, now, (user) =>
      user.closing?.state === 'erasing' ? fail('INVALID_STATE', '账号正在注销，已经不能撤回') : ok({ closing: null }),
    );
    return saved.ok ? ok(await closeStateOf(saved.data, [])) : saved;
  },
};
