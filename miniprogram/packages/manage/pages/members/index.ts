import type { ManagedVip } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { vip } from '../../../../services/vip';
import { plainYuan } from '../../../../utils/coupon-text';
import type { Tap } from '../../../../utils/events';
import { toast, toastError, toastSuccess } from '../../../../utils/feedback';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { queryText } from '../../../../utils/routes';
import { date } from '../../../../utils/time';

type Row = ManagedVip & { levelName: string; facts: string };

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as Row[],
    foot: 'more' as FootState,
    /** The member whose points are being changed. */
    chosen: null as Row | null,
    sheet: false,
    give: true,
    sum: '',
    note: '',
    busy: false,
  },
  shopId: '',
  levels: [] as string[],
  pager: null as Pager<ManagedVip> | null,
  adjusting: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.adjusting = new Attempt();
    this.pager = new Pager((cursor) => vip.members({ shopId: this.shopId, cursor, limit: 20 }));
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    void this.more();
  },
  rowOf(one: ManagedVip): Row {
    return { ...one, levelName: (this.levels as string[])[one.level] ?? '会员', facts: `累计消费 ¥${plainYuan(one.paidFen)} · ${date(one.joinedAt)} 入会` };
  },
  async load() {
    const pager = this.pager as Pager<ManagedVip> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const [{ program }, items] = await Promise.all([vip.program(this.shopId), pager.next()]);
      this.levels = program.levels.map(({ name }) => name);
      if (items) this.setData({ items: items.map((one) => this.rowOf(one)), state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<ManagedVip> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (items) this.setData({ items: [...this.data.items, ...items.map((one) => this.rowOf(one))], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },
  onAdjust(event: Tap<{ index: number }>) {
    this.setData({ chosen: this.data.items[event.currentTarget.dataset.index] ?? null, sheet: true, give: true, sum: '', note: '' });
  },
  onGive(event: Tap<{ give: boolean }>) {
    this.setData({ give: event.currentTarget.dataset.give });
  },
  onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: 'sum' | 'note' }>) {
    this.setData({ [event.currentTarget.dataset.field]: event.detail.value });
  },
  onCloseSheet() {
    this.setData({ sheet: false });
  },
  async onSave() {
    const attempt: Attempt | null = this.adjusting;
    const { chosen, give, sum, note, busy } = this.data;
    if (busy || !attempt || !chosen) return;
    if (!/^\s*[1-9]\d{0,6}\s*$/.test(sum)) return toast('请填写积分数量');
    if (!note.trim()) return toast('请填写原因，会员能看到');
    this.setData({ busy: true });
    try {
      const delta = Number(sum) * (give ? 1 : -1);
      const { points } = await attempt.run({ shopId: this.shopId, memberId: chosen.memberId, delta, note: note.trim() }, (request) => vip.adjust(request));
      this.setData({ sheet: false, items: this.data.items.map((one) => (one.memberId === chosen.memberId ? { ...one, points } : one)) });
      toastSuccess(give ? '已赠送' : '已扣除');
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});
