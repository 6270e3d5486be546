/** How the other commands talk to the `dev` that runs: over HTTP on loopback, with the token of its run file. */
import { EmulatorError, messageOf } from '../errors';
import { findRunning } from '../data-folder';
import { isRecord } from '../json';

/** POSTs to /control of the dev on this data folder and gives its answer. Throws an EmulatorError with the answer's own words. */
export async function control(dataFolder: string, verb: string, body: object): Promise<Record<string, unknown>> {
  const run = findRunning(dataFolder);
  let response: Response;
  try {
    response = await fetch(`${run.control}/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${run.token}` },
      body: JSON.stringify(body),
    });
  } catch (error) {
    throw new EmulatorError(`The dev on ${dataFolder} does not answer at ${run.control}: ${causeOf(error)}`, 'Look at its terminal; stop it and start it again.', { cause: error });
  }
  const answer = await response.json().catch((error: unknown) => {
    throw new EmulatorError(`The dev on ${dataFolder} gave no readable answer (status ${response.status}): ${messageOf(error)}`, 'Look at its terminal.', { cause: error });
  });
  if (!isRecord(answer)) throw new EmulatorError(`The dev on ${dataFolder} gave an answer of another kind.`, 'Start it again, with this version.');
  if (response.ok) return answer;
  const message = typeof answer.error === 'string' ? answer.error : `The dev on ${dataFolder} answered with status ${response.status}.`;
  throw new EmulatorError(message, typeof answer.mend === 'string' && answer.mend !== '' ? answer.mend : 'Look at the terminal of dev for more.');
}

/** fetch hides the reason one level down. */
const causeOf = (error: unknown) => messageOf((error instanceof Error && error.cause) || error);
