/** The tables that the functions are made of, as serve() gets them: what there is to call, who may, and the form of each request. */
import path from 'node:path';
import type { GenericSchema } from 'valibot';
import type { Access } from '../../../cloudfunctions/kernel/serve';
import { FUNCTIONS_ROOT, functionNames, platform } from './in-process/functions';
import { takeOver } from './in-process/instances';

export interface ServedAction {
  access: Access;
  schema: GenericSchema;
}

/** By function, then action. Functions without a table (the timer) are left out. */
export function servedTables(): Record<string, Record<string, ServedAction>> {
  const tables: Record<string, Record<string, ServedAction>> = {};
  const giveBack = takeOver(platform);
  jest.isolateModules(() => {
    const serveModule = path.join(FUNCTIONS_ROOT, 'kernel/serve');
    let name = '';
    jest.doMock(serveModule, () => ({ ...jest.requireActual<object>(serveModule), serve: (actions: Record<string, ServedAction>) => void (tables[name] = actions) }));
    for (name of functionNames()) jest.requireActual<object>(path.join(FUNCTIONS_ROOT, name, 'index.ts'));
    jest.dontMock(serveModule);
  });
  giveBack();
  return tables;
}
