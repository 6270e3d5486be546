/** WeChat's open APIs through the cloud. A refusal is an answer with WeChat's code, not an exception; only what brought no answer throws. */
import cloud from 'wx-server-sdk';

type Api = (args: Record<string, unknown>) => Promise<Record<string, unknown>>;
const openApi = (cloud as unknown as { openapi: Record<string, Record<string, Api>> }).openapi;

export type ApiAnswer = { ok: true; fields: Record<string, unknown> } | { ok: false; code: number; message: string };

async function ask(call: Promise<Record<string, unknown>>): Promise<ApiAnswer> {
  try {
    return { ok: true, fields: await call };
  } catch (error) {
    const { errCode, errMsg } = error as { errCode?: unknown; errMsg?: unknown };
    if (typeof errCode !== 'number' || isTransport(errCode)) throw error;
    return { ok: false, code: errCode, message: String(errMsg ?? '') };
  }
}

/** The SDK's own codes for a call that did not come through; whether WeChat acted is not known. */
function isTransport(code: number): boolean {
  return code === -501002 || code === -404012 || code === -1;
}

/** Sends one subscribe message. `page` without a leading slash. */
export function sendSubscribeMessage(message: { openid: string; templateId: string; page: string; data: Record<string, { value: string }> }): Promise<ApiAnswer> {
  const { openid, templateId, page, data } = message;
  return ask(openApi.subscribeMessage!.send!({ touser: openid, templateId, page, data, miniprogramState: process.env.XIAODIAN_MINIPROGRAM_STATE || 'formal', lang: 'zh_CN' }));
}

/** A number as WeChat knows it, or why not: 40029 the code is wrong, used or too old. */
export async function phoneNumberOf(code: string): Promise<{ number: string; countryCode: string } | { refused: number }> {
  const answer = await ask(openApi.phonenumber!.getPhoneNumber!({ code }));
  if (!answer.ok) return { refused: answer.code };
  const info = (answer.fields.phoneInfo ?? answer.fields.phone_info) as Record<string, unknown> | undefined;
  return { number: String(info?.purePhoneNumber ?? ''), countryCode: String(info?.countryCode ?? '86') };
}

/** review: a person should look. unknown: WeChat could not say. Scene 1 profile, 2 comment, 3 forum, 4 social log. */
export type Verdict = 'pass' | 'review' | 'risky' | 'unknown';
export async function checkText(openid: string, content: string, scene: 1 | 2 | 3 | 4): Promise<Verdict> {
  const answer = await ask(openApi.security!.msgSecCheck!({ openid, content, scene, version: 2 })).catch((): ApiAnswer => ({ ok: false, code: -1, message: '' }));
  if (!answer.ok) return answer.code === 87014 ? 'risky' : 'unknown';
  return verdictOf(answer.fields.result);
}

/** Asks for a verdict that comes later, as the event wxa_media_check with this trace id. null: WeChat could not take it. */
export async function checkPicture(openid: string, url: string, scene: 1 | 2 | 3 | 4): Promise<string | null> {
  const answer = await ask(openApi.security!.mediaCheckAsync!({ openid, mediaUrl: url, mediaType: 2, scene, version: 2 })).catch((): ApiAnswer => ({ ok: false, code: -1, message: '' }));
  if (!answer.ok) return null;
  const trace = answer.fields.traceId ?? answer.fields.trace_id;
  return typeof trace === 'string' && trace !== '' ? trace : null;
}

/** `result` of either check. */
export function verdictOf(result: unknown): Verdict {
  const suggest = (result as { suggest?: unknown } | undefined)?.suggest;
  return suggest === 'pass' || suggest === 'review' || suggest === 'risky' ? suggest : 'unknown';
}

/** The picture of a code that opens `page` (without a leading slash) with `scene`, or WeChat's code for why not. `width` in pixels, 280 to 1280. */
export async function pageCode({ page, scene, width }: { page: string; scene: string; width: number }): Promise<{ picture: Buffer; contentType: string } | { refused: number }> {
  const version = { formal: 'release', trial: 'trial', developer: 'develop' }[process.env.XIAODIAN_MINIPROGRAM_STATE ?? ''] ?? 'release';
  const answer = await ask(openApi.wxacode!.getUnlimited!({ scene, page, checkPath: version === 'release', envVersion: version, width }));
  if (!answer.ok) return { refused: answer.code };
  const { buffer, contentType } = answer.fields;
  if (!Buffer.isBuffer(buffer)) throw new Error('wxacode.getUnlimited answered without a picture');
  return { picture: buffer, contentType: typeof contentType === 'string' ? contentType : 'image/jpeg' };
}

/** One answer of customer service. Codes: 45015 the user spoke more than 48 hours ago, 45047 five answers were sent since. */
export function sendServiceText(openid: string, content: string): Promise<ApiAnswer> {
  return ask(openApi.customerServiceMessage!.send!({ touser: openid, msgtype: 'text', text: { content } }));
}
