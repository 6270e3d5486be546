import type { AfterSaleDetail, PostalAddress } from '../../../typings/index';
import { afterSaleText, reasonText, typeText } from '../../utils/after-sale-text';
import type { AfterSaleViewer } from '../../utils/after-sale-text';
import type { Tap } from '../../utils/events';
import { countdown, dateTime, tick } from '../../utils/time';
import type { Ticker } from '../../utils/time';

type Holder = { ticker?: Ticker | null; hint?: string };

/** Everything that is known of an after-sale request: where it stands with its countdown, goods, money, words, pictures, what happened. Sends `over` when the time of a step has passed. */
Component({
  properties: {
    /** AfterSaleDetail */
    detail: { type: Object, value: null as unknown as Record<string, unknown> },
    /** shopper | merchant | platform */
    viewer: { type: String, value: 'shopper' },
  },
  data: {
    title: '',
    icon: 'clock',
    open: true,
    hint: '',
    facts: [] as { key: string; value: string }[],
    log: [] as { time: string; text: string }[],
    sentAt: '',
    addressText: '',
  },
  observers: {
    'detail, viewer'(detail: AfterSaleDetail | null, viewer: AfterSaleViewer) {
      if (!detail?.status) return;
      const { title, icon, open, hint } = afterSaleText(detail, viewer, detail.dispute?.state === 'open');
      this.setData({
        title,
        icon,
        open,
        hint: hint.replace(' {left} ', ''),
        facts: factsOf(detail),
        log: [...detail.log].reverse().map(({ at, text }) => ({ time: dateTime(at), text })),
        sentAt: dateTime(detail.returnDelivery?.sentAt ?? null),
        addressText: detail.returnAddress ? wordsOf(detail.returnAddress) : '',
      });
      this.count(hint, detail.deadline);
    },
  },
  lifetimes: {
    detached() {
      (this as unknown as Holder).ticker?.stop();
    },
  },
  methods: {
    count(hint: string, deadline: number | null) {
      const holder = this as unknown as Holder;
      holder.ticker?.stop();
      holder.ticker = null;
      if (deadline === null || !hint.includes('{left}')) return;
      holder.ticker = tick(deadline, (leftMs) => {
        const shown = leftMs > 0 ? hint.replace('{left}', countdown(leftMs)) : '时间已到，正在处理';
        if (shown !== this.data.hint) this.setData({ hint: shown });
        if (leftMs === 0) this.triggerEvent('over');
      });
    },
    onCopy(event: Tap<{ text: string }>) {
      void wx.setClipboardData({ data: event.currentTarget.dataset.text });
    },
    onPicture(event: Tap<{ url: string }>) {
      const { images } = this.data.detail as unknown as AfterSaleDetail;
      void wx.previewImage({ urls: images, current: event.currentTarget.dataset.url });
    },
  },
});

function wordsOf({ userName, telNumber, provinceName, cityName, countyName, detailInfo }: PostalAddress): string {
  return `${userName} ${telNumber} ${provinceName}${cityName}${countyName}${detailInfo}`;
}

function factsOf(detail: AfterSaleDetail): { key: string; value: string }[] {
  const facts: [string, string][] = [
    ['售后类型', typeText(detail.type)],
    ['申请原因', reasonText(detail.reason)],
    ['申请件数', `${detail.line.num} 件`],
    ['申请时间', dateTime(detail.createdAt)],
    ['完成时间', dateTime(detail.finishedAt)],
    ['订单编号', detail.orderNo],
    ['补充说明', detail.description],
  ];
  return facts.filter(([, value]) => value).map(([key, value]) => ({ key, value }));
}
