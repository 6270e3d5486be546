import type { PoolCode, PoolSku } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import type { Sent, Tap } from '../../../../utils/events';
import { ask, toast } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { attrText } from '../../../../utils/sku-matrix';
import { dateTime } from '../../../../utils/time';

type Tab = 'free' | 'taken';
type Row = Pick<PoolCode, 'codeId' | 'code' | 'orderId'> & { time: string };
type Sku = Pick<PoolSku, 'skuId' | 'free' | 'available' | 'taken'> & { name: string; low: boolean };

/** Fewer than this many: time to add some. */
const FEW = 5;
const MOST_AT_ONCE = 500;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    title: '',
    image: '',
    skus: [] as Sku[],
    skuId: '',
    tabs: [] as { key: Tab; text: string }[],
    tab: 'free' as Tab,
    rows: [] as Row[],
    foot: 'loading' as 'more' | 'loading' | 'end' | 'error',
    addSheet: false,
    busy: false,
    problem: '',
  },
  shopId: '',
  spuId: '',
  cursor: null as string | null,
  /** Which list is being shown: an answer for another one comes too late. */
  asked: 0,
  adding: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.spuId = queryText(query, 'spuId');
    this.adding = new Attempt();
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    if (this.data.foot === 'more') void this.more();
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      const { title, image, skus } = await catalog.codePool({ shopId: this.shopId, spuId: this.spuId });
      const skuId = skus.some((one) => one.skuId === this.data.skuId) ? this.data.skuId : (skus[0]?.skuId ?? '');
      const shown = skus.map(({ skuId: id, attrs, free, available, taken }) => ({ skuId: id, name: attrText(attrs) || '默认规格', free, available, taken, low: available < FEW }));
      const sku = shown.find((one) => one.skuId === skuId);
      this.setData({ state: 'ready', title, image, skus: shown, skuId, tabs: [{ key: 'free', text: `未售 ${sku?.free ?? 0}` }, { key: 'taken', text: `已售 ${sku?.taken ?? 0}` }] });
      await this.first();
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: ['NOT_FOUND', 'FORBIDDEN', 'BAD_REQUEST', 'INVALID_STATE'].includes(code) });
    }
  },
  async first() {
    this.cursor = null;
    this.setData({ rows: [], foot: 'loading' });
    await this.more();
  },
  async more() {
    const asked = ++this.asked;
    this.setData({ foot: 'loading' });
    try {
      const { items, nextCursor } = await catalog.codes({ shopId: this.shopId, skuId: this.data.skuId, state: this.data.tab, ...(this.cursor ? { cursor: this.cursor as string } : {}) });
      if (asked !== this.asked) return;
      this.cursor = nextCursor;
      const fresh = items.map(({ codeId, code, orderId, addedAt, takenAt }) => ({ codeId, code, orderId, time: takenAt === null ? `${dateTime(addedAt)} 添加` : `${dateTime(takenAt)} 售出` }));
      this.setData({ rows: [...this.data.rows, ...fresh], foot: nextCursor ? 'more' : 'end' });
    } catch (error) {
      if (asked !== this.asked) return;
      this.setData({ foot: 'error' });
      toast(asAppError(error).message);
    }
  },
  onMore() {
    void this.more();
  },
  onTab({ detail: { key } }: Sent<{ key: Tab }>) {
    this.setData({ tab: key });
    void this.first();
  },
  onSku(event: Tap<{ id: string }>) {
    const { id } = event.currentTarget.dataset;
    if (id === this.data.skuId) return;
    this.setData({ skuId: id });
    void this.load();
  },

  onAdd() {
    this.setData({ addSheet: true, problem: '' });
  },
  onCloseAdd() {
    this.setData({ addSheet: false });
  },
  async onPasted({ detail: { text } }: Sent<{ text: string }>) {
    const attempt = this.adding as Attempt | null;
    const codes = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (!attempt || this.data.busy) return;
    if (codes.length > MOST_AT_ONCE) return this.setData({ problem: `一次最多添加 ${MOST_AT_ONCE} 张，现在有 ${codes.length} 张` });
    this.setData({ busy: true, problem: '' });
    try {
      const { added, duplicates } = await attempt.run({ shopId: this.shopId as string, skuId: this.data.skuId, codes }, (request) => catalog.addCodes(request));
      this.setData({ addSheet: false, tab: 'free' });
      toast(duplicates ? `已添加 ${added} 张，${duplicates} 张重复已跳过` : `已添加 ${added} 张`);
      await this.load();
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
  async onRemove(event: Tap<{ id: string }>) {
    if (this.data.busy || !(await ask('删除后这张卡密不能再出售，也不能再次添加。确定删除吗？', '删除'))) return;
    this.setData({ busy: true });
    try {
      await new Attempt().run({ shopId: this.shopId as string, skuId: this.data.skuId, codeIds: [event.currentTarget.dataset.id] }, (request) => catalog.removeCodes(request));
      toast('已删除');
    } catch (error) {
      toast(asAppError(error).message);
    } finally {
      this.setData({ busy: false });
    }
    await this.load();
  },
  onOrder(event: Tap<{ id: string }>) {
    go(routes.manageOrder(this.shopId, event.currentTarget.dataset.id));
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
