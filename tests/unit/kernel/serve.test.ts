/** serve() with a table of its own; the caller comes from the environment, as on the platform. */
import type { CloudFunctions, Reply } from '../../../typings';
import * as v from 'valibot';
import { StoreBusy } from '../../../cloudfunctions/data/retry';
import { useClock } from '../../../cloudfunctions/kernel/clock';
import { fail, ok } from '../../../cloudfunctions/kernel/reply';
import { form, id, integer, list } from '../../../cloudfunctions/kernel/schema';
import { serve, type ActionTable, type Context } from '../../../cloudfunctions/kernel/serve';

const actions = {
  open: { access: 'public', schema: form({}), run: async (_request: unknown, { now, callId }: Context) => ok({ now, callId }) },
  mine: { access: 'shopper', schema: form({ lines: list(form({ skuId: id, num: integer(1, 9) }), 3, 1) }), run: async (request: unknown, { openid }: Context) => ok({ openid, request }) },
  refuses: { access: 'public', schema: form({}), run: async () => fail('OFF_SHELF', '已下架') },
  breaks: { access: 'public', schema: form({}), run: async () => Promise.reject(new Error('secret of the store')) },
  waits: { access: 'public', schema: form({}), run: async () => Promise.reject(new StoreBusy('busy')) },
};
const main = serve(actions as unknown as ActionTable<keyof CloudFunctions>);
const call = (event: unknown) => main(event, { request_id: 'call-1' }) as Promise<Reply<unknown>>;

function beCalledBy(openid: string): void {
  process.env.WX_CONTEXT_KEYS = 'WX_OPENID';
  process.env.WX_OPENID = openid;
}
let errors: jest.SpyInstance;
beforeEach(() => {
  errors = jest.spyOn(console, 'error').mockImplementation(() => {});
  delete process.env.WX_OPENID;
});
afterEach(() => errors.mockRestore());

test('runs the action with the time of the clock and the platform’s call id', async () => {
  const restore = useClock(() => 1234);
  expect(await call({ action: 'open' })).toEqual({ ok: true, data: { now: 1234, callId: 'call-1' } });
  restore();
});

test('hands on what the form knows, and drops what the platform or anybody else adds', async () => {
  beCalledBy('o-1');
  const lines = [{ skuId: 'a', num: 1, priceFen: 0 }];
  expect(await call({ action: 'mine', lines, userInfo: { openId: 'x' }, openid: 'o-2' })).toEqual({ ok: true, data: { openid: 'o-1', request: { lines: [{ skuId: 'a', num: 1 }] } } });
});

test('asks for an openid where one is needed', async () => {
  expect(await call({ action: 'mine', lines: [{ skuId: 'a', num: 1 }] })).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' });
});

test.each([
  [{ action: 'mine' }, 'lines', '缺少'],
  [{ action: 'mine', lines: [] }, 'lines', '1 到 3'],
  [{ action: 'mine', lines: [{ skuId: { $ne: 1 }, num: 1 }] }, 'lines[0].skuId', '编号'],
  [{ action: 'mine', lines: [{ skuId: 'a', num: 1 }, { skuId: 'a', num: 10 }] }, 'lines[1].num', '1 到 9'],
  [{ action: 'mine', lines: [{ skuId: 'a.b', num: 1 }] }, 'lines[0].skuId', '编号'],
])('names the field of %j', async (event, field, words) => {
  beCalledBy('o-1');
  expect(await call(event)).toMatchObject({ ok: false, code: 'BAD_REQUEST', field, message: expect.stringContaining(words) });
});

test('passes a refusal on as it is', async () => {
  expect(await call({ action: 'refuses' })).toEqual({ ok: false, code: 'OFF_SHELF', message: '已下架' });
});

test('a throw is logged with the call’s id and told without its words', async () => {
  const reply = await call({ action: 'breaks' });
  expect(reply).toMatchObject({ ok: false, code: 'INTERNAL', message: expect.stringContaining('call-1') });
  expect(JSON.stringify(reply)).not.toContain('secret');
  expect(errors).toHaveBeenCalledWith(expect.stringContaining('secret of the store'));
  expect(errors).toHaveBeenCalledWith(expect.stringContaining('"callId":"call-1"'));
});

test('a busy store is said to be busy', async () => {
  expect(await call({ action: 'waits' })).toMatchObject({ ok: false, code: 'BUSY' });
  expect(errors).not.toHaveBeenCalled();
});

test('an answer of the platform’s goes before the actions', async () => {
  const hears = serve(actions as unknown as ActionTable<keyof CloudFunctions>, { platform: (event) => (event.ping === 1 ? Promise.resolve({ errcode: 0 }) : undefined) });
  expect(await hears({ ping: 1 }, {})).toEqual({ errcode: 0 });
  expect(await hears({ action: 'refuses' }, {})).toMatchObject({ code: 'OFF_SHELF' });
});

test('valibot’s own English never comes through', () => {
  const known = v.safeParse(actions.mine.schema, { lines: 5 });
  expect(known.issues![0]!.message).not.toMatch(/[A-Za-z]{3}/);
});
