/** Failures in the form in which the mini program's base library reports them. */
import type { Invocation } from '../contracts';
import type { CloudError } from './cloud-error';

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

const CODES: Record<string, [code: number, name: string]> = {
  SYS_ERR: [-501001, 'resource system error'],
  INVALID_PARAM: [-501007, 'invalid parameters'],
  DATABASE_REQUEST_FAILED: [-502001, 'database request fail'],
  DATABASE_PERMISSION_DENIED: [-502003, 'database permission denied'],
  DATABASE_COLLECTION_NOT_EXIST: [-502005, 'database collection not exists'],
  DATABASE_QUERY_SIZE_EXCEED_LIMIT: [-602001, 'database query result size exceed limit (1MB)'],
  STORAGE_REQUEST_FAIL: [-503001, 'storage request fail'],
  STORAGE_EXCEED_AUTHORITY: [-503002, 'storage permission denied'],
};

/** A refusal of the service; the base library puts the name of its own call before the message. */
export function serviceFailure({ code, message }: CloudError): { errCode: number; errMsg: string } {
  const [errCode, name] = CODES[code] ?? CODES.SYS_ERR!;
  return { errCode, errMsg: `errCode: ${errCode} ${name} | errMsg: ${message}` };
}

export function clientFailure(api: string, errCode: number, why: string): { errCode: number; errMsg: string } {
  return { errCode, errMsg: `${api}:fail errCode: ${errCode} | errMsg: ${why}` };
}

/** Codes of the base library for its own checks. */
export const CLIENT_CODES = { parameter: -401002, storage: -503001, absent: -503003, size: -403001 };
