import type { ActionRequest, ActionResult, CloudFunctions, Reply } from '../../typings/index';
import { AppError, asAppError, fromFailure } from './error';

const RETRY_AFTER_MS = 300;
/** The function ran and broke: asking again would only break it again. */
const BROKEN_FUNCTION = /-404011|-504002|FUNCTION_EXECUTE_FAIL|FUNCTIONS_EXECUTE_FAIL/;
const MISSING_FUNCTION = /-501000|-404006|FUNCTION_NOT_FOUND|FunctionName parameter could not be found/i;

/**
 * Calls one action of a cloud function; the only place that calls wx.cloud.callFunction.
 * Asks a second time, with the same request and so the same requestId, when the store was busy or the network failed.
 * Rejects with an AppError and nothing else.
 */
export async function call<F extends keyof CloudFunctions, A extends keyof CloudFunctions[F] & string>(
  name: F,
  action: A,
  request: ActionRequest<F, A>,
): Promise<ActionResult<F, A>> {
  try {
    return await once(name, action, request);
  } catch (error) {
    const first = asAppError(error);
    if (!first.mayRepeat) throw first;
  }
  await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  return once(name, action, request);
}

async function once<F extends keyof CloudFunctions, A extends keyof CloudFunctions[F] & string>(
  name: F,
  action: A,
  request: ActionRequest<F, A>,
): Promise<ActionResult<F, A>> {
  let result: unknown;
  try {
    const answer = await wx.cloud.callFunction({ name, data: { ...(request as object), action } });
    result = answer.result;
  } catch (error) {
    throw fromTransport(error);
  }
  if (!isReply<ActionResult<F, A>>(result)) throw new AppError('INTERNAL', '服务返回了看不懂的内容，请稍后再试');
  if (!result.ok) throw fromFailure(result);
  return result.data;
}

function isReply<T>(value: unknown): value is Reply<T> {
  return typeof value === 'object' && value !== null && typeof (value as { ok?: unknown }).ok === 'boolean';
}

function fromTransport(error: unknown): AppError {
  const said = String((error as { errMsg?: string })?.errMsg ?? (error as Error)?.message ?? error);
  if (MISSING_FUNCTION.test(said)) return new AppError('INTERNAL', '服务还没有部署，请联系商家');
  if (BROKEN_FUNCTION.test(said)) return new AppError('INTERNAL', '服务开小差了，请稍后再试');
  return new AppError('NETWORK', '网络不太顺畅，请检查后再试');
}
