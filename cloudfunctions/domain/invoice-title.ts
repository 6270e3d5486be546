/** Whom an invoice is made out to. Tax numbers: GB 32100-2015 (统一社会信用代码), and the older ones of 15 and 20 characters. */
import type { InvoiceTitle } from '../../typings';
import type { FieldProblem } from './problem';

/** GB 32100-2015: digits and capitals without I, O, S, V, Z; a character's value is its place. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CODE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const OLD = /^(?:[0-9A-Z]{15}|[0-9A-Z]{20})$/;
const MOST_TITLE = 100;

/** The 18th character: weights are the powers of 3 modulo 31, and the sum with it is a multiple of 31. `first`: the 17 before it. */
export function checkCharacter(first: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** null: it is one. */
export function taxNumberProblem(number: string): string | null {
  if (number.length === 18) {
    if (!CODE.test(number)) return '税号应为 18 位统一社会信用代码，不含字母 I、O、S、V、Z';
    return checkCharacter(number.slice(0, 17)) === number[17] ? null : '税号的校验位不对，请对照营业执照检查';
  }
  return OLD.test(number) ? null : '税号应为 15、18 或 20 位数字和大写字母';
}

/** Without spaces that people paste along, capitals in the tax number, full-width forms narrowed. */
export function tidyTitle({ type, ...rough }: InvoiceTitle): InvoiceTitle {
  const tidy = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const title = { type, title: rough.title.trim().replace(/\s+/g, ' '), taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' };
  if (type === 'personal') return title;
  return {
    ...title,
    taxNumber: tidy(rough.taxNumber).replace(/[\s-]/g, '').toUpperCase(),
    companyAddress: tidy(rough.companyAddress),
    telephone: tidy(rough.telephone),
    bankName: tidy(rough.bankName),
    bankAccount: tidy(rough.bankAccount).replace(/\s/g, ''),
  };
}

/** The first thing wrong with a tidied title; null: nothing. */
export function titleProblem({ type, title, taxNumber, bankAccount, companyAddress, telephone, bankName }: InvoiceTitle): FieldProblem | null {
  const length = [...title].length;
  if (length < 2) return { field: 'title', message: type === 'personal' ? '请填写姓名或“个人”' : '请填写单位全称' };
  if (length > MOST_TITLE) return { field: 'title', message: `抬头最多 ${MOST_TITLE} 个字` };
  if (type === 'personal') return null;
  if (taxNumber === '') return { field: 'taxNumber', message: '请填写税号' };
  const wrong = taxNumberProblem(taxNumber);
  if (wrong) return { field: 'taxNumber', message: wrong };
  if (bankAccount !== '' && !/^\d{8,32}$/.test(bankAccount)) return { field: 'bankAccount', message: '银行账号应为 8 到 32 位数字' };
  for (const [field, text] of Object.entries({ companyAddress, telephone, bankName })) if ([...text].length > 100) return { field, message: '最多 100 个字' };
  return null;
}

export function isEmail(text: string): boolean {
  return text.length <= 100 && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text);
}
