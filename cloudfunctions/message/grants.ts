/** What a shopper lets WeChat carry: a ledger of grants, one message each. */
import type { SubscribeTemplate } from '../../typings';
import { messageGrants, messageTemplates } from '../data/store';
import { fail, ok } from '../kernel/reply';
import { form, list, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { addGrant } from '../processes/subscribe-messages';

/** WeChat asks about this many at once. */
const MOST_AT_ONCE = 5;

export const templates: ActionOf<'message', 'templates'> = {
  access: 'shopper',
  schema: form({}),
  run: async (_request, { openid }) => ok({ items: await templatesFor(openid) }),
};

export const granted: ActionOf<'message', 'granted'> = {
  access: 'shopper',
  schema: form({ requestId, templateIds: list(text(100, 1), MOST_AT_ONCE, 1) }),
  async run({ requestId: request, templateIds }, { openid, now }) {
    const known = new Set((await messageTemplates.findFirst([['_id', 'asc']], 100)).map(({ templateId }) => templateId));
    const unknown = templateIds.findIndex((id) => !known.has(id));
    if (unknown >= 0) return fail('NOT_FOUND', '没有这个消息模板，请刷新后重试', { field: `templateIds[${unknown}]` });
    for (const templateId of new Set(templateIds)) await addGrant(openid, templateId, request, now);
    return ok({ items: await templatesFor(openid) });
  },
};

async function templatesFor(openid: string): Promise<SubscribeTemplate[]> {
  const [rows, grants] = await Promise.all([messageTemplates.findFirst([['_id', 'asc']], 100), messageGrants.find({ openid }, { limit: 100 })]);
  return rows
    .filter(({ enabled }) => enabled)
    .map(({ _id, templateId, title, hint, scenes }) => {
      const grant = grants.find((one) => one.templateId === templateId);
      return { key: _id, templateId, title, hint, scenes, left: grant?.left ?? 0, sent: grant?.sent ?? 0 };
    });
}
