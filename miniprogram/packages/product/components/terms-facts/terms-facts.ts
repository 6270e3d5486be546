import type { ServiceTerm, SpuDetail } from '../../../../../typings/index';
import { accountText } from '../../../../utils/account';
import { dateTime } from '../../../../utils/time';

const SEND_TEXT = { SendTime_TWENTYFOUR_HOUR: '24 小时内发货', SendTime_FOUTYEIGHT_HOUR: '48 小时内发货', '': '' };

/** The rows of the product page that say how it is sent, when, how much of it, and what is promised; two sheets explain more. */
Component({
  properties: {
    /** SpuDetail */
    spu: { type: Object, value: {} as Record<string, unknown> },
  },
  data: {
    presale: '',
    presaleTime: '',
    freight: '',
    to: '',
    /** Nothing is sent: how it is delivered. */
    virtual: '',
    bad: false,
    send: '',
    rules: [] as string[],
    limit: '',
    limitLeft: '',
    services: [] as ServiceTerm[],
    sheet: '' as '' | 'freight' | 'services',
  },
  observers: {
    spu(spu: Partial<SpuDetail>) {
      if (!spu.spuId) return;
      const { freight, limit, presale, serviceTerms = [] } = spu;
      this.setData({
        presale: presale?.text ?? '',
        presaleTime: presale ? presaleTime(presale) : '',
        freight: freight?.text ?? spu.freightText ?? '',
        to: freight?.to ?? '',
        virtual: virtualText(spu),
        bad: freight?.undeliverable ?? false,
        send: presale ? presale.text : SEND_TEXT[freight?.sendTime ?? ''],
        rules: freight?.rules ?? [],
        limit: limit?.text ?? '',
        limitLeft: limit ? (limit.left > 0 ? `还能买 ${limit.left} 件` : '你已买满') : '',
        services: serviceTerms,
      });
    },
  },
  methods: {
    onFreight() {
      this.setData({ sheet: 'freight' });
    },
    onServices() {
      this.setData({ sheet: 'services' });
    },
    onClose() {
      this.setData({ sheet: '' });
    },
  },
});

/** 无需物流，付款后卡密自动发放到订单 */
function virtualText({ deliverMethod = 0, accountTypes = [], fromCodes = false }: Partial<SpuDetail>): string {
  if (deliverMethod === 0) return '';
  return fromCodes ? '付款后卡密自动发放到订单' : `商家发放到你填写的${accountTypes.map(accountText).join('或')}`;
}

function presaleTime({ state, beginTime, endTime }: NonNullable<SpuDetail['presale']>): string {
  // 11-25 18:00
  const short = (at: number) => dateTime(at).slice(5, 16);
  if (state === 'upcoming') return `${short(beginTime)} 开始`;
  return state === 'running' ? `${short(endTime)} 结束` : '';
}
