/** The platform's subscribe templates: rows that an operator keeps in step with WeChat's console. */
import type { ManagedTemplate } from '../../typings';
import { by, notBy } from '../data/recent';
import { messageTemplates } from '../data/store';
import { MOST_FIELDS, templateProblem } from '../domain/subscribe-fields';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, flag, form, id, list, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';

const facts = choice(['goods', 'orderNo', 'amount', 'time', 'status', 'tip', 'company', 'waybill', 'shop', 'name']);

export const manageTemplates: ActionOf<'message', 'manageTemplates'> = {
  access: 'operator',
  schema: form({}),
  run: async () => ok({ items: await all() }),
};

export const saveTemplate: ActionOf<'message', 'saveTemplate'> = {
  access: 'operator',
  schema: form({ requestId, key: id, draft: form({ templateId: text(100), enabled: flag, fields: list(form({ name: text(30, 1), fact: facts }), MOST_FIELDS) }) }),
  async run({ requestId: request, key, draft }, { now }) {
    const problem = templateProblem(draft);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `draft.${problem.field}` });
    const change = { templateId: draft.templateId.trim(), enabled: draft.enabled, fields: draft.fields, problem: '', updatedAt: now, ...by(request) };
    const changed = await messageTemplates.update({ _id: key, ...notBy(request) }, change);
    if (changed === 0 && !(await messageTemplates.get(key))) return notFound('这个消息模板');
    return ok({ items: await all() });
  },
};

async function all(): Promise<ManagedTemplate[]> {
  const rows = await messageTemplates.findFirst([['_id', 'asc']], 100);
  return rows.map(({ _id, templateId, enabled, fields, title, hint, events, scenes, problem, updatedAt }) => ({ key: _id, templateId, enabled, fields, title, hint, events, scenes, problem, updatedAt }));
}
