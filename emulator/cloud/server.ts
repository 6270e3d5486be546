/** The embedded CloudBase: one HTTP server on loopback in front of database, functions, storage, pay, open API and timers. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Caller, Cloud, Log, Project } from '../contracts';
import type { DataFolder } from '../data-folder';
import { EmulatorError, messageOf } from '../errors';
import { Callers } from './callers';
import { type Database, openDatabase } from './database';
import { callerEnv, platformEnv, type Surroundings } from './environment';
import { FunctionService } from './functions/service';
import { Journal } from './journal';
import { ProjectData } from './project-data';
import { FileStore } from './storage/file-store';
import { StorageService } from './storage/service';
import { type ActionHandler, Envelope } from './wire/envelope';
import { functionActions } from './wire/function-actions';
import { isLoopback, sendJson } from './wire/http';

export interface CloudOptions {
  project: Project;
  data: DataFolder;
  /** 0: any free one. */
  port: number;
  log: Log;
  /** False: timers fire only when asked for over /control, as tests want it. Default true. */
  timers?: boolean;
}

const ENV_ID = 'local-env';
/** `<first letters of the id in hex>-<id>-<account>`, as on the real service. */
const BUCKET = `6c6f-${ENV_ID}-1250000000`;

export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const server = await listen(options.port);
  const parts: { stop(): Promise<void> }[] = [{ stop: () => closeServer(server) }];
  try {
    return await assemble(options, server, parts);
  } catch (error) {
    await stopAll(parts);
    throw error;
  }
}

async function assemble({ project, data, log }: CloudOptions, server: Server, parts: { stop(): Promise<void> }[]): Promise<Cloud> {
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const surroundings: Surroundings = { url: `${origin}/admin`, envId: ENV_ID, appid: project.appid };
  const journal = new Journal(log);
  const callers = new Callers();

  const database = await openDatabase({ file: data.databaseFile, log: journal.log });
  parts.push({ stop: () => database.close() });
  const files = new FileStore(data.filesRoot, `${ENV_ID}.${BUCKET}`);
  const storage = new StorageService(files, origin);
  const projectData = new ProjectData(project, data.buildRoot, database, files);
  const functions = new FunctionService({ functionsRoot: project.functionsRoot, buildRoot: data.buildRoot, surroundings, callers, journal });
  parts.push({ stop: () => functions.stop() });
  const envelope = new Envelope(
    { database: databaseActions(database), functions: functionActions(functions), storage: storage.handle },
    callers,
    journal,
  );

  await projectData.declareCollections();
  if (data.seed !== null) await projectData.remember(data.seed);
  await functions.start();

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void route(request, response).catch((error: unknown) => {
      journal.log({ level: 'error', from: 'cloud', text: `${request.method} ${request.url}: ${messageOf(error)}` });
      if (!response.headersSent) sendJson(response, { code: 'SYS_ERR', message: messageOf(error) }, 500);
      else response.destroy();
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const urlPath = mark < 0 ? url : url.slice(0, mark);
    // Pages reach the cloud through the browser host only.
    if (!isLoopback(request.headers.host) || request.headers.origin !== undefined) {
      return sendJson(response, { code: 'INVALID_REQUEST_SOURCE', message: 'Only programs of this machine may ask.' }, 403);
    }
    if (urlPath === '/admin' && request.method === 'POST') return envelope.serve(request, response);
    if (urlPath.startsWith('/cos/')) return storage.serveBytes(request, response, urlPath);
    sendJson(response, { code: 'INVALID_PARAM', message: `Nothing is served at ${urlPath}.` }, 404);
  }

  return {
    port,
    url: surroundings.url,
    envId: ENV_ID,
    env(caller?: Caller) {
      const known = caller ?? { source: 'scf' };
      const { PATH: _path, HOME: _home, TZ: _zone, ...platform } = platformEnv(surroundings);
      return { ...platform, ...callerEnv(surroundings, known, callers.admitScript(known), 'script') };
    },
    invoke: (name, event, caller) => functions.invoke(name, event, caller),
    async seed(name, { reset = false } = {}) {
      const total = await projectData.seed(name, reset);
      data.recordSeed(name);
      return total;
    },
    identities: () => projectData.identities(),
    async reloadFunctions() {
      await functions.reload();
      await projectData.declareCollections().catch((error: unknown) => {
        const text = error instanceof EmulatorError ? error.text : messageOf(error);
        journal.log({ level: 'error', from: 'cloud', text });
      });
    },
    handleClient: () => Promise.resolve(false),
    stop: () => stopAll(parts),
  };
}

function databaseActions(database: Database): ActionHandler {
  return (action, parameters) => database.handle(action, parameters);
}

/** In the opposite order of their start; each is stopped once. */
async function stopAll(parts: { stop(): Promise<void> }[]): Promise<void> {
  for (let part = parts.pop(); part; part = parts.pop()) await part.stop();
}

function listen(port: number): Promise<Server> {
  // The SDK keeps its connections; one that we close first costs it a failed request.
  const server = createServer({ keepAliveTimeout: 10 * 60_000, requestTimeout: 60_000, noDelay: true });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new EmulatorError(`Port ${port} for the cloud is in use.`, 'Stop the program that uses it, or choose another with --cloud-port N (0: any free one).')
          : new EmulatorError(`The cloud cannot listen on port ${port}: ${error.message}`, 'Choose another with --cloud-port N.', { cause: error }),
      );
    });
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
