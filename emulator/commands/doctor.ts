/** `xiaodian doctor`: what is missing on this machine or in the project, each with its mend. */
import path from 'node:path';
import type { Project } from '../contracts';
import { EmulatorError, messageOf } from '../errors';
import { loadProject } from '../project';
import { machineFindings } from './diagnosis/machine';
import { projectFindings } from './diagnosis/project';
import type { Finding } from './diagnosis/finding';

const marks: Record<Finding['state'], string> = { ok: '✓', note: 'i', missing: '✗' };

/** Prints every finding. Exit code 1 when something that is needed is missing. */
export async function doctor({ project: dir }: { project: string }): Promise<void> {
  const { project, finding } = read(dir);
  const findings = [...(await machineFindings(path.resolve(dir))), finding, ...(project ? await projectFindings(project) : [])];
  for (const { state, what, mend } of findings) console.log(`${marks[state]} ${what}${mend === undefined ? '' : `\n    → ${mend}`}`);
  const missing = findings.filter(({ state }) => state === 'missing').length;
  console.log(missing === 0 ? '\nEverything that is needed is there.' : `\n${missing} missing.`);
  if (missing > 0) process.exitCode = 1;
}

function read(dir: string): { project: Project | null; finding: Finding } {
  try {
    const project = loadProject(dir);
    return { project, finding: { state: 'ok', what: `Project ${project.name} in ${project.root}` } };
  } catch (error) {
    const mend = error instanceof EmulatorError ? error.mend : 'Correct the project’s configuration.';
    return { project: null, finding: { state: 'missing', what: messageOf(error), mend } };
  }
}
