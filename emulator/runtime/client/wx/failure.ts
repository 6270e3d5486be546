/** How the body of an API fails, and what it refuses to take. */

/** What comes after "NAME:fail " in errMsg, and fields beside it. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

type TypeName = 'String' | 'Number' | 'Array' | 'Object' | 'Function' | 'Boolean';

/** Fails in WeChat's words when a required option is missing or of another type. */
export function need(options: unknown, name: string, ...types: TypeName[]): void {
  const value = (options as Record<string, unknown> | null | undefined)?.[name];
  const type = typeName(value);
  if (!types.includes(type as TypeName)) throw new Failure(`parameter error: parameter.${name} should be ${types.join(' or ')} instead of ${type};`);
}

export function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
