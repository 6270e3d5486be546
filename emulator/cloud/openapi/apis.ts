/** The open APIs that answer here. Argument and result names are those of WeChat's HTTP interface. */
import { randomUUID } from 'node:crypto';
import { isRecord } from '../../json-file';
import type { Answer, Arguments } from './messages';
import type { PhoneCodes } from './phone-codes';
import { codePicture } from './picture';

export interface Surrounding {
  appid: string;
  phoneCodes: PhoneCodes;
  now(): number;
}
export type OpenApi = (args: Arguments, surrounding: Surrounding) => Answer;

const ok = (fields: Record<string, unknown> = {}): Answer => ({ json: { errcode: 0, errmsg: 'ok', ...fields } });
const fail = (errcode: number, errmsg: string): Answer => ({ json: { errcode, errmsg } });
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** WeChat publishes the second of these words as its own test text. */
const RISKY = /违规|特3456书yuuo莞6543李zxcz蒜7782法fgnv级/;

const msgSecCheck: OpenApi = ({ content, version, scene, openid }) => {
  if (!isText(content)) return fail(44004, 'empty content');
  if (content.length > 2500) return fail(45002, 'content size out of limit');
  if (version !== 2 && version !== '2') return RISKY.test(content) ? fail(87014, 'risky content') : ok();
  if (!isText(openid)) return fail(40003, 'invalid openid');
  if (![1, 2, 3, 4].includes(Number(scene))) return fail(40129, 'invalid scene');
  const [suggest, label] = RISKY.test(content) ? ['risky', 20006] : ['pass', 100];
  return ok({ trace_id: randomUUID(), result: { suggest, label }, detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }] });
};

const subscribeMessageSend: OpenApi = ({ touser, template_id: template, data, page }) => {
  if (!isText(touser)) return fail(40003, 'invalid openid');
  if (!isText(template)) return fail(40037, 'template_id is invalid');
  if (page !== undefined && !isText(page)) return fail(41030, 'page path is wrong');
  const entries = isRecord(data) ? Object.entries(data) : [];
  if (entries.length === 0) return fail(47003, 'argument invalid! data is empty');
  const wrong = entries.find(([, item]) => !isRecord(item) || !['string', 'number'].includes(typeof item.value));
  return wrong ? fail(47003, `argument invalid! data.${wrong[0]}.value invalid`) : ok({ msgid: Date.now() });
};

const getUnlimited: OpenApi = ({ scene, page, width = 430 }) => {
  if (!isText(scene) || !/^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/.test(scene)) return fail(40129, 'invalid scene');
  if (page !== undefined && (!isText(page) || page.startsWith('/'))) return fail(41030, 'invalid page');
  const side = Number(width);
  if (!Number.isInteger(side) || side < 280 || side > 1280) return fail(40097, 'invalid width');
  return { bytes: codePicture(`${String(page)}?scene=${scene}`, side), contentType: 'image/png' };
};

const getPhoneNumber: OpenApi = ({ code }, { appid, phoneCodes, now }) => {
  const number = phoneCodes.redeem(code);
  if (number === null) return fail(40029, 'invalid code');
  const watermark = { timestamp: Math.floor(now() / 1000), appid };
  return ok({ phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark } });
};

export const openApis: Record<string, OpenApi> = {
  'security.msgSecCheck': msgSecCheck,
  'subscribeMessage.send': subscribeMessageSend,
  'wxacode.getUnlimited': getUnlimited,
  'phonenumber.getPhoneNumber': getPhoneNumber,
};
