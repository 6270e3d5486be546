import type { Fen } from '../../typings/index';

export interface PriceParts {
  yuan: string;
  /** With its point: '.50'; '' when it is a round sum and cents were not asked for. */
  cents: string;
}

/** Parts of a price for display. Cents of a round sum are left out unless `always`; '.50' stays two digits. */
export function priceParts(fen: Fen, always = false): PriceParts {
  const whole = Math.round(Number.isFinite(fen) ? fen : 0);
  const size = Math.abs(whole);
  const cents = size % 100;
  const yuan = `${whole < 0 ? '-' : ''}${Math.floor(size / 100)}`;
  return { yuan, cents: cents || always ? `.${String(cents).padStart(2, '0')}` : '' };
}

/** '¥12.50'; always two decimals, as money in sentences and totals is written. */
export function yuan(fen: Fen): string {
  const { yuan: whole, cents } = priceParts(fen, true);
  return whole.startsWith('-') ? `-¥${whole.slice(1)}${cents}` : `¥${whole}${cents}`;
}

/** '12.50' to 1250; null for what is no sum of money. At most two decimals, nothing negative. */
export function parseYuan(text: string): Fen | null {
  const match = /^\s*(\d{1,8})(?:\.(\d{1,2}))?\s*$/.exec(text);
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** 12345 → '1.2万'; what is below ten thousand stays as it is. */
export function shortCount(count: number): string {
  if (count < 10000) return String(count);
  const tenThousands = Math.floor(count / 1000) / 10;
  return `${tenThousands % 1 === 0 ? tenThousands.toFixed(0) : tenThousands.toFixed(1)}万`;
}
