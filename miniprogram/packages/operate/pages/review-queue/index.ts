import type { QueuedPart, ReviewPartName, Suggest } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { review } from '../../../../services/review';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastError } from '../../../../utils/feedback';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { dateTime } from '../../../../utils/time';

type Row = QueuedPart & { key: string; kind: string; time: string; textHint: string; pictures: { image: string; hint: string }[] };
const KINDS: Record<ReviewPartName, string> = { content: '评价', append: '追评', reply: '商家回复', appendReply: '商家回复追评' };

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    rows: [] as Row[],
    foot: 'more' as FootState,
    refusing: -1,
    busy: false,
    problem: '',
  },
  pager: null as Pager<QueuedPart> | null,
  attempt: null as Attempt | null,

  onLoad() {
    this.attempt = new Attempt();
    this.pager = new Pager((cursor) => review.queue({ cursor, limit: 10 }));
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
    const pager = this.pager as Pager<QueuedPart> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const items = await pager.next();
      if (items) this.setData({ rows: items.map(rowOf), state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<QueuedPart> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (items) this.setData({ rows: [...this.data.rows, ...items.map(rowOf)], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  async decide(at: number, pass: boolean, reason = '') {
    const attempt: Attempt | null = this.attempt;
    const row = this.data.rows[at];
    if (!attempt || !row || this.data.busy) return;
    this.setData({ busy: true });
    try {
      await attempt.run({ reviewId: row.reviewId, part: row.part, at: row.at, pass, reason }, (request) => review.decide(request));
      this.setData({ refusing: -1 });
      toast(pass ? '已通过，现在公开显示' : '已拒绝，作者会看到原因');
    } catch (error) {
      if (pass) toastError(error);
      else this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
      // A review may have another part that waits, and somebody else may have decided meanwhile.
      void this.load();
    }
  },
  onPass(event: Tap<{ at: number }>) {
    void this.decide(Number(event.currentTarget.dataset.at), true);
  },
  onRefuse(event: Tap<{ at: number }>) {
    this.setData({ refusing: Number(event.currentTarget.dataset.at), problem: '' });
  },
  onCloseRefuse() {
    this.setData({ refusing: -1 });
  },
  onRefused({ detail: { text } }: Sent<{ text: string }>) {
    void this.decide(this.data.refusing, false, text);
  },
  onPicture(event: Tap<{ at: number; url: string }>) {
    const { at, url } = event.currentTarget.dataset;
    void wx.previewImage({ current: url, urls: this.data.rows[Number(at)]?.images.map(({ image }) => image) ?? [] });
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});

function rowOf(part: QueuedPart): Row {
  return {
    ...part,
    key: `${part.reviewId}-${part.part}`,
    kind: KINDS[part.part],
    time: dateTime(part.at).slice(0, 16),
    textHint: part.text ? hint(part.textSuggest) : '',
    pictures: part.images.map(({ image, suggest }) => ({ image, hint: hint(suggest) })),
  };
}

function hint(suggest: Suggest | ''): string {
  return suggest === 'review' ? '疑似违规' : suggest === '' ? '没有检测结果' : '';
}
