import type { FootprintCard } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { user } from '../../../../services/user';
import type { Tap } from '../../../../utils/events';
import { ask, toast, toastError } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { routes } from '../../../../utils/routes';
import { date } from '../../../../utils/time';

interface Row {
  card: FootprintCard;
  /** Above the first product of a day; '' for the others. */
  day: string;
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    rows: [] as Row[],
    foot: 'more' as FootState,
  },
  pager: null as Pager<FootprintCard> | null,
  attempt: null as Attempt | null,

  onLoad() {
    this.attempt = new Attempt();
    this.pager = new Pager((cursor) => user.footprints({ cursor, limit: 20 }));
  },
  onShow() {
    // A product that was opened from here stands first now.
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    void this.more();
  },

  async load() {
    const pager: Pager<FootprintCard> | null = this.pager;
    if (!pager) return;
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const cards = await pager.next();
      if (!cards) return;
      this.setData({ rows: rowsOf(cards, ''), state: cards.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager: Pager<FootprintCard> | null = this.pager;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const cards = await pager.next();
      if (!cards) return;
      const { rows } = this.data;
      const last = rows[rows.length - 1];
      const patch: Record<string, Row> = {};
      rowsOf(cards, last ? dayOf(last.card) : '').forEach((row, i) => (patch[`rows[${rows.length + i}]`] = row));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  async onForget(event: Tap<{ id: string }>) {
    const { id } = event.currentTarget.dataset;
    await this.forget([id]);
  },
  async onClear() {
    if (await ask('清空全部足迹？', '清空')) await this.forget(null);
  },
  async forget(spuIds: string[] | null) {
    const attempt: Attempt | null = this.attempt;
    if (!attempt || attempt.busy) return;
    try {
      await attempt.run(spuIds ? { spuIds } : {}, (request) => user.forgetFootprints(request));
      const cards = spuIds ? this.data.rows.map(({ card }) => card).filter(({ spuId }) => !spuIds.includes(spuId)) : [];
      this.setData({ rows: rowsOf(cards, ''), state: cards.length ? 'ready' : 'empty' });
    } catch (error) {
      toastError(error);
    }
  },
  onProduct(event: Tap<{ id: string }>) {
    go(routes.product(event.currentTarget.dataset.id));
  },
  onBrowse() {
    go(routes.home());
  },
  onRetry() {
    void this.load();
  },
});

function dayOf({ seenAt }: FootprintCard): string {
  return date(seenAt);
}
function rowsOf(cards: FootprintCard[], before: string): Row[] {
  return cards.map((card, i) => {
    const previous = cards[i - 1];
    const day = dayOf(card);
    return { card, day: day === (previous ? dayOf(previous) : before) ? '' : day };
  });
}
