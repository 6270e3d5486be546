/** What the project declares for its cloud: collections with indexes, and data sets. */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Identity, Project, Seed, SeedPayment } from '../contracts';
import { EmulatorError, messageOf } from '../errors';
import { isRecord } from '../json';
import type { Permissions } from './client-access/permissions';
import type { CollectionDeclaration, Database } from './database';
import { loadModule } from './modules';
import type { FileStore } from './storage/file-store';

export class ProjectData {
  private loaded: { name: string; identities: Identity[] } | null = null;

  constructor(
    private readonly project: Project,
    private readonly buildRoot: string,
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly permissions: Permissions,
    /** Tells WeChat Pay of money that it took. */
    private readonly recordPaid: (payments: SeedPayment[]) => void,
  ) {}

  /** Creates missing collections and indexes, and learns what clients may do with them. */
  async declareCollections(): Promise<CollectionDeclaration[]> {
    const { databaseFile } = this.project;
    if (databaseFile === null) return [];
    const { collections, storage } = await loadModule(databaseFile, this.buildRoot);
    if (!Array.isArray(collections)) {
      throw new EmulatorError(`${databaseFile} does not export a list named "collections".`, 'Export one entry a collection: {name, permission, indexes}.');
    }
    const declarations = collections as CollectionDeclaration[];
    await this.database.declare(declarations);
    this.permissions.declare(declarations, storage, databaseFile);
    return declarations;
  }

  /** Adds what the data set has and the store lacks; with `reset` the declared collections are emptied first. */
  async seed(name: string, reset: boolean): Promise<{ added: number; kept: number; files: number }> {
    const seed = await this.load(name);
    const { documents, payments } = this.contentOf(name, seed);
    if (reset) {
      const declared = await this.declareCollections();
      await this.database.empty(declared.map((collection) => collection.name));
    }
    const total = { added: 0, kept: 0, files: await this.upload(seed) };
    for (const [collection, list] of Object.entries(documents)) {
      const { added, kept } = await this.database.insertMissing(collection, list);
      total.added += added;
      total.kept += kept;
    }
    this.recordPaid(payments);
    return total;
  }

  /** Of the data set loaded last. */
  identities(): Identity[] {
    return this.loaded?.identities ?? [];
  }

  /** Reads the identities of a data set that an earlier run loaded. */
  async remember(name: string): Promise<void> {
    await this.load(name);
  }

  private async load(name: string): Promise<Seed> {
    const { seedsRoot } = this.project;
    const available = seedsRoot === null ? [] : dataSets(seedsRoot);
    if (seedsRoot === null || !available.includes(name)) {
      throw new EmulatorError(`There is no data set "${name}".`, available.length > 0 ? `Choose one of: ${available.join(', ')}.` : 'Name a folder of data sets in package.json: "xiaodian": {"seeds": "…"}.');
    }
    const file = path.join(seedsRoot, name, 'index.ts');
    const { seed } = await loadModule(file, this.buildRoot);
    if (!isSeed(seed)) {
      throw new EmulatorError(`${file} does not export a data set named "seed".`, 'It needs identities (a list), files() and documents().');
    }
    this.loaded = { name, identities: seed.identities };
    return seed;
  }

  private contentOf(name: string, seed: Seed): { documents: ReturnType<Seed['documents']>; payments: SeedPayment[] } {
    try {
      const context = { now: Date.now(), fileID: (cloudPath: string) => this.files.fileId(cloudPath) };
      return { documents: seed.documents(context), payments: seed.payments?.(context) ?? [] };
    } catch (error) {
      throw new EmulatorError(`The data set "${name}" failed: ${messageOf(error)}`, 'Correct its documents() or payments().', { cause: error });
    }
  }

  /** How many were uploaded; those that are there already stay. */
  private async upload(seed: Seed): Promise<number> {
    let uploaded = 0;
    for (const { cloudPath, file } of seed.files()) {
      if (await this.files.find(cloudPath)) continue;
      await this.files.put(cloudPath, await readFile(file));
      uploaded++;
    }
    return uploaded;
  }
}

function dataSets(seedsRoot: string): string[] {
  return readdirSync(seedsRoot).filter((name) => existsSync(path.join(seedsRoot, name, 'index.ts')));
}

function isSeed(value: unknown): value is Seed {
  return isRecord(value) && Array.isArray(value.identities) && typeof value.files === 'function' && typeof value.documents === 'function';
}
