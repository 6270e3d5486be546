/** Makes and opens the SQLite file, with suspicion: a file that is damaged, foreign or in use is refused with words for a person. */
import fs from 'node:fs';
import path from 'node:path';
import SQLite from 'libsql';
import { EmulatorError, messageOf } from '../../errors';
import { LogMarker } from './log-marker';
import { applicationId, creation, layout, layoutVersion, upgrades } from './sqlite-layout';
import { damageOf } from './sqlite-log';

/** Pages of the log after which it is taken over into the file. Many, because a page that changes often is taken over once. */
const fullLog = 4000;
/** Bytes; what one large commit made of the log is given back. */
const largestLog = 16 * 1024 * 1024;

export class SqliteFile {
  readonly connection: SQLite.Database;
  private readonly marker: LogMarker;
  /** Of the log, to save it by ourselves. */
  private readonly logHandle: number;
  private commits: number;
  private readonly steps: Record<'begin' | 'count' | 'commit', SQLite.Statement>;

  constructor(
    readonly file: string,
    logPages = fullLog,
  ) {
    if (!fs.existsSync(file)) this.create();
    else if (fs.statSync(file).size === 0) throw this.corrupt('the file is empty');
    const damage = damageOf(this.log);
    if (damage !== null) throw this.corrupt(damage);
    this.marker = new LogMarker(this.log);
    this.connection = this.connect(file);
    try {
      this.connection.prepare('PRAGMA journal_mode = WAL').all();
      // NORMAL: SQLite saves the log before it takes it over into the file. After each commit we save it, in saved().
      this.connection.exec(`PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${logPages}; PRAGMA journal_size_limit = ${largestLog}; PRAGMA busy_timeout = 5000`);
      this.check();
      this.commits = (this.connection.prepare('SELECT max(commits) AS commits FROM state').all()[0] as { commits: number }).commits;
      const missing = this.marker.problem(this.commits);
      if (missing !== null) throw this.corrupt(missing);
      this.logHandle = fs.openSync(this.log, 'r+');
      const prepare = (sql: string): SQLite.Statement => this.connection.prepare(sql);
      this.steps = { begin: prepare('BEGIN IMMEDIATE'), count: prepare('UPDATE state SET commits = commits + 1'), commit: prepare('COMMIT') };
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
    sqlite.exec(`BEGIN; ${creation} COMMIT`);
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
    for (let upgrade = upgrades[this.pragma('user_version')]; upgrade; upgrade = upgrades[this.pragma('user_version')]) this.connection.exec(`BEGIN; ${upgrade} COMMIT`);
    const version = this.pragma('user_version');
    if (version !== layoutVersion) {
      throw new EmulatorError(
        `${this.file} was written by another version of this program (layout ${version}, this one reads ${layoutVersion}).`,
        'Use that version, or move the file away to begin with a new database.',
      );
    }
    const found = (this.connection.prepare('SELECT CAST(sql AS BLOB) AS sql FROM sqlite_schema WHERE sql IS NOT NULL').all() as { sql: Uint8Array }[]).map(({ sql }) => Buffer.from(sql).toString());
    if (found.sort().join() !== [...layout].sort().join()) throw this.corrupt('its layout is not what was written');
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

  /** All or nothing. It survives the end of this process; a power cut it survives when saved() has resolved. */
  commit(work: () => void): void {
    try {
      this.steps.begin.run();
      work();
      this.steps.count.run();
      this.steps.commit.run();
      this.commits++;
    } catch (error) {
      if (this.connection.inTransaction) this.connection.exec('ROLLBACK');
      throw this.unwritable(error);
    }
  }

  /** Resolves when everything that was committed before is on the disk. One at a time. */
  async saved(): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => fs.fdatasync(this.logHandle, (error) => (error ? reject(error) : resolve())));
      await this.marker.note(this.commits, this.round());
    } catch (error) {
      throw this.unwritable(error);
    }
  }

  /** Which round of the log it is: it is begun anew, over the old one, when all of it was taken over. */
  private round(): number {
    const bytes = Buffer.alloc(4);
    fs.readSync(this.logHandle, bytes, 0, 4, 12);
    return bytes.readUInt32BE();
  }

  private unwritable(error: unknown): EmulatorError {
    return new EmulatorError(
      `Writing to the database file ${this.file} failed: ${messageOf(error)}.`,
      'See that the disk has space left and the folder is writable, then start again: everything acknowledged so far is on the disk.',
      { cause: error },
    );
  }

  close(): void {
    try {
      this.connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      this.marker.forget();
    } finally {
      fs.closeSync(this.logHandle);
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
