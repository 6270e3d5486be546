import type { ManagedLive } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import { live } from '../../../../services/live';
import { plainYuan } from '../../../../utils/coupon-text';
import type { Sent, Tap } from '../../../../utils/events';
import { ask, toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { parseYuan } from '../../../../utils/money';
import { queryText, routes } from '../../../../utils/routes';
import { attrText } from '../../../../utils/sku-matrix';
import { dateTime } from '../../../../utils/time';

interface PriceRow {
  spuId: string;
  skuId: string;
  title: string;
  text: string;
  priceFen: number;
  price: string;
}
interface PastRow {
  liveId: string;
  title: string;
  facts: string;
}
const MOST_SPUS = 20;

/** One session at a time: what is sold in it, and the page that the live room opens. */
Page({
  data: {
    shopId: '',
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    running: null as (ManagedLive & { until: string; path: string; rows: { skuId: string; text: string; was: string; fen: number }[] }) | null,
    past: [] as PastRow[],
    title: '',
    hours: '4',
    rows: [] as PriceRow[],
    chosen: [] as { spuId: string; title: string }[],
    picking: false,
    loading: false,
    busy: false,
    mostSpus: MOST_SPUS,
  },
  starting: null as Attempt | null,
  stopping: null as Attempt | null,

  onLoad(query) {
    this.starting = new Attempt();
    this.stopping = new Attempt();
    this.setData({ shopId: queryText(query, 'shopId') });
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },
  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      const { items } = await live.sessions({ shopId: this.data.shopId, limit: 20 });
      const running = items.find(({ state }) => state === 'running') ?? null;
      this.setData({
        state: 'ready',
        running: running && {
          ...running,
          until: dateTime(running.endsAt),
          path: routes.live(running.code).slice(1),
          rows: running.prices.map(({ skuId, title, attrs, ordinaryFen, priceFen }) => ({ skuId, text: `${title} ${attrText(attrs)}`, was: plainYuan(ordinaryFen), fen: priceFen })),
        },
        past: items.filter(({ state }) => state === 'ended').map(({ liveId, title, startedAt, endsAt, prices }) => ({ liveId, title, facts: `${dateTime(startedAt)} 至 ${dateTime(endsAt)}，${prices.length} 个规格` })),
      });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: 'title' | 'hours' }>) {
    this.setData({ [event.currentTarget.dataset.field]: event.detail.value });
  },
  onPrice(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { at: number }>) {
    this.setData({ [`rows[${event.currentTarget.dataset.at}].price`]: event.detail.value });
  },
  onPick() {
    this.setData({ picking: true });
  },
  onClosePicker() {
    this.setData({ picking: false });
  },
  async onPicked({ detail: { spus } }: Sent<{ spus: { spuId: string; title: string }[] }>) {
    this.setData({ picking: false, loading: true, chosen: spus });
    const { shopId, rows } = this.data;
    try {
      const found = await Promise.all(spus.map(({ spuId }) => catalog.manageGet({ shopId, spuId })));
      const priceOf = (skuId: string): string => rows.find((row) => row.skuId === skuId)?.price ?? '';
      this.setData({ rows: found.flatMap(({ spuId, draft, skus }) => skus.map(({ skuId, attrs, priceFen }) => ({ spuId, skuId, title: draft.title, text: attrText(attrs) || '默认规格', priceFen, price: priceOf(skuId) }))) });
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ loading: false });
    }
  },
  async onStart() {
    const attempt: Attempt | null = this.starting;
    const { busy, title, hours, rows, shopId } = this.data;
    if (busy || !attempt) return;
    const filled = rows.filter(({ price }) => price.trim());
    const wrong = filled.find(({ price }) => parseYuan(price) === null);
    if (!title.trim()) return toast('请填写直播名称');
    if (!/^\s*([1-9]|1\d|2[0-4])\s*$/.test(hours)) return toast('最长时间应为 1 到 24 小时');
    if (wrong) return toast(`“${wrong.text}”的直播价应为金额，如 39.9`);
    if (filled.length === 0) return toast('请至少给一个规格填写直播价');
    this.setData({ busy: true });
    try {
      const prices = filled.map(({ spuId, skuId, price }) => ({ spuId, skuId, priceFen: parseYuan(price) ?? 0 }));
      await attempt.run({ shopId, draft: { title: title.trim(), hours: Number(hours), prices } }, (request) => live.start(request));
      toastSuccess('直播价已生效');
      this.setData({ rows: [], chosen: [], title: '' });
      await this.load();
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  async onStop() {
    const attempt: Attempt | null = this.stopping;
    const { busy, running, shopId } = this.data;
    if (busy || !attempt || !running || !(await ask('结束后直播价立即失效，确定吗？', '结束'))) return;
    this.setData({ busy: true });
    try {
      await attempt.run({ shopId, liveId: running.liveId }, (request) => live.stop(request));
      await this.load();
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  onCopy(event: Tap<{ path: string }>) {
    void wx.setClipboardData({ data: event.currentTarget.dataset.path });
  },
  onRetry() {
    void this.load();
  },
});
