/** Only this machine, and only this page: what keeps other sites in the same browser out. */
import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/** Why the request is refused; null: it may pass. */
export function refusal({ headers }: IncomingMessage): string | null {
  const host = headers.host ?? '';
  if (!LOOPBACK.test(host)) return `Host ${host} is not this machine's own address.`;
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return `Origin ${headers.origin} is another site.`;
  // A script or an image of another site sends no Origin; following a link to here is fine.
  if (headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate') return 'The request comes from another site.';
  return null;
}
