/** wx members that the phone has and the local WeChat has not: each says so once, by its name, and fails. */
import { Failure } from './failure';
import { asyncMembers, eventMembers, syncMembers } from './known-members';
import { asCallbacks, conclude, defineUnsupported } from './table';

const warned = new Set<string>();

export function warnOnce(name: string): void {
  if (warned.has(name)) return;
  warned.add(name);
  console.warn(`wx.${name} is not supported by the local WeChat.`);
}

/** Call after everything that is supported has been defined. */
export function defineFallbacks(): void {
  for (const name of asyncMembers)
    defineUnsupported(name, 'async', (options) => {
      warnOnce(name);
      return conclude(name, Promise.reject(new Failure('not supported')), asCallbacks(options));
    });
  for (const name of syncMembers)
    defineUnsupported(name, 'sync', () => {
      warnOnce(name);
      throw new Error(`${name}:fail not supported`);
    });
  // A listener that is never called does no harm, and pages add them without asking.
  for (const name of eventMembers) defineUnsupported(name, 'sync', () => (name.startsWith('on') ? warnOnce(name) : undefined));
}
