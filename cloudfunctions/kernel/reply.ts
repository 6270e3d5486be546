/** What actions answer: data, or a failure that the caller can understand. A throw is for bugs only. */
import type { ErrorCode, Failure, Ok } from '../../typings';

export function ok<T>(data: T): Ok<T> {
  return { ok: true, data };
}

/** `message`: Chinese, for people, with the mend. */
export function fail(code: ErrorCode, message: string, more: { field?: string; detail?: Record<string, unknown> } = {}): Failure {
  return { ok: false, code, message, ...more };
}

/** For what is not there and for what the caller may not know to be there: the same words. */
export function notFound(what: string): Failure {
  return fail('NOT_FOUND', `没有找到${what}，可能已被删除`);
}

export function conflict(what: string): Failure {
  return fail('CONFLICT', `${what}刚刚被修改过，请刷新后重试`);
}
