/** What goes back for goods that were paid for, and what an order may still be asked for. Amounts come from the stored lines only. */
import type { AfterSaleType, Fen, OrderLine, OrderPrice, OrderStatus, Parcel, WantedSku } from '../../typings';
import { wayOfOrder, type Fulfilled } from './fulfilment';
import { allocate, minus, sum } from './money';
import { leftToShip } from './parcels';

/** What after-sales have done to one line of an order. */
export interface LineAccount {
  /** The request that is under way; '' for none. */
  open: string;
  /** The shopper's requests so far. */
  requests: number;
  refundedNum: number;
  /** Money that went back, freight included. */
  refundedFen: Fen;
  /** The part of paidFen that is spoken for: the shares of settled pieces (also where less was agreed on) and price differences. */
  goneFen?: Fen;
  /** By request: what was decided for good. */
  settled: Record<string, Settlement>;
  /** By request: pieces that the shopper has another SKU for. */
  exchanged?: Record<string, Exchanged>;
}
export interface Settlement {
  refundFen: Fen;
  /** 0 for a price difference. */
  num: number;
  /** The goods, or some of them, had never left: they go back into stock. */
  unshipped: boolean;
  /** How many of them had never left; absent: all, or none, as `unshipped` says. */
  unshippedNum?: number;
  /** Codes that nobody had seen: they go back into stock. Absent: none. */
  codesBack?: number;
  /** Nothing of the order is left, neither goods nor money. */
  all: boolean;
  /** refundFen without freight. Absent in settlements of old: see `goodsBack`. */
  goodsFen?: Fen;
  /** Which SKU the pieces were, when the shopper had another one by exchange. */
  goodsSkuId?: string;
}
export interface Exchanged {
  from: string;
  to: WantedSku;
  num: number;
}
export interface RefundableOrder extends Fulfilled {
  status: OrderStatus;
  lines: readonly OrderLine[];
  price: OrderPrice;
  finishedAt: number | null;
  /** By skuId. */
  afterSales?: Record<string, LineAccount>;
  parcels?: readonly Parcel[];
}

export function accountOf({ afterSales }: Pick<RefundableOrder, 'afterSales'>, skuId: string): LineAccount {
  const stored = afterSales?.[skuId];
  return {
    open: stored?.open ?? '',
    requests: stored?.requests ?? 0,
    refundedNum: stored?.refundedNum ?? 0,
    refundedFen: stored?.refundedFen ?? 0,
    settled: stored?.settled ?? {},
    ...(stored?.goneFen === undefined ? {} : { goneFen: stored.goneFen }),
    ...(stored?.exchanged === undefined ? {} : { exchanged: stored.exchanged }),
  };
}

/** Of what was paid for the line: what may still go back. */
export function leftFen(line: Pick<OrderLine, 'num' | 'paidFen'>, { goneFen, refundedNum }: Pick<LineAccount, 'goneFen' | 'refundedNum'>): Fen {
  const gone = goneFen ?? sum(piecesOf(line.paidFen, line.num).slice(0, refundedNum));
  return minus(line.paidFen, gone);
}

/**
 * What the next `num` pieces of a line are worth. Each piece that is left has its own share of what is left of the price (by largest
 * remainder), so that any sequence of parts adds up to the whole; what went back as a price difference is shared by the pieces left then.
 */
export function piecesRefund(line: Pick<OrderLine, 'num' | 'paidFen'>, account: Pick<LineAccount, 'goneFen' | 'refundedNum'>, num: number): Fen {
  const left = line.num - account.refundedNum;
  if (!Number.isSafeInteger(num) || num < 1 || num > left) throw new RangeError(`${num} pieces of the ${left} that are left of ${line.num} cannot be given back`);
  return sum(piecesOf(leftFen(line, account), left).slice(0, num));
}

function piecesOf(totalFen: Fen, num: number): readonly Fen[] {
  return allocate(totalFen, new Array<number>(num).fill(1));
}

export interface Refund {
  /** What goes back for the pieces: their share, or what was agreed on. */
  goodsFen: Fen;
  /** Their share. */
  shareFen: Fen;
  /** Only with the last goods of an order that was never shipped. */
  freightFen: Fen;
  refundFen: Fen;
  unshipped: boolean;
  /** Pieces of it that have not left. */
  unshippedNum: number;
  /** Nothing of the order is left, neither goods nor money. */
  all: boolean;
  /** With this refund nothing is left to be shipped, but something of the order is. */
  allOut: boolean;
}

/** What comes back for `num` pieces now; `agreedFen`: both sides agreed on less. Throws a RangeError when there are not so many left. */
export function refundOf(order: RefundableOrder, skuId: string, num: number, agreedFen: Fen | null = null): Refund {
  const line = lineIn(order, skuId);
  const shareFen = piecesRefund(line, accountOf(order, skuId), num);
  const goodsFen = agreedFen === null ? shareFen : Math.min(agreedFen, shareFen);
  const leftNum = sum(order.lines.map((one) => one.num - accountOf(order, one.skuId).refundedNum));
  const keptFen = minus(sum(order.lines.map(({ paidFen }) => paidFen)), sum([goodsBackOf(order), goodsFen]));
  // Pieces that are still here go first: a line with some of each is asked about before it is shipped to the end.
  const unshippedNum = Math.min(num, leftToShip(order, skuId));
  const all = leftNum === num && keptFen === 0;
  const freightFen = isUnshipped(order.status) && all ? order.price.freightFen : 0;
  const allOut = !all && unshippedNum > 0 && sum(order.lines.map((one) => leftToShip(order, one.skuId))) === unshippedNum;
  return { goodsFen, shareFen, freightFen, refundFen: sum([goodsFen, freightFen]), unshipped: unshippedNum > 0, unshippedNum, all, allOut };
}

/** A part of the price, for no pieces. Throws a RangeError when so much is not left. */
export function differenceOf(order: RefundableOrder, skuId: string, refundFen: Fen): Refund {
  const left = leftFen(lineIn(order, skuId), accountOf(order, skuId));
  if (refundFen > left) throw new RangeError(`${refundFen} of the ${left} that are left cannot be given back`);
  return { goodsFen: refundFen, shareFen: refundFen, freightFen: 0, refundFen, unshipped: false, unshippedNum: 0, all: false, allOut: false };
}

function lineIn(order: RefundableOrder, skuId: string): OrderLine {
  const line = order.lines.find((one) => one.skuId === skuId);
  if (!line) throw new RangeError(`the order has no ${skuId}`);
  return line;
}

/** Money that went back for goods, over all lines. Settlements of old gave each piece its share, and freight with the last of all. */
function goodsBackOf(order: RefundableOrder): Fen {
  return sum(
    order.lines.flatMap(({ skuId }) =>
      Object.values(accountOf(order, skuId).settled).map(({ goodsFen, refundFen, all, unshipped }) => goodsFen ?? minus(refundFen, all && unshipped ? order.price.freightFen : 0)),
    ),
  );
}

export interface Holding {
  skuId: string;
  /** null: as the order's line has it. */
  sku: WantedSku | null;
  num: number;
}

/** Which SKUs the shopper has of a line, and how many pieces of each: what was bought, less what went back, after the exchanges. */
export function holdingsOf(line: Pick<OrderLine, 'skuId' | 'num'>, { exchanged = {}, settled }: Pick<LineAccount, 'exchanged' | 'settled'>): Holding[] {
  const holdings = new Map<string, Holding>([[line.skuId, { skuId: line.skuId, sku: null, num: line.num }]]);
  const add = (skuId: string, num: number, sku: WantedSku | null): void => {
    const known = holdings.get(skuId) ?? { skuId, sku, num: 0 };
    holdings.set(skuId, { ...known, num: known.num + num });
  };
  for (const { from, to, num } of Object.values(exchanged)) {
    add(from, -num, null);
    add(to.skuId, num, to);
  }
  for (const { goodsSkuId = line.skuId, num } of Object.values(settled)) add(goodsSkuId, -num, null);
  return [...holdings.values()].filter(({ num }) => num > 0);
}

/** Nothing of the order has gone out. */
export function isUnshipped(status: OrderStatus): boolean {
  return status === 20;
}

/** Pieces of the line are still here: until they have gone out or their money is back, it is them that can be asked about. */
export function isLineUnshipped(order: RefundableOrder, skuId: string): boolean {
  return leftToShip(order, skuId) > 0;
}

/** How many pieces of the line can be asked about at once. */
export function askableNum(order: RefundableOrder, skuId: string): number {
  const line = order.lines.find((one) => one.skuId === skuId);
  const left = leftToShip(order, skuId);
  return left > 0 ? left : (line?.num ?? 0) - accountOf(order, skuId).refundedNum;
}

/** What can be asked for: nothing to return before it was sent, and nothing at all where nothing can come back. What is given in
 * exchange is sent by parcel, to the order's address. */
export function typesFor(order: RefundableOrder, skuId: string): AfterSaleType[] {
  if (order.status !== 20 && order.status !== 21 && order.status !== 30 && order.status !== 100) return [];
  return order.status === 20 || !wayOfOrder(order).comesBack || isLineUnshipped(order, skuId) ? ['REFUND'] : ['REFUND', 'RETURN', ...(wayOfOrder(order).toAddress ? (['EXCHANGE'] as const) : [])];
}

export interface Limits {
  /** How long after the receipt, ms. */
  windowMs: number;
  /** Requests a line at most. */
  mostRequests: number;
}

/** Why nothing (more) can be asked for this line, in Chinese; '' when something can. */
export function obstacleTo(order: RefundableOrder, skuId: string, limits: Limits, now: number): string {
  const obstacle = obstacleToStart(order, skuId, limits, now);
  if (obstacle) return obstacle;
  return accountOf(order, skuId).requests >= limits.mostRequests ? `每件商品最多申请 ${limits.mostRequests} 次售后` : '';
}

/** The same for the merchant, whose own after-sales are not counted. */
export function obstacleToStart(order: RefundableOrder, skuId: string, limits: Limits, now: number): string {
  const line = order.lines.find((one) => one.skuId === skuId);
  const account = accountOf(order, skuId);
  if (!line) return '订单里没有这件商品';
  if (account.refundedNum >= line.num) return '已全部退款';
  return obstacleToMoney(order, skuId, limits, now);
}

/** And for a part of the price, which may also be of pieces that were given back for less. */
export function obstacleToMoney(order: RefundableOrder, skuId: string, limits: Limits, now: number): string {
  if (!order.lines.some((one) => one.skuId === skuId)) return '订单里没有这件商品';
  if (accountOf(order, skuId).open !== '') return '售后处理中';
  if (typesFor(order, skuId).length === 0) return order.status === 200 ? '已全部退款' : '订单当前不能申请售后';
  return order.status === 100 && now > (order.finishedAt ?? 0) + limits.windowMs ? '已超过售后期限' : '';
}
