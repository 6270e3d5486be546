/** Makes and opens the SQLite file, with suspicion: a file that is damaged, foreign or in use is refused with words for a person. */
import fs from 'node:fs';
import path from 'node:path';
import SQLite from 'libsql';
import { EmulatorError, messageOf } from '../../errors';
import { damageOf } from './sqlite-log';

/** 'xdb1': says that the file is ours. */
const applicationId = 0x78646231;
const layoutVersion = 2;
/** Bytes; what one large commit made of the log is given back. */
const largestLog = 16 * 1024 * 1024;

/**
 * `state` says how many rows there are and what their checksums add up to: pages of different age, or some that are missing, do not go
 * unnoticed. It is kept by the file itself, in the commit of each change.
 */
const sum = (change: string): string => `UPDATE state SET digest = (digest ${change}) & 0xffffffff`;
const triggersOf = (table: string): string => `
  CREATE TRIGGER ${table}_come AFTER INSERT ON ${table} BEGIN ${sum('+ new.checksum')}, rows = rows + 1; END;
  CREATE TRIGGER ${table}_change AFTER UPDATE ON ${table} BEGIN ${sum('+ new.checksum - old.checksum')}; END;
  CREATE TRIGGER ${table}_go AFTER DELETE ON ${table} BEGIN ${sum('- old.checksum')}, rows = rows - 1; END;`;
const layout = `
  PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layoutVersion};
  CREATE TABLE collections (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, declaration TEXT NOT NULL, checksum INTEGER NOT NULL);
  CREATE TABLE documents (ordinal INTEGER PRIMARY KEY, collection INTEGER NOT NULL, text TEXT NOT NULL, checksum INTEGER NOT NULL);
  CREATE TABLE state (rows INTEGER NOT NULL, digest INTEGER NOT NULL);
  INSERT INTO state VALUES (0, 0);
  ${triggersOf('collections')} ${triggersOf('documents')}`;

export class SqliteFile {
  readonly connection: SQLite.Database;

  constructor(readonly file: string) {
    if (!fs.existsSync(file)) this.create();
    else if (fs.statSync(file).size === 0) throw this.corrupt('the file is empty');
    const damage = damageOf(this.log);
    if (damage !== null) throw this.corrupt(damage);
    this.connection = this.connect(file);
    try {
      this.connection.prepare('PRAGMA journal_mode = WAL').all();
      this.connection.exec(`PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${largestLog}; PRAGMA busy_timeout = 5000`);
      this.check();
    } catch (error) {
      this.connection.close();
      throw this.explained(error);
    }
  }

  private get log(): string {
    return `${this.file}-wal`;
  }

  /** Made beside its place and moved there when it is complete: an empty file in that place is never one that was just begun. */
  private create(): void {
    if (fs.existsSync(this.log) && fs.statSync(this.log).size > 0) throw this.corrupt('the file is gone, but its log is still there');
    const draft = `${this.file}.new`;
    for (const leftover of [draft, `${draft}-journal`]) fs.rmSync(leftover, { force: true });
    const sqlite = this.connect(draft);
    sqlite.exec(`BEGIN; ${layout} COMMIT`);
    sqlite.close();
    fs.renameSync(draft, this.file);
    saveFolder(path.dirname(this.file));
  }

  private connect(file: string): SQLite.Database {
    try {
      return new SQLite(file);
    } catch (error) {
      throw this.explained(error);
    }
  }

  private check(): void {
    const problems = (this.connection.prepare('PRAGMA quick_check(3)').all() as { quick_check: string }[]).map((row) => row.quick_check);
    if (problems[0] !== 'ok') throw this.corrupt(problems.join('; '));
    if (this.pragma('application_id') !== applicationId) {
      throw new EmulatorError(`${this.file} is not a database of this program.`, 'Choose another data folder, or move this file away.');
    }
    const version = this.pragma('user_version');
    if (version !== layoutVersion) {
      throw new EmulatorError(
        `${this.file} was written by another version of this program (layout ${version}, this one reads ${layoutVersion}).`,
        'Use that version, or move the file away to begin with a new database.',
      );
    }
  }
  private pragma(name: string): number {
    return Number(Object.values(this.connection.prepare(`PRAGMA ${name}`).all()[0] as Record<string, unknown>)[0]);
  }

  /** Runs `work`; what SQLite throws comes out as an EmulatorError. */
  guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.explained(error);
    }
  }
  explained(error: unknown): Error {
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
  corrupt(reason: string, cause?: unknown): EmulatorError {
    return new EmulatorError(
      `The database file ${this.file} is damaged: ${reason}.`,
      `Put back a copy of it, or move it away (with ${this.log}, if that is there) to begin with a new database.`,
      { cause },
    );
  }

  close(): void {
    try {
      this.connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    } finally {
      this.connection.close();
    }
  }
}

/** So that also a power cut leaves the file under its name. */
function saveFolder(folder: string): void {
  // Windows has no such thing.
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
