/** kill -9 at random moments under load: transactions over three documents, from several at once. None is ever done by half. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import cloud from 'wx-server-sdk';
import { Bank, Teller } from './support/bank';
import { Chance, runSeed, sized } from './support/chance';
import { KilledCloud } from './support/killed-cloud';
import { killAgainAndAgain } from './support/lane';
import { CounterWriter, type LooseDatabase, type Writer } from './support/writers';

test('no transaction is done by half, and none that was acknowledged is lost', async () => {
  const chance = new Chance(runSeed() + 1);
  const root = mkdtempSync(path.join(tmpdir(), 'xiaodian-crash-'));
  const killed = await KilledCloud.prepare(root);
  try {
    const first = await killed.start();
    Object.assign(process.env, first!.env);
    cloud.init({ env: 'local-env' });
    const db: LooseDatabase = cloud.database();
    const bank = new Bank(db);
    await bank.open();
    await killed.kill();
    const tellers = ['t1', 't2', 't3'].map((name, i) => new Teller(name, bank, chance, i === 0));
    const writers: Writer[] = [...tellers, new CounterWriter('counter', db)];
    const figures = await killAgainAndAgain(killed, writers, chance, sized(250), (env) => Object.assign(process.env, env));
    console.log(`seed ${chance.seed}: ${JSON.stringify({ ...figures, conflicts: bank.conflicts })}`);
    expect(figures.kills).toBeGreaterThanOrEqual(sized(250));
    expect(figures.acknowledged).toBeGreaterThan(figures.kills);
    for (const teller of tellers) expect(teller.acknowledged).toBeGreaterThan(0);
  } catch (error) {
    throw new Error(`with CRASH_SEED=${chance.seed - 1}, after ${killed.kills} kills: ${(error as Error).message ?? JSON.stringify(error)}`, { cause: error });
  } finally {
    await killed.end();
    rmSync(root, { recursive: true, force: true });
  }
});
