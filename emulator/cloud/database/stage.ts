/** What a stage of the aggregation is. */
import type { Frame, Scope, Variables } from './expressions';
import type { Document, Value } from './types';

/** Known where a pipeline is compiled. */
export interface StageContext {
  /** Names of the variables that `let` of a `$lookup` around it declares. */
  scope: Scope;
  /** ms */
  now: number;
}
/** Takes documents one by one, as they are asked for. */
export type Stage = (documents: Iterable<Document>, variables: Variables) => Iterable<Document>;
export type StageCompiler = (operand: Value, context: StageContext) => Stage;

export const frameOf = (root: Document, variables: Variables, { now }: StageContext): Frame => ({ root, variables, now });

/** For stages that need all documents before they give the first. */
export function whole(change: (all: Document[], variables: Variables) => Document[]): Stage {
  return (documents, variables) => change([...documents], variables);
}
