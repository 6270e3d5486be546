/** The documents in the SQLite file: saved before they are acknowledged, so that what was acknowledged survives a power cut, and read with checks. */
import type SQLite from 'libsql';
import type { EmulatorError } from '../../errors';
import { crc32 } from './checksum';
import { storedText } from './ejson';
import type { Disk, DocumentChange, StoredCollection } from './journal';
import { SqliteFile } from './sqlite-file';
import type { TextBatch } from './text-batch';

const loadedAtOnce = 1000;
/** Bytes of a text that still travels with others. */
const smallText = 64 * 1024;
/** One text a line (JSON has none inside), and beside each where it belongs. Large ones are left out. */
const batchOf = (rows: string): string => `
  SELECT count(*), CAST(group_concat(ordinal || ' ' || collection || ' ' || checksum, ' ') AS BLOB),
    CAST(group_concat(CASE WHEN octet_length(text) > ${smallText} THEN '' ELSE text END, char(10)) AS BLOB)
  FROM (SELECT ordinal, collection, checksum, text FROM documents WHERE ${rows})`;

type Row = Record<string, unknown>;
type StoredRow = [text: Uint8Array, checksum: number, collection: number];

export class SqliteDisk implements Disk {
  private readonly file: SqliteFile;
  private readonly sqlite: SQLite.Database;
  private readonly statements: Record<'upsert' | 'remove' | 'declare' | 'clear' | 'version' | 'text' | 'following' | 'chosen', SQLite.Statement>;
  /** Changes when another connection writes the file: memory would no longer agree with it. */
  private readonly ownVersion: unknown;
  readonly keeps = true;

  /** Throws an EmulatorError for a file that cannot be used. */
  constructor(file: string, logPages?: number) {
    this.file = new SqliteFile(file, logPages);
    this.sqlite = this.file.connection;
    const prepare = (sql: string): SQLite.Statement => this.sqlite.prepare(sql);
    try {
      this.statements = {
        upsert: prepare(
          'INSERT INTO documents (ordinal, collection, text, checksum) VALUES (?, ?, ?, ?) ' +
            'ON CONFLICT (ordinal) DO UPDATE SET text = excluded.text, checksum = excluded.checksum',
        ),
        remove: prepare('DELETE FROM documents WHERE ordinal = ?'),
        declare: prepare(
          'INSERT INTO collections (id, name, declaration, checksum) VALUES (?, ?, ?, ?) ' +
            'ON CONFLICT (id) DO UPDATE SET declaration = excluded.declaration, checksum = excluded.checksum',
        ),
        clear: prepare('DELETE FROM documents WHERE collection = ?'),
        version: prepare('PRAGMA data_version'),
        text: prepare('SELECT CAST(text AS BLOB), checksum, collection FROM documents WHERE ordinal = ?').raw(),
        following: prepare(batchOf('ordinal > ? ORDER BY ordinal LIMIT ?')).raw(),
        chosen: prepare(batchOf('ordinal IN (SELECT value FROM json_each(?)) ORDER BY ordinal')).raw(),
      };
      this.ownVersion = this.version();
    } catch (error) {
      this.sqlite.close();
      throw this.file.explained(error);
    }
  }

  private version(): unknown {
    return (this.statements.version.all()[0] as Row).data_version;
  }

  /** Everything that was written, and nothing else; throws an EmulatorError if that cannot be had. */
  load(collection: (stored: StoredCollection) => void, documents: (batch: TextBatch) => void): void {
    this.file.guard(() => {
      const known = new Set<number>();
      let [rows, digest] = [0, 0];
      const count = (checksum: number): void => {
        rows++;
        digest = (digest + checksum) >>> 0;
      };
      const declared = this.sqlite.prepare('SELECT id, CAST(name AS BLOB), CAST(declaration AS BLOB), checksum FROM collections ORDER BY id').raw().all();
      for (const [id, name, declaration, checksum] of declared as unknown as [number, Uint8Array, Uint8Array, number][]) {
        const stored = { id, name: bufferOf(name).toString(), declaration: bufferOf(declaration).toString() };
        if (collectionSum(stored) !== checksum) throw this.file.corrupt(`collection ${stored.name} is not what was written`);
        count(checksum);
        known.add(id);
        collection(stored);
      }
      for (let last = 0; ; ) {
        const batch = this.batchFrom(this.statements.following.get(last, loadedAtOnce), count);
        if (batch.count === 0) break;
        const stranger = batch.collections.findIndex((id) => !known.has(id));
        if (stranger >= 0) throw this.file.corrupt(`document ${batch.ordinals[stranger]} belongs to no collection`);
        last = batch.ordinals[batch.count - 1]!;
        documents(batch);
      }
      const state = this.sqlite.prepare('SELECT rows, digest FROM state').all() as { rows: number; digest: number }[];
      if (state.length !== 1 || state[0]!.rows !== rows || state[0]!.digest !== digest) throw this.file.corrupt('parts of it are missing, or older than others');
    });
  }

  text(ordinal: number): string {
    return this.file.guard(() => {
      const row = this.statements.text.get(ordinal) as StoredRow | undefined;
      if (!row) throw this.file.corrupt(`document ${ordinal} is missing`);
      const [text, checksum, collection] = row;
      if (crc32(text, seedOf(ordinal, collection)) !== checksum) throw this.changed(ordinal);
      return bufferOf(text).toString();
    });
  }

  batch(ordinals: Float64Array): TextBatch {
    return this.file.guard(() => {
      const batch = this.batchFrom(this.statements.chosen.get(`[${ordinals.join()}]`));
      const missing = ordinals.find((ordinal, i) => batch.ordinals[i] !== ordinal);
      if (missing !== undefined) throw this.file.corrupt(`document ${missing} is missing`);
      return batch;
    });
  }

  private batchFrom(row: unknown, each: (checksum: number) => void = () => {}): TextBatch {
    const [count, places, texts] = row as [number, Uint8Array | null, Uint8Array | null];
    const bytes = texts === null ? Buffer.alloc(0) : bufferOf(texts);
    const numbers = numbersIn(places ?? new Uint8Array(0), count * 3);
    const batch: TextBatch = { count, ordinals: new Float64Array(count), collections: new Uint32Array(count), bytes, starts: new Uint32Array(count), ends: new Uint32Array(count) };
    const large: string[] = [];
    let at = 0;
    for (let i = 0; i < count; i++) {
      const [ordinal, collection, checksum] = [numbers[i * 3]!, numbers[i * 3 + 1]!, numbers[i * 3 + 2]!];
      const end = at > bytes.length ? -1 : bytes.indexOf(10, at);
      batch.ordinals[i] = ordinal;
      batch.collections[i] = collection;
      batch.starts[i] = at;
      batch.ends[i] = end < 0 ? bytes.length : end;
      at = batch.ends[i]! + 1;
      each(checksum);
      if (batch.starts[i] === batch.ends[i]) large[i] = this.text(ordinal);
      else if (crc32(bytes.subarray(batch.starts[i], batch.ends[i]), seedOf(ordinal, collection)) !== checksum) throw this.changed(ordinal);
    }
    if (large.length > 0) appendTexts(batch, large);
    return batch;
  }

  private changed(ordinal: number): EmulatorError {
    return this.file.corrupt(`document ${ordinal} is not what was written`);
  }

  commit(changes: Iterable<DocumentChange>, collections: StoredCollection[], emptied: number[]): void {
    const { upsert, remove, declare, clear } = this.statements;
    this.file.commit(() => {
      if (this.version() !== this.ownVersion) throw new Error('another program changed the file meanwhile');
      for (const collection of collections) declare.run(collection.id, collection.name, collection.declaration, collectionSum(collection));
      for (const id of emptied) clear.run(id);
      for (const { ordinal, collection, document } of changes) {
        if (!document) {
          remove.run(ordinal);
          continue;
        }
        const text = storedText(document);
        upsert.run(ordinal, collection, text, crc32(text, seedOf(ordinal, collection)));
      }
    });
  }

  saved(): Promise<void> {
    return this.file.saved();
  }

  close(): void {
    this.file.close();
  }
}

/** SQLite's texts are read as bytes: of a damaged file they may be no texts, and the driver ends the process for that. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What a document's checksum begins with, so that it also tells where the document belongs. */
function seedOf(ordinal: number, collection: number): number {
  return (Math.imul(ordinal | 0, 0x9e3779b1) ^ Math.imul(Math.floor(ordinal / 2 ** 32), 0x85ebca6b) ^ Math.imul(collection, 0xc2b2ae35)) >>> 0;
}
function collectionSum({ id, name, declaration }: StoredCollection): number {
  return crc32(JSON.stringify([id, name, declaration]));
}

/** Whole numbers of 0 or more, each followed by a space. */
function numbersIn(bytes: Uint8Array, count: number): Float64Array {
  const numbers = new Float64Array(count);
  let n = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x20) n++;
    else numbers[n] = numbers[n]! * 10 + byte - 0x30;
  }
  return numbers;
}

/** Puts large texts behind the others. */
function appendTexts(batch: TextBatch, texts: string[]): void {
  const parts: Buffer[] = [batch.bytes];
  let at = batch.bytes.length;
  texts.forEach((text, i) => {
    const bytes = Buffer.from(text);
    parts.push(bytes);
    batch.starts[i] = at;
    batch.ends[i] = at += bytes.length;
  });
  batch.bytes = Buffer.concat(parts);
}
