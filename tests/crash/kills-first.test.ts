/** kill -9 while a data folder is made, its files are uploaded and its data set is loaded: the next start completes it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../emulator/cloud/database';
import { Chance, runSeed, sized } from './support/chance';
import { KilledCloud } from './support/killed-cloud';

const how = { project: path.resolve(__dirname, '../..'), dataOnly: true, seed: 'demo' };
const kills = sized(16);

/** What is in a data folder: ids by collection, and files with their sizes. */
async function contentOf(dataRoot: string): Promise<{ ids: Record<string, string[]>; files: string[] }> {
  const database = await openDatabase({ file: path.join(dataRoot, 'cloud.db') });
  const names = database.collections().sort();
  const ids = Object.fromEntries(names.map((name) => [name, database.find(name).map(({ _id }) => String(_id)).sort()]));
  await database.close();
  const root = path.join(dataRoot, 'files');
  const files = (readdirSync(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.upload-'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => `${path.relative(root, file)} ${readFileSync(file).length}`)
    .sort();
  return { ids, files };
}

test('a start that was killed is completed by the next one', async () => {
  const chance = new Chance(runSeed());
  const root = mkdtempSync(path.join(tmpdir(), 'xiaodian-crash-'));
  const cloud = KilledCloud.fresh(root);
  const figures = { kills: 0, nothingYet: 0, someDocuments: 0, complete: 0 };
  try {
    mkdirSync(cloud.dataRoot, { recursive: true });
    cloud.how = how;
    const begun = performance.now();
    await cloud.start();
    const whole = performance.now() - begun;
    await cloud.kill();
    const expected = await contentOf(cloud.dataRoot);
    const total = Object.values(expected.ids).flat().length;
    expect(total).toBeGreaterThan(50);
    expect(expected.files.length).toBeGreaterThan(10);

    while (figures.kills < kills) {
      rmSync(cloud.dataRoot, { recursive: true });
      // Once, or again while it is being completed.
      for (let again = true; again; again = chance.happens(0.3)) {
        const starting = cloud.start();
        await new Promise((resolve) => setTimeout(resolve, chance.next() * whole * 1.1));
        await cloud.kill();
        await starting;
        figures.kills++;
      }
      const found = (await hasDatabase(cloud.dataRoot)) ? Object.values((await contentOf(cloud.dataRoot)).ids).flat().length : 0;
      figures[found === 0 ? 'nothingYet' : found < total ? 'someDocuments' : 'complete']++;
      await cloud.start();
      await cloud.kill();
      expect(await contentOf(cloud.dataRoot)).toEqual(expected);
    }
    console.log(`seed ${chance.seed}: ${JSON.stringify(figures)}`);
  } catch (error) {
    throw new Error(`with CRASH_SEED=${chance.seed}, after ${figures.kills} kills: ${(error as Error).message}`, { cause: error });
  } finally {
    await cloud.end();
    rmSync(root, { recursive: true, force: true });
  }
});

async function hasDatabase(dataRoot: string): Promise<boolean> {
  return readdirSync(path.dirname(dataRoot)).includes(path.basename(dataRoot)) && readdirSync(dataRoot).includes('cloud.db');
}
