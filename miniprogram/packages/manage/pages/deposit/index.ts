import type { DepositAccount, DepositEntry, DepositEntryType, DepositState } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { deposit } from '../../../../services/deposit';
import { asAppError } from '../../../../services/error';
import { settle } from '../../../../services/pay';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
import { back } from '../../../../utils/navigation';
import { type FootState, Pager } from '../../../../utils/pager';
import { queryText } from '../../../../utils/routes';
import { dateTime } from '../../../../utils/time';

const STATES: Record<DepositState, { title: string; hint: string }> = {
  unpaid: { title: '未缴纳', hint: '缴纳后才能上架对应类目的商品' },
  insufficient: { title: '保证金不足', hint: '请尽快补足，不足时不能上架对应类目的商品' },
  paid: { title: '已缴足', hint: '在售类目都可以正常上架' },
  trial: { title: '0 元试运营中', hint: '试运营期间暂不需要缴纳保证金' },
};
const FEW_NEEDS = 3;
const ENTRIES: Record<DepositEntryType, string> = { payment: '缴纳', deduction: '扣除', refund: '退还', adjustment: '调整' };

interface ShownEntry {
  entryId: string;
  type: string;
  note: string;
  time: string;
  amount: string;
  income: boolean;
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    account: null as DepositAccount | null,
    title: '',
    hint: '',
    unverified: false,
    /** Requirements beyond the highest few are shown on demand. */
    needs: [] as DepositAccount['requirements'],
    entries: [] as ShownEntry[],
    foot: 'more' as FootState,
    busy: false,
  },
  shopId: '',
  paying: null as Attempt | null,
  pager: null as Pager<DepositEntry> | null,

  onLoad(query) {
    const shopId = queryText(query, 'shopId');
    this.shopId = shopId;
    this.paying = new Attempt();
    this.pager = new Pager((cursor) => deposit.ledger({ shopId, cursor }));
  },
  onShow() {
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
    const pager = this.pager as Pager<DepositEntry> | null;
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      const account = await deposit.get(this.shopId);
      pager?.restart(account.ledger);
      const { title, hint } = STATES[account.state];
      this.setData({
        state: 'ready',
        account,
        title,
        hint,
        unverified: account.requirements.some(({ verified }) => !verified),
        needs: this.data.needs.length > FEW_NEEDS ? account.requirements : account.requirements.slice(0, FEW_NEEDS),
        entries: account.ledger.items.map(shown),
        foot: account.ledger.nextCursor === null ? 'end' : 'more',
      });
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'FORBIDDEN' || code === 'NOT_FOUND' || code === 'BAD_REQUEST' });
    }
  },
  async more() {
    const pager = this.pager as Pager<DepositEntry> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (items) this.setData({ entries: [...this.data.entries, ...items.map(shown)], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  async onPay() {
    const attempt = this.paying as Attempt | null;
    const { account, busy } = this.data;
    if (busy || !attempt || !account || account.dueFen === 0) return;
    this.setData({ busy: true });
    try {
      const prepaid = await attempt.run({ shopId: this.shopId, amountFen: account.dueFen }, (request) => deposit.prepay(request));
      const outcome = await settle(prepaid);
      if (outcome === 'paid') toastSuccess('缴纳成功');
      else if (outcome === 'pending') toast('正在确认缴纳结果，稍后下拉刷新查看');
      else if (outcome === 'failed') toast('支付没有完成，请再试一次');
    } catch (error) {
      toast(asAppError(error).message);
    } finally {
      this.setData({ busy: false });
    }
    await this.load();
  },
  onAllNeeds() {
    this.setData({ needs: this.data.account?.requirements ?? [] });
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
  onBack() {
    back();
  },
});

function shown({ entryId, type, amountFen, note, postedAt }: DepositEntry): ShownEntry {
  const income = amountFen >= 0;
  return { entryId, type: ENTRIES[type], note, time: dateTime(postedAt), amount: `${income ? '+' : '-'}${yuan(Math.abs(amountFen)).slice(1)}`, income };
}
