import type { HomeBlock, HomeBlockDraft, ShopArrangement } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import type { Sent, Tap } from '../../../../utils/events';
import { ask, toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { queryText } from '../../../../utils/routes';
import type { BlockForm, Known } from '../../utils/blocks';
import { draftOf, emptyForm, formOf, shifted, summaryOf, TYPES, typeOf } from '../../utils/blocks';

interface Row {
  key: string;
  name: string;
  icon: string;
  title: string;
  summary: string;
  form: BlockForm;
}
const MOST_BLOCKS = 30;
const MOST_WORDS = 12;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    refused: false,
    rows: [] as Row[],
    words: '',
    changed: false,
    saving: false,
    shopId: '',
    sheet: false,
    form: null as BlockForm | null,
  },
  version: 0,
  /** Whose home it is; '' the platform's. */
  shopId: '',
  /** Which row is being edited; -1: a new one. */
  editing: -1,
  made: 0,
  attempt: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    if (this.shopId) {
      void wx.setNavigationBarTitle({ title: '店铺装修' });
      this.setData({ shopId: this.shopId });
    }
    this.attempt = new Attempt();
    void this.load();
  },

  async load() {
    this.setData({ state: 'loading' });
    try {
      const [{ blocks, version, hotWords = [] }, home] = await (this.shopId ? Promise.all([catalog.shopArrangement(this.shopId).then((kept): ShopArrangement & { hotWords?: string[] } => kept), catalog.shopBlocks(this.shopId)]) : Promise.all([catalog.homeBlocks(), catalog.home()]));
      const known = knownOf(home.blocks);
      this.version = version;
      this.setData({ state: 'ready', rows: blocks.map((block) => this.row(formOf(block, known))), words: hotWords.join('，'), changed: false });
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, refused: code === 'FORBIDDEN' || code === 'UNAUTHENTICATED' });
    }
  },
  row(form: BlockForm): Row {
    const { name, icon } = typeOf(form.type);
    return { key: `b${this.made++}`, name, icon, title: form.title, summary: summaryOf(form), form };
  },
  arrange(rows: Row[]) {
    this.setData({ rows, changed: true });
    wx.enableAlertBeforeUnload({ message: '改动还没有保存，确定离开吗？' });
  },

  onMove(event: Tap<{ index: number; by: -1 | 1 }>) {
    const { index, by } = event.currentTarget.dataset;
    this.arrange(shifted(this.data.rows, index, by));
  },
  async onRemove(event: Tap<{ index: number }>) {
    const { index } = event.currentTarget.dataset;
    const row = this.data.rows[index];
    if (row && (await ask(`移除“${row.title || row.name}”？`, '移除'))) this.arrange(this.data.rows.filter(({ key }) => key !== row.key));
  },
  onEdit(event: Tap<{ index: number }>) {
    const { index } = event.currentTarget.dataset;
    this.editing = index;
    this.setData({ form: this.data.rows[index]?.form ?? null, sheet: true });
  },
  async onAdd() {
    if (this.data.rows.length >= MOST_BLOCKS) return toast(`最多 ${MOST_BLOCKS} 个模块`);
    // A shop does not send its shoppers to others.
    const types = this.shopId ? TYPES.filter(({ type }) => type !== 'shops') : TYPES;
    let choice: number;
    try {
      choice = (await wx.showActionSheet({ itemList: types.map(({ name }) => name) })).tapIndex;
    } catch {
      // Closed without a choice.
      return;
    }
    const chosen = types[choice];
    if (!chosen) return;
    this.editing = -1;
    this.setData({ form: emptyForm(chosen.type), sheet: true });
  },
  onBlock({ detail: { form } }: Sent<{ form: BlockForm }>) {
    const row = this.row(form);
    const at = this.editing;
    this.arrange(at < 0 ? [...this.data.rows, row] : this.data.rows.map((one, i) => (i === at ? row : one)));
  },
  onCloseSheet() {
    this.setData({ sheet: false });
  },
  onWords(event: WechatMiniprogram.Input) {
    this.setData({ words: event.detail.value, changed: true });
  },

  async onSave() {
    const attempt: Attempt | null = this.attempt;
    if (!attempt || this.data.saving) return;
    const hotWords = wordsOf(this.data.words);
    if (hotWords.length > MOST_WORDS) return toast(`热搜词最多 ${MOST_WORDS} 个`);
    if (hotWords.some((word) => word.length > 20)) return toast('每个热搜词最多 20 个字');
    const blocks = this.data.rows.map(({ form }): HomeBlockDraft => draftOf(form));
    this.setData({ saving: true });
    try {
      const { version } = await (this.shopId
        ? attempt.run({ shopId: this.shopId, version: this.version, blocks }, (request) => catalog.saveShopBlocks(request))
        : attempt.run({ version: this.version, blocks, hotWords }, (request) => catalog.saveHome(request)));
      this.version = version;
      this.setData({ changed: false, words: hotWords.join('，') });
      wx.disableAlertBeforeUnload();
      toastSuccess('首页已更新');
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ saving: false });
    }
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});

/** By commas, spaces or lines, Chinese or not. */
function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[，,、\s]+/).filter(Boolean))];
}

function knownOf(blocks: HomeBlock[]): Known {
  const known: Known = new Map();
  for (const block of blocks) {
    if (block.type === 'feature' || block.type === 'grid') for (const { spuId, title, image } of block.items) known.set(spuId, { name: title, image });
    if (block.type === 'coupons') for (const { shopId, shopName } of block.items) if (!known.has(shopId)) known.set(shopId, { name: shopName, image: '' });
    if (block.type === 'shops') for (const { shopId, name, logo } of block.items) known.set(shopId, { name, image: logo });
  }
  return known;
}
