import type { FavoriteCard } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { user } from '../../../../services/user';
import type { Tap } from '../../../../utils/events';
import { toast, toastError } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { routes } from '../../../../utils/routes';

interface Row {
  card: FavoriteCard;
  /** '' when the price did not fall. */
  cheaper: string;
  /** Still among the favourites; a row that was taken out stays until the page is left, so that it can be taken back. */
  kept: boolean;
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    rows: [] as Row[],
    foot: 'more' as FootState,
  },
  pager: null as Pager<FavoriteCard> | null,
  /** By product: each heart is an attempt of its own. */
  attempts: null as Map<string, Attempt> | null,

  onLoad() {
    this.attempts = new Map();
    this.pager = new Pager((cursor) => user.favorites({ cursor, limit: 20 }));
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
    const pager: Pager<FavoriteCard> | null = this.pager;
    if (!pager) return;
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const cards = await pager.next();
      if (!cards) return;
      const rows = cards.map(rowOf);
      this.setData({ rows, state: rows.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager: Pager<FavoriteCard> | null = this.pager;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const cards = await pager.next();
      if (!cards) return;
      const patch: Record<string, Row> = {};
      cards.forEach((card, i) => (patch[`rows[${this.data.rows.length + i}]`] = rowOf(card)));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  async onHeart(event: Tap<{ id: string }>) {
    const { id } = event.currentTarget.dataset;
    const index = this.data.rows.findIndex(({ card }) => card.spuId === id);
    const row = this.data.rows[index];
    if (!row) return;
    const attempt = this.attempts?.get(id) ?? new Attempt();
    this.attempts?.set(id, attempt);
    if (attempt.busy) return;
    const favorite = !row.kept;
    this.setData({ [`rows[${index}].kept`]: favorite });
    try {
      await attempt.run({ spuIds: [id], favorite }, (request) => user.setFavorite(request));
      toast(favorite ? '已收藏' : '已取消收藏，再点一次可恢复');
    } catch (error) {
      this.setData({ [`rows[${index}].kept`]: !favorite });
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

function rowOf(card: FavoriteCard): Row {
  const less = card.addedPriceFen - card.minPriceFen;
  return { card, cheaper: card.listed && less > 0 ? `比收藏时降了 ¥${yuan(less)}` : '', kept: true };
}
