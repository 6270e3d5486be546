/**
 * What one piece costs this shopper. The unit prices of a SKU exclude each other: the lowest counts. A flash price may hold for a number of
 * pieces only; the others then have the lowest of the rest. Of equal prices the one that uses nothing up: a member price before a live price
 * before a flash price.
 */
import type { Fen } from '../../typings';
import { shareOff } from './coupon-terms';
import { minus, times } from './money';

export interface UnitOffer {
  id: string;
  name: string;
  prices: readonly { skuId: string; priceFen: Fen }[];
}
export interface FlashOffer extends UnitOffer {
  /** Pieces that are left at this price, by skuId; a SKU that is not there, or none of it: no limit. */
  left?: Readonly<Record<string, number>>;
  /** Pieces that this shopper may still have at this price, of all SKUs together; absent: no limit. */
  userLeft?: number;
}
/** The price of a grade: its share of the ordinary price, or the SKU's own member price where that is lower. */
export interface MemberOffer extends UnitOffer {
  discountNum: number;
}
export interface UnitOffers {
  flash?: readonly FlashOffer[];
  live?: readonly UnitOffer[];
  member?: MemberOffer | null;
}
export interface PiecesOfSku {
  skuId: string;
  priceFen: Fen;
  num: number;
}
/** Some pieces of a line, at a price below the ordinary one. */
export interface UnitPart {
  source: 'flash' | 'live' | 'member';
  id: string;
  name: string;
  priceFen: Fen;
  num: number;
  /** The pieces are counted. */
  limited: boolean;
}

type Price = Omit<UnitPart, 'num' | 'limited'>;

/** For each line the pieces that cost less than the ordinary price, cheapest first. Does not depend on the order of the lines. */
export function unitParts(lines: readonly PiecesOfSku[], offers: UnitOffers): UnitPart[][] {
  const open = lines.map((line) => ({ line, price: openPrice(line, offers), rest: line.num, parts: [] as UnitPart[] }));
  const chances = open.flatMap((one) =>
    (offers.flash ?? []).flatMap((offer) => {
      const priceFen = priceIn(offer, one.line.skuId);
      return priceFen !== null && priceFen < one.price.priceFen ? [{ one, offer, priceFen, gain: one.price.priceFen - priceFen }] : [];
    }),
  );
  // A shopper's few pieces go where they save most.
  chances.sort((a, b) => b.gain - a.gain || compare(a.one.line.skuId, b.one.line.skuId) || compare(a.offer.id, b.offer.id));
  const userLeft = new Map<FlashOffer, number>();
  for (const { one, offer, priceFen } of chances) {
    const left = offer.left?.[one.line.skuId];
    const mine = userLeft.get(offer) ?? offer.userLeft;
    const num = Math.max(0, Math.min(one.rest, left ?? Infinity, mine ?? Infinity));
    if (num === 0) continue;
    one.rest -= num;
    if (mine !== undefined) userLeft.set(offer, mine - num);
    one.parts.push({ source: 'flash', id: offer.id, name: offer.name, priceFen, num, limited: left !== undefined || mine !== undefined });
  }
  return open.map(({ line, price, rest, parts }) => (rest > 0 && price.priceFen < line.priceFen ? [...parts, { ...price, num: rest, limited: false }] : parts));
}

/** What a part takes off the ordinary price. */
export function partFen({ priceFen }: Pick<PiecesOfSku, 'priceFen'>, part: UnitPart): Fen {
  return times(minus(priceFen, part.priceFen), part.num);
}

/** What the first piece costs, and why. */
export function firstPrice(sku: { skuId: string; priceFen: Fen }, offers: UnitOffers): { priceFen: Fen; part: UnitPart | null } {
  const [parts] = unitParts([{ ...sku, num: 1 }], offers);
  const part = parts![0] ?? null;
  return { priceFen: part?.priceFen ?? sku.priceFen, part };
}

/** The ordinary price where no member price is lower. */
export function memberPriceOf({ skuId, priceFen }: { skuId: string; priceFen: Fen }, { discountNum, prices }: Pick<MemberOffer, 'discountNum' | 'prices'>): Fen {
  const own = prices.find((one) => one.skuId === skuId)?.priceFen ?? priceFen;
  return Math.min(priceFen, own, minus(priceFen, shareOff(priceFen, discountNum)));
}

/** The lowest price that is not counted by pieces; the ordinary one where nothing is lower. */
function openPrice(line: PiecesOfSku, { live = [], member }: UnitOffers): Price {
  let best: Price = { source: 'member', id: '', name: '', priceFen: line.priceFen };
  const lower = (price: Price): void => {
    if (price.priceFen < best.priceFen) best = price;
  };
  if (member) lower({ source: 'member', id: member.id, name: member.name, priceFen: memberPriceOf(line, member) });
  for (const offer of [...live].sort((a, b) => compare(a.id, b.id))) {
    const priceFen = priceIn(offer, line.skuId);
    if (priceFen !== null) lower({ source: 'live', id: offer.id, name: offer.name, priceFen });
  }
  return best;
}

function priceIn({ prices }: UnitOffer, skuId: string): Fen | null {
  return prices.find((price) => price.skuId === skuId)?.priceFen ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
