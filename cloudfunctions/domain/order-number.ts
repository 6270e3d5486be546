/** The number of an order that people read out: Shanghai time to the millisecond, six random digits, a check digit. */

const SHANGHAI_OFFSET = 8 * 3600 * 1000;
const NUMBER = /^\d{24}$/;

/** `random` in [0, 1). 24 digits. */
export function orderNumber(now: number, random: number): string {
  if (!(random >= 0 && random < 1)) throw new RangeError(`not a random number: ${random}`);
  const time = new Date(now + SHANGHAI_OFFSET).toISOString().replace(/\D/g, '').slice(0, 17);
  const body = time + String(Math.floor(random * 1_000_000)).padStart(6, '0');
  return body + checkDigit(body);
}

/** Whether it was read out and typed in right. */
export function isOrderNumber(text: string): boolean {
  return NUMBER.test(text) && checkDigit(text.slice(0, -1)) === text.at(-1);
}

/** Luhn: finds every wrong digit and almost every swap of neighbours. */
function checkDigit(digits: string): string {
  let total = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    total += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (total % 10)) % 10);
}

/** Midnight in Shanghai of the day that `now` falls on. */
export function shanghaiMidnight(now: number): number {
  const day = 24 * 3600 * 1000;
  return Math.floor((now + SHANGHAI_OFFSET) / day) * day - SHANGHAI_OFFSET;
}
