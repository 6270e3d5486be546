/** One measured operation; all of them are printed in one table. */
export interface Row {
  what: string;
  'at a time': number;
  'per second': number;
  'p50 ms': number;
  'p99 ms': number;
  /** All threads of the cloud: its own, and those of the functions. */
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
export const short = (value: number): number => Number(value.toFixed(value < 10 ? 2 : 1));
