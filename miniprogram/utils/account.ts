import type { AccountType } from '../../typings/index';

const NAMES: Record<AccountType, string> = { 1: '微信号', 2: 'QQ 号', 3: '手机号', 4: '邮箱' };
/** How each is typed, and what stands in the empty field. */
const HINTS: Record<AccountType, { keyboard: 'text' | 'number'; placeholder: string; most: number }> = {
  1: { keyboard: 'text', placeholder: '', most: 0 },
  2: { keyboard: 'number', placeholder: '5 到 11 位数字', most: 11 },
  3: { keyboard: 'number', placeholder: '11 位手机号', most: 20 },
  4: { keyboard: 'text', placeholder: 'name@example.com', most: 100 },
};

export function accountText(type: AccountType): string {
  return NAMES[type];
}
export function accountHint(type: AccountType): (typeof HINTS)[AccountType] {
  return HINTS[type];
}
