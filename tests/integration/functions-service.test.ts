/** Customer service: one automatic reply for a conversation, about what it is about, and every message handed on to staff. */
import { atEveryFault } from './support/faults';
import { Phones } from './support/phone';
import { ShopCloud } from './support/shop-cloud';
import { addressOf, otherShopper, shopper } from './support/shop-fixture';

interface Chat {
  messages: { from: string; text: string; card?: { title: string } }[];
}
let shop: ShopCloud;
let phones: Phones;
beforeAll(async () => {
  shop = await ShopCloud.start();
  phones = await Phones.open(() => shop.cloud);
});
afterAll(async () => {
  await phones.close();
  await shop.stop();
});
const enter = (as: string, sessionFrom = '') => phones.post('contact/enter', as, { sessionFrom });
const say = async (as: string, text: string) => ((await phones.post('contact/say', as, { text })) as unknown as Chat).messages;
const sends = async (openid: string) => (await shop.control<{ calls: { arguments: { touser: string; text: { content: string } }; answer: string }[] }>('openapi', { api: 'customerServiceMessage.send' })).calls.filter((call) => call.arguments.touser === openid);

test('the first word is answered with the shop and the order, every word goes on to staff', async () => {
  const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }];
  const { orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
  const { orderNo } = await shop.must('order', 'get', { orderId: orderIds[0]! }, shopper);
  await enter(shopper, `shop=shop-1&order=${orderIds[0]!}`);
  expect(await sends(shopper)).toEqual([]);
  expect((await say(shopper, '什么时候发货')).map(({ from }) => from)).toEqual(['user', 'service', 'notice']);
  const [reply] = await sends(shopper);
  expect(reply!.arguments.text.content).toContain(`小店 shop-1客服。\n您咨询的订单：${orderNo}（待付款）`);
  expect((await say(shopper, '在吗')).map(({ from }) => from)).toEqual(['user', 'service', 'notice', 'user', 'notice']);
  expect(await sends(shopper)).toHaveLength(1);
  expect((await shop.must('service', 'hello', {}, shopper)).text).toContain(orderNo);

  // Of somebody else's order nothing is said.
  await enter(otherShopper, `shop=shop-1&order=${orderIds[0]!}`);
  await say(otherShopper, '你好');
  expect((await sends(otherShopper))[0]!.arguments.text.content).not.toContain(orderNo);
});

test('a product, a card, nothing at all', async () => {
  await enter('o-asks', 'shop=shop-1&spu=mug');
  const card = { title: '青瓷马克杯', path: '/packages/product/pages/detail/index?spuId=mug', image: '' };
  const { messages } = (await phones.post('contact/say', 'o-asks', { card })) as unknown as Chat;
  expect(messages[0]).toMatchObject({ from: 'user', card: { title: '青瓷马克杯' } });
  expect(messages[1]!.text).toContain('您咨询的商品：青瓷马克杯');
  await enter('o-blank', '{"$ne":1}&shop=../x&order=');
  expect((await say('o-blank', '你好'))[1]!.text).toContain('这里是小店客服');
});

test('a message that is delivered twice, or with others at once, has one reply; after a quiet time there is another', async () => {
  const message = (MsgId: string, CreateTime = 1) => shop.invoke('service', { FromUserName: 'o-twice', ToUserName: 'gh', CreateTime, MsgType: 'text', Content: '在吗', MsgId }, { openid: 'o-twice', source: 'wx_unknown' });
  await shop.control('users/talk', { openid: 'o-twice' });
  const answers = await Promise.all([message('m-1'), message('m-1'), message('m-2'), message('m-3')]);
  for (const { result } of answers) expect(result).toMatchObject({ MsgType: 'transfer_customer_service', ToUserName: 'o-twice', FromUserName: 'gh' });
  expect(await sends('o-twice')).toHaveLength(1);
  await shop.set('serviceSessions', { _id: 'o-twice' }, { repliedAt: 1 });
  // The same message once more is no new word.
  await message('m-1');
  await message('m-4');
  expect((await sends('o-twice')).length).toBeGreaterThan(1);
});

test('WeChat’s refusal keeps nobody from staff, and a page cannot pretend to be WeChat', async () => {
  const event = { FromUserName: 'o-late', ToUserName: 'gh', CreateTime: 1, MsgType: 'text', Content: '在吗', MsgId: 'late' };
  expect((await shop.invoke('service', event, { openid: 'o-late', source: 'wx_unknown' })).result).toMatchObject({ MsgType: 'transfer_customer_service' });
  expect((await sends('o-late'))[0]!.answer).toContain('45015');
  const before = JSON.stringify(await shop.all('serviceSessions'));
  expect(await shop.raw('service', { ...event, FromUserName: shopper, MsgId: 'forged' }, otherShopper)).toMatchObject({ ok: false });
  expect((await shop.invoke('service', { ...event, FromUserName: shopper }, { openid: otherShopper, source: 'wx_unknown' })).result).toMatchObject({ ok: false });
  expect(JSON.stringify(await shop.all('serviceSessions'))).toBe(before);
});

test('one that dies on the way replies at most once', async () => {
  let n = 0;
  await atEveryFault({
    shop,
    of: { function: 'service' },
    async prepare() {
      const openid = `o-dies-${++n}`;
      await shop.control('users/talk', { openid });
      return openid;
    },
    act: (openid) => shop.invoke('service', { FromUserName: openid, ToUserName: 'gh', CreateTime: 1, MsgType: 'text', Content: '在吗', MsgId: `of-${openid}` }, { openid, source: 'wx_unknown' }),
    settle: async () => {},
    async recovered(openid) {
      // WeChat delivers again what got no answer.
      const { result } = await shop.invoke('service', { FromUserName: openid, ToUserName: 'gh', CreateTime: 1, MsgType: 'text', Content: '在吗', MsgId: `of-${openid}` }, { openid, source: 'wx_unknown' });
      expect(result).toMatchObject({ MsgType: 'transfer_customer_service' });
      expect((await sends(openid)).length).toBeLessThanOrEqual(1);
    },
  });
});
