/** The embedded CloudBase: one HTTP server on loopback in front of database, functions, storage, pay, open API and timers. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Caller, Cloud, Log, Project } from '../contracts';
import type { DataFolder } from '../data-folder';
import { EmulatorError, messageOf } from '../errors';
import { type AiSettings, AiService, aiSettings, isAiHost } from './ai/service';
import { Callers } from './callers';
import { ClientDatabase } from './client-access/client-database';
import { ClientStorage } from './client-access/client-storage';
import { Permissions } from './client-access/permissions';
import { MovableClock } from './clock';
import { CloudError } from './cloud-error';
import { Control } from './control';
import { openDatabase } from './database';
import { callerEnv, platformEnv, type Surroundings } from './environment';
import { Faults } from './faults';
import type { CloudReply } from './functions/messages';
import { FunctionService } from './functions/service';
import { Gateway } from './gateway';
import { Journal } from './journal';
import { Conversations } from './openapi/conversations';
import { MessagePush } from './openapi/messages-push';
import { MiniProgram } from './openapi/mini-program';
import { PhoneCodes } from './openapi/phone-codes';
import { OpenApiService } from './openapi/service';
import { Users } from './openapi/users';
import { payAction, PayService } from './pay/service';
import { ProjectData } from './project-data';
import { FileStore } from './storage/file-store';
import { StorageService } from './storage/service';
import { Scheduler } from './timers/scheduler';
import { limitConnections } from './wire/connections';
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
  /** See DatabaseOptions. */
  logPages?: number;
  /** See FunctionOptions. */
  eager?: number;
  /** Default: from XIAODIAN_AI_URL, XIAODIAN_AI_KEY and XIAODIAN_AI_MODEL. */
  ai?: AiSettings;
}

const ENV_ID = 'local-env';
/** `<first letters of the id in hex>-<id>-<account>`, as on the real service. */
const BUCKET = `6c6f-${ENV_ID}-1250000000`;

export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const server = await listen(options.port);
  server.on('request', (_request, response: ServerResponse) => sendJson(response, { code: 'SYS_ERR', message: 'The local cloud is starting.' }, 503));
  const ends: (() => void | Promise<void>)[] = [() => closeServer(server)];
  try {
    return await assemble(options, server, ends);
  } catch (error) {
    await stopAll(ends);
    throw error;
  }
}

/** `ends` collects what stops the parts, to be run from the last to the first. */
async function assemble({ project, data, log, timers = true, ai: models = aiSettings(process.env), logPages, eager }: CloudOptions, server: Server, ends: (() => void | Promise<void>)[]): Promise<Cloud> {
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const surroundings: Surroundings = { url: `${origin}/admin`, envId: ENV_ID, appid: project.appid };
  const journal = new Journal(log);
  const callers = new Callers();
  const clock = new MovableClock((error) => journal.log({ level: 'error', from: 'cloud', text: `A timer failed: ${messageOf(error)}` }));

  const database = await openDatabase({ file: data.databaseFile, log: journal.log, clock, logPages });
  ends.push(() => database.close());
  const files = new FileStore(data.filesRoot, `${ENV_ID}.${BUCKET}`);
  const storage = new StorageService(files, origin);
  const permissions = new Permissions();
  const projectData = new ProjectData(project, data.buildRoot, database, files, permissions, (payments) => pay.recordPaid(payments));
  const functions = new FunctionService({ functionsRoot: project.functionsRoot, buildRoot: data.buildRoot, surroundings, callers, journal, eager, door: (request): Promise<CloudReply> => envelope.answerInstance(request) });
  const pay = new PayService({ file: data.payFile, appid: project.appid, mchName: project.name, functions, clock, journal });
  ends.push(() => pay.stop());
  ends.push(() => functions.stop());
  const phoneCodes = new PhoneCodes(clock);
  const users = new Users(data.usersFile, clock);
  const push = new MessagePush(project.messages ?? {}, functions, clock, journal);
  const conversations = new Conversations(push, users);
  const openapi = new OpenApiService(
    {
      appid: project.appid,
      clock,
      phoneCodes,
      users,
      pay,
      miniProgram: new MiniProgram(project.miniprogramRoot, () => data.shop()),
      announce: (event, message) => push.announce(event, message),
      answered: (openid, text) => conversations.receive(openid, text),
    },
    journal,
  );
  const ai = new AiService(models, journal);
  const scheduler = new Scheduler(functions, clock, journal);
  const gateway = new Gateway({
    functions,
    database: new ClientDatabase(database, permissions),
    files: new ClientStorage(files, permissions),
    pay,
    phoneCodes,
    users,
    conversations,
    scheduler,
    journal,
    identities: () => projectData.identities(),
  });
  ends.push(() => {
    pay.postman.halt();
    scheduler.stop();
    clock.stop();
    gateway.stop();
  });

  const faults = new Faults({
    kill: async (requestId) => void (await functions.kill(requestId)),
    // It may be over already, which is as good.
    abortTransaction: (transactionId) => database.handle('database.abortTransaction', { transactionId }).then(() => undefined, () => undefined),
  });
  const envelope: Envelope = new Envelope(
    {
      database: (action, parameters) => database.handle(action, parameters),
      functions: functionActions(functions),
      storage: storage.handle,
      wx: wechatActions(pay, openapi),
    },
    callers,
    faults,
    journal,
  );

  // A mistake in the project is told and can be mended while the cloud runs.
  const tell = (error: unknown) => journal.log({ level: 'error', from: 'cloud', text: error instanceof EmulatorError ? error.text : messageOf(error) });
  await projectData.declareCollections().catch(tell);
  if (data.seed !== null) await projectData.remember(data.seed).catch(tell);
  await functions.start();
  pay.start();
  if (timers) scheduler.plan();

  const cloud: Cloud = {
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
      if (timers) scheduler.plan();
      await projectData.declareCollections().catch(tell);
    },
    faults,
    handleClient: (request, response) => gateway.handle(request, response),
    stop: () => stopAll(ends),
  };
  const control = new Control({ token: data.token, cloud, database, functions, clock, scheduler, pay, openapi, users, phoneCodes, ai, journal });
  serve(server, { envelope, storage, control, ai, journal });
  data.announce({ cloud: cloud.url, control: `${origin}/control` });
  return cloud;
}

interface Doors {
  envelope: Envelope;
  storage: StorageService;
  control: Control;
  ai: AiService;
  journal: Journal;
}

function serve(server: Server, { envelope, storage, control, ai, journal }: Doors): void {
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const urlPath = (request.url ?? '/').split('?', 1)[0]!;
    // Pages reach the cloud through the browser host only.
    if (isAiHost(request.headers.host) && request.headers.origin === undefined) return ai.serve(request, response, urlPath);
    if (!isLoopback(request.headers.host) || request.headers.origin !== undefined) {
      return sendJson(response, { code: 'INVALID_REQUEST_SOURCE', message: 'Only programs of this machine may ask.' }, 403);
    }
    if (urlPath === '/admin' && request.method === 'POST') return envelope.serve(request, response);
    if (urlPath.startsWith('/cos/')) return storage.serveBytes(request, response, urlPath);
    if (urlPath.startsWith('/control/')) return control.serve(request, response, urlPath);
    sendJson(response, { code: 'INVALID_PARAM', message: `Nothing is served at ${request.method} ${urlPath}.` }, 404);
  };
  server.removeAllListeners('request');
  const isRefused = limitConnections(server, (text) => journal.log({ level: 'warn', from: 'cloud', text }));
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isRefused(request)) return;
    route(request, response).catch((error: unknown) => {
      journal.log({ level: 'error', from: 'cloud', text: `${request.method} ${request.url}: ${messageOf(error)}` });
      if (response.headersSent) response.destroy();
      else sendJson(response, { code: 'SYS_ERR', message: messageOf(error) }, 500);
    });
  });
}

/** cloud.openapi and cloud.cloudPay travel as `wx.*`. */
function wechatActions(pay: PayService, openapi: OpenApiService): ActionHandler {
  const payHandler = payAction(pay);
  return (action, parameters, from) => {
    if (action === 'wx.wxPayApi') return payHandler(action, parameters, from);
    if (action === 'wx.openApi') return openapi.handle(action, parameters, from);
    throw new CloudError('INVALID_PARAM', `Unknown action ${action}.`);
  };
}

/** From the last to the first, each once; one that fails does not keep the others. */
async function stopAll(ends: (() => void | Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let end = ends.pop(); end; end = ends.pop()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
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
    // Many at once wait in line rather than for the next try of their system.
    server.listen({ port, host: '127.0.0.1', backlog: 4096 }, () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
