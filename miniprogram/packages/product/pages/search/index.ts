import type { SpuSort } from '../../../../../typings/index';
import type { Sent, Tap } from '../../../../utils/events';
import { ask } from '../../../../utils/feedback';
import { queryText } from '../../../../utils/routes';
import { forget, remember, searchHistory } from '../../../../utils/search-history';

interface Grid {
  more(): Promise<void>;
}

Page({
  data: {
    typed: '',
    /** What the results are for; '' while only the history is shown. */
    keyword: '',
    sort: 'default' as SpuSort,
    filter: null as Record<string, unknown> | null,
    history: [] as string[],
    focus: false,
  },
  shopId: '',

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    const keyword = queryText(query, 'keyword');
    this.setData({ history: searchHistory(), focus: !keyword });
    if (keyword) this.search(keyword);
  },
  onReachBottom() {
    void (this.selectComponent('#results') as unknown as Grid | null)?.more();
  },

  search(keyword: string) {
    const word = keyword.trim().slice(0, 40);
    if (!word) return;
    this.setData({ typed: word, keyword: word, history: remember(word) });
    this.filter();
  },
  filter() {
    const { keyword, sort } = this.data;
    this.setData({ filter: { keyword, sort, ...(this.shopId ? { shopId: this.shopId } : {}) } });
  },

  onInput(event: WechatMiniprogram.Input) {
    this.setData({ typed: event.detail.value });
    if (!event.detail.value) this.setData({ keyword: '', filter: null });
  },
  onConfirm() {
    this.search(this.data.typed);
  },
  onClear() {
    this.setData({ typed: '', keyword: '', filter: null, focus: true });
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
});
