/** Watches the project's sources, and has what they feed built again. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { watch } from 'chokidar';
import type { Log, Part, Project } from '../contracts';
import { messageOf } from '../errors';

const QUIET_MS = 80;
const ignoredFolders = new Set(['node_modules', 'miniprogram_npm', 'dist', 'coverage']);
const builtNames = new Set(['index.js', 'package.json']);

export interface WatchOptions {
  project: Project;
  log: Log;
  /** Inside the project it must not be watched: the cloud writes there all the time. */
  dataRoot: string;
  functions(): Promise<void>;
  miniprogram(): Promise<void>;
}

/** Resolves when the watcher sees changes. Several files saved at once are one rebuild; a change during one causes the next. */
export async function watchSources({ project, log, dataRoot, functions, miniprogram }: WatchOptions): Promise<Part> {
  const guarded = (what: string, run: () => Promise<void>) => () =>
    run().catch((error: unknown) => log({ level: 'error', from: 'dev', text: `${what} not rebuilt: ${messageOf(error)}` }));
  const rebuildFunctions = soon(guarded('Cloud functions', functions));
  const rebuildMiniprogram = soon(guarded('Mini program', miniprogram));

  const configs = ['project.config.json', 'package.json'].map((name) => path.join(project.root, name));
  const roots = [project.miniprogramRoot, project.functionsRoot].filter((root): root is string => root !== null);
  const watcher = watch([...roots, ...configs], {
    ignoreInitial: true,
    ignored: (file) => isIgnored(project, dataRoot, file),
  });
  watcher.on('all', (_event, file) => {
    if (configs.includes(file)) {
      log({ level: 'warn', from: 'dev', text: `${path.basename(file)} has changed: start dev again to have it read.` });
    } else if (project.functionsRoot !== null && isInside(project.functionsRoot, file)) rebuildFunctions.ask();
    else rebuildMiniprogram.ask();
  });
  watcher.on('error', (error) => log({ level: 'warn', from: 'dev', text: `Changes may go unseen: ${messageOf(error)}` }));
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return {
    async stop() {
      rebuildFunctions.cancel();
      rebuildMiniprogram.cancel();
      await watcher.close();
    },
  };
}

function isIgnored({ root, functionsRoot }: Project, dataRoot: string, file: string): boolean {
  if (isInside(dataRoot, file)) return true;
  const segments = path.relative(root, file).split(path.sep);
  const hidden = (segment: string) => segment.startsWith('.') && segment !== '..';
  return segments.some((segment) => ignoredFolders.has(segment) || hidden(segment)) || (functionsRoot !== null && isBuilt(functionsRoot, file));
}

/** `xiaodian build` writes these beside a function's sources. */
function isBuilt(functionsRoot: string, file: string): boolean {
  const folder = path.dirname(file);
  return path.dirname(folder) === functionsRoot && builtNames.has(path.basename(file)) && existsSync(path.join(folder, 'index.ts'));
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

/** One run at a time; asked again meanwhile, it runs once more. */
function soon(run: () => Promise<void>): { ask(): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  async function start(): Promise<void> {
    running = true;
    do {
      again = false;
      await run();
    } while (again);
    running = false;
  }
  return {
    ask() {
      if (running) {
        again = true;
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => void start(), QUIET_MS);
    },
    cancel: () => clearTimeout(timer),
  };
}
