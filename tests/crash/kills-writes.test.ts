/** kill -9 at random moments under load: additions, guarded updates, removals, a unique index. Nothing that was acknowledged is lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import cloud from 'wx-server-sdk';
import { openDatabase } from '../../emulator/cloud/database';
import { Chance, runSeed, sized } from './support/chance';
import { KilledCloud } from './support/killed-cloud';
import { killAgainAndAgain } from './support/lane';
import { CounterWriter, type LooseDatabase, NoteWriter, SwitchWriter, type Writer } from './support/writers';

test('nothing that was acknowledged is lost', async () => {
  const chance = new Chance(runSeed());
  const root = mkdtempSync(path.join(tmpdir(), 'xiaodian-crash-'));
  const killed = await KilledCloud.prepare(root);
  try {
    cloud.init({ env: 'local-env' });
    const db: LooseDatabase = cloud.database();
    const writers: Writer[] = [
      ...['notes-1', 'notes-2', 'notes-3'].map((name) => new NoteWriter(name, db, chance)),
      ...['counter-1', 'counter-2'].map((name) => new CounterWriter(name, db)),
      new SwitchWriter('switch', db),
    ];
    const figures = await killAgainAndAgain(killed, writers, chance, sized(250), (env) => Object.assign(process.env, env));
    console.log(`seed ${chance.seed}: ${JSON.stringify(figures)}`);
    expect(figures.kills).toBeGreaterThanOrEqual(sized(250));
    expect(figures.acknowledged).toBeGreaterThan(figures.kills);
    for (const writer of writers) expect(writer.acknowledged).toBeGreaterThan(0);

    // An index says what a scan says.
    await killed.kill();
    const database = await openDatabase({ file: path.join(killed.dataRoot, 'cloud.db') });
    const all = database.find('notes').map(({ _id }) => _id as string);
    const byIndex = ['notes-1', 'notes-2', 'notes-3'].flatMap((writer) => database.find('notes', { writer })).map(({ _id }) => _id as string);
    expect(byIndex.sort()).toEqual(all.sort());
    await database.close();
  } catch (error) {
    throw new Error(`with CRASH_SEED=${chance.seed}, after ${killed.kills} kills: ${(error as Error).message ?? JSON.stringify(error)}`, { cause: error });
  } finally {
    await killed.end();
    rmSync(root, { recursive: true, force: true });
  }
});
