/** What the merchant takes off an unpaid order: of single lines, and of the freight. Nothing ever becomes dearer than what the shopper agreed to. */
import type { Discount, Fen, OrderLine, OrderPrice } from '../../typings';
import { allocate, minus, sum } from './money';
import { discountsBySource } from './pricing';
import type { FieldProblem } from './problem';

export interface PricedLines {
  lines: readonly OrderLine[];
  price: OrderPrice;
}
export interface WantedPrice {
  /** What a line is to cost as a whole; lines that are left out keep their price. */
  lines: readonly { skuId: string; paidFen: Fen }[];
  /** Absent: as it is. */
  freightFen?: Fen;
}
export interface ChangedPrice {
  lines: OrderLine[];
  price: OrderPrice;
  discounts: Discount[];
  /** Taken off the goods, and off the freight, by this change. */
  downFen: Fen;
  freightDownFen: Fen;
}

const MERCHANT: Omit<Discount, 'fen'> = { source: 'merchant', id: 'merchant', name: '商家改价' };
/** What WeChat Pay takes at least. */
const LEAST_FEN = 1;

/** The order as it costs then, or why it may not. The sums of lines, discounts and freight stay exact to the fen. */
export function changePrice({ lines, price }: PricedLines, wanted: WantedPrice): ChangedPrice | FieldProblem {
  for (const [i, { skuId, paidFen }] of wanted.lines.entries()) {
    const line = lines.find((one) => one.skuId === skuId);
    if (!line || wanted.lines.findIndex((one) => one.skuId === skuId) !== i) return { field: `lines[${i}].skuId`, message: line ? '同一件商品只能改一次' : '订单里没有这件商品' };
    if (paidFen > line.paidFen) return { field: `lines[${i}].paidFen`, message: `“${line.title}”只能降价` };
  }
  const freightFen = wanted.freightFen ?? price.freightFen;
  if (freightFen > price.freightFen) return { field: 'freightFen', message: '运费只能降低' };
  const shares = freightShares(lines, freightFen);
  const changed = lines.map((line, i) => {
    const paidFen = wanted.lines.find(({ skuId }) => skuId === line.skuId)?.paidFen ?? line.paidFen;
    const cheaper = less(line, minus(line.paidFen, paidFen));
    return shares ? { ...cheaper, freightFen: shares[i]! } : cheaper;
  });
  const discountFen = sum(changed.map((line) => line.discountFen));
  const payFen = sum([...changed.map((line) => line.paidFen), freightFen]);
  const [downFen, freightDownFen] = [minus(discountFen, price.discountFen), minus(price.freightFen, freightFen)];
  if (downFen + freightDownFen === 0) return { field: 'lines', message: '价格没有变化' };
  if (payFen < LEAST_FEN) return { field: 'lines', message: '改价后至少要付 0.01 元' };
  return { lines: changed, price: { productFen: price.productFen, discountFen, freightFen, payFen }, discounts: discountsBySource(changed), downFen, freightDownFen };
}

/** Whatever the merchant takes off a line, however often, is one discount. */
function less(line: OrderLine, fen: Fen): OrderLine {
  if (fen === 0) return line;
  const { discounts = [] } = line;
  const known = discounts.find(({ source }) => source === MERCHANT.source);
  const others = discounts.filter((one) => one !== known);
  return { ...line, discountFen: sum([line.discountFen, fen]), paidFen: minus(line.paidFen, fen), discounts: [...others, { ...MERCHANT, fen: sum([known?.fen ?? 0, fen]) }] };
}

/** As the freight was shared out before; null: an order from before it was. */
function freightShares(lines: readonly OrderLine[], freightFen: Fen): Fen[] | null {
  const before = lines.map((line) => line.freightFen);
  return before.some((share) => share === undefined) ? null : allocate(freightFen, before as Fen[]);
}
