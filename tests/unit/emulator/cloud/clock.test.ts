import { MovableClock } from '../../../../emulator/cloud/clock';

let clock: MovableClock;
let errors: unknown[];
beforeEach(() => {
  errors = [];
  clock = new MovableClock((error) => errors.push(error));
});
afterEach(() => clock.stop());

test('runs what falls due in its order, at its own time, and what that plans in turn', async () => {
  const start = clock.now();
  const seen: [string, number][] = [];
  const note = (name: string) => seen.push([name, Math.round((clock.now() - start) / 1000)]);
  clock.at(start + 30_000, () => void note('later'));
  clock.at(start + 10_000, () => {
    note('first');
    clock.at(clock.now() + 10_000, () => void note('planned'));
  });
  clock.at(start + 99_000, () => void note('not yet'));
  await clock.advance(60_000);
  expect(seen).toEqual([['first', 10], ['planned', 20], ['later', 30]]);
  expect(clock.now() - start).toBeGreaterThanOrEqual(60_000);
});

test('waits for what it starts, survives what fails, and forgets what was taken back', async () => {
  const seen: string[] = [];
  clock.at(clock.now() + 1, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.push('slow');
  });
  clock.at(clock.now() + 2, () => Promise.reject(new Error('failed')));
  clock.at(clock.now() + 3, () => void seen.push('never'))();
  await clock.advance(1000);
  expect(seen).toEqual(['slow']);
  expect(errors).toEqual([new Error('failed')]);
});

test('runs by itself when the real time comes', async () => {
  await new Promise<void>((resolve) => clock.at(clock.now() + 5, resolve));
});
