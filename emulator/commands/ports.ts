/** Which port a part listens on: the one that was asked for, or the usual one, or a free one. */
import { createServer } from 'node:net';
import { EmulatorError } from '../errors';

export interface PortWish {
  /** For messages: "the shop page". */
  what: string;
  /** For messages: "--port". */
  option: string;
  /** As given on the command line; undefined: the usual one. 0: any free one. */
  given: number | undefined;
  usual: number;
}

/**
 * A port that is free now. A given one that is taken throws; the usual one gives way to a free one, and `note` says so.
 */
export async function choosePort({ what, option, given, usual }: PortWish, note: (text: string) => void): Promise<number> {
  if (given === 0) return 0;
  const wanted = given ?? usual;
  const obstacle = await obstacleTo(wanted);
  if (obstacle === null) return wanted;
  if (given !== undefined) {
    throw new EmulatorError(
      obstacle === 'EACCES' ? `Port ${wanted} for ${what} may not be used by this user.` : `Port ${wanted} for ${what} is taken by another program.`,
      `Stop that program, or choose another port: ${option} N (0: any free one).`,
    );
  }
  note(`Port ${wanted} for ${what} is taken; using a free one instead.`);
  return 0;
}

/** null: free on both loopback addresses; otherwise the system's code. */
export async function obstacleTo(port: number): Promise<string | null> {
  for (const host of ['127.0.0.1', '::1']) {
    const code = await tryListen(port, host);
    // No IPv6 on this machine: nothing can be in the way there.
    if (code !== null && code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') return code;
  }
  return null;
}

function tryListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
