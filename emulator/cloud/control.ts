/** /control/*: for the other commands and for tests. Needs the run's token; never reachable from a page. */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cloud } from '../contracts';
import { EmulatorError, messageOf } from '../errors';
import { isRecord } from '../json';
import type { MovableClock } from './clock';
import type { AiService } from './ai/service';
import { aiControls } from './control/ai';
import { type Body, callerOf, type Handler, text } from './control/body';
import { faultControls } from './control/faults';
import { logControls } from './control/logs';
import { openapiControls } from './control/openapi';
import { payControls } from './control/pay';
import type { Database } from './database';
import type { FunctionService } from './functions/service';
import type { Journal } from './journal';
import type { OpenApiService } from './openapi/service';
import type { PhoneCodes } from './openapi/phone-codes';
import type { Users } from './openapi/users';
import type { PayService } from './pay/service';
import type { Scheduler } from './timers/scheduler';
import { readBody, sendJson } from './wire/http';

export interface ControlOptions {
  token: string;
  cloud: Cloud;
  database: Database;
  functions: FunctionService;
  clock: MovableClock;
  scheduler: Scheduler;
  pay: PayService;
  openapi: OpenApiService;
  users: Users;
  phoneCodes: PhoneCodes;
  ai: AiService;
  journal: Journal;
}

const PREFIX = '/control/';
const BODY_LIMIT = 7 * 1024 * 1024;

export class Control {
  private readonly handlers: Record<string, Handler>;

  constructor(private readonly options: ControlOptions) {
    const { cloud, database, functions, clock, scheduler, pay, openapi, users, phoneCodes, ai, journal } = options;
    this.handlers = {
      // {name, event?, as?, source?} → Invocation
      invoke: (body) => cloud.invoke(text(body, 'name'), body.event ?? {}, callerOf(body)),
      // {as?} → {NAME: value}
      env: (body) => cloud.env(body.as === undefined ? undefined : callerOf(body)),
      // {name, reset?} → {added, kept, files}
      seed: (body) => cloud.seed(text(body, 'name'), { reset: body.reset === true }),
      reload: () => cloud.reloadFunctions().then(() => ({})),
      stats: () => database.stats(),
      // {function, trigger} → Invocation
      'timers/run': (body) => scheduler.run(text(body, 'function'), text(body, 'trigger')),
      timers: () => ({ timers: scheduler.list() }),
      // {advance: ms}: timers and pay callbacks that fall due have run when it answers.
      clock: async ({ advance = 0 }) => {
        if (typeof advance !== 'number' || !(advance >= 0)) throw new EmulatorError('advance must be a number of milliseconds.', 'Time only moves forward.');
        await clock.advance(advance);
        return { now: clock.now() };
      },
      ...payControls(pay, clock),
      ...openapiControls(openapi, users, phoneCodes),
      ...aiControls(ai),
      ...logControls(journal),
      ...faultControls(cloud.faults, functions),
    };
  }

  async serve(request: IncomingMessage, response: ServerResponse, urlPath: string): Promise<void> {
    if (!this.isKnown(request)) return sendJson(response, { error: 'The token is missing or wrong.', mend: 'Send the token of dev.json as "authorization: Bearer …".' }, 401);
    const route = urlPath.slice(PREFIX.length);
    const handler = Object.hasOwn(this.handlers, route) ? this.handlers[route] : undefined;
    if (!handler) return sendJson(response, { error: `There is no control "${route}".`, mend: `Choose one of: ${Object.keys(this.handlers).join(', ')}.` }, 404);
    try {
      sendJson(response, await handler(await readJson(request)));
    } catch (error) {
      const mend = error instanceof EmulatorError ? error.mend : '';
      sendJson(response, { error: messageOf(error), mend }, 400);
    }
  }

  private isKnown({ headers }: IncomingMessage): boolean {
    const [given, expected] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`Bearer ${this.options.token}`)];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

async function readJson(request: IncomingMessage): Promise<Body> {
  const body = (await readBody(request, BODY_LIMIT)).toString();
  const value: unknown = body === '' ? {} : JSON.parse(body);
  if (!isRecord(value)) throw new EmulatorError('The body must be a JSON object.', 'E.g. {"name": "order"}.');
  return value;
}
