import type { ErrorCode, Failure } from '../../typings/index';

/** Codes of the cloud's own replies, and NETWORK for a call that brought no reply at all. */
export type AppErrorCode = ErrorCode | 'NETWORK';

/** The only kind of error that services throw. `message` is Chinese and may be shown as it is. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  /** The request's field at fault, as a dotted path. */
  readonly field?: string;
  /** Facts that the page needs to mend it. */
  readonly detail: Record<string, unknown>;

  constructor(code: AppErrorCode, message: string, field?: string, detail: Record<string, unknown> = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.field = field;
    this.detail = detail;
  }

  /** True when nobody knows whether the call took effect, or it surely did not: the same request may be sent again. */
  get mayRepeat(): boolean {
    return this.code === 'NETWORK' || this.code === 'BUSY';
  }
}

export function fromFailure(failure: Failure): AppError {
  return new AppError(failure.code, failure.message || '操作没有成功，请稍后再试', failure.field, failure.detail);
}

/** Whatever was thrown, as an AppError; a mistake in our own code stays visible in the console. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  console.error(error);
  return new AppError('INTERNAL', '页面出了点问题，请稍后再试');
}
