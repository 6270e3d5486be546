/**
 * Part of an instance: its environment as a plain object. Node's own environment of a thread is many times slower to read, and the SDK
 * reads it dozens of times for one request. Each call brings an object of its own: one that lost and gained names would be slow as well.
 */

type Environment = Record<string, string>;

let current: Environment = { ...process.env } as Environment;
/** The SDK's `process`. */
let reader: { env: Environment } | null = null;

/** For the function's code: values become texts, as in Node's own. */
export function useOwnEnvironment(): void {
  process.env = new Proxy({} as Environment, {
    get: (_, name) => current[name as string],
    set(_, name, value) {
      current[name as string] = String(value);
      return true;
    },
    has: (_, name) => name in current,
    deleteProperty: (_, name) => Reflect.deleteProperty(current, name),
    defineProperty: (_, name, descriptor) => Reflect.defineProperty(current, name, 'value' in descriptor ? { ...descriptor, value: String(descriptor.value) } : descriptor),
    ownKeys: () => Reflect.ownKeys(current),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(current, name),
  });
}

/** For the SDK's code, which only reads. */
export function processWithValues(): NodeJS.Process {
  const own = Object.create(process, { env: { value: current, enumerable: true, writable: true } }) as NodeJS.Process;
  reader = own as unknown as { env: Environment };
  return own;
}

/** `env` is the environment from now on, whatever was set before. */
export function replaceEnvironment(env: Environment): void {
  current = env;
  if (reader) reader.env = env;
}
