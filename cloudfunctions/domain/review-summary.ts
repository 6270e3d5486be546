/** What reviews come to: sums over a product, and what one review adds to them or takes away. */
import type { ReviewSummary, ReviewTag, ShopRating, Stars } from '../../typings';
import { isShown, type Reviewed } from './review-marks';
import { isPublic } from './review-parts';

/** One review's part of the sums. */
export interface Contribution {
  stars: Stars;
  images: 0 | 1;
  append: 0 | 1;
  tags: ReviewTag[];
  /** 0: not said. */
  service: Stars | 0;
  delivery: Stars | 0;
  auto: 0 | 1;
}
export interface ReviewSums {
  count: number;
  /** Of all stars. */
  sum: number;
  /** By number of stars. */
  stars: Record<Stars, number>;
  images: number;
  append: number;
  tags: Partial<Record<ReviewTag, number>>;
  /** Of the reviews that a shopper gave: those count for the shop, automatic ones do not. */
  rated: number;
  ratedSum: number;
  serviceSum: number;
  deliverySum: number;
}

export function noSums(): ReviewSums {
  return { count: 0, sum: 0, stars: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }, images: 0, append: 0, tags: {}, rated: 0, ratedSum: 0, serviceSum: 0, deliverySum: 0 };
}

/** null: nothing of it is public. */
export function contributionOf(review: Reviewed): Contribution | null {
  if (!isShown(review)) return null;
  const { stars, tags, serviceStars, deliveryStars, content, append, auto } = review;
  const appended = isPublic(append);
  return {
    stars,
    images: content.media.length > 0 || (appended && append.media.length > 0) ? 1 : 0,
    append: appended ? 1 : 0,
    tags: [...tags].sort(),
    service: auto ? 0 : serviceStars,
    delivery: auto ? 0 : deliveryStars,
    auto: auto ? 1 : 0,
  };
}

export function sameContribution(a: Contribution | null, b: Contribution | null): boolean {
  return JSON.stringify(a && ordered(a)) === JSON.stringify(b && ordered(b));
}

function ordered({ stars, images, append, tags, service, delivery, auto }: Contribution): unknown[] {
  return [stars, images, append, [...tags].sort(), service, delivery, auto];
}

/** What has to be added to each sum (by its path) when a review's part goes from one to the other; sums that stay are left out. */
export function sumChanges(from: Contribution | null, to: Contribution | null): Record<string, number> {
  const changes: Record<string, number> = {};
  const add = (path: string, number: number): void => {
    changes[path] = (changes[path] ?? 0) + number;
  };
  for (const [part, sign] of [[from, -1], [to, 1]] as const) {
    if (!part) continue;
    add('count', sign);
    add('sum', sign * part.stars);
    add(`stars.${part.stars}`, sign);
    add('images', sign * part.images);
    add('append', sign * part.append);
    for (const tag of part.tags) add(`tags.${tag}`, sign);
    if (part.auto) continue;
    add('rated', sign);
    add('ratedSum', sign * part.stars);
    add('serviceSum', sign * part.service);
    add('deliverySum', sign * part.delivery);
  }
  return Object.fromEntries(Object.entries(changes).filter(([, number]) => number !== 0));
}

/** The sums of these reviews: what increments have to come to. */
export function sumsOf(parts: readonly (Contribution | null)[]): ReviewSums {
  const sums = noSums();
  for (const part of parts) {
    for (const [path, number] of Object.entries(sumChanges(null, part))) {
      const [head, key] = path.split('.') as [keyof ReviewSums, string | undefined];
      if (key === undefined) (sums[head] as number) += number;
      else (sums[head] as Record<string, number>)[key] = ((sums[head] as Record<string, number>)[key] ?? 0) + number;
    }
  }
  return sums;
}

const tenths = (sum: number, count: number): number => (count <= 0 ? 0 : Math.round((sum * 10) / count));

export function summaryOf({ count, sum, stars, images, append, tags }: ReviewSums): ReviewSummary {
  const good = stars[4] + stars[5];
  return {
    count,
    averageTenths: tenths(sum, count),
    goodPercent: count <= 0 ? 0 : Math.round((good * 100) / count),
    stars: [stars[1], stars[2], stars[3], stars[4], stars[5]],
    withImages: images,
    withAppend: append,
    tags: (Object.entries(tags) as [ReviewTag, number][])
      .filter(([, number]) => number > 0)
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([tag, number]) => ({ tag, count: number })),
  };
}

/** null: nobody has said anything. */
export function ratingOf({ rated, ratedSum, serviceSum, deliverySum }: Pick<ReviewSums, 'rated' | 'ratedSum' | 'serviceSum' | 'deliverySum'>): ShopRating | null {
  if (rated <= 0) return null;
  return { count: rated, productTenths: tenths(ratedSum, rated), serviceTenths: tenths(serviceSum, rated), deliveryTenths: tenths(deliverySum, rated) };
}
