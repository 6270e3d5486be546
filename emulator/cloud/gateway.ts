/** The mini program's side of the cloud, which the browser host mounts under /__wx/. The user is named by a header. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../contracts';
import { messageOf } from '../errors';
import { isRecord } from '../json';
import type { ClientDatabase } from './client-access/client-database';
import type { ClientStorage } from './client-access/client-storage';
import { callFailure, CLIENT_CODES, clientFailure, serviceFailure } from './client-errors';
import { CloudError } from './cloud-error';
import type { FunctionService } from './functions/service';
import type { Journal } from './journal';
import { JournalStream } from './journal-stream';
import type { Conversations } from './openapi/conversations';
import type { PhoneCodes } from './openapi/phone-codes';
import type { Users } from './openapi/users';
import type { SheetOutcome } from './pay/cashier';
import type { PayService } from './pay/service';
import { sendFile } from './storage/file-response';
import type { Scheduler } from './timers/scheduler';
import { workbenchRoutes } from './workbench-routes';
import { BodyTooLarge, isSameOrigin, JsonText, readBody, sendJson } from './wire/http';

export interface GatewayOptions {
  functions: FunctionService;
  database: ClientDatabase;
  files: ClientStorage;
  pay: PayService;
  phoneCodes: PhoneCodes;
  users: Users;
  conversations: Conversations;
  scheduler: Scheduler;
  journal: Journal;
  identities(): Identity[];
}
type Body = Record<string, unknown>;
type Handler = (body: Body, openid: string, request: IncomingMessage) => Promise<object> | object;

const PREFIX = '/__wx/';
const JSON_LIMIT = 7 * 1024 * 1024;
const UPLOAD_LIMIT = 200 * 1024 * 1024;
/** Who uses the phone when the page does not say. Not digits only: the SDK would make a number of it. */
const VISITOR = 'o-visitor';
const OPENID = /^(?=.*[A-Za-z])[\w-]{1,64}$/;

export class Gateway {
  private readonly stream: JournalStream;
  private readonly posts: Record<string, Handler>;

  constructor(private readonly options: GatewayOptions) {
    this.stream = new JournalStream(options.journal);
    this.posts = {
      call: (body, openid) => this.call(body, openid),
      database: (body, openid) => this.database(body, openid),
      'temp-url': (body, openid, request) => this.links(body, openid, request),
      'delete-file': (body, openid) => this.remove(body, openid),
      login: () => ({ code: randomBytes(16).toString('hex') }),
      'phone-code': (_body, openid) => ({ code: options.phoneCodes.issue(openid) }),
      subscribe: (body, openid) => this.subscribe(body, openid),
      talk: (_body, openid) => {
        options.users.talk(openid);
        return {};
      },
      'contact/enter': (body, openid) => options.conversations.enter(openid, body.sessionFrom),
      'contact/say': (body, openid) => options.conversations.say(openid, body),
      'contact/messages': (_body, openid) => options.conversations.messages(openid),
      pay: (body, openid) => options.pay.cashier.bill(body.package, openid),
      'pay/settle': (body, openid) => this.settle(body, openid),
      ...workbenchRoutes(options),
    };
  }

  /** Ends the event streams that are open. */
  stop(): void {
    this.stream.stop();
  }

  /** False: not one of its addresses. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith(PREFIX)) return false;
    const route = url.pathname.slice(PREFIX.length);
    if (!isSameOrigin(request)) {
      sendJson(response, { errCode: CLIENT_CODES.parameter, errMsg: 'refused: only pages of this server may ask' }, 403);
      return true;
    }
    try {
      await this.answer(route, url, request, response);
    } catch (error) {
      this.fail(route, error, response);
    }
    return true;
  }

  private async answer(route: string, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method } = request;
    const openid = openidOf(request);
    if (openid === null) return sendJson(response, { errCode: CLIENT_CODES.parameter, errMsg: 'x-wx-openid must hold 1 to 64 letters, digits, _ or -, a letter among them' }, 400);
    if (method === 'POST') {
      // The workbench asks for nobody.
      if (request.headers['x-wx-openid'] !== undefined) this.options.users.visit(openid);
      if (route === 'upload') return sendJson(response, await this.upload(url.searchParams.get('cloudPath'), openid, request));
      const handler = Object.hasOwn(this.posts, route) ? this.posts[route] : undefined;
      if (handler) return sendJson(response, await handler(await readJson(request), openid, request));
    }
    if (method === 'GET' || method === 'HEAD') {
      if (route.startsWith('file/')) return this.sendStored(route.slice('file/'.length), openid, request, response);
      if (route === 'identities') return sendJson(response, { identities: this.options.identities(), current: openid });
      if (route === 'logs') return this.stream.serve(request, response);
    }
    sendJson(response, { errCode: CLIENT_CODES.parameter, errMsg: `nothing is served at ${method} ${PREFIX}${route}` }, 404);
  }

  private async call({ name, data }: Body, openid: string): Promise<object> {
    if (typeof name !== 'string' || name === '') return clientFailure('cloud.callFunction', CLIENT_CODES.parameter, 'name must be a string');
    const { requestId, text, duration, error } = await this.options.functions.call(name, JSON.stringify(data ?? {}), { openid, source: 'wx_client' });
    if (error) return callFailure({ requestId, duration, error });
    return new JsonText(`{"result":${text!},"requestID":"${requestId}"}`);
  }

  /** One action of the database, as the SDK would send it, in the name of the user. */
  private async database({ action, params }: Body, openid: string): Promise<object> {
    if (typeof action !== 'string' || !isRecord(params)) return clientFailure('database', CLIENT_CODES.parameter, 'action and params are required');
    return this.options.database.handle(action, params, openid);
  }

  private async upload(cloudPath: string | null, openid: string, request: IncomingMessage): Promise<object> {
    const content = await readBody(request, UPLOAD_LIMIT);
    if (!cloudPath) return clientFailure('cloud.uploadFile', CLIENT_CODES.parameter, 'cloudPath is missing');
    return { fileID: await this.options.files.upload(cloudPath, content, openid) };
  }

  private async links({ fileList }: Body, openid: string, { headers }: IncomingMessage): Promise<object> {
    if (!Array.isArray(fileList)) return clientFailure('cloud.getTempFileURL', CLIENT_CODES.parameter, 'fileList must be a list');
    const files = fileList.map(async (item: unknown) => {
      const fileID: unknown = isRecord(item) ? item.fileID : item;
      const outcome = await perFile(async () => (await this.options.files.find(fileID, openid)) !== null);
      if (outcome.status !== 0) return { fileID, tempFileURL: '', maxAge: 0, ...outcome };
      const tempFileURL = `http://${headers.host}${PREFIX}file/${encodeURIComponent(String(fileID))}${this.options.files.linkQuery(openid)}`;
      return { fileID, tempFileURL, maxAge: 86_400, ...outcome };
    });
    return { fileList: await Promise.all(files) };
  }

  private async remove({ fileList }: Body, openid: string): Promise<object> {
    if (!Array.isArray(fileList)) return clientFailure('cloud.deleteFile', CLIENT_CODES.parameter, 'fileList must be a list');
    const removed: object[] = [];
    for (const fileID of fileList as unknown[]) removed.push({ fileID, ...(await perFile(() => this.options.files.remove(fileID, openid))) });
    return { fileList: removed };
  }

  /** Templates of which the user lets one message be sent. */
  private subscribe({ accepted }: Body, openid: string): object {
    if (!Array.isArray(accepted) || !accepted.every((id): id is string => typeof id === 'string' && id !== '')) return { errMsg: 'accepted must be a list of template ids' };
    this.options.users.grant(openid, accepted);
    return {};
  }

  private settle({ package: packageText, outcome }: Body, openid: string): object {
    const outcomes: SheetOutcome[] = ['success', 'cancel', 'fail'];
    const chosen = outcomes.find((known) => known === outcome);
    if (!chosen) return { errMsg: `requestPayment:fail outcome must be one of ${outcomes.join(', ')}` };
    return this.options.pay.cashier.settle(packageText, openid, chosen);
  }

  private async sendStored(encoded: string, openid: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = await this.options.files.find(decode(encoded), openid);
    if (found) return sendFile(request, response, found.cloudPath, found.file);
    sendJson(response, { errCode: CLIENT_CODES.absent, errMsg: 'STORAGE_FILE_NONEXIST' }, 404);
  }

  private fail(route: string, error: unknown, response: ServerResponse): void {
    if (response.headersSent || response.destroyed) return void response.destroy();
    if (error instanceof BodyTooLarge) return sendJson(response, { errCode: CLIENT_CODES.size, errMsg: `${route}:fail ${error.message}` });
    if (error instanceof CloudError) return sendJson(response, serviceFailure(error), route.startsWith('file/') ? 403 : 200);
    if (error instanceof SyntaxError) return sendJson(response, { errCode: CLIENT_CODES.parameter, errMsg: `${route}:fail the body is not valid JSON: ${error.message}` });
    this.options.journal.log({ level: 'error', from: 'cloud', text: `${PREFIX}${route}: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}` });
    sendJson(response, { errCode: -1, errMsg: `${route}:fail ${messageOf(error)}` });
  }
}

/** What came of one file of several; absent: the work says false. */
async function perFile(work: () => Promise<boolean>): Promise<{ status: number; errMsg: string }> {
  try {
    return (await work()) ? { status: 0, errMsg: 'ok' } : { status: CLIENT_CODES.absent, errMsg: 'STORAGE_FILE_NONEXIST' };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { status: serviceFailure(error).errCode, errMsg: error.code };
  }
}

/** null: not an openid. A picture's request has no header of its own: the link or the page that shows it names the user. */
function openidOf({ headers, url = '' }: IncomingMessage): string | null {
  const asked = (address: string | undefined) => /[?&]as=([\w-]+)/.exec(address ?? '')?.[1];
  const value = headers['x-wx-openid'] ?? asked(url) ?? asked(headers.referer) ?? VISITOR;
  return typeof value === 'string' && OPENID.test(value) ? value : null;
}

/** Throws a SyntaxError. An empty body is an empty object. */
async function readJson(request: IncomingMessage): Promise<Body> {
  const text = (await readBody(request, JSON_LIMIT)).toString();
  const value: unknown = text === '' ? {} : JSON.parse(text);
  if (!isRecord(value)) throw new SyntaxError('an object is expected');
  return value;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // No id looks like this; it is not found.
    return '';
  }
}
