import type { SpuCard } from '../../typings/index';
import type { Measured, Part, Side } from './waterfall';
import { Waterfall } from './waterfall';

/** What a page or component offers a feed: `left` and `right` in its data, and a query over its own elements. */
interface Host {
  setData(patch: Record<string, unknown>, then?: () => void): void;
  createSelectorQuery(): WechatMiniprogram.SelectorQuery;
}
export type FeedPart = Part<SpuCard>;

/** A long list of cards on a page: draws what is near the screen. The page tells it where it was scrolled to. */
export class FeedView {
  private readonly waterfall = new Waterfall<SpuCard>();
  private readonly screen = wx.getWindowInfo().windowHeight;
  private scrollTop = 0;
  /** px from the page's beginning to the feed; null: not known. */
  private top: number | null = null;
  /** Which list it is; what is measured for an older one is dropped. */
  private list = 0;
  private looking = false;

  constructor(private readonly host: Host) {}

  restart(cards: SpuCard[]): void {
    this.waterfall.reset();
    this.list++;
    this.host.setData({ left: [], right: [] });
    this.append(cards);
  }

  append(cards: SpuCard[]): void {
    this.host.setData(this.waterfall.append(cards), () => void this.measure());
  }

  scrolled(scrollTop: number): void {
    // A quarter of a screen at a time is soon enough: a whole one is drawn ahead.
    if (Math.abs(scrollTop - this.scrollTop) < this.screen / 4) return;
    this.scrollTop = scrollTop;
    this.look();
  }

  private async measure(): Promise<void> {
    const { list } = this;
    const scrollTop = this.scrollTop;
    const { top, parts } = await measureFeed(this.host.createSelectorQuery());
    if (list !== this.list) return;
    this.waterfall.measured(parts);
    // Only roughly, for the page may have moved on: what is drawn ahead makes up for it.
    if (this.top === null || scrollTop === this.scrollTop) this.top = top + this.scrollTop;
    this.look();
  }

  private look(): void {
    if (this.top === null || this.looking) return;
    const patch = this.waterfall.look(this.scrollTop - this.top, this.screen);
    if (Object.keys(patch).length === 0) return;
    this.looking = true;
    this.host.setData(patch, () => {
      this.looking = false;
      this.look();
    });
  }
}

/** How the feed lies on the page: the parts with the class `feed-part` and data-side, data-index, in an element `feed`. */
function measureFeed(query: WechatMiniprogram.SelectorQuery): Promise<{ top: number; parts: Measured[] }> {
  return new Promise((resolve) => {
    query
      .select('.feed')
      .boundingClientRect()
      .selectAll('.feed-part')
      .boundingClientRect()
      .exec(([feed, parts]: [{ top: number } | null, { dataset: { side: Side; index: number }; height: number }[] | null]) => {
        resolve({ top: feed?.top ?? 0, parts: (parts ?? []).map(({ dataset, height: px }) => ({ side: dataset.side, index: Number(dataset.index), height: px })) });
      });
  });
}
