import { answerPending } from '../../../../services/privacy';
import { back } from '../../../../utils/navigation';
import { queryText } from '../../../../utils/routes';

interface Part {
  title: string;
  lines: string[];
}
/** What the code really does; keep it in step with data/personal.ts, and with the guide in WeChat's console. */
const PARTS: Part[] = [
  {
    title: '一、我们收集什么，用来做什么',
    lines: [
      '微信用户标识（OpenID）：打开小程序即生成，用来识别你的购物车、订单和优惠券。不需要注册，也不会索要你的微信密码。',
      '昵称和头像：你主动填写或选择后，显示在个人中心和你的评价里；展示给他人之前会经过微信内容安全检查。',
      '手机号：你点按「微信一键获取」或手动填写后保存，只用于配送和售后联系。',
      '收货信息（姓名、电话、地址）：你填写、粘贴识别或从微信导入后保存，下单时交给对应商家用于发货。粘贴的文字只用于识别，不会留存。',
      '订单、支付、售后和发票信息：用于履行交易、退款、开票和处理纠纷。支付由微信支付完成，我们得不到你的银行卡信息。',
      '相册和相机：你上传头像、评价或售后凭证时使用，只读取你选择的图片。',
      '剪贴板：你点按「复制」时写入，我们不会读取剪贴板。',
      '收藏、足迹和搜索词：用于展示你的浏览记录和统计热搜；热搜统计不包含你的身份。',
    ],
  },
  {
    title: '二、谁会看到',
    lines: ['商家只能看到自己店铺的订单信息；平台客服在处理纠纷时可以查看相关售后。我们不出售你的个人信息，也不会用于你不知道的用途。', '快递单号和收货信息会交给承运的快递公司；发货信息会按规定上传微信。'],
  },
  {
    title: '三、保存多久',
    lines: ['账号存在期间保存；站内消息保存 180 天。', '注销账号后删除个人信息；订单、支付和发票按法律规定保留交易内容，但抹去姓名、电话和详细地址。'],
  },
  {
    title: '四、你的权利',
    lines: ['查看和更正：个人资料、地址、手机号、发票抬头都可以随时修改或删除。', '带走：「设置—导出我的数据」可以下载我们保存的与你有关的全部数据。', '撤回同意：不同意隐私指引也可以浏览商品，相应功能可以手动填写代替；在微信的小程序设置里可以撤回授权。', '注销：「设置—注销账号」，有冷静期，期间可以撤回。'],
  },
  { title: '五、联系我们', lines: ['对个人信息有疑问，可以通过「我的—联系客服」找到我们，我们会在 15 个工作日内答复。'] },
];

Page({
  data: { parts: PARTS, asking: false, contract: '《用户隐私保护指引》' },
  onLoad(query) {
    this.setData({ asking: queryText(query, 'ask') === '1' });
    wx.getPrivacySetting({ success: ({ privacyContractName }) => this.setData({ contract: privacyContractName }) });
  },
  onUnload() {
    answerPending((question) => question.disagree());
  },
  onContract() {
    wx.openPrivacyContract({});
  },
  onAgree() {
    answerPending((question) => question.agree('privacy-page-agree'));
    back();
  },
  onRefuse() {
    back();
  },
});
