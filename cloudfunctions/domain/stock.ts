/**
 * The stock of one SKU and what may happen to it. Each event moves pieces between the parts of the record in one step:
 * available + held + sold = received + adjusted stays true, and nothing becomes negative.
 */

export interface StockLevels {
  available: number;
  held: number;
  sold: number;
  received: number;
  /** Signed. */
  adjusted: number;
}
export type StockEvent = 'receive' | 'hold' | 'release' | 'sell' | 'return' | 'writeOff' | 'add' | 'take';
export type StockChange = Partial<Record<keyof StockLevels, number>>;

/** More than this of one SKU is a slip of the hand. */
export const MOST_STOCK = 10_000_000;

/** Per piece: what each event adds to which part. The store's updates are made from this table. */
const EFFECTS: Record<StockEvent, StockChange> = {
  receive: { received: 1, available: 1 },
  hold: { available: -1, held: 1 },
  release: { held: -1, available: 1 },
  sell: { held: -1, sold: 1 },
  return: { sold: -1, available: 1 },
  // Came back, but nobody can buy it any more.
  writeOff: { sold: -1, adjusted: -1 },
  add: { adjusted: 1, available: 1 },
  take: { adjusted: -1, available: -1 },
};

export function emptyStock(received = 0): StockLevels {
  const nothing = { available: 0, held: 0, sold: 0, received: 0, adjusted: 0 };
  return received === 0 ? nothing : applyStock(nothing, 'receive', received)!;
}

/** What `event` does to the record with `num` pieces, as sums to add. */
export function stockChange(event: StockEvent, num: number): StockChange {
  if (!Number.isSafeInteger(num) || num < 1) throw new RangeError(`not a number of pieces: ${num}`);
  return Object.fromEntries(Object.entries(EFFECTS[event]).map(([part, sign]) => [part, sign * num])) as StockChange;
}

/** The part that must hold at least `num` before the event may happen; null: it may always happen. */
export function stockGuard(event: StockEvent): 'available' | 'held' | 'sold' | null {
  const [part] = Object.entries(EFFECTS[event]).find(([name, sign]) => sign < 0 && name !== 'adjusted') ?? [null];
  return part as 'available' | 'held' | 'sold' | null;
}

/** The record after the event, or null when there are not enough pieces for it. */
export function applyStock(stock: StockLevels, event: StockEvent, num: number): StockLevels | null {
  const guard = stockGuard(event);
  if (guard && stock[guard] < num) return null;
  const next = { ...stock };
  for (const [part, change] of Object.entries(stockChange(event, num))) next[part as keyof StockLevels] += change;
  return next;
}

/** Whether the record keeps its promise. */
export function stockHolds(stock: StockLevels): boolean {
  const { available, held, sold, received, adjusted } = stock;
  const whole = [available, held, sold, received, adjusted].every(Number.isSafeInteger);
  return whole && [available, held, sold, received].every((part) => part >= 0) && available + held + sold === received + adjusted;
}
