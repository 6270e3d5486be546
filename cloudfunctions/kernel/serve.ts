/**
 * Makes a cloud function of a table of actions: finds the action, checks the event's form and the caller's role, runs it, and turns what
 * happens into a Reply. `index.ts` of every function is one call of serve().
 */
import * as v from 'valibot';
import type { ActionRequest, ActionResult, CloudFunctions, Failure, Reply, StaffRole } from '../../typings';
import { BadCursor } from '../data/paging';
import { StoreBusy } from '../data/retry';
import { isPlatformOperator, staffRoleOf } from '../data/staff';
import { currentCaller, type Caller } from './caller';
import { now } from './clock';
import { logError } from './log';
import { fail } from './reply';
import { fieldOf } from './schema';

/** Who may: everybody, anybody with an openid, staff of the request's shopId in one of these roles, or the platform's operators. */
export type Access = 'public' | 'shopper' | 'operator' | { staff: readonly StaffRole[] };

export interface Context {
  /** '' only where access is public. */
  openid: string;
  /** null where access is not by staff role. */
  role: StaffRole | null;
  envId: string;
  /** When the call began: all times that one call writes are the same. */
  now: number;
  /** The platform's id of this call, as the log shows it. */
  callId: string;
}

/** One action: who may call it, what it takes, what it does. */
export interface Action<Request, Result> {
  access: Access;
  schema: v.GenericSchema<unknown, Request>;
  run(request: Request, context: Context): Promise<Reply<Result>>;
}
/** An action of the contract in typings, e.g. `ActionOf<'order', 'submit'>`. */
export type ActionOf<F extends keyof CloudFunctions, A extends keyof CloudFunctions[F]> = Action<ActionRequest<F, A>, ActionResult<F, A>>;
/** Every action of a function. */
export type ActionTable<F extends keyof CloudFunctions> = { [A in keyof CloudFunctions[F]]: ActionOf<F, A> };

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
interface Extras {
  /** Answers a call of the platform itself (the payment's callback); undefined: it is none. */
  platform?: (event: Record<string, unknown>, caller: Caller, context: Context) => Promise<unknown> | undefined;
}

export function serve<F extends keyof CloudFunctions>(actions: ActionTable<F>, extras: Extras = {}): Handler {
  const table = new Map(Object.entries(actions)) as Map<string, Action<unknown, unknown>>;
  return async (event, platformContext) => {
    const caller = currentCaller();
    const context: Context = { openid: caller.openid, role: null, envId: caller.envId, now: now(), callId: callIdOf(platformContext) };
    const name = isRecord(event) ? event.action : undefined;
    try {
      const answered = isRecord(event) ? extras.platform?.(event, caller, context) : undefined;
      return await (answered ?? answer(table, event, context));
    } catch (error) {
      return unexpected(error, context, typeof name === 'string' ? name : '');
    }
  };
}

async function answer(table: Map<string, Action<unknown, unknown>>, event: unknown, context: Context): Promise<Reply<unknown>> {
  if (!isRecord(event)) return fail('BAD_REQUEST', '请求应为对象：{ action, … }');
  if (typeof event.action !== 'string') return fail('BAD_REQUEST', 'action：应为操作名称', { field: 'action' });
  const action = table.get(event.action);
  if (!action) return fail('UNKNOWN_ACTION', `没有这个操作，可用的有：${[...table.keys()].join('、')}`, { field: 'action' });
  if (action.access !== 'public' && context.openid === '') return fail('UNAUTHENTICATED', '请先登录');

  const parsed = v.safeParse(action.schema, event, { abortEarly: true });
  if (!parsed.success) return misformed(parsed.issues[0]);
  const refusal = await admit(action.access, parsed.output, context);
  return refusal ?? action.run(parsed.output, context);
}

/** Says whether the caller may, and notes the role. Costs one read for staff and operators, none for shoppers. */
async function admit(access: Access, request: unknown, context: Context): Promise<Failure | null> {
  if (access === 'public' || access === 'shopper') return null;
  if (access === 'operator') return (await isPlatformOperator(context.openid)) ? null : forbidden();
  const shopId = isRecord(request) && typeof request.shopId === 'string' ? request.shopId : '';
  context.role = shopId === '' ? null : await staffRoleOf(shopId, context.openid);
  return context.role !== null && access.staff.includes(context.role) ? null : forbidden();
}

/** The same for a shop that does not exist and for one that is somebody else's. */
function forbidden(): Failure {
  return fail('FORBIDDEN', '你没有这个操作的权限，请联系店主');
}

function misformed(issue: v.BaseIssue<unknown>): Failure {
  const field = fieldOf(issue);
  return fail('BAD_REQUEST', field ? `${field}：${issue.message}` : issue.message, field ? { field } : {});
}

function unexpected(error: unknown, context: Context, action: string): Failure {
  if (error instanceof BadCursor) return fail('BAD_REQUEST', 'cursor：不是有效的游标，请从第一页开始', { field: 'cursor' });
  if (error instanceof StoreBusy) return fail('BUSY', '现在人有点多，请稍后再试');
  logError('action failed', { callId: context.callId, action }, error);
  return fail('INTERNAL', `服务出了点问题，请稍后再试（${context.callId}）`);
}

function callIdOf(context: unknown): string {
  return isRecord(context) && typeof context.request_id === 'string' ? context.request_id : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
