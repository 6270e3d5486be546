import type { ReviewableOrder, ReviewedLine, ReviewTag, Stars } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { review } from '../../../../services/review';
import type { Sent, Tap } from '../../../../utils/events';
import { ask, toast, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { starWord, tagsFor } from '../../../../utils/review-text';
import { queryText } from '../../../../utils/routes';
import { date } from '../../../../utils/time';

/** One line of the order while it is being reviewed. */
interface Sheet {
  skuId: string;
  line: ReviewedLine;
  stars: number;
  word: string;
  tags: { name: ReviewTag; on: boolean }[];
  text: string;
  images: string[];
  /** What the cloud had to say against it, or against the review before. */
  problem: string;
}
const MOST_TAGS = 5;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    hint: '',
    sheets: [] as Sheet[],
    serviceStars: 0,
    deliveryStars: 0,
    serviceWord: '请打分',
    deliveryWord: '请打分',
    anonymous: false,
    uploading: 0,
    busy: false,
  },
  orderId: '',
  attempts: null as Map<string, Attempt> | null,

  onLoad(query) {
    this.orderId = queryText(query, 'orderId');
    this.attempts = new Map();
    void this.load();
  },
  async load() {
    this.setData({ state: 'loading' });
    try {
      const found = await review.order(this.orderId);
      const sheets = sheetsOf(found);
      if (sheets.length === 0) return this.setData({ state: 'error', gone: true, errorText: '这个订单没有待评价的商品了' });
      this.setData({ state: 'ready', sheets, hint: `${date(found.reviewBefore)} 前未评价的商品，系统会默认好评` });
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'BAD_REQUEST' || code === 'INVALID_STATE' });
    }
  },

  onStars(event: Sent<{ value: number }> & Tap<{ at: number }>) {
    const at = Number(event.currentTarget.dataset.at);
    const { value } = event.detail;
    const kept = this.data.sheets[at]?.tags.filter(({ on }) => on).map(({ name }) => name) ?? [];
    const tags = tagsFor(value).map((name) => ({ name, on: kept.includes(name) }));
    this.setData({ [`sheets[${at}].stars`]: value, [`sheets[${at}].word`]: starWord(value), [`sheets[${at}].tags`]: tags, [`sheets[${at}].problem`]: '' });
  },
  onTag(event: Tap<{ at: number; tag: number }>) {
    const { at, tag } = event.currentTarget.dataset;
    const tags = this.data.sheets[Number(at)]?.tags ?? [];
    const chosen = tags[Number(tag)];
    if (!chosen) return;
    if (!chosen.on && tags.filter(({ on }) => on).length >= MOST_TAGS) return toast(`最多选 ${MOST_TAGS} 个`);
    this.setData({ [`sheets[${Number(at)}].tags[${Number(tag)}].on`]: !chosen.on });
  },
  onText(event: WechatMiniprogram.TextareaInput) {
    const { at } = event.currentTarget.dataset as { at: number };
    this.setData({ [`sheets[${Number(at)}].text`]: event.detail.value, [`sheets[${Number(at)}].problem`]: '' });
  },
  onImages(event: Sent<{ images: string[] }> & Tap<{ at: number }>) {
    this.setData({ [`sheets[${Number(event.currentTarget.dataset.at)}].images`]: event.detail.images });
  },
  onUploading(event: Sent<{ busy: boolean }>) {
    this.setData({ uploading: Math.max(0, this.data.uploading + (event.detail.busy ? 1 : -1)) });
  },
  onService(event: Sent<{ value: number }>) {
    this.setData({ serviceStars: event.detail.value, serviceWord: starWord(event.detail.value) });
  },
  onDelivery(event: Sent<{ value: number }>) {
    this.setData({ deliveryStars: event.detail.value, deliveryWord: starWord(event.detail.value) });
  },
  onAnonymous() {
    this.setData({ anonymous: !this.data.anonymous });
  },

  /** Those with stars are sent, one after the other; what was refused stays with the reason. */
  async onSubmit() {
    const { sheets, serviceStars, deliveryStars, busy, uploading } = this.data;
    if (busy || uploading > 0) return;
    const given = sheets.filter(({ stars }) => stars > 0);
    if (given.length === 0) return toast('请先给商品打分');
    if (serviceStars === 0 || deliveryStars === 0) return toast('请给商家服务和物流打分');
    if (given.length < sheets.length && !(await ask(`还有 ${sheets.length - given.length} 件商品没有打分，先提交已打分的？`, '先提交'))) return;
    this.setData({ busy: true });
    const done: string[] = [];
    let checking = false;
    for (const sheet of given) {
      try {
        checking = (await this.send(sheet)) || checking;
        done.push(sheet.skuId);
      } catch (error) {
        const { message } = asAppError(error);
        const at = sheets.findIndex(({ skuId }) => skuId === sheet.skuId);
        this.setData({ [`sheets[${at}].problem`]: message });
        toast(message);
      }
    }
    this.setData({ busy: false });
    const left = this.data.sheets.filter(({ skuId }) => !done.includes(skuId));
    if (done.length === 0) return;
    if (left.length === 0) {
      if (checking) toast('评价已提交，审核通过后公开显示');
      else toastSuccess('评价成功');
      back();
    } else this.setData({ sheets: left });
  },
  /** Says whether it has to be checked first. */
  async send({ skuId, stars, text, images, tags }: Sheet): Promise<boolean> {
    const attempts = this.attempts as Map<string, Attempt> | null;
    const attempt = attempts?.get(skuId) ?? new Attempt();
    attempts?.set(skuId, attempt);
    const { serviceStars, deliveryStars, anonymous } = this.data;
    const request = {
      orderId: this.orderId as string,
      skuId,
      stars: stars as Stars,
      serviceStars: serviceStars as Stars,
      deliveryStars: deliveryStars as Stars,
      text: text.trim(),
      images,
      tags: tags.filter(({ on }) => on).map(({ name }) => name),
      anonymous,
    };
    const { content } = await attempt.run(request, (sent) => review.submit(sent));
    return content.state !== 'public';
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});

function sheetsOf(found: ReviewableOrder): Sheet[] {
  return found.lines
    .filter(({ obstacle }) => obstacle === '')
    .map(({ line, review: refused }) => ({
      skuId: line.skuId,
      line,
      stars: refused?.stars ?? 0,
      word: starWord(refused?.stars ?? 0),
      tags: tagsFor(refused?.stars ?? 0).map((name) => ({ name, on: refused?.tags.includes(name) ?? false })),
      text: refused?.content.text ?? '',
      images: refused?.content.images ?? [],
      problem: refused ? `上次未通过审核：${refused.content.reason}` : '',
    }));
}
