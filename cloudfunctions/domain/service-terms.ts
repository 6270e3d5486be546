/** The promises that come with a product, and what each of them means. */
import type { ExtraService, SendTime, ServiceTerm } from '../../typings';
import { sendHours } from './presale';

const SEVEN_DAYS = '自签收次日起 7 天内，商品完好且不影响二次销售，可以申请无理由退货，退货运费由买家承担（有运费险时由保险赔付）。';

/** What shops write in their own words is explained where the words are known. */
const KNOWN: Record<string, string> = {
  七天无理由退货: SEVEN_DAYS,
  破损包赔: '签收时或签收后 48 小时内发现商品破损，凭照片联系商家，可以补发或退款。',
  坏果包赔: '生鲜签收后 24 小时内发现坏损，凭照片联系商家，按坏损的比例赔付。',
  产地直发: '由产地采收、打包后直接发出，不经中间仓库。',
  正品保障: '商品来自品牌方或其授权的经销商，可向商家索要凭证。',
  运费险: '退货时的寄回运费由保险赔付，赔付金额以保险公司的规则为准。',
};

/** `own`: the shop's words for all its products. `sendTime`: 'presale' where another ship date is shown, undefined where nobody says it. A promise that is said twice is shown once. */
export function serviceTerms(own: readonly string[], extra: ExtraService | null | undefined, sendTime: SendTime | 'presale' | undefined): ServiceTerm[] {
  const found = new Map<string, string>();
  const add = (name: string, text: string): void => {
    if (!found.has(name)) found.set(name, text);
  };
  const shops = own.filter((name) => !(extra && /无理由|运费险|假一赔|破损包/.test(name)) && !(sendTime && /小时发货/.test(name)));
  if (extra?.sevenDayReturn === 0) add('不支持七天无理由退货', '商品的性质不适合无理由退货，有质量问题仍可申请售后。');
  if (extra?.sevenDayReturn === 1) add('七天无理由退货', SEVEN_DAYS);
  if (extra?.sevenDayReturn === 2) add('七天无理由退货（定制除外）', `${SEVEN_DAYS}按你的要求定制的商品除外。`);
  if (extra?.freightInsurance === 1) add('运费险', KNOWN.运费险!);
  if (extra?.fakeOnePayThree === 1) add('假一赔三', '收到的商品经鉴定为假货的，退还货款，并按货款的三倍赔偿。');
  if (extra?.damageGuarantee === 1) add('破损包赔', KNOWN.破损包赔!);
  if (sendTime && sendTime !== 'presale') add(`${sendHours(sendTime)} 小时发货`, `付款后 ${sendHours(sendTime)} 小时内发出，订单里会写明最晚的发货时间。`);
  for (const name of shops) add(name, KNOWN[name] ?? hoursText(name));
  return [...found].map(([name, text]) => ({ name, text, ...(name.startsWith('不支持') ? { isWarning: true } : {}) }));
}

/** Of goods that nothing can be sent back of: what the shop promises about parcels and returns does not hold for them, and the page says so. */
export function virtualTerms(own: readonly string[], extra: ExtraService | null | undefined): ServiceTerm[] {
  const warning: ServiceTerm = { name: '不支持七天无理由退货', text: '虚拟商品发放后不能退回，下单前请看清商品说明；没有收到或不能使用时可以申请售后。', isWarning: true };
  const promise = extra?.fakeOnePayThree === 1 ? { sevenDayReturn: 0, freightInsurance: 0, damageGuarantee: 0, fakeOnePayThree: 1 } as const : null;
  const rest = serviceTerms(own.filter((name) => !/无理由|运费|包邮|小时发货|破损|坏果|直发|包退|包换|上门/.test(name)), promise, undefined);
  return [warning, ...rest.filter(({ name }) => name !== warning.name)];
}

function hoursText(name: string): string {
  const hours = /^(\d+) ?小时发货$/.exec(name)?.[1];
  return hours ? `付款后 ${hours} 小时内发出，节假日可能顺延。` : '由商家承诺，详情可以咨询商家。';
}
