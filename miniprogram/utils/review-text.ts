import type { CheckedText, ReviewCard, ReviewTag, ReviewText, Stars } from '../../typings/index';
import { date } from './time';
import { attrText } from './sku-matrix';

const WORDS: Record<Stars, string> = { 1: '非常差', 2: '差', 3: '一般', 4: '好', 5: '非常好' };

export function starWord(stars: number): string {
  return WORDS[stars as Stars] ?? '请打分';
}

const GOOD: readonly ReviewTag[] = ['质量好', '性价比高', '与描述相符', '做工精细', '包装用心', '送货快', '客服周到'];
const BAD: readonly ReviewTag[] = ['有瑕疵', '与描述不符', '性价比低', '包装破损', '送货慢', '服务差'];

/** What can be ticked with so many stars. */
export function tagsFor(stars: number): ReviewTag[] {
  if (stars >= 4) return [...GOOD];
  return stars === 3 ? [...GOOD.slice(0, 4), ...BAD.slice(0, 4)] : stars > 0 ? [...BAD] : [];
}

/** '4.8' of 48. */
export function tenths(value: number): string {
  return (value / 10).toFixed(1);
}

/** Where the check of one's own words stands; '' when everybody sees them. */
export function checkText({ state, reason }: CheckedText): string {
  if (state === 'pending' || state === 'queued') return '审核中，通过后公开显示';
  return state === 'refused' ? `未通过审核：${reason}` : '';
}

/** A review as its card shows it. */
export interface ReviewRow {
  reviewId: string;
  nickname: string;
  avatar: string;
  stars: Stars;
  /** Day and variant. */
  facts: string;
  text: string;
  images: string[];
  /** What came later: by whom, after how long. */
  more: { key: string; head: string; text: string; images: string[]; shop: boolean }[];
}

export function reviewRow(card: ReviewCard): ReviewRow {
  const attrs = attrText(card.attrs);
  const { content, append, reply, appendReply } = card;
  const said = (key: string, head: string, words: ReviewText | null, shop: boolean) => (words ? [{ key, head, text: words.text, images: words.images, shop }] : []);
  return {
    reviewId: card.reviewId,
    nickname: card.author.nickname,
    avatar: card.author.avatar,
    stars: card.stars,
    facts: [date(card.createdAt), attrs].filter(Boolean).join('  '),
    text: content.text || (card.auto ? '买家未及时评价，系统默认好评' : content.images.length > 0 ? '' : card.tags.join('，') || '买家没有填写文字'),
    images: content.images,
    more: [...said('reply', '商家回复', reply, true), ...said('append', append ? laterText(card.createdAt, append.at) : '', append, false), ...said('appendReply', '商家回复追评', appendReply, true)],
  };
}

/** 当天追评, 3 天后追评 */
export function laterText(from: number, at: number): string {
  const days = Math.round((Date.parse(date(at)) - Date.parse(date(from))) / 86_400_000);
  return days > 0 ? `${days} 天后追评` : '当天追评';
}
