/** The forms that the review's requests share. */
import * as v from 'valibot';
import type { Failure, ReviewTag, Stars } from '../../typings';
import { badTags, goodTags, MOST_TAGS } from '../domain/review-marks';
import { checkText, fileLinks, type TextVerdict } from '../kernel/content-check';
import { fail } from '../kernel/reply';
import { choice, list } from '../kernel/schema';

export const MOST_TEXT = 500;
export const MOST_REPLY = 300;
const MOST_IMAGES = 9;

const starsMessage = '应为 1 到 5 星';
export const stars = v.pipe(v.picklist([1, 2, 3, 4, 5] as const satisfies readonly Stars[], starsMessage));
export const tag = choice([...goodTags, ...badTags] as [ReviewTag, ...ReviewTag[]]);
export const tags = list(tag, MOST_TAGS);

/** Uploaded by the shopper: others could not be checked. */
const uploaded = v.pipe(v.string('应为图片地址'), v.regex(/^cloud:\/\/[^\s"'<>\\]{1,500}$/, '应为已上传的图片（cloud:// 开头）'));
export const images = list(uploaded, MOST_IMAGES);

/** Words that everybody would see: judged before anything is stored. `what`: how they are called in the refusal. */
export async function judgeText(words: string, openid: string, what: string): Promise<Failure | Exclude<TextVerdict, 'risky'>> {
  const verdict = await checkText(words, openid);
  if (verdict !== 'risky') return verdict;
  return fail('BAD_REQUEST', `${what}里有不适合公开的内容，请修改后再提交`, { field: 'text' });
}

/** Pictures that did not reach the storage cannot be shown, nor checked. */
export async function missingImage(wanted: readonly string[]): Promise<Failure | null> {
  const links = await fileLinks(wanted);
  const place = wanted.findIndex((image) => !links.has(image));
  return place < 0 ? null : fail('BAD_REQUEST', `第 ${place + 1} 张图片没有上传成功，请删除后重新添加`, { field: `images[${place}]` });
}

/** How a verdict is kept: what could not be asked is not known. */
export function kept(verdict: Exclude<TextVerdict, 'risky'>): 'pass' | 'review' | 'absent' | '' {
  return verdict === 'unavailable' ? '' : verdict;
}
