/** Automation inside the page: answers what the automation server cannot answer by itself. */
import { appMethods } from './app';
import { elementMethods } from './element';
import type { Methods, Params } from './methods';
import { pageMethods } from './page';

export { connectEvents } from './events';

const methods: Methods = { ...appMethods, ...pageMethods, ...elementMethods };

/** Rejects with the text that the client's error gets. */
export async function handle(method: string, params: Params): Promise<unknown> {
  const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!run) throw new Error(`${method} unimplemented`);
  return run(params);
}
