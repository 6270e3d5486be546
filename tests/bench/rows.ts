/** One measured operation; all of them are printed in one table. */
export interface Row {
  what: string;
  'at a time': number;
  'per second': number;
  'p50 ms': number;
  'p99 ms': number;
  /** All threads of the server; of the cloud: its own, and those of the functions. */
  'server CPU ms each': number;
  /** Of the process that asks, where that is the real SDK. */
  'SDK CPU ms each'?: number;
}

export function printRows(rows: Row[]): void {
  console.table(
    rows.map((row) => ({
      ...row,
      'per second': Math.round(row['per second']),
      'p50 ms': short(row['p50 ms']),
      'p99 ms': short(row['p99 ms']),
      'server CPU ms each': short(row['server CPU ms each']),
      'SDK CPU ms each': row['SDK CPU ms each'] === undefined ? '' : short(row['SDK CPU ms each']),
    })),
  );
}
/** What both did, in one table: how many times as often ours did it. */
export function printBeside(ours: Row[], theirs: Row[], name: string): void {
  const pairs = ours.flatMap((row) => {
    const other = theirs.find(({ what, 'at a time': many }) => what === row.what && many === row['at a time']);
    return other ? [{ row, other }] : [];
  });
  console.table(
    pairs.map(({ row, other }) => ({
      what: row.what,
      'at a time': row['at a time'],
      'Xiaodian per second': Math.round(row['per second']),
      [`${name} per second`]: Math.round(other['per second']),
      times: short(row['per second'] / other['per second']),
      'Xiaodian p99 ms': short(row['p99 ms']),
      [`${name} p99 ms`]: short(other['p99 ms']),
    })),
  );
}
export const short = (value: number): number => Number(value.toFixed(value < 10 ? 2 : 1));
