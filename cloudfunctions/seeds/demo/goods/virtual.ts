import { plain, type Goods } from '../goods';

/** Nothing of it is sent: how it is delivered stands in terms.ts, the codes in codes.ts. */
export const virtual: Goods[] = [
  {
    id: 'card-reading',
    shopId: 'shop-1',
    leaf: 'books',
    title: '慢读电子书会员卡 三万册正版书随身看 卡密自动发放',
    subTitle: '付款后自动发卡',
    desc: '付款后卡密立即发放到订单里，在慢读客户端“我的 - 兑换会员”中输入即可开通，手机、平板、墨水屏同步阅读进度。卡密自购买起一年内有效，查看后不支持退款。',
    points: [
      ['即买即用', '卡密自动发放到订单'],
      ['三万册正版', '文学、社科、科普全分类'],
      ['多端同步', '一个账号，进度跟着走'],
    ],
    params: { 类型: '电子卡密', 有效期: '购买后一年内兑换', 使用平台: '慢读客户端', 兑换方式: '我的 - 兑换会员' },
    priceFen: 1900,
    marketPriceFen: 2500,
    axes: [plain('时长', ['月卡', ['季卡', 3000], ['年卡', 13_900]])],
    sold: 0,
    stock: 12,
    picture: { drawing: 'book', backdrop: 'desk', look: { main: '#3F5E8C', second: '#F3ECDD', accent: '#E0A64B' }, label: '慢读会员' },
  },
  {
    id: 'topup-mobile',
    shopId: 'shop-1',
    leaf: 'phones',
    title: '手机话费充值 移动联通电信三网通用 人工充值到账',
    subTitle: '工作时间 2 小时内到账',
    desc: '下单时填写需要充值的手机号，付款后由客服人工充值，工作时间两小时内到账，夜间订单次日上午处理。请核对手机号，充值成功后无法退回。',
    points: [
      ['三网通用', '移动、联通、电信都能充'],
      ['无需物流', '直接充到手机号'],
      ['到账通知', '充好后消息告诉你'],
    ],
    params: { 类型: '话费直充', 运营商: '移动、联通、电信', 到账时间: '工作时间 2 小时内', 发票: '由运营商开具' },
    priceFen: 2980,
    marketPriceFen: 0,
    axes: [plain('面额', ['30 元', ['50 元', 1990], ['100 元', 6970]])],
    sold: 268,
    stock: 400,
    picture: { drawing: 'phone', backdrop: 'plain', look: { main: '#D9573F', second: '#F2C9A8' } },
  },
];
