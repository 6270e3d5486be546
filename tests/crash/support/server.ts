/** The whole cloud in a process that is going to be killed. It loads everything, waits to be told where its data lie, and starts at once then. */
import { startCloud } from '../../../emulator/cloud/server';
import type { Project } from '../../../emulator/contracts';
import { openDataFolder } from '../../../emulator/data-folder';
import { loadProject } from '../../../emulator/project';

export interface Start {
  root: string;
  port: number;
  /** Pages of SQLite's log after which it is taken over. */
  logPages?: number;
  /** Folder of a mini program; absent: one that declares nothing. */
  project?: string;
  /** Without its functions. */
  dataOnly?: boolean;
  /** A data set of the project that is loaded before the process says that it is ready. */
  seed?: string;
}
export interface Listening {
  port: number;
  /** For the SDK. */
  env: Record<string, string>;
  /** For /control. */
  token: string;
}

function projectOf({ root, project, dataOnly }: Start): Project {
  const empty = { root, name: 'crash', appid: 'wxcrash0000000001', miniprogramRoot: root, functionsRoot: null, databaseFile: null, seedsRoot: null, defaultSeed: null };
  if (project === undefined) return empty;
  return dataOnly ? { ...loadProject(project), functionsRoot: null } : loadProject(project);
}

async function start(how: Start): Promise<void> {
  const { root, port, logPages, seed } = how;
  const data = openDataFolder(root);
  const cloud = await startCloud({ project: projectOf(how), data, port, log: ({ level, text }) => level === 'error' && console.error(text), timers: false, logPages });
  if (seed !== undefined && data.seed === null) await cloud.seed(seed);
  process.send!({ port: cloud.port, env: cloud.env(), token: data.token } satisfies Listening);
}

process.on('message', (message: Start) => {
  start(message).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.send!('standing by');
