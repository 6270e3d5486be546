/** The service's refusals, with its codes and its wording. */
import { CloudError } from '../cloud-error';

const checkRequest = 'Please check your request, but if the problem persists, contact us.';

export function collectionMissing(name: string): CloudError {
  return new CloudError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
  );
}
export function collectionExists(): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', `[ResourceUnavailable.ResourceExist] Table exist. ${checkRequest}`);
}
/** Malformed request: a field missing, of a wrong type, or not parseable. */
export function invalidParameter(message: string): CloudError {
  return new CloudError('INVALID_PARAM', `[InvalidParameter] ${message}. ${checkRequest}`);
}
/** More than the service sends in one answer. */
export function resultTooLarge(bytes: number, largest: number): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', `[LimitExceeded] The result has ${bytes} bytes, more than the ${largest} of one answer: ask for fewer documents or fields. ${checkRequest}`);
}
/** A query, projection or pipeline that MongoDB refuses. */
export function requestFailed(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${message}. ${checkRequest}`);
}
/** A write that MongoDB refuses. */
export function writeFailed(message: string, kind = ''): CloudError {
  return new CloudError(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation${kind}] multiple write errors: [{write errors: [{${message}}]}, {<nil>}]. ${checkRequest}`,
  );
}
export function duplicateKey(collection: string, index: string, key: string, kind = ''): CloudError {
  return writeFailed(`E11000 duplicate key error collection: tnt.${collection} index: ${index} dup key: { ${key} }`, kind);
}
export function transactionConflict(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${checkRequest}`,
  );
}
export function transactionMissing(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, ' +
      `transaction must be commit or abort in 30 seconds. ${checkRequest}`,
  );
}
/** Only doc(id) takes part in a transaction. */
export function transactionNeedsId(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_FAIL',
    '[InvalidParameter] A transaction works on single documents only: where() is not part of it and would be neither ' +
      'isolated nor rolled back. Use doc(id) inside the transaction, or read with where() before it',
  );
}
/** A rule that MongoDB keeps was broken; the caller wraps the message as a failed query or a failed write. */
export class MongoRuleError extends Error {
  override name = 'MongoRuleError';
}
export function breakRule(message: string): never {
  throw new MongoRuleError(message);
}
