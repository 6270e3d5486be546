/** `functions.invokeFunction`: a function, or a script, calls a function. */
import { CloudError } from '../cloud-error';
import type { FunctionService } from '../functions/service';
import type { ActionHandler } from './envelope';

export function functionActions(functions: FunctionService): ActionHandler {
  return async (action, parameters, { caller, call }) => {
    if (action !== 'functions.invokeFunction') throw new CloudError('INVALID_PARAM', `Unknown action ${action}.`);
    const { function_name: name, request_data: data = '{}' } = parameters;
    if (typeof name !== 'string' || name === '') throw new CloudError('INVALID_PARAM', 'function_name must be a string.');
    if (typeof data !== 'string' || !isJson(data)) throw new CloudError('INVALID_PARAM', 'request_data must be JSON text.');
    // The callee acts for the same user and can tell the way by which it was reached.
    const source = call ? `${caller.source ?? 'wx_client'},scf` : (caller.source ?? 'wx_client');
    const { text, error } = await functions.call(name, data, { ...caller, source }, call ? call.depth + 1 : 0);
    if (error) throw new CloudError(error.errCode === -501000 ? 'FUNCTIONS_REQUEST_FAIL' : 'FUNCTIONS_EXECUTE_FAIL', error.errMsg);
    return { data: { response_data: text } };
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The answer is what was asked for.
    return false;
  }
}
