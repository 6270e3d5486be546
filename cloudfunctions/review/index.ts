/** Reviews: shoppers say what they think of what they bought, the shop answers, and nothing is public before it was checked. */
import { isMediaEvent } from '../kernel/content-check';
import { serve } from '../kernel/serve';
import { append, remove } from './changes';
import { mediaChecked } from './events';
import { count, list, mine, order, summary, toReview } from './lists';
import { reply, shopCounts, shopList } from './merchant';
import { decide, queue } from './platform';
import { submit } from './submit';

export const main = serve<'review'>(
  { list, summary, toReview, count, mine, order, submit, append, remove, shopList, shopCounts, reply, queue, decide },
  { platform: (event, caller, { now }) => (isMediaEvent(event, caller) ? mediaChecked(event, now) : undefined) },
);
