import type { PostalAddress } from '../../../../../typings/index';
import { addressErrors } from '../../../../utils/address';
import type { AddressField } from '../../../../utils/address';

const EMPTY: PostalAddress = { userName: '', telNumber: '', provinceName: '', cityName: '', countyName: '', detailInfo: '' };

/** An address to fill in: where the shopper sends goods back to unless it is told otherwise; the usual one is filled in. Sends `done` {address} and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** 退货 or 换货. */
    what: { type: String, value: '退货' },
    /** PostalAddress or null */
    suggested: { type: Object, value: null as unknown as Record<string, unknown> },
    busy: { type: Boolean, value: false },
    problem: { type: String, value: '' },
    /** In place of the words for a return. */
    title: { type: String, value: '' },
    hint: { type: String, value: '买家会把商品寄到这里，地址会记住供下次使用' },
    action: { type: String, value: '' },
  },
  data: { address: { ...EMPTY }, region: [] as string[], errors: {} as Partial<Record<AddressField, string>> },
  observers: {
    'show, suggested'(show: boolean, suggested: PostalAddress | null) {
      if (!show) return;
      const address = { ...EMPTY, ...suggested };
      this.setData({ address, region: address.provinceName ? [address.provinceName, address.cityName, address.countyName] : [], errors: {} });
    },
  },
  methods: {
    onName(event: WechatMiniprogram.Input) {
      this.setData({ 'address.userName': event.detail.value, 'errors.userName': '' });
    },
    onTel(event: WechatMiniprogram.Input) {
      this.setData({ 'address.telNumber': event.detail.value, 'errors.telNumber': '' });
    },
    onDetail(event: WechatMiniprogram.TextareaInput) {
      this.setData({ 'address.detailInfo': event.detail.value, 'errors.detailInfo': '' });
    },
    onRegion(event: WechatMiniprogram.PickerChange) {
      const region = event.detail.value as unknown as string[];
      const [provinceName = '', cityName = '', countyName = ''] = region;
      this.setData({ region, address: { ...this.data.address, provinceName, cityName, countyName }, 'errors.region': '' });
    },
    onDone() {
      if (this.data.busy) return;
      const { address } = this.data;
      const errors = addressErrors(address);
      this.setData({ errors });
      if (Object.keys(errors).length === 0) this.triggerEvent('done', { address });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
