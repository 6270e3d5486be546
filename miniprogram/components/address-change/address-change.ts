import type { AddressChange } from '../../../typings/index';

/** A request to change an order's address, as one of both sides sees it. Sends `act` {act}: accept, reject or withdraw. */
Component({
  properties: {
    /** AddressChange */
    change: { type: Object, value: null as unknown as Record<string, unknown> },
    viewer: { type: String, value: 'shopper' },
    /** It can still be answered. */
    open: { type: Boolean, value: false },
  },
  data: { title: '', note: '', area: '', who: '', mayAnswer: false, mayWithdraw: false },
  observers: {
    'change, viewer, open'(change: AddressChange | null, viewer: AddressChange['by'], open: boolean) {
      if (!change) return;
      const { address } = change;
      const own = change.by === viewer;
      const waits = open && change.state === 'open';
      this.setData({
        title: titleOf(change, viewer, waits),
        note: change.state === 'rejected' ? change.reason : '',
        area: `${address.provinceName}${address.cityName}${address.countyName} ${address.detailInfo}`,
        who: `${address.userName} ${address.telNumber}`,
        mayAnswer: waits && !own,
        mayWithdraw: waits && own && viewer === 'shopper',
      });
    },
  },
  methods: {
    onAct(event: WechatMiniprogram.TouchEvent<object, object, { act: string }>) {
      this.triggerEvent('act', { act: event.currentTarget.dataset.act });
    },
  },
});

function titleOf({ by, state }: AddressChange, viewer: AddressChange['by'], waits: boolean): string {
  const [asker, other] = by === 'shopper' ? ['买家', '商家'] : ['商家', '买家'];
  const own = by === viewer;
  if (waits) return own ? `已申请修改地址，等待${other}确认` : `${asker}申请把地址改为`;
  if (state === 'rejected') return own ? `${other}没有同意修改地址` : '你没有同意修改地址';
  return state === 'withdrawn' ? '修改地址的申请已撤回' : '修改地址的申请已失效';
}
