/** The account as a person walks it: consent, phone, a pasted address, messages and their subscriptions, an invoice, customer service, leaving and staying. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const buyer = 'o-shopper-1';
const merchant = 'o-merchant-1';
const account = '/packages/account/pages';
const tabMe = () => shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
const native = (method: string) => shop.until(`native ${method}`, async () => {
  try {
    await (shop.app as unknown as { send(method: string, params: object): Promise<unknown> }).send('Tool.native', { method });
    return true;
  } catch (error) {
    if (/is not open/.test((error as Error).message)) return false;
    throw error;
  }
});
/** Clicks into what WeChat itself draws. */
const click = (selector: string) =>
  shop.until(selector, async () => {
    const answer: unknown = await shop.app.evaluate((which: string) => {
      const { document } = globalThis as unknown as { document: { querySelector(of: string): { click(): void } | null } };
      const found = document.querySelector(which);
      found?.click();
      return Boolean(found);
    }, selector);
    return ((answer as { result?: unknown }).result ?? answer) === true;
  });
const shown = (words: RegExp) =>
  shop.until(String(words), async () => {
    const answer: unknown = await shop.app.evaluate(() => (globalThis as unknown as { document: { body: { innerText: string } } }).document.body.innerText);
    return words.test(String((answer as { result?: unknown }).result ?? answer));
  });

test('messages: what happened, unread, read; a subscription is granted once for each tap', async () => {
  await shop.become(buyer);
  await tabMe();
  await shop.reads(/小满/, '.name');
  await shop.shot('account-me');
  await shop.tap('.entry-messages');
  await shop.arrive('packages/account/pages/messages/index');
  await shop.reads(/全部已读/, '.unread');
  await shop.shot('account-messages');
  await shop.tap('.btn-read-all');
  await shop.reads(/没有未读/, '.unread');
  await shop.open(`${account}/subscriptions/index`);
  await shop.reads(/没有剩余次数/, '.template-order-shipped .count');
  await shop.tap('.template-order-shipped .btn-add');
  await native('authorizeAllow');
  await shop.reads(/还可提醒 1 次/, '.template-order-shipped .count');
  await shop.shot('account-subscriptions');
});

test('phone: refused consent leaves the way by hand, agreed consent asks WeChat', async () => {
  await shop.become(buyer);
  await shop.open(`${account}/phone/index`);
  await shop.reads(/还没有绑定/, '.number');
  await shop.tap('.btn-wechat');
  await shop.find('privacy-sheet', '.ps-refuse');
  await shop.shot('account-privacy-sheet');
  await shop.tap('privacy-sheet', '.ps-refuse');
  await shop.reads(/可以手动填写/, '.problem');
  await shop.shot('account-phone-typing');
  await shop.input('137 0000 0001', '.input-phone');
  await shop.tap('.btn-save');
  await shop.reads(/137\*\*\*\*0001/, '.number');
  await shop.reads(/未验证/, '.tag');
  // Another mini program start: who refused is asked again.
  await shop.become('o-shopper-2');
  await shop.open(`${account}/phone/index`);
  await shop.tap('.btn-wechat');
  await shop.tap('privacy-sheet', '.ps-agree');
  await native('authorizeAllow');
  await shop.reads(/微信已验证/, '.tag');
  await shop.shot('account-phone');
});

test('an address from one pasted text', async () => {
  await shop.become('o-shopper-2');
  await shop.open(`${account}/address-edit/index`);
  await shop.input('李小萌，+86 138-1234-5678，杭州市西湖区文二路 1 号 3 幢 502', '.input-paste');
  await shop.tap('.btn-read');
  await shop.reads(/已识别/, '.paste-read');
  await shop.shot('account-address-paste');
  await shop.tap('.btn-save');
  // Opened by itself, the page goes home when it has done its work.
  await shop.arrive('pages/home/index');
  await shop.open(`${account}/addresses/index`);
  await shop.reads(/李小萌/, '.list');
});

test('an invoice: a title with a right tax number, asked for, issued, told of', async () => {
  await shop.become(buyer);
  await shop.open(`${account}/titles/index`);
  await shop.tap('.btn-new');
  await shop.tap('.title-sheet', '.type-enterprise');
  await shop.input('晴川文化创意有限公司', '.title-sheet', '.input-title');
  await shop.input('91350100M000100Y40', '.title-sheet', '.input-taxNumber');
  await shop.tap('.title-sheet', '.btn-save');
  await shop.reads(/校验位/, '.title-sheet', '.field-error');
  await shop.shot('account-title-wrong');
  await shop.input('91350100M000100Y43', '.title-sheet', '.input-taxNumber');
  await shop.tap('.title-sheet', '.btn-save');
  await shop.reads(/晴川/, '.item');
  await shop.shot('account-titles');
  await shop.open('/packages/order/pages/detail/index?orderId=demo-order-4');
  await shop.tap('.entry-invoice');
  await shop.arrive('packages/account/pages/invoice/index');
  await shop.reads(/晴川/, '.entry-title');
  await shop.shot('account-invoice-ask');
  await shop.tap('.btn-request');
  await shop.reads(/待开具/, '.invoice-state');
  await shop.shot('account-invoice-asked');
  await shop.become('o-merchant-2');
  await shop.open('/packages/manage/pages/invoices/index?shopId=shop-2');
  await shop.reads(/晴川/, '.invoice');
  await shop.shot('account-manage-invoices');
  await shop.tap('.btn-act');
  await shop.find('.issue-sheet', '.input-number');
  await shop.shot('account-manage-issue');
});

test('customer service answers about the order', async () => {
  await shop.become(buyer);
  await shop.open('/packages/order/pages/detail/index?orderId=demo-order-4');
  await shop.tap('.entry-service');
  await click('.mp-chat-send-card');
  await shown(/您咨询的订单/);
  await shown(/已转给人工客服/);
  await shop.shot('account-service');
  await click('.mp-chat-close');
});

test('the data to take along; leaving, and staying after all', async () => {
  await shop.become(buyer);
  await shop.open(`${account}/settings/index`);
  await shop.tap('.btn-export');
  await shop.reads(/^http/, '.export-url');
  await shop.shot('account-settings');
  await shop.tap('.entry-privacy');
  await shop.arrive('packages/account/pages/privacy/index');
  await shop.reads(/隐私/, '.page');
  await shop.shot('account-privacy');
  await shop.become(merchant);
  await shop.open(`${account}/close/index`);
  await shop.reads(/还不能注销/, '.close-state');
  await shop.shot('account-close-obstacle');
  await shop.become('o-shopper-3');
  await shop.open(`${account}/close/index`);
  await shop.reads(/可以注销/, '.close-state');
  await shop.tap('.agree');
  await shop.shot('account-close');
  await shop.tap('.btn-close');
  await shop.confirmModal();
  await shop.reads(/已申请注销/, '.close-state');
  await shop.shot('account-closing');
  await shop.tap('.btn-keep');
  await shop.reads(/可以注销/, '.close-state');
});

test('the operator keeps the templates', async () => {
  await shop.become('o-operator');
  await shop.open('/packages/operate/pages/templates/index');
  await shop.reads(/发货通知/, '.template-order-shipped');
  await shop.shot('account-templates');
  await shop.tap('.template-order-shipped');
  await shop.find('.template-sheet', '.input-template');
  await shop.shot('account-template-sheet');
});
