/** Numbers and times in the form WeChat Pay gives them. */
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** yyyyMMddHHmmss, Beijing time. */
export function payTime(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** ms; null: not of that form. */
export function fromPayTime(text: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second) - 8 * 3_600_000;
}

/** `yyyy-MM-dd HH:mm:ss`, Beijing time. */
export function payDate(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

export function nonce(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}

export function prepayId(now: number): string {
  return `wx${payTime(now)}${randomBytes(11).toString('hex')}`;
}

/** 28 digits, beginning with `prefix` and the date. */
export function serial(prefix: string, now: number): string {
  let text = `${prefix}${payTime(now).slice(0, 8)}`;
  while (text.length < 28) text += randomInt(10);
  return text;
}

/** What wx.requestPayment takes. */
export function paymentOf(appId: string, id: string, now: number): Record<string, string> {
  const fields = { appId, timeStamp: String(Math.floor(now / 1000)), nonceStr: nonce(), package: `prepay_id=${id}`, signType: 'MD5' };
  const text = Object.entries(fields).sort().map(([name, value]) => `${name}=${value}`).join('&');
  return { ...fields, paySign: createHash('md5').update(`${text}&key=local`).digest('hex').toUpperCase() };
}
