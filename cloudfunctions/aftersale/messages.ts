/** What shopper, merchant and platform write to each other about one request; it stands in its log. */
import * as v from 'valibot';
import type { AfterSaleDetail, ImageRef, Reply } from '../../typings';
import { afterSaleOf, afterSaleOfShop, isShown } from '../data/after-sales';
import { command } from '../data/client';
import type { AfterSaleDoc } from '../data/documents';
import { by, notBy, wasBy } from '../data/recent';
import { afterSales } from '../data/store';
import { untold } from '../data/untold';
import { isTerminal } from '../domain/after-sale-states';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, list, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { presentOf, type Viewer } from './acting';
import { MOST_PICTURES } from './apply';
import { everybody } from './merchant';
import { REQUEST } from './own';
import { detailOf, notNow } from './views';

/** More than anybody writes about one request; the document has to stay small. */
const MOST_MESSAGES = 100;
const words = { text: text(300, 1), images: v.optional(list(requiredImage, MOST_PICTURES)) };

async function write(afterSale: AfterSaleDoc | null, viewer: Viewer, { requestId: request, text: rough, images = [] }: { requestId: string; text: string; images?: ImageRef[] }, now: number): Promise<Reply<AfterSaleDetail>> {
  if (!afterSale) return notFound(REQUEST);
  if (wasBy(afterSale, request)) return ok(detailOf(afterSale, viewer));
  if (isTerminal(afterSale.status)) return notNow(afterSale, '再留言');
  if ((afterSale.messages ?? 0) >= MOST_MESSAGES) return fail('LIMIT_EXCEEDED', `一次售后最多 ${MOST_MESSAGES} 条留言，请联系客服`);
  const entry = { at: now, by: viewer, event: 'message', text: rough.trim(), ...(images.length > 0 ? { images } : {}) };
  const written = await afterSales.update({ _id: afterSale._id, messages: afterSale.messages ?? null, ...notBy(request) }, { ...by(request), messages: command.inc(1), log: command.push([entry]), ...(viewer === 'shopper' ? {} : untold('afterSale', 'message', now)) });
  const present = await presentOf(afterSale);
  return written === 1 || wasBy(present, request) ? ok(detailOf(present, viewer)) : conflict('售后');
}

export const say: ActionOf<'aftersale', 'say'> = {
  access: 'shopper',
  schema: form({ requestId, afterSaleId: id, ...words }),
  run: async ({ afterSaleId, ...message }, { openid, now }) => write(await afterSaleOf(openid, afterSaleId), 'shopper', message, now),
};

export const shopSay: ActionOf<'aftersale', 'shopSay'> = {
  access: { staff: everybody },
  schema: form({ requestId, shopId: id, afterSaleId: id, ...words }),
  run: async ({ shopId, afterSaleId, ...message }, { now }) => write(await afterSaleOfShop(shopId, afterSaleId), 'merchant', message, now),
};

export const platformSay: ActionOf<'aftersale', 'platformSay'> = {
  access: 'operator',
  schema: form({ requestId, afterSaleId: id, ...words }),
  async run({ afterSaleId, ...message }, { now }) {
    const found = await afterSales.get(afterSaleId);
    return write(found?.dispute && isShown(found) ? found : null, 'platform', message, now);
  },
};
