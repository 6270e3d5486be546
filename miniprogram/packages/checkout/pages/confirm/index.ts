import type { AccountChoice, Address, BlockedLine, Checkout, CouponOption, DeliverAccount, Discount, OrderLineRequest, OrderPrice } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { cart } from '../../../../services/cart';
import type { AppError } from '../../../../services/error';
import { asAppError } from '../../../../services/error';
import { offerSubscribe, prepareSubscribe } from '../../../../services/message';
import { order } from '../../../../services/order';
import type { PayOutcome } from '../../../../services/pay';
import { pay } from '../../../../services/pay';
import { session } from '../../../../services/session';
import { accountText } from '../../../../utils/account';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastError } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
import { back, go, replace } from '../../../../utils/navigation';
import { routes } from '../../../../utils/routes';
import type { ShopGroup } from '../../utils/checkout-view';
import { allDiscounts, freightRows, shopGroup } from '../../utils/checkout-view';

/** The goods themselves are the trouble: the page has to be computed anew. */
const STALE = ['PRICE_CHANGED', 'LIMIT_EXCEEDED', 'UNDELIVERABLE', 'COUPON_UNUSABLE', 'OUT_OF_STOCK', 'OFF_SHELF', 'CONFLICT'];

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    address: null as Address | null,
    /** Virtual goods: asked for in place of an address. */
    account: null as AccountChoice | null,
    accountProblem: '',
    /** Something is sent. */
    toAddress: true,
    /** Who fetches what is not. */
    fetcher: { userName: '', telNumber: '' },
    shops: [] as ShopGroup[],
    price: null as OrderPrice | null,
    discounts: [] as Discount[],
    /** Lines that cannot be bought now, with why; they are not part of the order. */
    blocked: [] as BlockedLine[],
    freight: [] as { key: string; name: string; text: string; sum: string }[],
    freightSheet: false,
    saved: '',
    /** The sheet in which the coupons of one shop are chosen. */
    choosing: false,
    options: [] as CouponOption[],
    chosen: [] as string[],
    pieces: 0,
    busy: false,
  },
  lines: [] as OrderLineRequest[],
  notes: {} as Record<string, string>,
  /** By shopId, what the shopper chose; a shop that is left out gets the best. */
  coupons: {} as Record<string, string[]>,
  /** Shops whose points are used. */
  usePoints: [] as string[],
  /** By shopId: what the shopper fetches. */
  pickups: {} as Record<string, { pointId?: string }>,
  checkout: null as Checkout | null,
  couponShop: '',
  addressId: '',
  goesTo: null as DeliverAccount | null,
  attempt: null as Attempt | null,

  onLoad() {
    this.attempt = new Attempt();
    this.notes = {};
    this.coupons = {};
    this.usePoints = [];
    this.pickups = {};
    this.lines = session.get().checkout?.lines ?? [];
    void prepareSubscribe();
    void this.load();
  },
  onShow() {
    const { chosenAddressId } = session.get();
    if (!chosenAddressId) return;
    this.addressId = chosenAddressId;
    session.set({ chosenAddressId: '' });
    void this.load();
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      if (this.lines.length === 0) this.lines = await selectedInCart();
      if (this.lines.length === 0) return this.setData({ state: 'empty' });
      const checkout = await order.preview({ lines: this.lines, coupons: this.coupons, usePoints: this.usePoints, pickups: this.pickups, ...(this.addressId ? { addressId: this.addressId } : {}) });
      this.checkout = checkout;
      this.setData({
        state: 'ready',
        address: checkout.address,
        account: checkout.account ?? null,
        shops: checkout.shops.map(shopGroup),
        toAddress: checkout.shops.length === 0 || checkout.shops.some(({ method }) => method !== 'pickup'),
        fetcher: fetcherOf(this.data.fetcher, checkout.address),
        price: checkout.price,
        discounts: allDiscounts(checkout),
        saved: checkout.price.discountFen ? yuan(checkout.price.discountFen) : '',
        blocked: checkout.blocked ?? [],
        freight: freightRows(checkout),
        pieces: checkout.shops.reduce((sum, { lines }) => lines.reduce((all, line) => all + line.num, sum), 0),
      });
    } catch (error) {
      this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },

  onNote(event: WechatMiniprogram.CustomEvent<{ value: string }> & Tap<{ shop: string }>) {
    this.notes[event.currentTarget.dataset.shop] = event.detail.value;
  },
  onCoupons(event: Tap<{ shop: string }>) {
    const checkout: Checkout | null = this.checkout;
    const part = checkout?.shops.find(({ shop }) => shop.shopId === event.currentTarget.dataset.shop);
    if (!part) return;
    this.couponShop = part.shop.shopId;
    this.setData({ choosing: true, options: part.coupons ?? [], chosen: part.couponIds ?? [] });
  },
  /** `ids` null: whatever is cheapest. */
  async onChoose({ detail: { ids } }: Sent<{ ids: string[] | null }>) {
    const { [this.couponShop as string]: _before, ...others } = this.coupons as Record<string, string[]>;
    this.coupons = ids ? { ...others, [this.couponShop]: ids } : others;
    this.setData({ choosing: false });
    await this.load();
  },
  onCloseCoupons() {
    this.setData({ choosing: false });
  },
  onFreight() {
    this.setData({ freightSheet: true });
  },
  onCloseFreight() {
    this.setData({ freightSheet: false });
  },
  async onPoints(event: WechatMiniprogram.CustomEvent<{ value: boolean }, object, { shop: string }>) {
    const { shop } = event.currentTarget.dataset;
    const others = (this.usePoints as string[]).filter((one) => one !== shop);
    this.usePoints = event.detail.value ? [...others, shop] : others;
    await this.load();
  },
  onAccount({ detail: { account } }: Sent<{ account: DeliverAccount }>) {
    this.goesTo = account;
    if (this.data.accountProblem) this.setData({ accountProblem: '' });
  },
  async onMethod(event: Sent<{ on: boolean }> & Tap<{ shop: string }>) {
    const { shop } = event.currentTarget.dataset;
    const { [shop]: _before, ...others } = this.pickups as Record<string, { pointId?: string }>;
    this.pickups = event.detail.on ? { ...others, [shop]: {} } : others;
    await this.load();
  },
  async onPlace(event: Sent<{ pointId: string }> & Tap<{ shop: string }>) {
    this.pickups = { ...(this.pickups as Record<string, { pointId?: string }>), [event.currentTarget.dataset.shop]: { pointId: event.detail.pointId } };
    await this.load();
  },
  onFetcher({ detail }: Sent<{ userName: string; telNumber: string }>) {
    this.setData({ fetcher: detail });
  },
  onAddress() {
    go(routes.addresses({ choose: '1', selected: this.data.address?.addressId }));
  },

  async onSubmit() {
    const attempt: Attempt | null = this.attempt;
    const { address, account, price, busy, blocked, shops, toAddress, fetcher } = this.data;
    if (busy || !attempt || !price) return;
    const lines = (this.lines as OrderLineRequest[]).filter(({ skuId }) => !blocked.some((one) => one.skuId === skuId));
    if (lines.length === 0) return toast('没有可以下单的商品');
    const goesTo: DeliverAccount | null = account ? this.goesTo : null;
    if (goesTo && goesTo.type !== 1 && !goesTo.value.trim()) return this.setData({ accountProblem: `请填写${accountText(goesTo.type)}` });
    const fetched = shops.filter((group) => group.fetched);
    if (fetched.some(({ pickup }) => !pickup?.place)) return toast('请先选择自提点');
    if (toAddress && !address && !goesTo) {
      toast('请先选择收货地址');
      return this.onAddress();
    }
    this.setData({ busy: true });
    try {
      const notes = Object.fromEntries(Object.entries(this.notes as Record<string, string>).filter(([, note]) => note.trim()));
      const used = ((this.checkout as Checkout | null)?.shops ?? []).flatMap(({ shop, couponIds }) => (couponIds?.length ? [[shop.shopId, couponIds] as const] : []));
      const pickups = Object.fromEntries(fetched.map(({ shop, pickup }) => [shop.shopId, { pointId: pickup?.place?.pointId ?? '', ...fetcher }]));
      const request = { coupons: Object.fromEntries(used), usePoints: this.usePoints as string[], lines, ...(goesTo ? { account: goesTo } : toAddress && address ? { addressId: address.addressId } : {}), ...(fetched.length > 0 ? { pickups } : {}), notes, expectedPayFen: price.payFen };
      const trade = await attempt.run(request, (sent) => order.submit(sent));
      session.set({ checkout: null });
      await this.payFor(trade);
    } catch (error) {
      await this.refused(asAppError(error));
    } finally {
      this.setData({ busy: false });
    }
  },
  /** The order stands; whatever becomes of the payment, this page has done its work. */
  async payFor({ tradeId, orderIds, payFen }: { tradeId: string; orderIds: string[]; payFen: number }) {
    let outcome: PayOutcome = 'cancelled';
    try {
      outcome = await pay({ tradeId });
      // WeChat lets us ask right after a payment.
      if (outcome === 'paid') offerSubscribe('pay');
    } catch (error) {
      toastError(error);
    }
    const only = orderIds.length === 1 ? orderIds[0] : undefined;
    if (outcome === 'cancelled') replace(only ? routes.order(only) : routes.orders('toPay'));
    else replace(routes.result({ state: outcome, tradeId, orderIds: orderIds.join(), payFen: String(payFen) }));
  },
  async refused(error: AppError) {
    if (error.field?.startsWith('account')) return this.setData({ accountProblem: error.message });
    if (!STALE.includes(error.code)) return toast(error.message);
    await wx.showModal({ title: '订单有变化', content: error.message, showCancel: false, confirmText: '知道了' });
    // A coupon that somebody used elsewhere is no choice any more.
    if (error.code === 'COUPON_UNUSABLE') this.coupons = {};
    await this.load();
    const { price } = this.data;
    if (error.code === 'PRICE_CHANGED' && price) toast(`现在应付 ${yuan(price.payFen)}`);
  },

  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
  onBrowse() {
    go(routes.home());
  },
});

/** What was typed stays; at first, who the goods would be sent to. */
function fetcherOf(typed: { userName: string; telNumber: string }, address: Address | null): { userName: string; telNumber: string } {
  if (typed.userName || typed.telNumber || !address) return typed;
  return { userName: address.userName, telNumber: address.telNumber };
}

/** The page was opened without lines (it was restored): what is ticked in the cart is what was meant. */
async function selectedInCart(): Promise<OrderLineRequest[]> {
  const { shops } = await cart.get();
  return shops
    .flatMap((group) => group.lines)
    .filter((line) => line.selected && line.state === 'ok')
    .map(({ spuId, skuId, num }) => ({ spuId, skuId, num }));
}
