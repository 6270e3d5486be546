import type { SpuSort, Suggestion } from '../../../../../typings/index';
import { catalog } from '../../../../services/catalog';
import type { Sent, Tap } from '../../../../utils/events';
import { ask } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { forget, remember, searchHistory } from '../../../../utils/search-history';
import type { Narrowing } from '../../components/filter-sheet/filter-sheet';

interface Grid {
  more(): Promise<void>;
  scrolled(scrollTop: number): void;
}
const ICONS: Record<Suggestion['kind'], string> = { category: 'grid', word: 'flame', product: 'search' };
/** A pause in typing that is worth a question. */
const PAUSE_MS = 160;

Page({
  data: {
    typed: '',
    /** What the results are for; '' while only the history is shown. */
    keyword: '',
    sort: 'default' as SpuSort,
    filter: null as Record<string, unknown> | null,
    scope: {} as Record<string, unknown>,
    narrowing: {} as Narrowing,
    narrowed: false,
    filtering: false,
    history: [] as string[],
    hot: [] as string[],
    suggestions: [] as (Suggestion & { icon: string; key: string })[],
    focus: false,
  },
  shopId: '',
  timer: undefined as ReturnType<typeof setTimeout> | undefined,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    const keyword = queryText(query, 'keyword');
    this.setData({ history: searchHistory(), focus: !keyword });
    if (keyword) this.search(keyword);
    void this.loadHot();
  },
  onUnload() {
    this.cancel();
  },
  onPageScroll({ scrollTop }) {
    (this.selectComponent('#results') as unknown as Grid | null)?.scrolled(scrollTop);
  },
  onReachBottom() {
    void (this.selectComponent('#results') as unknown as Grid | null)?.more();
  },

  async loadHot() {
    try {
      const { words } = await catalog.hotWords();
      this.setData({ hot: words });
    } catch {
      // An offer; the page is of use without it.
    }
  },
  search(keyword: string) {
    const word = keyword.trim().slice(0, 40);
    if (!word) return;
    this.cancel();
    const scope = { keyword: word, ...(this.shopId ? { shopId: this.shopId } : {}) };
    this.setData({ typed: word, keyword: word, scope, narrowing: {}, narrowed: false, suggestions: [], history: remember(word) });
    this.filter();
  },
  filter() {
    const { scope, narrowing, sort } = this.data;
    this.setData({ filter: { ...narrowing, ...scope, sort } });
  },

  onInput(event: WechatMiniprogram.Input) {
    const typed = event.detail.value;
    this.cancel();
    this.setData({ typed, keyword: '', filter: null });
    if (typed.trim()) this.timer = setTimeout(() => void this.suggest(typed), PAUSE_MS);
    else this.setData({ suggestions: [] });
  },
  cancel() {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
  },
  async suggest(typed: string) {
    try {
      const { items } = await catalog.suggest(typed.trim().slice(0, 40));
      // What came late is about something else.
      if (typed !== this.data.typed || this.data.keyword) return;
      this.setData({ suggestions: items.map((item, i) => ({ ...item, icon: ICONS[item.kind], key: `${item.kind}${i}` })) });
    } catch {
      this.setData({ suggestions: [] });
    }
  },
  onSuggestion(event: Tap<{ index: number }>) {
    const chosen = this.data.suggestions[event.currentTarget.dataset.index];
    if (chosen?.kind === 'product') go(routes.product(chosen.spuId));
    else if (chosen?.kind === 'category') go(routes.list({ categoryId: chosen.categoryId, title: chosen.text }));
    else if (chosen) this.search(chosen.text);
  },
  onConfirm() {
    this.search(this.data.typed);
  },
  onClear() {
    this.cancel();
    this.setData({ typed: '', keyword: '', filter: null, suggestions: [], focus: true });
  },
  onWord(event: Tap<{ word: string }>) {
    this.search(event.currentTarget.dataset.word);
  },
  async onForget() {
    if (!(await ask('清空全部搜索历史？', '清空'))) return;
    forget();
    this.setData({ history: [] });
  },
  onSort(event: Sent<{ sort: SpuSort }>) {
    this.setData({ sort: event.detail.sort });
    this.filter();
  },
  onFilter() {
    this.setData({ filtering: true });
  },
  onCloseFilter() {
    this.setData({ filtering: false });
  },
  onNarrow({ detail: { narrowing } }: Sent<{ narrowing: Narrowing }>) {
    this.setData({ narrowing, narrowed: Object.keys(narrowing).length > 0 });
    this.filter();
  },
});
