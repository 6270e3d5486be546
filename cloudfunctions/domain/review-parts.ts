/** The parts of a review and how they become public: each is judged by what WeChat's content security, or a person, says of its text and pictures. */
import type { PartState, ReviewPartName, Suggest } from '../../typings';

/** '' : not known yet. */
type Verdict = Suggest | '';

export interface CheckedImage {
  image: string;
  /** Of every time it was asked about: a late answer to an earlier question is as good. */
  traces: string[];
  suggest: Verdict;
}
export interface ReviewPart {
  text: string;
  textSuggest: Verdict;
  media: CheckedImage[];
  /** When it was written; tells it from one that took its place. */
  at: number;
  /** The openid of who wrote it: content security wants to know. */
  by: string;
  state: PartState;
  /** Why it was refused; '' otherwise. */
  reason: string;
  /** How often the check of what is not known was asked for. */
  asks: number;
  /** What is not known will not be known without a person. */
  forPerson: boolean;
  /** When to ask again; null: nothing to ask. */
  checkAt: number | null;
}
export type ReviewParts = Record<Exclude<ReviewPartName, 'content'>, ReviewPart | null> & { content: ReviewPart };

export const reviewPartNames: readonly ReviewPartName[] = ['content', 'append', 'reply', 'appendReply'];

export interface Written {
  text: string;
  images: readonly string[];
  at: number;
  by: string;
}

/** `textSuggest` '' : could not be asked; 'absent': cannot be asked for this person now. */
export function newPart({ text, images, at, by }: Written, textSuggest: Verdict | 'absent'): ReviewPart {
  return judged({
    text,
    textSuggest: text === '' ? 'pass' : textSuggest === 'absent' ? '' : textSuggest,
    media: images.map((image) => ({ image, traces: [], suggest: '' })),
    at,
    by,
    state: 'pending',
    reason: '',
    asks: 0,
    forPerson: textSuggest === 'absent',
    checkAt: at,
  });
}

/** Where it stands by what is known. A part that a person decided about, or that was judged for good, stays as it is. */
export function judged(part: ReviewPart): ReviewPart {
  if (part.state !== 'pending' && part.state !== 'queued') return part;
  const verdicts: Verdict[] = [part.textSuggest, ...part.media.map(({ suggest }) => suggest)];
  if (verdicts.includes('risky')) return { ...part, state: 'refused', reason: refusalText(part), checkAt: null };
  if (verdicts.includes('')) return part.forPerson ? { ...part, state: 'queued', checkAt: null } : { ...part, state: 'pending' };
  return { ...part, state: verdicts.includes('review') ? 'queued' : 'public', checkAt: null };
}

function refusalText({ textSuggest, media }: ReviewPart): string {
  if (textSuggest === 'risky') return '文字含有不适合公开的内容';
  const places = media.flatMap(({ suggest }, i) => (suggest === 'risky' ? [i + 1] : []));
  return `第 ${places.join('、')} 张图片含有不适合公开的内容`;
}

/** With what was heard about one picture; null: it is about none of these, or known already. */
export function withVerdict(part: ReviewPart, trace: string, suggest: Suggest): ReviewPart | null {
  const place = part.media.findIndex(({ traces }) => traces.includes(trace));
  if (place < 0 || part.media[place]!.suggest !== '') return null;
  return judged({ ...part, media: part.media.map((one, i) => (i === place ? { ...one, suggest } : one)) });
}

/** What an answer to asking brought, for the text and for each picture: a verdict, a trace of the one to come, or nothing. */
export interface Asked {
  text?: Suggest | 'absent';
  /** By picture. */
  traces: Record<string, string>;
  absent: boolean;
}

/** After the check was asked for (again). `mostAsks`: then a person decides; `nextAt`: when to ask again what is still not known. */
export function withAsked(part: ReviewPart, { text, traces, absent }: Asked, { mostAsks, nextAt }: { mostAsks: number; nextAt: number }): ReviewPart {
  const asks = part.asks + 1;
  const known = text !== undefined && text !== 'absent' && part.textSuggest === '' ? text : part.textSuggest;
  const media = part.media.map((one) => {
    const trace = Object.hasOwn(traces, one.image) ? traces[one.image] : undefined;
    return trace === undefined ? one : { ...one, traces: [...one.traces, trace] };
  });
  return judged({ ...part, textSuggest: known, media, asks, checkAt: nextAt, forPerson: part.forPerson || absent || text === 'absent' || asks > mostAsks });
}

/** A person's word is the last one. */
export function decided(part: ReviewPart, pass: boolean, reason: string): ReviewPart {
  return { ...part, state: pass ? 'public' : 'refused', reason: pass ? '' : reason, checkAt: null };
}

export function presentParts(parts: ReviewParts): [ReviewPartName, ReviewPart][] {
  return reviewPartNames.flatMap((name) => {
    const part = parts[name];
    return part ? [[name, part] as [ReviewPartName, ReviewPart]] : [];
  });
}

export function isPublic(part: ReviewPart | null): part is ReviewPart {
  return part?.state === 'public';
}
