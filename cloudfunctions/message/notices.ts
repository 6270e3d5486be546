/** A shopper's message centre. */
import * as v from 'valibot';
import type { Notice, NoticeKind, UnreadCounts } from '../../typings';
import { command, operators } from '../data/client';
import type { NoticeDoc } from '../data/message-documents';
import { findPage, mapPage, type KeysetOrder } from '../data/paging';
import { notices } from '../data/store';
import { ok } from '../kernel/reply';
import { choice, form, id, integer, list as listOf, paging, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';

const newest: KeysetOrder = { field: 'createdAt', direction: 'desc' };
const kind = v.optional(choice(['order', 'afterSale', 'coupon', 'account']));
const MOST_AT_ONCE = 50;

export const list: ActionOf<'message', 'list'> = {
  access: 'shopper',
  schema: form({ ...paging, kind }),
  run: async ({ kind: only, ...page }, { openid }) => ok(mapPage(await findPage(notices, only ? { openid, kind: only } : { openid }, newest, page), noticeOf)),
};

export const unread: ActionOf<'message', 'unread'> = {
  access: 'shopper',
  schema: form({}),
  run: async (_request, { openid }) => ok(await countUnread(openid)),
};

export const read: ActionOf<'message', 'read'> = {
  access: 'shopper',
  schema: form({ requestId, noticeIds: v.optional(listOf(id, MOST_AT_ONCE, 1)), kind, upTo: v.optional(integer(0, Number.MAX_SAFE_INTEGER)) }),
  async run({ noticeIds, kind: only, upTo }, { openid, now }) {
    // Reading twice changes nothing, so the request needs no memory.
    const until = Math.min(upTo ?? now, now);
    if (noticeIds) await notices.update({ _id: command.in(noticeIds), openid, readAt: null }, { readAt: now });
    else await notices.update({ openid, readAt: null, createdAt: command.lte(until), ...(only ? { kind: only } : {}) }, { readAt: now });
    return ok(await countUnread(openid));
  },
};

async function countUnread(openid: string): Promise<UnreadCounts> {
  const rows = await notices.aggregate<{ _id: NoticeKind; number: number }>((pipeline) =>
    pipeline
      .match({ openid, readAt: null })
      .group({ _id: '$kind', number: operators.sum(1) })
      .limit(20),
  );
  return { total: rows.reduce((all, { number }) => all + number, 0), byKind: Object.fromEntries(rows.map(({ _id, number }) => [_id, number])) };
}

function noticeOf({ _id, kind: of, event, title, text, image, page, createdAt, readAt }: NoticeDoc): Notice {
  return { noticeId: _id, kind: of, event, title, text, image, page, createdAt, read: readAt !== null };
}
