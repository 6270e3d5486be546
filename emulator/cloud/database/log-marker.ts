/**
 * A small file that says how many commits there have been at least. Without it a log that was lost or cut short (somebody copied only the
 * main file, or took the log for a temporary one) would pass for one that never was, and the database for an older or an empty one.
 */
import fs from 'node:fs';
import { open } from 'node:fs/promises';

export class LogMarker {
  private readonly path: string;
  private noted: number;
  private round = -1;
  /** In this round. */
  private times = 0;
  private nextNote = 1;

  constructor(log: string) {
    this.path = log.replace(/-wal$/, '-logged');
    this.noted = fs.existsSync(this.path) ? Number.parseInt(fs.readFileSync(this.path, 'utf8'), 10) || 0 : 0;
  }

  /** What is wrong with a database that has seen so many commits, or null. */
  problem(commits: number): string | null {
    if (commits >= this.noted) return null;
    return `its log is gone or was cut short: there were ${this.noted} commits at least, it has ${commits} (if this is a copy that was put back on purpose, delete ${this.path})`;
  }

  /** After commit number `commit`, before it is acknowledged. Writes seldom: at the first of a round of the log, the 16th, the 256th … */
  async note(commit: number, round: number): Promise<void> {
    if (round !== this.round) [this.round, this.times, this.nextNote] = [round, 0, 1];
    if (++this.times < this.nextNote) return;
    this.nextNote *= 16;
    const handle = await open(this.path, this.noted === 0 ? 'w' : 'r+');
    try {
      await handle.write(`${String(commit).padStart(15)} commits at least are in the database and its log; without the log it is not complete.\n`, 0);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    this.noted = commit;
  }

  /** The main file is complete by itself, and whoever puts an older one in its place knows what he does. */
  forget(): void {
    fs.rmSync(this.path, { force: true });
    this.noted = 0;
  }
}
