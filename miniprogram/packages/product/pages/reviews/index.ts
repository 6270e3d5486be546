import type { ReviewCard, ReviewFilter, ReviewSort, ReviewSummary, ReviewTag } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { review } from '../../../../services/review';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { shortCount } from '../../../../utils/money';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { queryText } from '../../../../utils/routes';
import type { ReviewRow } from '../../../../utils/review-text';
import { reviewRow, tenths } from '../../../../utils/review-text';

interface Chip {
  /** A filter, or tag: and a tag. */
  key: string;
  text: string;
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    average: '',
    stars: 0,
    good: 0,
    count: 0,
    chips: [] as Chip[],
    chosen: 'all',
    sort: 'default' as ReviewSort,
    rows: [] as ReviewRow[],
    foot: 'more' as FootState,
  },
  spuId: '',
  pager: null as Pager<ReviewCard> | null,

  onLoad(query) {
    this.spuId = queryText(query, 'spuId');
    const wanted = queryText(query, 'filter');
    if (wanted) this.setData({ chosen: wanted });
    this.pager = new Pager((cursor) => review.list({ spuId: this.spuId, ...asked(this.data.chosen), sort: this.data.sort, cursor, limit: 10 }));
    void this.summarize();
    void this.load();
  },
  async onPullDownRefresh() {
    await Promise.all([this.summarize(), this.load()]);
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    void this.more();
  },

  async summarize() {
    try {
      const summary = await review.summary(this.spuId);
      const { averageTenths, goodPercent, count } = summary;
      this.setData({ average: count ? tenths(averageTenths) : '', stars: Math.round(averageTenths / 10), good: goodPercent, count, chips: chipsOf(summary) });
    } catch {
      // The list below tells as much.
    }
  },
  async load() {
    const pager = this.pager as Pager<ReviewCard> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const items = await pager.next();
      if (items) this.setData({ rows: items.map(reviewRow), state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<ReviewCard> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (!items) return;
      const at = this.data.rows.length;
      const patch: Record<string, ReviewRow> = {};
      items.forEach((each, index) => (patch[`rows[${at + index}]`] = reviewRow(each)));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onChip(event: Tap<{ key: string }>) {
    const { key } = event.currentTarget.dataset;
    if (key === this.data.chosen) return;
    this.setData({ chosen: key, state: 'loading', rows: [] });
    void this.load();
  },
  onSort() {
    this.setData({ sort: this.data.sort === 'default' ? 'newest' : 'default', state: 'loading', rows: [] });
    void this.load();
  },
  onAll() {
    this.setData({ chosen: 'all', state: 'loading' });
    void this.load();
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});

function asked(chosen: string): { filter?: ReviewFilter; tag?: ReviewTag } {
  return chosen.startsWith('tag:') ? { tag: chosen.slice(4) as ReviewTag } : { filter: chosen as ReviewFilter };
}

function chipsOf({ count, stars, withImages, withAppend, tags }: ReviewSummary): Chip[] {
  const chip = (key: string, name: string, number: number): Chip[] => (number > 0 || key === 'all' ? [{ key, text: number > 0 ? `${name} ${shortCount(number)}` : name }] : []);
  return [
    ...chip('all', '全部', count),
    ...chip('image', '有图', withImages),
    ...chip('append', '追评', withAppend),
    ...chip('good', '好评', stars[3] + stars[4]),
    ...chip('middle', '中评', stars[2]),
    ...chip('bad', '差评', stars[0] + stars[1]),
    ...tags.flatMap((each) => chip(`tag:${each.tag}`, each.tag, each.count)),
  ];
}
