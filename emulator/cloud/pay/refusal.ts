/** A business failure of WeChat Pay: an answer, not an exception, for the function that asked. */
export class PayRefusal extends Error {
  override name = 'PayRefusal';
  constructor(
    /** WeChat Pay's own err_code, e.g. ORDERPAID. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Fields = Record<string, unknown>;

/** Readers of request fields; each refuses what is missing or of the wrong form. */
export function text(fields: Fields, name: string, pattern: RegExp): string {
  const value = fields[name];
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new PayRefusal('PARAM_ERROR', `参数错误:${name} ${value === undefined ? '缺失' : '格式不正确'}`);
}
export function optional(fields: Fields, name: string, pattern: RegExp): string {
  return fields[name] === undefined || fields[name] === '' ? '' : text(fields, name, pattern);
}
/** A positive integer number of fen. */
export function fee(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new PayRefusal('PARAM_ERROR', `参数错误:${name} 必须是大于 0 的整数(分)`);
}
