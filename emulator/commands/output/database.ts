/** The project's collections with their indexes, as data: what has to be created in the cloud console. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadModule } from '../../cloud/modules';
import type { Project } from '../../contracts';
import { EmulatorError } from '../../errors';

/** null: the project declares none. */
export async function readCollections({ databaseFile }: Project): Promise<{ collections: unknown[] } | null> {
  if (databaseFile === null) return null;
  const scratch = mkdtempSync(path.join(tmpdir(), 'xiaodian-build-'));
  try {
    const { collections } = await loadModule(databaseFile, scratch);
    if (Array.isArray(collections)) return { collections };
    throw new EmulatorError(`${databaseFile} exports no list called "collections".`, 'Export one: { name, permission, indexes } each.');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
