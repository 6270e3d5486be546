/**
 * WeChat's content security. Text is judged at once, pictures later by the event `wxa_media_check`. Asks with version 2 and scene 2 (comments);
 * the person that it is about must have been in the mini program within two hours, else WeChat answers 61010.
 */
import cloud from 'wx-server-sdk';
import type { Suggest } from '../../typings';
import type { Caller } from './caller';
import { logError } from './log';

const VERSION = 2;
const SCENE = 2;
const IMAGE = 2;
/** user access record timeout */
const ABSENT = 61010;

interface Security {
  msgSecCheck(args: object): Promise<{ result?: { suggest?: unknown } }>;
  mediaCheckAsync(args: object): Promise<{ traceId?: unknown }>;
}
const security = (): Security => (cloud.openapi as unknown as { security: Security }).security;

/** absent: WeChat does not judge for somebody who was away that long. unavailable: too many calls, or WeChat is not to be reached; ask later. */
export type TextVerdict = Suggest | 'absent' | 'unavailable';

/** At most 2500 characters. Never throws: who cannot be asked is asked later. */
export async function checkText(content: string, openid: string): Promise<TextVerdict> {
  if (content.trim() === '') return 'pass';
  try {
    const { result } = await security().msgSecCheck({ version: VERSION, scene: SCENE, openid, content });
    return isSuggest(result?.suggest) ? result.suggest : 'unavailable';
  } catch (error) {
    return refused('msgSecCheck', error);
  }
}

/** `url`: a link that WeChat can open. Answers with the trace that the event will name. */
export async function checkImage(url: string, openid: string): Promise<{ traceId: string } | 'absent' | 'unavailable'> {
  try {
    const { traceId } = await security().mediaCheckAsync({ mediaUrl: url, mediaType: IMAGE, version: VERSION, scene: SCENE, openid });
    return typeof traceId === 'string' && traceId !== '' ? { traceId } : 'unavailable';
  } catch (error) {
    return refused('mediaCheckAsync', error);
  }
}

function refused(api: string, error: unknown): 'absent' | 'unavailable' {
  const { errCode } = error as { errCode?: number };
  if (errCode === ABSENT) return 'absent';
  logError('content security did not answer', { api, errCode: errCode ?? null }, error);
  return 'unavailable';
}

/** Links for `cloud://` ids, by id; a file that is not there has none. At most 50. */
export async function fileLinks(fileIds: readonly string[]): Promise<Map<string, string>> {
  if (fileIds.length === 0) return new Map();
  const { fileList } = (await cloud.getTempFileURL({ fileList: [...fileIds] })) as unknown as { fileList: { fileID: string; tempFileURL?: string; status: number }[] };
  return new Map(fileList.flatMap(({ fileID, tempFileURL, status }) => (status === 0 && tempFileURL ? [[fileID, tempFileURL] as const] : [])));
}

export interface MediaVerdict {
  traceId: string;
  suggest: Suggest;
}

/** WeChat's own message: it comes from no mini program and for no user, so that no page can pretend to be WeChat. */
export function isMediaEvent(event: Record<string, unknown>, { openid, sources }: Caller): boolean {
  return event.MsgType === 'event' && event.Event === 'wxa_media_check' && openid === '' && !sources.includes('wx_client');
}

/** null: it says nothing (WeChat could not open the picture, …). */
export function readMediaEvent(event: Record<string, unknown>): MediaVerdict | null {
  const { trace_id: traceId, errcode, result } = event;
  const suggest = typeof result === 'object' && result !== null ? (result as { suggest?: unknown }).suggest : undefined;
  if (typeof traceId !== 'string' || !/^[\w-]{1,128}$/.test(traceId) || (errcode !== undefined && errcode !== 0) || !isSuggest(suggest)) return null;
  return { traceId, suggest };
}

function isSuggest(value: unknown): value is Suggest {
  return value === 'pass' || value === 'review' || value === 'risky';
}
