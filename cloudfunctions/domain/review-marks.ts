/** What follows from a review: where lists find it, how far up it stands, and what it adds to its product's summary. */
import type { ReviewTag, Stars } from '../../typings';
import { isPublic, presentParts, type ReviewPart, type ReviewParts } from './review-parts';

export interface Reviewed extends ReviewParts {
  stars: Stars;
  /** 0: not said. */
  serviceStars: Stars | 0;
  deliveryStars: Stars | 0;
  tags: ReviewTag[];
  auto: boolean;
  createdAt: number;
  deletedAt: number | null;
}

export const goodTags: readonly ReviewTag[] = ['质量好', '性价比高', '与描述相符', '做工精细', '包装用心', '送货快', '客服周到'];
export const badTags: readonly ReviewTag[] = ['有瑕疵', '与描述不符', '性价比低', '包装破损', '送货慢', '服务差'];
export const MOST_TAGS = 5;

/** Good tags for 4 and 5 stars, bad ones for 1 and 2, both for 3. */
export function fitting(tag: ReviewTag, stars: Stars): boolean {
  return stars >= 4 ? goodTags.includes(tag) : stars <= 2 ? badTags.includes(tag) : true;
}

export type Tone = 'good' | 'middle' | 'bad';
export function toneOf(stars: Stars): Tone {
  return stars >= 4 ? 'good' : stars === 3 ? 'middle' : 'bad';
}

export function isShown(review: Reviewed): boolean {
  return review.deletedAt === null && isPublic(review.content);
}

/** The lists that it stands in; none while it is not public. */
export function reviewMarks(review: Reviewed): string[] {
  if (!isShown(review)) return [];
  return [
    'all',
    toneOf(review.stars),
    ...(hasImages(review) ? ['image'] : []),
    ...(isPublic(review.append) ? ['append'] : []),
    ...review.tags.map((tag) => `tag:${tag}`),
    ...(awaitsReply(review) ? ['toReply'] : []),
  ];
}

function hasImages({ content, append }: Reviewed): boolean {
  return content.media.length > 0 || (isPublic(append) && append.media.length > 0);
}

/** What somebody wrote and the shop has not answered. */
function awaitsReply({ auto, content, append, reply, appendReply }: Reviewed): boolean {
  const said = !auto && (content.text !== '' || content.media.length > 0);
  return (said && isOpen(reply)) || (isPublic(append) && isOpen(appendReply));
}

const isOpen = (answer: ReviewPart | null): boolean => answer === null || answer.state === 'refused';

const DAY = 86_400_000;

/** Larger stands further up: what tells more outweighs what is newer by up to some months. What nobody wrote stands behind. */
export function reviewRank(review: Reviewed): number {
  const { content, append, stars, auto, createdAt } = review;
  const days = Math.floor(createdAt / DAY);
  if (auto && !isPublic(append)) return days - 1000;
  const pictures = Math.min(content.media.length, 3) * 15;
  const words = Math.min(content.text.length, 100) / 2;
  return days + pictures + words + stars * 4 + (isPublic(append) ? 15 : 0);
}

export function derivedFrom(review: Reviewed) {
  const open = review.deletedAt === null ? presentParts(review).map(([, part]) => part) : [];
  const least = (numbers: number[]): number | null => (numbers.length === 0 ? null : Math.min(...numbers));
  return {
    marks: reviewMarks(review),
    rank: reviewRank(review),
    /** Pictures whose verdict may still come. */
    traces: open.filter(({ state }) => state === 'pending' || state === 'queued').flatMap(({ media }) => media.filter(({ suggest }) => suggest === '').flatMap(({ traces }) => traces)),
    queuedAt: least(open.filter(({ state }) => state === 'queued').map(({ at }) => at)),
    checkAt: least(open.flatMap(({ state, checkAt }) => (state === 'pending' && checkAt !== null ? [checkAt] : []))),
  };
}
