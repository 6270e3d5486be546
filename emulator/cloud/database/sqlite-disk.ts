/** The SQLite file: opened with suspicion, written with synchronous=FULL, so that what was acknowledged survives a power cut. */
import fs from 'node:fs';
import { crc32 } from './checksum';
import SQLite from 'libsql';
import { EmulatorError, messageOf } from '../../errors';
import { storedText } from './ejson';
import type { Disk, DocumentChange, StoredCollection } from './journal';

/** 'xdb1': says that the file is ours. */
const applicationId = 0x78646231;
const layoutVersion = 1;
type Row = Record<string, unknown>;

export class SqliteDisk implements Disk {
  private readonly sqlite: SQLite.Database;
  private readonly upsert: SQLite.Statement;
  private readonly remove: SQLite.Statement;
  private readonly declare: SQLite.Statement;
  private readonly clear: SQLite.Statement;
  private readonly dataVersion: SQLite.Statement;
  /** Changes when another connection writes the file: memory would no longer agree with it. */
  private readonly ownVersion: unknown;

  constructor(private readonly file: string) {
    if (!fs.existsSync(file)) this.create();
    else if (fs.statSync(file).size === 0) throw this.corrupt('the file is empty');
    this.sqlite = this.open(file);
    try {
      this.check();
      this.upsert = this.sqlite.prepare(
        'INSERT INTO documents (ordinal, collection, text, checksum) VALUES (?, ?, ?, ?) ' +
          'ON CONFLICT (ordinal) DO UPDATE SET text = excluded.text, checksum = excluded.checksum',
      );
      this.remove = this.sqlite.prepare('DELETE FROM documents WHERE ordinal = ?');
      this.declare = this.sqlite.prepare(
        'INSERT INTO collections (id, name, declaration) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET declaration = excluded.declaration',
      );
      this.clear = this.sqlite.prepare('DELETE FROM documents WHERE collection = ?');
      this.dataVersion = this.sqlite.prepare('PRAGMA data_version');
      this.ownVersion = this.version();
    } catch (error) {
      this.sqlite.close();
      throw this.explained(error);
    }
  }

  private version(): unknown {
    return (this.dataVersion.all()[0] as Row).data_version;
  }

  /** Made beside its place and moved there when it is complete: an empty file in that place is never one that was just begun. */
  private create(): void {
    if (fs.existsSync(`${this.file}-wal`) && fs.statSync(`${this.file}-wal`).size > 0) throw this.corrupt('the file is gone, but its log is still there');
    const draft = `${this.file}.new`;
    for (const leftover of [draft, `${draft}-journal`]) fs.rmSync(leftover, { force: true });
    const sqlite = this.connect(draft);
    sqlite.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layoutVersion};
      CREATE TABLE collections (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, declaration TEXT NOT NULL);
      CREATE TABLE documents (ordinal INTEGER PRIMARY KEY, collection INTEGER NOT NULL, text TEXT NOT NULL, checksum INTEGER NOT NULL);`);
    sqlite.close();
    fs.renameSync(draft, this.file);
  }

  private connect(file: string): SQLite.Database {
    try {
      return new SQLite(file);
    } catch (error) {
      throw this.explained(error);
    }
  }

  private open(file: string): SQLite.Database {
    const sqlite = this.connect(file);
    try {
      sqlite.prepare('PRAGMA journal_mode = WAL').all();
      sqlite.exec('PRAGMA synchronous = FULL');
      sqlite.exec('PRAGMA busy_timeout = 5000');
      return sqlite;
    } catch (error) {
      sqlite.close();
      throw this.explained(error);
    }
  }

  private check(): void {
    let problems: string[];
    let owner: number;
    let version: number;
    try {
      owner = Number(this.pragma('application_id'));
      version = Number(this.pragma('user_version'));
      problems = (this.sqlite.prepare('PRAGMA quick_check(3)').all() as Row[]).map((row) => String(row.quick_check)).filter((text) => text !== 'ok');
    } catch (error) {
      throw this.explained(error);
    }
    if (problems.length > 0) throw this.corrupt(problems.join('; '));
    if (owner !== applicationId) {
      throw new EmulatorError(`${this.file} is not a database of this program.`, 'Choose another data folder, or move this file away.');
    }
    if (version !== layoutVersion) {
      throw new EmulatorError(
        `${this.file} was written by another version of this program (layout ${version}, this one reads ${layoutVersion}).`,
        'Use that version, or move the file away to begin with a new database.',
      );
    }
  }
  private pragma(name: string): unknown {
    return Object.values(this.sqlite.prepare(`PRAGMA ${name}`).all()[0] as Row)[0];
  }

  private explained(error: unknown): Error {
    if (error instanceof EmulatorError) return error;
    const code = String((error as { code?: unknown }).code ?? '');
    if (code.startsWith('SQLITE_BUSY')) {
      return new EmulatorError(`${this.file} is in use by another process.`, 'Stop the other process, or use another data folder.', { cause: error });
    }
    if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return this.corrupt(messageOf(error), error);
    return new EmulatorError(
      `The database file ${this.file} cannot be opened: ${messageOf(error)}.`,
      'See that its folder exists, is writable and has space left.',
      { cause: error },
    );
  }
  private corrupt(reason: string, cause?: unknown): EmulatorError {
    return new EmulatorError(
      `The database file ${this.file} is damaged: ${reason}.`,
      `Put back a copy of it, or move it away (with ${this.file}-wal, if that is there) to begin with a new database.`,
      { cause },
    );
  }

  collections(): StoredCollection[] {
    try {
      return this.sqlite.prepare('SELECT id, name, declaration FROM collections ORDER BY id').all() as StoredCollection[];
    } catch (error) {
      throw this.explained(error);
    }
  }

  *documents(): Generator<{ ordinal: number; collection: number; text: string }> {
    try {
      const rows = this.sqlite.prepare('SELECT ordinal, collection, text, checksum FROM documents ORDER BY ordinal').raw();
      for (const row of rows.iterate()) {
        const [ordinal, collection, text, checksum] = row as unknown as [number, number, string, number];
        if (crc32(text) !== checksum) throw this.corrupt(`document ${ordinal} is not what was written`);
        yield { ordinal, collection, text };
      }
    } catch (error) {
      throw this.explained(error);
    }
  }

  commit(changes: Iterable<DocumentChange>, collections: StoredCollection[], emptied: number[]): void {
    try {
      this.sqlite.exec('BEGIN IMMEDIATE');
      if (this.version() !== this.ownVersion) throw new Error('another program changed the file meanwhile');
      for (const { id, name, declaration } of collections) this.declare.run(id, name, declaration);
      for (const id of emptied) this.clear.run(id);
      for (const { ordinal, collection, document } of changes) {
        if (!document) {
          this.remove.run(ordinal);
          continue;
        }
        const text = storedText(document);
        this.upsert.run(ordinal, collection, text, crc32(text));
      }
      this.sqlite.exec('COMMIT');
    } catch (error) {
      if (this.sqlite.inTransaction) this.sqlite.exec('ROLLBACK');
      throw new EmulatorError(
        `Writing to the database file ${this.file} failed: ${messageOf(error)}.`,
        'See that the disk has space left and the folder is writable, then start again: everything acknowledged so far is on the disk.',
        { cause: error },
      );
    }
  }

  close(): void {
    try {
      this.sqlite.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    } finally {
      this.sqlite.close();
    }
  }
}
