/** Failures in the form in which the mini program's base library reports them. */
import type { Invocation } from '../contracts';

const NAMES: Record<number, string> = {
  [-504002]: 'functions execute fail',
  [-504003]: 'functions time limit exceeded',
  [-604001]: 'response size limit exceeded',
  [-501007]: 'invalid parameters',
};

/** `wx.cloud.callFunction`'s error. */
export function callFailure({ requestId, error }: Invocation & { error: { errCode: number; errMsg: string } }): { errCode: number; errMsg: string } {
  const { errCode, errMsg } = error;
  const name = NAMES[errCode] ?? 'resource system error';
  return { errCode, errMsg: `cloud.callFunction:fail Error: errCode: ${errCode} ${name} | errMsg: ${errMsg} (callId: ${requestId}) (trace: local)` };
}

export function clientFailure(api: string, errCode: number, why: string): { errCode: number; errMsg: string } {
  return { errCode, errMsg: `${api}:fail errCode: ${errCode} | errMsg: ${why}` };
}

/** Codes of the base library for its own checks. */
export const CLIENT_CODES = { parameter: -401002, storage: -503001, absent: -503003, size: -403001 };
