/** The user's phone number: WeChat's own, or one typed by hand. */
import type { Me, Reply } from '../../typings';
import type { UserDoc } from '../data/documents';
import { changeOwned } from '../data/owned';
import { wasBy } from '../data/recent';
import { memberships } from '../data/staff';
import { users } from '../data/store';
import { mobileOf } from '../domain/phone-number';
import { fail, ok } from '../kernel/reply';
import { form, requestId, text } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { phoneNumberOf } from '../kernel/open-api';
import { meOf, newUser } from './profile';

export const bindPhone: ActionOf<'user', 'bindPhone'> = {
  access: 'shopper',
  schema: form({ requestId, code: text(200, 1) }),
  async run({ requestId: request, code }, context) {
    // A code is good once: what a repeat would ask for was done already.
    const before = await users.get(context.openid);
    if (before && wasBy(before, request)) return ok(await meOf(before, await memberships(context.openid)));
    const answer = await phoneNumberOf(code);
    if ('refused' in answer) return refusalOf(answer.refused);
    if (answer.number === '') return fail('BUSY', '微信没有给出手机号，请再试一次');
    return save({ number: answer.number, countryCode: answer.countryCode, verified: true, boundAt: context.now }, request, context);
  },
};

/** The numbers are those of WeChat's interface. */
function refusalOf(code: number): Reply<Me> {
  switch (code) {
    case 40029: // wrong, used or older than five minutes
    case 40163:
    case 40013:
      return fail('BAD_REQUEST', '授权已失效，请重新点按获取手机号', { field: 'code' });
    case 45011:
      return fail('BUSY', '操作太频繁了，请稍后再试');
    case 1400001: // the mini program's quota is used up
    case 48001:
      return fail('LIMIT_EXCEEDED', '暂时不能一键获取手机号，请手动填写');
    default:
      return fail('BUSY', `暂时没能获取手机号（${code}），请稍后再试或手动填写`);
  }
}

export const savePhone: ActionOf<'user', 'savePhone'> = {
  access: 'shopper',
  schema: form({ requestId, phone: text(30, 1) }),
  async run({ requestId: request, phone }, context) {
    const number = mobileOf(phone);
    if (!number) return fail('BAD_REQUEST', '请填写 11 位手机号', { field: 'phone' });
    return save({ number, countryCode: '86', verified: false, boundAt: context.now }, request, context);
  },
};

export const removePhone: ActionOf<'user', 'removePhone'> = {
  access: 'shopper',
  schema: form({ requestId }),
  run: ({ requestId: request }, context) => save(null, request, context),
};

async function save(phone: UserDoc['phone'], request: string, { openid, now }: Context): Promise<Reply<Me>> {
  const saved = await changeOwned(users, newUser(openid), request, now, ({ phone: known }) => {
    // The same number, typed again, stays verified.
    const kept = phone && known?.verified && known.number === phone.number ? known : phone;
    return ok({ phone: kept ?? null });
  });
  return saved.ok ? ok(await meOf(saved.data, await memberships(openid))) : saved;
}
