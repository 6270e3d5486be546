/** /control/faults*: faults on purpose, and instances ended by hand. */
import { EmulatorError } from '../../errors';
import { type Faults, readRule } from '../fault-rules';
import type { FunctionService } from '../functions/service';
import { count, type Handler, text } from './body';

export function faultControls(faults: Faults, functions: FunctionService): Record<string, Handler> {
  return {
    // → {faults}: the rules, with how often each struck
    faults: () => ({ faults: faults.list() }),
    // a FaultRule → {id}
    'faults/add': (body) => ({ id: faults.add(readRule(body)) }),
    // {id?} → {cleared}
    'faults/clear': (body) => ({ cleared: faults.clear(body.id === undefined ? undefined : count(body, 'id', 0)) }),
    'faults/recover': async () => ({ transactions: await faults.recover() }),
    // → {functions}: instances, waiting calls and calls under way
    functions: () => ({ functions: functions.figures() }),
    // {requestId} of a call under way
    'functions/kill': async (body) => {
      const requestId = text(body, 'requestId');
      if (!(await functions.kill(requestId))) throw new EmulatorError(`No call ${requestId} is under way.`, 'See /control/functions for those that are.');
      return {};
    },
  };
}
