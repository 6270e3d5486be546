import type { AfterSaleDetail, AfterSaleLogEntry, PostalAddress } from '../../../typings/index';
import { afterSaleSteps, speaker } from '../../utils/after-sale-steps';
import type { AfterSaleStep } from '../../utils/after-sale-steps';
import { afterSaleText, reasonText, typeText } from '../../utils/after-sale-text';
import type { AfterSaleViewer } from '../../utils/after-sale-text';
import type { Tap } from '../../utils/events';
import { yuan } from '../../utils/money';
import { attrText } from '../../utils/sku-matrix';
import { countdown, dateTime, tick } from '../../utils/time';
import type { Ticker } from '../../utils/time';

type Holder = { ticker?: Ticker | null; hint?: string };
interface Entry {
  who: string;
  by: AfterSaleLogEntry['by'];
  mine: boolean;
  message: boolean;
  time: string;
  text: string;
  images: string[];
}

/** Everything that is known of an after-sale request: where it stands with its countdown, goods, money, what was proposed, words, pictures, what happened. Sends `over` when the time of a step has passed. */
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
    steps: [] as AfterSaleStep[],
    facts: [] as { key: string; value: string }[],
    log: [] as Entry[],
    sentAt: '',
    reshippedAt: '',
    addressText: '',
    wantedText: '',
    exchange: false,
    proposal: null as { title: string; sum: string; text: string; note: string } | null,
    moneyLabel: '退款金额',
    way: '',
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
        steps: afterSaleSteps(detail),
        facts: factsOf(detail),
        log: [...detail.log].reverse().map((entry) => entryOf(entry, viewer)),
        sentAt: dateTime(detail.returnDelivery?.sentAt ?? null),
        reshippedAt: dateTime(detail.reshipDelivery?.sentAt ?? null),
        addressText: detail.returnAddress ? wordsOf(detail.returnAddress) : '',
        wantedText: detail.wanted ? attrText(detail.wanted.attrs) || '同款' : '',
        exchange: detail.type === 'EXCHANGE' && detail.refundFen === 0,
        proposal: proposalOf(detail),
        moneyLabel: detail.subType === 'REFUND_PRICE_DIFF' ? '退回差价' : '退款金额',
        way: detail.certificate ? '商家已通过其他方式退款' : '按实付金额原路退回',
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
    onPicture(event: Tap<{ url: string; urls: string[] }>) {
      const { url, urls } = event.currentTarget.dataset;
      void wx.previewImage({ urls, current: url });
    },
  },
});

function wordsOf({ userName, telNumber, provinceName, cityName, countyName, detailInfo }: PostalAddress): string {
  return `${userName} ${telNumber} ${provinceName}${cityName}${countyName}${detailInfo}`;
}

function entryOf({ by, event, text, images = [], at }: AfterSaleLogEntry, viewer: AfterSaleViewer): Entry {
  return { who: speaker(by, viewer), by, mine: by === viewer, message: event === 'message', time: dateTime(at), text, images };
}

function proposalOf({ proposal }: AfterSaleDetail): { title: string; sum: string; text: string; note: string } | null {
  // What was not agreed on stands in the history.
  if (!proposal || proposal.state === 'declined' || proposal.state === 'expired') return null;
  const { by, type, refundFen, text, state, reason } = proposal;
  return { title: `${by === 'system' ? '系统' : '商家'}建议${typeText(type)} · ${reasonText(reason)}`, sum: yuan(refundFen), text, note: state === 'accepted' ? '买家已同意' : '' };
}

function factsOf(detail: AfterSaleDetail): { key: string; value: string }[] {
  const difference = detail.subType === 'REFUND_PRICE_DIFF';
  const facts: [string, string][] = [
    ['售后类型', typeText(detail.type, detail.subType)],
    ['发起方', detail.startedBy === 'merchant' ? '商家' : ''],
    ['申请原因', difference ? '' : reasonText(detail.reason)],
    ['申请件数', difference ? '' : `${detail.line.num} 件`],
    ['申请时间', dateTime(detail.createdAt)],
    ['完成时间', dateTime(detail.finishedAt)],
    ['订单编号', detail.orderNo],
    ['补充说明', detail.description],
  ];
  return facts.filter(([, value]) => value).map(([key, value]) => ({ key, value }));
}
