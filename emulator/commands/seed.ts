/** `xiaodian seed`: loads a data set into the running cloud. */
import { readdirSync } from 'node:fs';
import { EmulatorError } from '../errors';
import { loadProject } from '../project';
import { control } from './control';

export interface SeedOptions {
  project: string;
  data: string;
  reset?: boolean;
}

/** Without a name: the data set that a new data folder gets. */
export async function seed(name: string | undefined, { project: dir, data, reset = false }: SeedOptions): Promise<void> {
  const chosen = name ?? defaultSeed(dir);
  const { added, kept, files } = await control(data, 'seed', { name: chosen, reset });
  console.log(`${chosen}: ${String(added)} documents added, ${String(kept)} were there, ${String(files)} files.`);
}

function defaultSeed(dir: string): string {
  const { defaultSeed: name, seedsRoot } = loadProject(dir);
  if (name !== null) return name;
  const known = seedsRoot === null ? [] : readdirSync(seedsRoot, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  throw new EmulatorError('Which data set?', known.length > 0 ? `Name one of: ${known.map((entry) => entry.name).join(', ')}.` : 'This project has none.');
}
