import type { SpuDetail } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { cart } from '../../../../services/cart';
import { cartQueue } from '../../../../services/cart-queue';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import { comeFromLive } from '../../../../services/live';
import { refreshCartCount, session } from '../../../../services/session';
import { user } from '../../../../services/user';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { navMetrics } from '../../../../utils/layout';
import { shortCount } from '../../../../utils/money';
import { back, go } from '../../../../utils/navigation';
import type { ReviewRow } from '../../../../utils/review-text';
import { reviewRow } from '../../../../utils/review-text';
import { queryText, routes } from '../../../../utils/routes';
import type { Ticker } from '../../../../utils/time';
import { countdown, tick } from '../../../../utils/time';
import { productOfScene } from '../../utils/scene';

/** Scene of a page that was opened from the timeline. */
const TIMELINE = 1154;
type Intent = 'cart' | 'buy' | 'choose';

Page({
  data: {
    nav: navMetrics(),
    /** The bar at the top turns solid once the picture is scrolled away. */
    solid: false,
    alone: false,
    /** Opened from the timeline (朋友圈): WeChat shows one page without login, and its own bar at the foot. */
    single: false,
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    spu: null as SpuDetail | null,
    slide: 0,
    soldText: '',
    soldOut: false,
    offShelf: false,
    /** Why nobody can buy it now, beside stock and shelf: its presale has not begun or is over, or the shopper has bought all that is allowed. */
    unbuyable: '',
    marketFen: 0,
    /** Time that the flash price has left; '' when there is none. */
    flashLeft: '',
    chosen: '',
    cartCount: 0,
    sheet: false,
    intent: 'choose' as Intent,
    adding: false,
    params: false,
    sharing: false,
    /** What shoppers say: the figures in words, and the two that stand first. */
    reviewTitle: '',
    reviewGood: '',
    reviewTags: [] as { tag: string; text: string }[],
    reviews: [] as ReviewRow[],
    favorite: false,
  },
  spuId: '',
  /** Of the live session that the page was opened from. */
  liveCode: '',
  flash: null as Ticker | null,
  leaving: null as (() => void) | null,
  attempt: null as Attempt | null,
  liking: null as Attempt | null,

  onLoad(query) {
    // From a code on a poster, or from a link.
    this.spuId = query.scene ? productOfScene(queryText(query, 'scene')) : queryText(query, 'spuId');
    this.liveCode = queryText(query, 'live');
    this.attempt = new Attempt();
    this.liking = new Attempt();
    this.leaving = session.subscribe(({ cartCount }) => {
      if (cartCount !== this.data.cartCount) this.setData({ cartCount });
    });
    this.setData({ cartCount: session.get().cartCount, alone: getCurrentPages().length < 2 });
    const single = wx.getLaunchOptionsSync().scene === TIMELINE;
    this.setData({ single });
    void this.load();
    if (!single) void this.visit();
  },
  onShow() {
    if (!this.data.single) void refreshCartCount();
    // Stock and price may have moved while the page was covered.
    if (this.data.state === 'ready') void this.load();
  },
  onUnload() {
    this.leaving?.();
    this.flash?.stop();
  },
  onPageScroll({ scrollTop }) {
    const solid = scrollTop > 240;
    if (solid !== this.data.solid) this.setData({ solid });
  },
  onShareAppMessage() {
    const { spu } = this.data;
    return { title: spu?.title ?? '小店好物', path: routes.product(this.spuId), imageUrl: spu?.headImages[0] };
  },

  onShareTimeline() {
    const { spu } = this.data;
    return { title: spu?.title ?? '小店好物', query: `spuId=${this.spuId}`, imageUrl: spu?.headImages[0] };
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      if (this.liveCode) await comeFromLive({ code: this.liveCode });
      const first = await catalog.product(this.spuId);
      const spu = (await comeFromLive({ shopId: first.shop.shopId })) ? await catalog.product(this.spuId) : first;
      const available = spu.skus.reduce((sum, sku) => sum + sku.available, 0);
      const cheapest = spu.skus.find((sku) => sku.priceFen === spu.minPriceFen);
      this.setData({
        state: 'ready',
        spu,
        soldText: spu.sold ? `已售 ${shortCount(spu.sold)}` : '',
        soldOut: available === 0,
        offShelf: spu.status !== 5,
        unbuyable: unbuyable(spu),
        marketFen: cheapest?.marketPriceFen ?? 0,
        ...reviewsOf(spu),
      });
      this.watchFlash(spu.flash?.endsAt ?? 0);
    } catch (error) {
      const { code, message } = asAppError(error);
      const gone = code === 'NOT_FOUND' || code === 'OFF_SHELF' || code === 'BAD_REQUEST';
      if (this.data.state === 'ready' && !gone) toast(message);
      else this.setData({ state: 'error', errorText: gone ? '商品不存在或已下架' : message, gone });
    }
  },

  /** Counts down; when it is over the page shows the ordinary price again. */
  watchFlash(endsAt: number) {
    this.flash?.stop();
    if (endsAt <= Date.now()) return this.setData({ flashLeft: '' });
    this.flash = tick(endsAt, (left) => {
      this.setData({ flashLeft: countdown(left) });
      if (left === 0) void this.load();
    });
  },

  /** Leaves a footprint, and learns whether it is a favourite. */
  async visit() {
    try {
      const { favorite } = await new Attempt().run({ spuId: this.spuId }, (request) => user.visit(request));
      if (!this.liking?.busy) this.setData({ favorite });
    } catch {
      // The page is about the product; a footprint that is missing spoils nothing.
    }
  },
  async onFavorite() {
    const liking: Attempt | null = this.liking;
    if (!liking || liking.busy) return;
    const favorite = !this.data.favorite;
    this.setData({ favorite });
    try {
      await liking.run({ spuIds: [this.spuId], favorite }, (request) => user.setFavorite(request));
      toast(favorite ? '已收藏' : '已取消收藏');
    } catch (error) {
      this.setData({ favorite: !favorite });
      toastError(error);
    }
  },

  onSlide(event: WechatMiniprogram.SwiperChange) {
    this.setData({ slide: event.detail.current });
  },
  onPreview(event: Tap<{ url: string; among: 'head' | 'desc' }>) {
    const { spu } = this.data;
    if (!spu) return;
    const { url, among } = event.currentTarget.dataset;
    void wx.previewImage({ current: url, urls: among === 'desc' ? spu.descImages : spu.headImages });
  },
  onChoose() {
    this.openSheet(this.data.spu?.deliverMethod ? 'buy' : 'choose');
  },
  onAdd() {
    this.openSheet('cart');
  },
  onBuy() {
    this.openSheet('buy');
  },
  openSheet(intent: Intent) {
    if (this.data.offShelf) return toast('商品已下架');
    if (this.data.unbuyable && intent !== 'choose') return toast(this.data.unbuyable);
    this.setData({ sheet: true, intent });
  },
  onCloseSheet() {
    this.setData({ sheet: false });
  },
  onPick({ detail: { text } }: Sent<{ text: string }>) {
    if (text !== this.data.chosen) this.setData({ chosen: text });
  },
  onConfirm({ detail: { skuId, num, intent } }: Sent<{ skuId: string; num: number; intent: Intent }>) {
    if (intent === 'buy') {
      session.set({ checkout: { lines: [{ spuId: this.spuId, skuId, num }], from: 'product' } });
      this.setData({ sheet: false });
      go(routes.confirm());
    } else void this.addToCart(skuId, num);
  },
  async addToCart(skuId: string, num: number) {
    const attempt: Attempt | null = this.attempt;
    if (!attempt) return;
    this.setData({ adding: true });
    let asked = '';
    try {
      const { count } = await attempt.run({ spuId: this.spuId, skuId, num }, (request) => {
        asked = request.requestId;
        return cart.add(request);
      });
      session.set({ cartCount: count });
      this.setData({ sheet: false });
      toastSuccess('已加入购物车');
    } catch (error) {
      const { code } = asAppError(error);
      if (code === 'NETWORK') return this.addLater(skuId, num, asked);
      toastError(error);
      if (code === 'OUT_OF_STOCK' || code === 'OFF_SHELF') void this.load();
    } finally {
      this.setData({ adding: false });
    }
  },
  /** Nobody knows whether it went through: it waits under the same id, and is done once. */
  addLater(skuId: string, num: number, opId: string) {
    cartQueue.add({ spuId: this.spuId, skuId, num }, opId);
    this.attempt = new Attempt();
    this.setData({ sheet: false });
    toast('网络不太顺畅，已先记下，联网后自动加入购物车');
  },
  onShare() {
    this.setData({ sharing: true });
  },
  onCloseShare() {
    this.setData({ sharing: false });
  },
  onParams() {
    this.setData({ params: true });
  },
  onCloseParams() {
    this.setData({ params: false });
  },
  onReviews(event: Tap<{ filter?: string }>) {
    go(routes.reviews(this.spuId, event.currentTarget.dataset.filter));
  },
  onShop() {
    if (this.data.spu) go(routes.shop(this.data.spu.shop.shopId));
  },
  onCart() {
    go(routes.cart());
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});

function unbuyable({ presale, limit }: SpuDetail): string {
  if (presale && !presale.buyable) return presale.state === 'upcoming' ? '预售还没开始' : '预售已结束';
  return limit?.left === 0 ? '已买到限购件数' : '';
}

const TAGS_SHOWN = 4;
function reviewsOf({ reviews }: SpuDetail) {
  const { count = 0, goodPercent = 0, tags = [], withImages = 0, top = [] } = reviews ?? {};
  return {
    reviewTitle: count > 0 ? `商品评价（${shortCount(count)}）` : '商品评价',
    reviewGood: count > 0 ? `好评率 ${goodPercent}%` : '暂无评价',
    reviewTags: [
      ...(withImages > 0 ? [{ tag: 'image', text: `有图 ${shortCount(withImages)}` }] : []),
      ...tags.slice(0, TAGS_SHOWN).map((each) => ({ tag: `tag:${each.tag}`, text: `${each.tag} ${shortCount(each.count)}` })),
    ],
    reviews: top.map(reviewRow),
  };
}
