/**
 * A whole cloud in this process for ShopCloud: no worker, no port, no file, so that a call takes a millisecond. Requests of calls that run at the
 * same time are carried out in an order that chance makes (the same one in every run); times are real.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collections } from '../../../../cloudfunctions/data/indexes';
import { MovableClock } from '../../../../emulator/cloud/clock';
import { faultControls } from '../../../../emulator/cloud/control/faults';
import type { Handler } from '../../../../emulator/cloud/control/body';
import { openapiControls } from '../../../../emulator/cloud/control/openapi';
import { payControls } from '../../../../emulator/cloud/control/pay';
import { openDatabase } from '../../../../emulator/cloud/database';
import { Faults } from '../../../../emulator/cloud/faults';
import type { LogEntry } from '../../../../emulator/contracts';
import type { Backend } from '../shop-cloud';
import { Chance } from './chance';
import { InProcessFunctions, platform } from './functions';
import { quiet, takeOver } from './instances';

const SEED = 1;

export async function startInProcess(): Promise<Backend> {
  const now = Date.now;
  const giveBack = takeOver(platform);
  const folder = mkdtempSync(path.join(tmpdir(), 'xiaodian-in-process-'));
  const logs: Omit<LogEntry, 'at'>[] = [];
  const chance = new Chance(SEED);
  const clock = new MovableClock((error) => logs.push({ level: 'error', from: 'cloud', text: String(error) }));
  const database = await openDatabase({ file: ':memory:', collections, clock });
  const dying = new Map<string, () => void>();
  const faults = new Faults({
    kill: async (requestId) => dying.get(requestId)?.(),
    abortTransaction: async () => {},
  });
  const functions = new InProcessFunctions({
    database,
    clock,
    folder,
    now,
    random: () => chance.next(),
    log: (entry) => logs.push(entry),
    around: (action, parameters, from, work) => faults.around(action, parameters, from, work),
  });

  /** Goes on for as long as anything does. */
  let pumping = false;
  const pump = async (): Promise<void> => {
    for (;;) {
      await quiet();
      const { requests, sleepers } = functions;
      const choice = chance.below(requests.length + sleepers.length);
      if (requests.length + sleepers.length === 0) break;
      if (choice >= requests.length) sleepers.splice(choice - requests.length, 1)[0]!.wake();
      else {
        const [waiting] = requests.splice(choice, 1);
        dying.set(waiting!.call.id, waiting!.call.die);
        await functions.carryOut(waiting!);
      }
    }
    pumping = false;
  };
  functions.onWork = () => {
    if (pumping) return;
    pumping = true;
    void pump();
  };

  const handlers: Record<string, Handler> = {
    stats: () => database.stats(),
    clock: async ({ advance = 0 }) => {
      await clock.advance(Number(advance));
      return { now: clock.now() };
    },
    ...payControls(functions.pay, clock),
    ...openapiControls(functions.openapi, functions.users, functions.phoneCodes),
    ...faultControls(faults, { kill: async () => false, figures: () => ({}) } as never),
  };
  return {
    logs,
    invoke: (name, event, caller) => functions.call(name, event, caller),
    async control(route, body) {
      const handler = handlers[route];
      if (!handler) throw new Error(`there is no ${route} in this process`);
      return JSON.parse(JSON.stringify(await handler(body as Record<string, unknown>))) as unknown;
    },
    wire: ({ action, ...parameters }) => database.handle(action, parameters) as Promise<{ data: Record<string, unknown> }>,
    async stop() {
      clock.stop();
      await functions.pay.stop();
      await database.close();
      giveBack();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
