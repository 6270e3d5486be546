/** The `xiaodian` command: its verbs and their options. What a verb does is in commands/, and loaded only when it is called. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { createRequire } from 'node:module';
import type * as build from './commands/build';
import type * as call from './commands/call';
import type * as dev from './commands/dev';
import type * as doctor from './commands/doctor';
import type * as env from './commands/env';
import type * as logs from './commands/logs';
import type * as pay from './commands/pay';
import type * as seed from './commands/seed';
import { EmulatorError } from './errors';

interface Commands {
  dev: typeof dev;
  env: typeof env;
  call: typeof call;
  seed: typeof seed;
  pay: typeof pay;
  logs: typeof logs;
  build: typeof build;
  doctor: typeof doctor;
}
// A require, not an import(): tsx compiles what is required.
const load = createRequire(__filename);
const command = <K extends keyof Commands>(name: K) => load(`./commands/${name}`) as Commands[K];

/** Runs one command line (without node and script) and ends the process with its exit code. */
export function main(argv: string[]): void {
  // A reader that stops early (`xiaodian env | head -1`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  run(argv)
    .then(
      (code) => {
        process.exitCode = code;
      },
      (error: unknown) => {
        console.error(error);
        process.exitCode = 1;
      },
    )
    // Whatever is still open by then (a connection that lingers) must not keep the process.
    .finally(() => setTimeout(() => process.exit(), 3000).unref());
}

async function run(argv: string[]): Promise<number> {
  try {
    await program().parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    // What the person can mend is told in words; anything else is a bug, and its stack is wanted.
    if (!(error instanceof EmulatorError)) throw error;
    console.error(error.text);
    return 1;
  }
}

function program(): Command {
  const xiaodian = new Command('xiaodian')
    .description('A local WeChat: runs a mini program and its cloud functions on this machine')
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('Run `npx xiaodian --help` to see what there is.')
    .configureHelp({ showGlobalOptions: true });

  xiaodian
    .command('dev')
    .description('start the cloud, the shop page and automation, and watch the sources')
    .addOption(projectOption())
    .addOption(new Option('--data <dir>', 'data folder').env('XIAODIAN_DATA').default(undefined, '.xiaodian in the project'))
    .addOption(portOption('--port <n>', 'port of the shop page', 8230))
    .addOption(portOption('--cloud-port <n>', 'port of the cloud', 8231))
    .addOption(portOption('--automator-port <n>', 'port of automation', 9420))
    .option('--headless', 'drive an own headless browser, so that automation works with no window open')
    .option('--no-seed', 'do not load the data set into a new data folder')
    .option('--open', 'open the shop in the browser')
    .option('--json', 'print one JSON line when ready, and nothing else, on standard output')
    .action(async (options) => command('dev').dev(options));

  xiaodian
    .command('env')
    .description('print the environment with which a Node script using wx-server-sdk talks to the running cloud')
    .addOption(dataOption())
    .option('--as <openid>', 'as this user; default: as administrator')
    .action(async (options) => command('env').env(options));

  xiaodian
    .command('call')
    .description('invoke a cloud function and print its result as JSON')
    .argument('<function>', 'name of the function')
    .argument('[json]', 'the event, e.g. \'{"action":"home"}\'; - reads it from standard input', '{}')
    .addOption(dataOption())
    .option('--as <openid>', 'as this user')
    .action(async (name, json, options) => command('call').call(name, json, options));

  xiaodian
    .command('seed')
    .description('load a data set into the running cloud: adds what is missing')
    .argument('[name]', "name of the data set; default: the project's own")
    .addOption(projectOption())
    .addOption(dataOption())
    .option('--reset', 'empty the collections first')
    .action(async (name, options) => command('seed').seed(name, options));

  payCommands(xiaodian.command('pay').description('make the next payments and refunds succeed, fail, or be told late, twice, wrong or never'));

  xiaodian
    .command('logs')
    .description('print the log lines of the running cloud, with their request ids')
    .addOption(dataOption())
    .option('--function <name>', 'only of this function')
    .option('--request <id>', 'only of this call')
    .option('--follow', 'go on until Ctrl-C')
    .option('--json', 'one JSON object a line')
    .action(async (options) => command('logs').logs(options));

  xiaodian
    .command('build')
    .description('write what DevTools and the deployment need')
    .addOption(projectOption())
    .action(async (options) => command('build').build(options));

  xiaodian
    .command('doctor')
    .description('say what is missing on this machine or in the project, and how to mend it')
    .addOption(projectOption())
    .action(async (options) => command('doctor').doctor(options));

  return xiaodian;
}

function payCommands(group: Command): void {
  group
    .command('next')
    .description('say what becomes of the next payment (--refund: refund), or of one that is named')
    .requiredOption('--outcome <outcome>', 'what becomes of it; a wrong one is answered with the list')
    .option('--refund', 'of a refund')
    .option('--of <number>', 'only of this out_trade_no, or out_refund_no with --refund')
    .option('--delay <ms>', 'milliseconds that the outcome takes or waits')
    .option('--amount <fen>', 'for wrong-amount')
    .addOption(dataOption())
    .action(async (options) => command('pay').next(options));
  group
    .command('list')
    .description('payments and refunds with their state and what was told of them; plans that wait')
    .option('--json', 'as JSON')
    .addOption(dataOption())
    .action(async (options) => command('pay').list(options));
  group
    .command('settle')
    .description('pay an order as the customer does in the sheet')
    .argument('<number>', 'out_trade_no')
    .option('--outcome <outcome>', 'success, cancel or fail', 'success')
    .addOption(dataOption())
    .action(async (number, options) => command('pay').settle(number, options));
  group
    .command('deliver')
    .description('send a callback now: one that is held back or unacknowledged, else once more')
    .argument('<number>', 'out_trade_no or out_refund_no')
    .addOption(dataOption())
    .action(async (number, options) => command('pay').deliver(number, options));
  group
    .command('forget')
    .description('drop the plans that nothing has taken yet')
    .addOption(dataOption())
    .action(async (options) => command('pay').forget(options));
}

const projectOption = () => new Option('--project <dir>', 'the folder with project.config.json').default('.', 'this folder');

// Relative to where the command runs, like every path on a command line.
const dataOption = () => new Option('--data <dir>', 'data folder').env('XIAODIAN_DATA').default('.xiaodian');

const portOption = (flags: string, description: string, preferred: number) =>
  new Option(flags, `${description}; 0: any free one (default: ${preferred}, or a free one when that is taken)`).argParser(port);

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return number;
}
