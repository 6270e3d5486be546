/** Makes the database of the cloud fail on purpose. Import this before anything that starts a cloud. */
import type * as databaseModule from '../../../emulator/cloud/database';
import type { Database, Operation } from '../../../emulator/cloud/database';

let database: Database | null = null;

jest.mock('../../../emulator/cloud/database', () => {
  const real = jest.requireActual<typeof databaseModule>('../../../emulator/cloud/database');
  return {
    ...real,
    openDatabase: async (...options: Parameters<typeof real.openDatabase>) => {
      database = await real.openDatabase(...options);
      return database;
    },
  };
});

/** before: the n-th operation is not carried out. after: it is, but its caller never hears of it. */
export type Moment = 'before' | 'after';
export interface Fault {
  /** Counted from 1; every operation from there on fails as well: the process is gone. */
  at: number;
  moment: Moment;
}

const WRITES = ['database.insertDocument', 'database.modifyDocument', 'database.removeDocument'];

/** Runs `work` with the fault in place. `met`: what the operation with that number was; null: there was none. */
export async function withFault<T>({ at, moment }: Fault, work: () => Promise<T>): Promise<{ result: T; met: 'read' | 'write' | null }> {
  if (!database) throw new Error('no cloud has been started');
  let count = 0;
  let met: 'read' | 'write' | null = null;
  const numbers = new WeakMap<Operation, number>();
  const fail = (): never => {
    throw new Error('injected fault');
  };
  database.intercept({
    before(operation) {
      numbers.set(operation, ++count);
      if (count === at) met = WRITES.includes(operation.action) ? 'write' : 'read';
      if (count > at || (count === at && moment === 'before')) fail();
    },
    after(operation) {
      if (moment === 'after' && numbers.get(operation) === at) fail();
    },
  });
  try {
    const result = await work();
    return { result, met };
  } finally {
    database.intercept(null);
  }
}
