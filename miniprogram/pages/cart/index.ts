import type { Cart, CartLine, StockedSku } from '../../../typings/index';
import { Attempt } from '../../services/attempt';
import { cart } from '../../services/cart';
import { cartQueue } from '../../services/cart-queue';
import { catalog } from '../../services/catalog';
import { asAppError } from '../../services/error';
import { paintCartBadge, session } from '../../services/session';
import { user } from '../../services/user';
import type { CartGroup } from '../../utils/cart-view';
import { cartGroups, cartTotals, pickOf, withNumber } from '../../utils/cart-view';
import type { Sent, Tap } from '../../utils/events';
import { ask, toast, toastError } from '../../utils/feedback';
import { go } from '../../utils/navigation';
import { routes } from '../../utils/routes';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    groups: [] as CartGroup[],
    count: 0,
    selectedCount: 0,
    selectedFen: 0,
    allPicked: false,
    editing: false,
    /** In edit mode: skuId → ticked for deletion. */
    marks: {} as Record<string, boolean>,
    markCount: 0,
    allMarked: false,
    /** Lines that can never be bought as they stand. */
    invalid: 0,
    couponSheet: false,
    couponShop: '',
    couponSpus: [] as string[],
    /** No network: what is shown was seen before, and edits wait on the phone. */
    offline: false,
    /** The line whose SKU is being changed, and what there is to choose from. */
    changing: null as CartLine | null,
    skuSheet: false,
    skus: [] as StockedSku[],
    swapping: false,
  },
  swap: null as Attempt | null,
  online: null as ((state?: unknown) => void) | null,

  onLoad() {
    this.swap = new Attempt();
    this.online = (state) => {
      if ((state as { isConnected?: boolean })?.isConnected && cartQueue.size > 0) void this.load();
    };
    wx.onNetworkStatusChange(this.online);
  },
  onUnload() {
    if (this.online) wx.offNetworkStatusChange(this.online);
  },
  onShow() {
    paintCartBadge();
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      if (cartQueue.size > 0) return await this.sync();
      const answer = await cart.get();
      if (cartQueue.size === 0) this.show(answer);
    } catch (error) {
      this.cannotLoad(error);
    }
  },
  /** Brings to the cloud what waits, and shows what came of it. */
  async sync() {
    const synced = await cartQueue.flush();
    if (!synced || cartQueue.size > 0) return;
    this.show(synced.cart);
    if (synced.refused[0]) toast(synced.refused[0]);
  },
  async edited() {
    try {
      await this.sync();
    } catch (error) {
      const { mayRepeat } = asAppError(error);
      if (mayRepeat) return this.setData({ offline: true });
      toastError(error);
      void this.load();
    }
  },
  cannotLoad(error: unknown) {
    const { code, message } = asAppError(error);
    const seen = code === 'NETWORK' ? cartQueue.offline() : null;
    if (seen && this.data.state !== 'ready') this.paint(seen);
    if (seen) return this.setData({ offline: true });
    if (this.data.state === 'ready') toast(message);
    else this.setData({ state: 'error', errorText: message });
  },
  show(answer: Cart) {
    cartQueue.remember(answer);
    if (this.data.offline) this.setData({ offline: false });
    this.paint(answer);
  },
  paint(answer: Cart) {
    session.set({ cartCount: answer.count });
    this.setData({
      state: answer.shops.length ? 'ready' : 'empty',
      groups: cartGroups(answer),
      editing: answer.shops.length > 0 && this.data.editing,
    });
    this.sum();
  },
  /** Brings the sums up to date with the lines on the screen. */
  sum() {
    const { count, selectedCount, selectedFen, allPicked, invalid } = this.data;
    const now = cartTotals(this.data.groups);
    const same =
      now.count === count && now.selectedCount === selectedCount && now.selectedFen === selectedFen && now.allPicked === allPicked && now.invalid === invalid;
    if (!same) this.setData({ ...now });
  },
  /** Shows a changed line at once. */
  put(skuId: string, change: (line: CartLine) => CartLine) {
    this.data.groups.forEach((group, g) => {
      const l = group.lines.findIndex((line) => line.skuId === skuId);
      const line = group.lines[l];
      if (!line) return;
      const changed = change(line);
      const pick = pickOf(group.lines.map((other, index) => (index === l ? changed : other)));
      this.setData({
        [`groups[${g}].lines[${l}]`]: changed,
        [`groups[${g}].picked`]: pick.picked,
        [`groups[${g}].pickable`]: pick.pickable,
      });
    });
    this.sum();
  },

  onPick({ detail: { skuId, selected } }: Sent<{ skuId: string; selected: boolean }>) {
    if (this.data.editing) {
      this.mark({ [skuId]: selected });
      return;
    }
    this.put(skuId, (line) => ({ ...line, selected }));
    cartQueue.pick(skuId, selected);
    void this.edited();
  },
  onNum({ detail: { skuId, num } }: Sent<{ skuId: string; num: number }>) {
    const line = this.lineOf(skuId);
    if (!line) return;
    this.put(skuId, (shown) => withNumber(shown, num));
    cartQueue.set(line, num);
    void this.edited();
  },
  onPickShop(event: Tap<{ index: number }>) {
    const group = this.data.groups[event.currentTarget.dataset.index];
    if (!group) return;
    if (this.data.editing) this.markAll(group.lines);
    else if (group.pickable) this.pickMany(!group.picked, group.lines.map((line) => line.skuId));
  },
  onPickAll() {
    if (this.data.editing) this.markAll(this.data.groups.flatMap((group) => group.lines));
    else this.pickMany(!this.data.allPicked);
  },
  /** skuIds left out: everything that can be bought. */
  pickMany(selected: boolean, skuIds?: string[]) {
    const touched = (line: CartLine) => (!skuIds || skuIds.includes(line.skuId)) && (line.state === 'ok' || !selected);
    for (const line of this.data.groups.flatMap((group) => group.lines)) if (touched(line) && line.selected !== selected) cartQueue.pick(line.skuId, selected);
    const groups = this.data.groups.map((group) => {
      const lines = group.lines.map((line) => (touched(line) ? { ...line, selected } : line));
      return { ...group, lines, ...pickOf(lines) };
    });
    this.setData({ groups });
    this.sum();
    void this.edited();
  },

  onEdit() {
    this.setData({ editing: !this.data.editing, marks: {}, markCount: 0, allMarked: false });
  },
  mark(changed: Record<string, boolean>) {
    const marks = { ...this.data.marks, ...changed };
    const skuIds = this.data.groups.flatMap((group) => group.lines).map((line) => line.skuId);
    const markCount = skuIds.filter((skuId) => marks[skuId]).length;
    this.setData({ marks, markCount, allMarked: markCount > 0 && markCount === skuIds.length });
  },
  markAll(lines: CartLine[]) {
    const on = !lines.every((line) => this.data.marks[line.skuId]);
    this.mark(Object.fromEntries(lines.map((line) => [line.skuId, on])));
  },
  onRemoveOne({ detail: { skuId } }: Sent<{ skuId: string }>) {
    this.drop([skuId]);
  },
  async onRemoveMarked() {
    const skuIds = Object.keys(this.data.marks).filter((skuId) => this.data.marks[skuId]);
    if (skuIds.length === 0) return toast('请先勾选要删除的商品');
    if (!(await ask(`从购物车删除这 ${skuIds.length} 种商品？`, '删除'))) return;
    this.setData({ marks: {}, markCount: 0, allMarked: false });
    this.drop(skuIds);
  },
  async onClearInvalid() {
    const skuIds = this.data.groups.flatMap((group) => group.lines).filter((line) => line.state === 'offShelf').map((line) => line.skuId);
    if (await ask(`删除 ${skuIds.length} 种已下架的商品？`, '删除')) this.drop(skuIds);
  },
  lineOf(skuId: string): CartLine | undefined {
    return this.data.groups.flatMap((group) => group.lines).find((line) => line.skuId === skuId);
  },
  drop(skuIds: string[]) {
    for (const line of this.data.groups.flatMap((group) => group.lines)) if (skuIds.includes(line.skuId)) cartQueue.set(line, 0);
    const groups = this.data.groups
      .map((group) => {
        const lines = group.lines.filter((line) => !skuIds.includes(line.skuId));
        return { ...group, lines, ...pickOf(lines) };
      })
      .filter((group) => group.lines.length > 0);
    this.setData({ groups, state: groups.length ? 'ready' : 'empty', editing: groups.length > 0 && this.data.editing });
    this.sum();
    void this.edited();
  },
  /** What is liked stays to be found; it leaves the cart only when it is among the favourites. */
  async onFavorMarked() {
    const lines = this.data.groups.flatMap((group) => group.lines).filter((line) => this.data.marks[line.skuId]);
    if (lines.length === 0) return toast('请先勾选要移入收藏的商品');
    try {
      const spuIds = [...new Set(lines.map(({ spuId }) => spuId))];
      await new Attempt().run({ spuIds, favorite: true }, (request) => user.setFavorite(request));
    } catch (error) {
      return toastError(error);
    }
    this.setData({ marks: {}, markCount: 0, allMarked: false });
    this.drop(lines.map(({ skuId }) => skuId));
    toast('已移入收藏');
  },

  async onChange({ detail: { skuId } }: Sent<{ skuId: string }>) {
    const line = this.lineOf(skuId);
    if (!line || this.data.skuSheet) return;
    try {
      const { skus } = await catalog.product(line.spuId);
      this.setData({ changing: line, skus, skuSheet: true });
    } catch (error) {
      toastError(error);
    }
  },
  onCloseSku() {
    this.setData({ skuSheet: false });
  },
  async onSwap({ detail: { skuId: toSkuId, num } }: Sent<{ skuId: string; num: number }>) {
    const { changing, swapping } = this.data;
    const swap: Attempt | null = this.swap;
    if (!changing || !swap || swapping) return;
    this.setData({ swapping: true });
    try {
      await cartQueue.flush();
      const answer = await swap.run({ skuId: changing.skuId, toSkuId, num }, (request) => cart.changeSku(request));
      this.setData({ skuSheet: false });
      this.show(answer);
    } catch (error) {
      toastError(error);
      const { code } = asAppError(error);
      if (code === 'NOT_FOUND') void this.load();
    } finally {
      this.setData({ swapping: false });
    }
  },

  onCoupons(event: Tap<{ id: string }>) {
    const { id } = event.currentTarget.dataset;
    const lines = this.data.groups.find(({ shop }) => shop.shopId === id)?.lines ?? [];
    this.setData({ couponShop: id, couponSpus: [...new Set(lines.map(({ spuId }) => spuId))], couponSheet: true });
  },
  onCloseCoupons() {
    this.setData({ couponSheet: false });
  },
  onRefused({ detail: { note } }: Sent<{ note: string }>) {
    toast(note);
  },
  onOpen({ detail: { spuId } }: Sent<{ spuId: string }>) {
    go(routes.product(spuId));
  },
  onShop(event: Tap<{ id: string }>) {
    go(routes.shop(event.currentTarget.dataset.id));
  },
  onBrowse() {
    go(routes.home());
  },
  onRetry() {
    void this.load();
  },
  onCheckout() {
    const lines = this.data.groups
      .flatMap((group) => group.lines)
      .filter((line) => line.selected && line.state === 'ok')
      .map(({ spuId, skuId, num }) => ({ spuId, skuId, num }));
    if (lines.length === 0) return toast('请先勾选要结算的商品');
    session.set({ checkout: { lines, from: 'cart' } });
    go(routes.confirm());
  },
});
