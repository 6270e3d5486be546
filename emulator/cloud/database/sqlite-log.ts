/**
 * Looks at SQLite's log before SQLite does. SQLite takes the log as far as it is whole and passes over the rest, which is right for the
 * commit that was being written when the power went. What lies before that was acknowledged: if it is damaged, that is to be told.
 */
import fs from 'node:fs';

const headerLength = 32;
const frameHeader = 24;
const readAtOnce = 1024 * 1024;

/** What is wrong with the log, or null. `log` is the path of the -wal file; it may be absent. */
export function damageOf(log: string): string | null {
  if (!fs.existsSync(log)) return null;
  const handle = fs.openSync(log, 'r');
  try {
    return new LogReader(handle, fs.fstatSync(handle).size).damage();
  } finally {
    fs.closeSync(handle);
  }
}

class LogReader {
  /** The checksum so far; it runs through the whole log. */
  private sum: [number, number] = [0, 0];
  private littleEndian = false;

  constructor(
    private readonly handle: number,
    private readonly size: number,
  ) {}

  damage(): string | null {
    // A log that was just begun: no commit is in it.
    if (this.size <= headerLength) return null;
    const header = this.read(0, headerLength);
    const magic = header.readUInt32BE(0);
    const pageSize = header.readUInt32BE(8);
    this.littleEndian = magic === 0x377f0682;
    const known = (this.littleEndian || magic === 0x377f0683) && pageSize >= 512 && pageSize <= 65536 && (pageSize & (pageSize - 1)) === 0;
    if (known) this.add(header.subarray(0, 24));
    if (!known || !this.agrees(header, 24)) return 'the beginning of its log is not what was written';
    return this.damageOfFrames(header.subarray(16, 24), frameHeader + pageSize);
  }

  private damageOfFrames(salt: Buffer, length: number): string | null {
    const atOnce = Math.max(1, Math.floor(readAtOnce / length));
    const count = Math.floor((this.size - headerLength) / length);
    let whole = true;
    /** Behind the first frame that is not whole. */
    let commits = 0;
    for (let first = 0; first < count; first += atOnce) {
      const frames = this.read(headerLength + first * length, Math.min(atOnce, count - first) * length);
      for (let at = 0; at < frames.length; at += length) {
        const frame = frames.subarray(at, at + length);
        // Of an earlier round of the log.
        const current = frame.subarray(8, 16).equals(salt);
        if (whole && current) {
          this.add(frame.subarray(0, 8));
          this.add(frame.subarray(frameHeader));
        }
        whole &&= current && this.agrees(frame, 16);
        if (!whole && current && frame.readUInt32BE(4) !== 0) commits++;
        // Only the last commit may have been cut short: each waits until the one before is on the disk.
        if (commits > 1) return 'its log is not what was written';
      }
    }
    return null;
  }

  private read(from: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    const got = fs.readSync(this.handle, bytes, 0, length, from);
    return bytes.subarray(0, got);
  }

  private add(bytes: Buffer): void {
    let [a, b] = this.sum;
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length; at += 8) {
      a = (a + words.getUint32(at, this.littleEndian) + b) >>> 0;
      b = (b + words.getUint32(at + 4, this.littleEndian) + a) >>> 0;
    }
    this.sum = [a, b];
  }
  private agrees(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.sum[0] && bytes.readUInt32BE(at + 4) === this.sum[1];
  }
}
