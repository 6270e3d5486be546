import type { ReviewRow } from '../../../../utils/review-text';

/** A review as everybody sees it. With `short` its text is cut and what came later is left out. Pictures open by themselves. */
Component({
  properties: {
    /** ReviewRow */
    row: { type: Object, value: {} as Record<string, unknown> },
    short: { type: Boolean, value: false },
  },
  methods: {
    onPicture(event: WechatMiniprogram.TouchEvent<object, object, { url: string; among: string }>) {
      const row = this.data.row as unknown as ReviewRow;
      const { url, among } = event.currentTarget.dataset;
      void wx.previewImage({ current: url, urls: among ? (row.more.find(({ key }) => key === among)?.images ?? []) : row.images });
    },
  },
});
