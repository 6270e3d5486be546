/** subscribeMessage.send: one message for each permission that the user gave in the page. */
import { isRecord } from '../../json';
import { fail, isText, ok, type OpenApi } from './answers';

/** By the kind that a field's name begins with. */
const KINDS: Record<string, (value: string) => boolean> = {
  thing: (value) => length(value) <= 20,
  number: (value) => /^-?\d+(\.\d+)?$/.test(value) && value.length <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => length(value) <= 5,
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
  time: (value) => isTime(value) || value.split('~').every((part) => isTime(part.trim())),
  date: (value) => isDate(value) || value.split('~').every((part) => isDate(part.trim())),
  amount: (value) => /^[^\d\s.-]{0,3}-?(?=[\d.]{1,10}元?$)\d+(\.\d+)?元?$/u.test(value),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => length(value) <= 8,
  name: (value) => (/\p{Script=Han}/u.test(value) ? length(value) <= 10 : length(value) <= 20),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
};
const FIELD = new RegExp(`^(${Object.keys(KINDS).join('|')})(\\d+)$`);
const STATES = ['developer', 'trial', 'formal'];

export const subscribeMessageSend: OpenApi = ({ touser, template_id: template, data, page, miniprogram_state: state = 'formal' }, { clock, users, miniProgram }) => {
  if (!isText(touser)) return fail(40003, 'invalid openid');
  if (!isText(template)) return fail(40037, 'invalid template_id');
  if (page !== undefined && page !== '' && (!isText(page) || !miniProgram.hasPage(page.replace(/^\//, '')))) return fail(41030, 'invalid page');
  if (!STATES.some((known) => known === state)) return fail(47001, 'data format error');
  const wrong = wrongField(data);
  if (wrong !== null) return fail(47003, `argument invalid! ${wrong}`);
  if (!users.useGrant(touser, template)) return fail(43101, 'user refuse to accept the msg');
  return ok({ msgid: clock.now() });
};

/** In the service's words; null: all are well. */
function wrongField(data: unknown): string | null {
  const fields = isRecord(data) ? Object.entries(data) : [];
  if (fields.length === 0) return 'data is empty';
  for (const [name, item] of fields) {
    const kind = FIELD.exec(name)?.[1];
    const value = isRecord(item) ? item.value : undefined;
    if (kind === undefined) return `data.${name.slice(0, 50)} is not a field of the template`;
    if (typeof value !== 'string' && typeof value !== 'number') return `data.${name}.value is empty`;
    if (value === '') return `data.${name}.value is empty`;
    if (!KINDS[kind]!(String(value))) return `data.${name}.value invalid`;
  }
  return null;
}

function isTime(value: string): boolean {
  return /^(\d{4}(年|-|\/|\.)\d{1,2}(月|-|\/|\.)\d{1,2}日?\s*)?\d{1,2}:\d{2}(:\d{2})?$/.test(value);
}
function isDate(value: string): boolean {
  return /^\d{4}(年|-|\/|\.)\d{1,2}(月|-|\/|\.)\d{1,2}日?(\s*\d{1,2}:\d{2}(:\d{2})?)?$/.test(value);
}
/** Of characters as a reader counts them. */
function length(value: string): number {
  return [...value].length;
}
