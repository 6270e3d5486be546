/** The command line of DevTools' `cli auto`. */
import { EmulatorError } from '../errors';

export interface AutoArguments {
  project: string;
  port: number;
  /** Openid of who uses the phone. */
  account: string | undefined;
}

/** What automator 0.12 sends: `[args…] auto --project P --auto-port N [--auto-account A | --ticket T] [--trust-project]`. */
export function parseArguments(argv: string[]): AutoArguments {
  const usage = 'E.g. emulator/bin/cli auto --project . --auto-port 9420 [--auto-account OPENID]';
  if (!argv.includes('auto')) throw new EmulatorError('The only command here is `auto`.', usage);
  const valueOf = (name: string) => {
    const index = argv.indexOf(name);
    const value = index < 0 ? undefined : argv[index + 1];
    if (index >= 0 && (value === undefined || value.startsWith('--'))) throw new EmulatorError(`${name} needs a value.`, usage);
    return value;
  };
  const project = valueOf('--project');
  if (project === undefined) throw new EmulatorError('--project is missing.', usage);
  const port = Number(valueOf('--auto-port') ?? 9420);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new EmulatorError('--auto-port must be a number from 0 to 65535.', usage);
  return { project, port, account: valueOf('--auto-account') };
}
