// `npm test`: everything that has to hold, in the order in which it fails fastest. The last line is "N passed, N failed".
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(path.join(os.tmpdir(), 'xiaodian-test-'));
process.env.TZ = 'UTC';

const steps = [
  { name: 'lint and types', run: () => both(script('lint'), script('types')) },
  { name: 'unit', run: () => jest('unit') },
  { name: 'conformance', run: () => jest('conformance') },
  // In one run, so that no processor waits twice for the longest file.
  { name: 'integration and crash', run: () => jest('integration', 'crash') },
  // The automator's client keeps a timer of 15 s after its command line has ended.
  { name: 'e2e', run: () => jest('e2e', '--forceExit') },
];

const total = { passed: 0, failed: 0 };
try {
  // Without a browser everything else still tells what it has to.
  await ensureBrowser().catch((error) => {
    console.error(error.text ?? error.message);
    total.failed += 1;
  });
  for (const { name, run } of steps) {
    const started = Date.now();
    console.log(`\n── ${name}`);
    const { passed, failed } = await run();
    total.passed += passed;
    total.failed += failed;
    console.log(`── ${name}: ${passed} passed, ${failed} failed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
} catch (error) {
  console.error(error instanceof Error ? (error.text ?? error.message) : error);
  total.failed += 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
// A test that leaves something running is no reason to hang.
process.exit(total.failed === 0 ? 0 : 1);

/** A check that is one result as a whole. */
async function script(name) {
  const code = await command('npm', ['run', '--silent', name]);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function both(...runs) {
  const results = await Promise.all(runs);
  const sum = (key) => results.reduce((all, result) => all + result[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

/** Counted from Jest's own report. A test file that does not even load is a failure, also when no test in it failed. */
async function jest(...words) {
  const [projects, more] = [words.filter((word) => !word.startsWith('-')), words.filter((word) => word.startsWith('-'))];
  const report = path.join(reports, `${projects[0]}.json`);
  const bin = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const code = await command(process.execPath, [bin, '-c', 'tests/jest.config.cjs', '--selectProjects', ...projects, '--json', `--outputFile=${report}`, ...more]);
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    console.error(`Jest left no report for ${projects.join(', ')}: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function command(program, args) {
  // On Windows npm is a script, which needs a shell.
  const shell = process.platform === 'win32' && program === 'npm';
  return new Promise((resolve, reject) => {
    // Jest repeats its JSON on standard output; the report file is enough.
    const child = spawn(program, args, { cwd: root, shell, stdio: ['ignore', args.includes('--json') ? 'ignore' : 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

/** The end-to-end tests need a Chrome, Chromium or Edge. Where this user may install one, it is installed. */
async function ensureBrowser() {
  const require = createRequire(import.meta.url);
  require('tsx/cjs');
  const { findBrowser, installHint } = require('../emulator/browser.ts');
  if (findBrowser()) return;
  const prefix = aptPrefix();
  if (prefix) {
    console.log('── No browser found: installing Chromium and a Chinese font');
    const apt = [...prefix, 'apt-get'];
    const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'];
    for (const args of [['update'], packages]) await command(apt[0], [...apt.slice(1), ...args]);
    if (findBrowser()) return;
  }
  throw new Error(`The end-to-end tests need a browser, and there is no Chrome, Chromium or Edge on this machine.\n  → ${installHint}`);
}

/** How apt-get may be run: as root, with a sudo that asks for no password, or (null) not at all. */
function aptPrefix() {
  const works = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  if (!works('apt-get', '--version')) return null;
  const noninteractive = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  if (process.getuid?.() === 0) return noninteractive;
  return works('sudo', '-n', 'true') ? ['sudo', '-n', ...noninteractive] : null;
}
