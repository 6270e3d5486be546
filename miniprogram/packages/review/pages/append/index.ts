import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { review } from '../../../../services/review';
import type { Sent } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { queryText } from '../../../../utils/routes';

Page({
  data: { title: '', text: '', images: [] as string[], uploading: false, busy: false, problem: '' },
  reviewId: '',
  attempt: null as Attempt | null,

  onLoad(query) {
    this.reviewId = queryText(query, 'reviewId');
    this.attempt = new Attempt();
    this.setData({ title: queryText(query, 'title') });
  },
  onText(event: WechatMiniprogram.TextareaInput) {
    this.setData({ text: event.detail.value, problem: '' });
  },
  onImages(event: Sent<{ images: string[] }>) {
    this.setData({ images: event.detail.images });
  },
  onUploading(event: Sent<{ busy: boolean }>) {
    this.setData({ uploading: event.detail.busy });
  },
  async onSubmit() {
    const attempt: Attempt | null = this.attempt;
    const { text, images, uploading, busy } = this.data;
    if (!attempt || uploading || busy) return;
    if (!text.trim()) return this.setData({ problem: '请写几个字再提交' });
    this.setData({ busy: true });
    try {
      const { append } = await attempt.run({ reviewId: this.reviewId as string, text: text.trim(), images }, (request) => review.append(request));
      if (append?.state === 'public') toastSuccess('追评成功');
      else toast('追评已提交，审核通过后公开显示');
      back();
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
});
