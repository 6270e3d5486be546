/** The book of titles. There is a default as long as there is a title. */
import * as v from 'valibot';
import type { SavedTitle } from '../../typings';
import type { InvoiceTitlesDoc } from '../data/invoice-documents';
import { changeOwned } from '../data/owned';
import { invoiceTitles } from '../data/store';
import { tidyTitle, titleProblem } from '../domain/invoice-title';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { flag, form, id, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { titleEntries } from './forms';

const MOST = 10;
const TITLE = '这个发票抬头';

const none = (openid: string): InvoiceTitlesDoc => ({ _id: openid, items: [], defaultTitleId: '', recent: [], updatedAt: 0 });

export const titles: ActionOf<'invoice', 'titles'> = {
  access: 'shopper',
  schema: form({}),
  run: async (_request, { openid }) => ok({ items: itemsOf((await invoiceTitles.get(openid)) ?? none(openid)) }),
};

export const saveTitle: ActionOf<'invoice', 'saveTitle'> = {
  access: 'shopper',
  schema: form({ requestId, title: form({ ...titleEntries, titleId: v.optional(id), isDefault: flag }) }),
  async run({ requestId: request, title: { titleId: given, isDefault, ...rough } }, { openid, now }) {
    const title = tidyTitle(rough);
    const problem = titleProblem(title);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `title.${problem.field}` });
    const titleId = given ?? derivedId('t', openid, request);
    const saved = await changeOwned(invoiceTitles, none(openid), request, now, ({ items, defaultTitleId }) => {
      const known = items.findIndex((one) => one.titleId === titleId);
      if (given !== undefined && known < 0) return notFound(TITLE);
      if (known < 0 && items.length >= MOST) return fail('LIMIT_EXCEEDED', `最多保存 ${MOST} 个抬头，请先删除不用的`);
      const next = known < 0 ? [...items, { ...title, titleId }] : items.with(known, { ...title, titleId });
      return ok(withDefault(next, isDefault ? titleId : defaultTitleId));
    });
    return saved.ok ? ok({ items: itemsOf(saved.data), titleId }) : saved;
  },
};

export const removeTitle: ActionOf<'invoice', 'removeTitle'> = {
  access: 'shopper',
  schema: form({ requestId, titleId: id }),
  async run({ requestId: request, titleId }, { openid, now }) {
    const saved = await changeOwned(invoiceTitles, none(openid), request, now, ({ items, defaultTitleId }) => {
      const next = items.filter((one) => one.titleId !== titleId);
      return next.length === items.length ? notFound(TITLE) : ok(withDefault(next, defaultTitleId));
    });
    return saved.ok ? ok({ items: itemsOf(saved.data) }) : saved;
  },
};

function withDefault(items: InvoiceTitlesDoc['items'], wanted: string): Pick<InvoiceTitlesDoc, 'items' | 'defaultTitleId'> {
  return { items, defaultTitleId: items.some(({ titleId }) => titleId === wanted) ? wanted : (items[0]?.titleId ?? '') };
}

/** The default first. */
function itemsOf({ items, defaultTitleId }: InvoiceTitlesDoc): SavedTitle[] {
  return items.map((one): SavedTitle => ({ ...one, isDefault: one.titleId === defaultTitleId })).sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
}
