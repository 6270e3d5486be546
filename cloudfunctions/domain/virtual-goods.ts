/** Goods without logistics: what a merchant may set for them, and the accounts that they go to. */
import type { AccountType, DeliverAccount, DeliverTerms, SaleTerms, SkuDraft } from '../../typings';
import { maskedPhone, mobileOf } from './phone-number';
import type { FieldProblem } from './problem';

const NAMES: Record<AccountType, string> = { 1: '微信号', 2: 'QQ 号', 3: '手机号', 4: '邮箱' };
export const accountTypes: readonly AccountType[] = [1, 2, 3, 4];
const MOST_MAIL = 100;

export function accountName(type: AccountType): string {
  return NAMES[type];
}

/** The first thing wrong with how a draft is delivered; null: nothing. Paths start at the draft. */
export function deliverProblem({ deliverMethod = 0, deliverAcctType = [], fromCodes = false, deliverInfo, extraService }: SaleTerms): FieldProblem | null {
  if (deliverMethod !== 3 && deliverAcctType.length > 0) return { field: 'deliverAcctType', message: '只有按账号发货的虚拟商品可以选择账号类型' };
  if (deliverMethod === 3 && deliverAcctType.length === 0) return { field: 'deliverAcctType', message: '请至少选择一种发货账号' };
  if (new Set(deliverAcctType).size < deliverAcctType.length) return { field: 'deliverAcctType', message: '同一种发货账号只选一次' };
  if (deliverMethod === 0) return fromCodes ? { field: 'fromCodes', message: '快递发货的商品不能自动发卡，请改为无需物流' } : null;
  if (deliverInfo?.stockType === 1) return { field: 'deliverInfo.stockType', message: '虚拟商品不支持预售，请改为现货' };
  if (extraService && extraService.sevenDayReturn !== 0) return { field: 'extraService.sevenDayReturn', message: '虚拟商品不适用七天无理由退货，请取消' };
  if (extraService?.freightInsurance === 1) return { field: 'extraService.freightInsurance', message: '虚拟商品没有运费，不能开通运费险' };
  if (extraService?.damageGuarantee === 1) return { field: 'extraService.damageGuarantee', message: '虚拟商品不会破损，请取消破损包赔' };
  return null;
}

/** Codes are the stock: there is none before them. */
export function codedStockProblem({ fromCodes = false }: DeliverTerms, skus: readonly Pick<SkuDraft, 'initialStock'>[]): FieldProblem | null {
  const at = fromCodes ? skus.findIndex(({ initialStock = 0 }) => initialStock > 0) : -1;
  return at < 0 ? null : { field: `skus[${at}].initialStock`, message: '自动发卡的库存等于卡密数量，请保存后到“卡密库存”添加' };
}

/** Accounts that a product is delivered to. */
export function accountsOf({ deliverMethod = 0, deliverAcctType = [] }: DeliverTerms): AccountType[] {
  return deliverMethod === 1 ? [3] : deliverMethod === 3 ? [...deliverAcctType] : [];
}

/** As it is kept; or what is wrong with it. Paths start at the request. */
export function tidyAccount({ type, value: rough }: DeliverAccount, allowed: readonly AccountType[], openid: string): DeliverAccount | FieldProblem {
  if (!allowed.includes(type)) return { field: 'account.type', message: `这件商品发到${allowed.map(accountName).join('或')}，请重新选择` };
  if (type === 1) return { type, value: openid };
  const text = rough.normalize('NFKC').trim();
  const wrong = (message: string): FieldProblem => ({ field: 'account.value', message });
  if (text === '') return wrong(`请填写${accountName(type)}`);
  if (type === 3) {
    const number = mobileOf(text);
    return number === null ? wrong('手机号应为 1 开头的 11 位数字，请检查后重填') : { type, value: number };
  }
  if (type === 2) return /^[1-9]\d{4,10}$/.test(text) ? { type, value: text } : wrong('QQ 号应为 5 到 11 位数字，请检查后重填');
  const isMail = text.length <= MOST_MAIL && /^[\w.+-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,}$/.test(text);
  return isMail ? { type, value: text } : wrong('邮箱应像 name@example.com，请检查后重填');
}

/** For lists, where not everybody has to read all of it: 手机号 138****5678. */
export function maskedAccount({ type, value }: DeliverAccount): string {
  if (type === 1) return accountName(1);
  if (type !== 4) return `${accountName(type)} ${maskedPhone(value)}`;
  const at = value.indexOf('@');
  return `${accountName(4)} ${value.slice(0, Math.min(2, at))}***${value.slice(at)}`;
}
