/** Content security: text is judged at once, media a little later by an event. The verdicts are the same every time. */
import { createHash, randomUUID } from 'node:crypto';
import { fail, isText, ok, type OpenApi } from './answers';

type Suggest = 'pass' | 'review' | 'risky';
interface Verdict {
  suggest: Suggest;
  label: number;
}

const GOOD: Verdict = { suggest: 'pass', label: 100 };
/** The first two are the texts that WeChat publishes for tests. */
const WORDS: [string, Verdict][] = [
  ['特3456书yuuo莞6543李zxcz蒜7782法fgnv级', { suggest: 'risky', label: 20002 }],
  ['完2347全dfji试3726测asad感3847知qwez到', { suggest: 'risky', label: 20001 }],
  ['违规', { suggest: 'risky', label: 20006 }],
  ['赌博', { suggest: 'risky', label: 20006 }],
  ['色情', { suggest: 'risky', label: 20002 }],
  ['刷单返现', { suggest: 'risky', label: 20008 }],
  ['加微信', { suggest: 'review', label: 10001 }],
];
const TEXT_LIMIT = 2500;
const EVENT_DELAY_MS = 2000;

export const msgSecCheck: OpenApi = ({ content, version, scene, openid }, { users }) => {
  if (!isText(content)) return fail(44004, 'empty content');
  if (content.length > TEXT_LIMIT) return fail(45002, 'content size out of limit');
  const verdict = verdictOn(content);
  if (version !== 2 && version !== '2') return verdict.suggest === 'risky' ? fail(87014, 'risky content') : ok();
  if (!isText(openid)) return fail(40003, 'invalid openid');
  if (!isScene(scene)) return fail(40129, 'invalid scene');
  if (!users.visitedLately(openid)) return fail(61010, 'user access record timeout');
  const keyword = WORDS.find(([word]) => content.includes(word))?.[0];
  const detail = [
    { strategy: 'content_model', errcode: 0, ...verdict, prob: 90 },
    ...(keyword === undefined ? [] : [{ strategy: 'keyword', errcode: 0, ...verdict, level: 20, keyword }]),
  ];
  return ok({ trace_id: traceId(content), result: verdict, detail });
};

/** Media is bad when its address says so: with `risky` or one of the words in it; `review` sends it to a person. */
export const mediaCheckAsync: OpenApi = ({ media_url: url, media_type: type, version, scene, openid }, { appid, clock, users, announce }) => {
  if (!isText(url) || !/^https?:\/\//.test(url)) return fail(40066, 'invalid url');
  if (type !== 1 && type !== 2) return fail(40004, 'invalid media type');
  if (version !== 2) return fail(44002, 'version must be 2');
  if (!isScene(scene)) return fail(40129, 'invalid scene');
  if (!isText(openid)) return fail(40003, 'invalid openid');
  if (!users.visitedLately(openid)) return fail(61010, 'user access record timeout');
  const verdict = mediaVerdict(url);
  const traceIdentifier = randomUUID();
  clock.at(clock.now() + EVENT_DELAY_MS, () =>
    announce('wxa_media_check', {
      FromUserName: openid,
      appid,
      trace_id: traceIdentifier,
      version: 2,
      detail: [{ strategy: 'content_model', errcode: 0, ...verdict, prob: 90 }],
      errcode: 0,
      errmsg: 'ok',
      result: verdict,
    }),
  );
  return ok({ trace_id: traceIdentifier });
};

function verdictOn(content: string): Verdict {
  return WORDS.find(([word]) => content.includes(word))?.[1] ?? GOOD;
}

function mediaVerdict(url: string): Verdict {
  const address = readable(url);
  if (address.includes('risky')) return { suggest: 'risky', label: 20002 };
  if (address.includes('review')) return { suggest: 'review', label: 20002 };
  return verdictOn(address);
}

function readable(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    // Not encoded in this way: it is looked at as it stands.
    return url;
  }
}

function isScene(scene: unknown): boolean {
  return typeof scene !== 'object' && [1, 2, 3, 4].includes(Number(scene));
}

/** The same text, the same trace. */
function traceId(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
