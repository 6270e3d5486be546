/**
 * Part of an instance: its environment as a plain object. Node's own environment of a thread is many times slower to read, and the SDK
 * reads it dozens of times for one request.
 */

export const values: Record<string, string> = { ...process.env } as Record<string, string>;

/** For the function's code: values become texts, as in Node's own. */
export function useOwnEnvironment(): void {
  process.env = new Proxy(values, {
    set(target, name, value) {
      target[name as string] = String(value);
      return true;
    },
    defineProperty(target, name, descriptor) {
      return Reflect.defineProperty(target, name, 'value' in descriptor ? { ...descriptor, value: String(descriptor.value) } : descriptor);
    },
  });
}

/** For the SDK's code, which only reads. */
export function processWithValues(): NodeJS.Process {
  return Object.create(process, { env: { value: values, enumerable: true } }) as NodeJS.Process;
}

export function replaceEnvironment(env: Record<string, string>): void {
  for (const name of Object.keys(values)) if (!(name in env)) delete values[name];
  Object.assign(values, env);
}
