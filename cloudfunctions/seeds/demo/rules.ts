/**
 * Numbers that Tencent or the shop sets. `verified` says whether the number was found in an official source; an unverified one is an
 * assumption that an operator has to check and correct before real use.
 */
import type { RuleDoc } from '../../data/documents';
import { tree } from './categories';

const official = '微信小店官方接口文档';
const assumption = '演示用假设值，请以微信小店后台显示的金额为准';
/** 2024-08-25, when 微信小店 opened. */
const since = Date.UTC(2024, 7, 24, 16);

const rule = (
  _id: string,
  value: number,
  unit: RuleDoc['unit'],
  note: string,
  source: string,
  verified: boolean,
): RuleDoc => ({ _id, value, unit, note, source, verified, effectiveFrom: since });

/** Amounts of the right order of magnitude (thousands of yuan a category); the official table is not public. A leaf's own amount goes before its top category's. */
const depositFen: Record<string, number> = {
  apparel: 200_000,
  shoesbags: 200_000,
  digital: 500_000,
  home: 300_000,
  furniture: 500_000,
  kitchen: 200_000,
  food: 500_000,
  beauty: 500_000,
  kids: 300_000,
  stationery: 100_000,
  sports: 200_000,
  pets: 200_000,
};

export function ruleDocs(): RuleDoc[] {
  return [
    rule('order.unpaidMinutes', 30, 'minutes', '未支付订单自动取消的时间', '平台约定，可修改', false),
    rule('order.autoConfirmDays', 10, 'days', '发货后自动确认收货的天数', '假设值，官方未公开', false),
    rule('order.autoConfirmVirtualDays', 3, 'days', '虚拟商品发放后自动确认收货的天数', '假设值，官方未公开', false),
    rule('order.sendHours', 48, 'count', '没有运费模板时，付款后几小时内发货', '平台约定，可修改', false),
    rule('presale.mostWindowDays', 15, 'days', '全款预售的时间最长几天', official, true),
    rule('presale.mostEndDays', 30, 'days', '全款预售最晚在几天内结束', official, true),
    rule('presale.leastDeliveryDays', 4, 'days', '预售发货时间最短几天', official, true),
    rule('presale.mostDeliveryDays', 15, 'days', '预售发货时间最长几天', official, true),
    rule('shipping.mostParcels', 15, 'count', '每个订单最多分几个包裹发货', `${official}（发货信息录入接口 shipping_list）`, true),
    rule('shipping.mostCorrections', 1, 'count', '每笔支付可重新上传发货信息（更正运单号）的次数', `${official}（发货信息录入接口，重新发货）`, true),
    rule('shipping.uploadTries', 8, 'count', '向微信上传发货信息最多尝试的次数，之后需商家处理', '平台约定，可修改', false),
    rule('pickup.mostPoints', 50, 'count', '每个店铺最多几个自提点', '平台约定，可修改', false),
    rule('pickup.mostPrepareHours', 168, 'count', '自提点备货时间最长几小时', '平台约定，可修改', false),
    rule('pickup.keepDays', 7, 'days', '备货完成后为买家保留几天', '平台约定，可修改', false),
    rule('pickup.remindDays', 2, 'days', '保留期结束前几天提醒买家提货', '平台约定，可修改', false),
    rule('pickup.overdueRefund', 1, 'count', '超过保留期没有提货：1 自动退款，0 订单完成', '平台约定，可修改', false),
    rule('pickup.mostWrongCodes', 10, 'count', '每个员工在一段时间内最多输错几次提货码', '平台约定，可修改', false),
    rule('pickup.mostWrongCodesOfShop', 50, 'count', '每个店铺在一段时间内最多输错几次提货码', '平台约定，可修改', false),
    rule('pickup.wrongCodeMinutes', 15, 'minutes', '输错提货码按多少分钟计次', '平台约定，可修改', false),
    rule('afterSale.windowDays', 15, 'days', '确认收货后可申请售后的天数', '平台约定，可修改', false),
    rule('afterSale.mostRequests', 5, 'count', '每件商品最多申请售后的次数', official, true),
    rule('afterSale.merchantDays', 2, 'days', '商家处理售后申请的时限，超时自动同意', '平台约定，可修改', false),
    rule('afterSale.returnDays', 7, 'days', '商家同意后买家寄回商品的时限，超时关闭售后', '平台约定，可修改', false),
    rule('afterSale.receiveDays', 7, 'days', '买家寄回后商家确认收货的时限，超时自动退款', '平台约定，可修改', false),
    rule('afterSale.disputeDays', 7, 'days', '商家拒绝后买家申请平台介入的时限，超时关闭售后', official, true),
    rule('afterSale.platformDays', 7, 'days', '平台处理纠纷的时限，超时退款给买家', '平台约定，可修改', false),
    rule('coupon.remindDays', 2, 'days', '优惠券到期前几天提醒', '平台约定，可修改', false),
    rule('account.coolingDays', 15, 'days', '申请注销账号后的冷静期，期间可以撤回', '平台约定，可修改', false),
    rule('message.keepDays', 180, 'days', '站内消息保留的天数', '平台约定，可修改', false),
    rule('afterSale.confirmDays', 2, 'days', '买家处理商家协商或代发起售后的时限，超时视为不同意', '平台约定，可修改', false),
    rule('afterSale.interceptDays', 3, 'days', '商家拦截在途包裹的时限，超时退款给买家', '平台约定，可修改', false),
    rule('afterSale.exchangeDays', 10, 'days', '换货发出后自动确认收货的天数', '平台约定，可修改', false),
    rule('afterSale.retryDays', 1, 'days', '退款失败后再次自动重试的间隔', '平台约定，可修改', false),
    rule('afterSale.mostProposals', 3, 'count', '一次售后中商家最多发起协商的次数', '平台约定，可修改', false),
    rule('afterSale.refundAttempts', 5, 'count', '连续被拒绝多少次后标记退款失败', '平台约定，可修改', false),
    rule('afterSale.noReasonDays', 7, 'days', '签收次日起可申请七天无理由退货的天数', '消费者权益保护法第二十五条', true),
    rule('afterSale.instantRefund', 1, 'count', '未发货的退款是否立即同意：0 由商家处理，1 由店铺选择，2 全部立即退款', '平台约定，可修改', false),
    rule('afterSale.refundRounds', 3, 'count', '多少轮退款失败后转为商家处理', '平台约定，可修改', false),
    rule('review.autoDays', 15, 'days', '确认收货后未评价，系统自动好评的天数', '平台约定，可修改', false),
    rule('review.appendDays', 180, 'days', '确认收货后可以追加评价的天数', '平台约定，可修改', false),
    rule('review.checkMinutes', 30, 'minutes', '图片内容安全结果的送达时限，超时重新检测', '微信内容安全接口文档（mediaCheckAsync）', true),
    rule('review.mostAsks', 3, 'count', '内容安全最多检测的次数，仍无结果由平台人工审核', '平台约定，可修改', false),
    rule('deposit.trialProductLimit', 100, 'count', '0 元保证金试运营期间，已上架与审核中的商品合计上限', `${official}（错误码 10020246）`, true),
    ...tree
      .flatMap(({ id, name, leaves }) => [[id, name] as const, ...leaves])
      .filter(([id]) => depositFen[id] !== undefined)
      .map(([id, name]) => rule(`deposit.category.${id}`, depositFen[id] ?? 0, 'fen', `${name}类目保证金`, assumption, false)),
  ];
}
