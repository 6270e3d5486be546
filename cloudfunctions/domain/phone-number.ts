/** Chinese mobile numbers as people type and paste them. */

/** 11 digits; null: none. Takes +86, 0086, spaces, dashes and full-width digits. */
export function mobileOf(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[\s\-—–_.()]/g, '').replace(/^(?:\+?86|0086)(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(plain) ? plain : null;
}

/** 138****5678; of others than mobiles all but the last four are hidden. */
export function maskedPhone(number: string): string {
  if (/^1\d{10}$/.test(number)) return `${number.slice(0, 3)}****${number.slice(7)}`;
  return number.length <= 4 ? '****' : `${'*'.repeat(Math.min(number.length - 4, 8))}${number.slice(-4)}`;
}
