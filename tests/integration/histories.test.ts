/**
 * Random histories: many people at once, with doubled, late, lost and forged callbacks, failing operations, processes that die, and time that
 * passes. One seed makes everything, so that a history that goes wrong can be repeated and made shorter.
 *
 *   XIAODIAN_HISTORY_SEED=7 XIAODIAN_HISTORY_STEPS=100000 npx jest -c tests/jest.config.cjs --selectProjects integration -- histories
 *
 * tells other ones (any whole number; XIAODIAN_HISTORY_PATH too repeats the one that failed).
 */
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { acts, type Step } from './support/histories/acts';
import { SimulatedCloud } from './support/histories/cloud';
import { Oracle } from './support/histories/oracle';
import { Town } from './support/histories/town';
import { worldDocuments } from './support/histories/world';
import { Chance } from './support/in-process/chance';
import { platform } from './support/in-process/functions';
import { takeOver } from './support/in-process/instances';

jest.setTimeout(1_800_000);

const STEPS = Number(process.env.XIAODIAN_HISTORY_STEPS ?? 20_000);
const SEED = Number(process.env.XIAODIAN_HISTORY_SEED ?? 20_310_106);
const PATH = process.env.XIAODIAN_HISTORY_PATH;
/** In one history. */
const LENGTH = 200;
/** A shorter history is looked for no longer than this. */
const SHRINK_MS = 30_000;
const SHOWN = Number(process.env.XIAODIAN_HISTORY_SHOWN ?? 120);

let giveBack: () => void;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xiaodian-histories-'));
  giveBack = takeOver(platform);
});
afterAll(() => {
  giveBack();
  rmSync(folder, { recursive: true, force: true });
});

interface History {
  chance: number;
  lanes: number;
  /** In a hundred operations. */
  crash: number;
  failure: number;
  steps: Step[];
}
const number = fc.nat(0xffff);
const step = (): fc.Arbitrary<Step> => fc.record({ act: fc.oneof(...Object.entries(acts).map(([name, { weight }]) => ({ weight, arbitrary: fc.constant(name) }))), who: number, what: number, how: number });
const histories: fc.Arbitrary<History> = fc.record({
  chance: fc.nat(),
  lanes: fc.integer({ min: 1, max: 8 }),
  crash: fc.constantFrom(0, 1, 3),
  failure: fc.constantFrom(0, 0, 2),
  steps: fc.array(step(), { minLength: 1, maxLength: LENGTH, size: 'max' }),
});

interface Told {
  problems: string[];
  trace: string[];
  tally: Record<string, number>;
  operations: number;
}
async function tell({ chance: seed, lanes, crash, failure, steps }: History): Promise<Told> {
  const cloud = await SimulatedCloud.open(worldDocuments(), new Chance(seed), folder);
  const town = new Town(cloud, new Chance(seed + 1));
  const oracle = new Oracle(town);
  try {
    cloud.mishaps = { crash, failure };
    cloud.watch = () => oracle.look();
    cloud.heard = (what, outcome) => void town.answerOf(what, outcome);
    await cloud.run(
      steps.map((one) => ({
        alone: acts[one.act]!.alone ?? false,
        work: async () => {
          cloud.trace.push(`· ${one.act} ${one.who} ${one.what} ${one.how}`);
          await acts[one.act]!.work(town, one);
        },
      })),
      lanes,
    );
    await oracle.close();
  } catch (error) {
    town.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await cloud.close();
  }
  return { problems: [...new Set(town.problems)], trace: cloud.trace, tally: town.tally, operations: cloud.operations };
}

test(`${STEPS} steps of many people lose nothing (seed ${SEED})`, async () => {
  const total = { steps: 0, operations: 0, tally: {} as Record<string, number> };
  let failing: { since: number; told: Told } | null = null;
  const property = fc.asyncProperty(histories, async (history) => {
    if (failing ? Date.now() - failing.since > SHRINK_MS : total.steps >= STEPS) return;
    const told = await tell(history);
    total.steps += history.steps.length;
    total.operations += told.operations;
    for (const [what, often] of Object.entries(told.tally)) total.tally[what] = (total.tally[what] ?? 0) + often;
    if (told.problems.length === 0) return;
    failing = { since: failing?.since ?? Date.now(), told };
    throw new Error(told.problems.slice(0, 10).join('\n'));
  });
  // Histories are of any length; there are as many as it takes.
  const runs = PATH === undefined ? STEPS : 1;
  const result = await fc.check(property, { seed: SEED, path: PATH, numRuns: runs });
  if (process.env.XIAODIAN_HISTORY_TALLY) process.stderr.write(`${JSON.stringify(total, null, 1)}\n`);
  if (result.failed) {
    const shown = failing!.told.trace.slice(-SHOWN).join('\n');
    throw new Error(`${failing!.told.problems.join('\n')}\n\nXIAODIAN_HISTORY_SEED=${result.seed} XIAODIAN_HISTORY_PATH=${result.counterexamplePath} repeats it.\n${JSON.stringify(result.counterexample)}\n${shown}`);
  }
  if (PATH === undefined) expect(total.steps).toBeGreaterThanOrEqual(STEPS);
});
