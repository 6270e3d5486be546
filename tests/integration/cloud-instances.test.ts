/** Instances of functions: how many there are, what they may take, how they end; timers by a clock that is pushed; the log. */
import type { LogEntry } from '../../emulator/contracts';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';

// Time limits are meant here.
process.env.XIAODIAN_PATIENCE = '1';

interface Figures {
  functions: Record<string, { instances: number; idle: number; waiting: number; calls: string[] }>;
}
let local: LocalCloud;
beforeAll(async () => {
  local = await startLocalCloud({ timers: true });
});
afterAll(() => local.end());
const figures = async (name: string) => (await local.control<Figures>('functions')).functions[name]!;
const slow = (ms?: number) => local.cloud.invoke('slow', { ms }, { openid: 'o-first' });
async function until(met: () => Promise<boolean>): Promise<void> {
  while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('memory', () => {
  test('a function gets what its config.json says, and ends when it takes more', async () => {
    expect((await local.cloud.invoke('hoard', { mb: 20 }, {})).result).toBe('20 MB');
    expect((await local.cloud.invoke('hoard', { mb: 200 }, {})).error).toMatchObject({ errCode: -504002, errMsg: expect.stringMatching(/memory/) as string });
    expect((await local.cloud.invoke('hoard', { mb: 20 }, {})).result).toBe('20 MB');
  });

  test('without a word it is 256 MB', async () => {
    expect((await local.cloud.invoke('hoard2', { mb: 150 }, {})).result).toBe('150 MB');
    expect((await local.cloud.invoke('hoard2', { mb: 600 }, {})).error).toMatchObject({ errCode: -504002 });
  });
});

describe('instances', () => {
  test('are eight at most; the other calls wait, and their waiting is not their time', async () => {
    let done = false;
    const calls = Promise.all(Array.from({ length: 80 }, () => slow(600))).finally(() => (done = true));
    const seen: { instances: number; waiting: number; calls: string[] }[] = [];
    await until(async () => {
      seen.push(await figures('slow'));
      return done;
    });
    // The limit is 1 s; the last ones have waited longer than that.
    expect((await calls).map(({ result }) => result)).toEqual(Array(80).fill('late'));
    expect(Math.max(...seen.map(({ instances }) => instances))).toBe(8);
    expect(Math.max(...seen.map((at) => at.calls.length))).toBeLessThanOrEqual(8);
    expect(Math.max(...seen.map(({ waiting }) => waiting))).toBeGreaterThanOrEqual(10);
    expect(await figures('slow')).toEqual({ instances: 8, idle: 8, waiting: 0, calls: [] });
  });

  test('that time out end alone, and their place is free again', async () => {
    const answers = await Promise.all([slow(), slow(1), slow(), slow(1), slow()]);
    expect(answers.map(({ result, error }) => result ?? error?.errCode)).toEqual([-504003, 'late', -504003, 'late', -504003]);
    expect((await figures('slow')).instances).toBeLessThanOrEqual(5);
    expect((await slow(1)).result).toBe('late');
  });

  test('can be ended in the middle of a call', async () => {
    const call = slow(900);
    await until(async () => (await figures('slow')).calls.length === 1);
    const [requestId] = (await figures('slow')).calls;
    await local.control('functions/kill', { requestId });
    const { error, requestId: answered } = await call;
    expect(answered).toBe(requestId);
    expect(error).toMatchObject({ errCode: -504002, errMsg: 'the instance was ended before the function returned' });
    await expect(local.control('functions/kill', { requestId })).rejects.toThrow('is under way');
    expect((await slow(1)).result).toBe('late');
  });
});

describe('timers', () => {
  interface Ticked {
    event: { Time: string; TriggerName: string };
    now: number;
  }
  const ticks = async () => {
    const { calls } = await local.control<{ calls: { name: string; caller: { source: string }; response: string }[] }>('calls');
    return calls.filter(({ name }) => name === 'ticker').map(({ response }) => JSON.parse(response) as Ticked);
  };

  test('that are planned fire as the clock is pushed, each at its own time; Date in the function stays real', async () => {
    const before = Date.now();
    const { timers } = await local.control<{ timers: { function: string; next: number }[] }>('timers');
    const first = timers.find((timer) => timer.function === 'ticker')!.next;
    expect(first % 300_000).toBe(0);
    await local.control('clock', { advance: 15 * 60_000 });
    const seen = await ticks();
    expect(seen).toHaveLength(3);
    expect(seen.map(({ event }) => Date.parse(event.Time))).toEqual([first, first + 300_000, first + 600_000]);
    for (const { now } of seen) {
      expect(now).toBeGreaterThanOrEqual(before);
      expect(now).toBeLessThanOrEqual(Date.now());
    }
  });

  test('are planned once, also after the functions were built again', async () => {
    const before = (await ticks()).length;
    await local.control('reload');
    await local.control('reload');
    await local.control('clock', { advance: 5 * 60_000 });
    expect(await ticks()).toHaveLength(before + 1);
  });
});

describe('the log', () => {
  interface Lines {
    lines: LogEntry[];
    next: number;
  }
  const logs = (body: object) => local.control<Lines>('logs', body);

  test('is asked by function and by call, and goes on from where one has read', async () => {
    const one = await local.cloud.invoke('echo', { note: 'first' }, {});
    const two = await local.cloud.invoke('echo', { note: 'second' }, {});
    expect((await logs({ requestId: two.requestId })).lines).toEqual([{ at: expect.any(Number) as number, level: 'info', from: 'function:echo', text: 'echo called second', requestId: two.requestId }]);
    const { lines, next } = await logs({ function: 'echo' });
    expect(lines.map(({ requestId }) => requestId)).toEqual([one.requestId, two.requestId]);
    expect((await logs({ after: next })).lines).toEqual([]);
    await local.cloud.invoke('throws', {}, {});
    expect((await logs({ after: next, level: 'error' })).lines).toMatchObject([{ from: 'function:throws', text: expect.stringContaining('boom') as string }]);
  });

  test('waits for something new when asked to', async () => {
    const { next } = await logs({});
    const waiting = logs({ after: next, function: 'echo', wait: 20_000 });
    await local.cloud.invoke('throws', {}, {});
    await local.cloud.invoke('echo', { note: 'new' }, {});
    expect((await waiting).lines).toMatchObject([{ text: 'echo called new' }]);
    expect((await logs({ after: (await logs({})).next, wait: 1 })).lines).toEqual([]);
  });

  test('refuses a question that makes no sense', async () => {
    await expect(logs({ after: -1 })).rejects.toThrow('after must be');
    await expect(logs({ function: 7 })).rejects.toThrow('function must be a string');
  });
});
