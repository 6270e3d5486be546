/** The fields of WeChat's subscribe messages: each kind takes another sort of text, and one that does not fit fails the whole message (47003). */
import type { NoticeFact, TemplateDraft } from '../../typings';
import type { FieldProblem } from './problem';

/** What each kind makes of a text; '' : nothing of it can be shown. */
const KINDS: Record<string, (text: string) => string> = {
  thing: (text) => cut(text.replace(/\s+/g, ' '), 20),
  number: (text) => /-?\d+(\.\d+)?/.exec(text)?.[0].slice(0, 32) ?? '',
  letter: (text) => text.replace(/[^A-Za-z]/g, '').slice(0, 32),
  symbol: (text) => cut(text, 5),
  character_string: (text) => text.replace(/[^\x21-\x7e]/g, '').slice(0, 32),
  time: (text) => /(\d{4}年\d{1,2}月\d{1,2}日\s*)?\d{1,2}:\d{2}/.exec(text)?.[0] ?? '',
  date: (text) => /\d{4}年\d{1,2}月\d{1,2}日(\s*\d{1,2}:\d{2})?/.exec(text)?.[0] ?? '',
  amount: (text) => {
    const sum = /\d+(\.\d+)?/.exec(text)?.[0];
    return sum && sum.length <= 10 ? `${sum}元` : '';
  },
  phone_number: (text) => text.replace(/[^\d+-]/g, '').slice(0, 17),
  car_number: (text) => cut(text, 8),
  name: (text) => (/\p{Script=Han}/u.test(text) ? cut(text, 10) : cut(text, 20)),
  phrase: (text) => [...text.replace(/[^\p{Script=Han}]/gu, '')].slice(0, 5).join(''),
};
const FIELD = new RegExp(`^(${Object.keys(KINDS).join('|')})\\d{1,2}$`);

export const MOST_FIELDS = 5;

/** The message's data, or the field that nothing fits into. */
export function fillTemplate(fields: TemplateDraft['fields'], facts: Partial<Record<NoticeFact, string>>): { data: Record<string, { value: string }> } | { unfit: string } {
  const data: Record<string, { value: string }> = {};
  for (const { name, fact } of fields) {
    const kind = FIELD.exec(name)?.[1];
    const value = kind ? KINDS[kind]!(facts[fact] ?? '') : '';
    if (value === '') return { unfit: name };
    data[name] = { value };
  }
  return { data };
}

export function templateProblem({ templateId, fields, enabled }: TemplateDraft): FieldProblem | null {
  if (enabled && templateId.trim() === '') return { field: 'templateId', message: '启用前请填写模板编号' };
  if (enabled && fields.length === 0) return { field: 'fields', message: '启用前请至少填写一个字段' };
  const wrong = fields.findIndex(({ name }) => !FIELD.test(name));
  if (wrong >= 0) return { field: `fields[${wrong}].name`, message: '字段名应与微信后台模板一致，例如 thing1、amount2、time3' };
  const twice = fields.findIndex(({ name }, i) => fields.some((other, j) => j < i && other.name === name));
  return twice < 0 ? null : { field: `fields[${twice}].name`, message: '字段名不能重复' };
}

function cut(text: string, most: number): string {
  const characters = [...text.trim()];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
