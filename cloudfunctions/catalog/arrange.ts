/** The operator arranges the home page, and the words that the search page offers. */
import * as v from 'valibot';
import type { HomeArrangement, HomeBlockDraft } from '../../typings';
import type { PageDoc } from '../data/documents';
import { command } from '../data/client';
import { by, notBy, remembered, wasBy } from '../data/recent';
import { pages, searchPages } from '../data/store';
import { conflict, ok } from '../kernel/reply';
import { form, id, image, integer, list, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { HOME } from './home';
import { SEARCH_PAGE } from './hot-words';

export const MOST_BLOCKS = 30;
const MOST_ITEMS = 20;
const title = text(30);
const pageUrl = v.pipe(text(300), v.regex(/^(?:\/[\w\-/?=&%.]*)?$/, '应为小程序内以 / 开头的页面地址'));

export const block = v.variant(
  'type',
  [
    v.object({ type: v.literal('banner'), items: list(form({ image: requiredImage, title, subTitle: title, url: pageUrl }), 8, 1) }),
    v.object({ type: v.literal('categories'), items: list(form({ id, name: text(12, 1), icon: image }), 10, 1) }),
    v.object({ type: v.literal('feature'), title, subTitle: title, spuIds: list(id, MOST_ITEMS) }),
    v.object({ type: v.literal('grid'), title, subTitle: title, spuIds: list(id, MOST_ITEMS) }),
    v.object({ type: v.literal('coupons'), title, shopIds: list(id, MOST_ITEMS) }),
    v.object({ type: v.literal('shops'), title, shopIds: list(id, MOST_ITEMS) }),
    v.object({ type: v.literal('text'), title, text: text(300) }),
  ],
  '应为一种模块：banner、categories、feature、grid、coupons、shops、text',
);

export const homeBlocks: ActionOf<'catalog', 'homeBlocks'> = {
  access: 'operator',
  schema: form({}),
  run: async () => ok(await arrangement()),
};

export const saveHome: ActionOf<'catalog', 'saveHome'> = {
  access: 'operator',
  schema: form({ requestId, version: integer(0, Number.MAX_SAFE_INTEGER), blocks: list(block, MOST_BLOCKS), hotWords: list(text(20, 1), 12) }),
  async run({ requestId: request, version, blocks, hotWords }) {
    const stored = await pages.get(HOME);
    const words = [...new Set(hotWords.map((word) => word.trim()))];
    if (stored && !wasBy(stored, request)) {
      if ((stored.version ?? 0) !== version) return conflict('首页');
      if ((await pages.update({ _id: HOME, version: stored.version ?? command.exists(false), ...notBy(request) }, { blocks, version: version + 1, ...by(request) })) !== 1) return conflict('首页');
    } else if (!stored && !(await pages.insert({ _id: HOME, blocks, version: 1, recent: remembered([], request) }))) return conflict('首页');
    // The same words again are no change, so that a repeat may finish what a crash left; an older one finds another version.
    if (!stored || !wasBy(stored, request) || stored.recent?.at(-1) === request) await pin(words);
    return ok(await arrangement());
  },
};

async function pin(words: string[]): Promise<void> {
  const added = await searchPages.insert({ _id: SEARCH_PAGE, pinned: words, counted: [], countedAt: 0 });
  if (!added) await searchPages.update({ _id: SEARCH_PAGE }, { pinned: words });
}

async function arrangement(): Promise<HomeArrangement> {
  const [home, search] = await Promise.all([pages.get(HOME), searchPages.get(SEARCH_PAGE)]);
  return { blocks: blocksOf(home), version: home?.version ?? 0, hotWords: search?.pinned ?? [] };
}

function blocksOf(page: PageDoc | null): HomeBlockDraft[] {
  return page?.blocks ?? [];
}
