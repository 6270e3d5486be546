/** Aggregation expressions. To be imported from here: this is where the operators become known. */
import type { Document, Value } from '../types';
import { accumulatorExpressions } from './accumulators';
import { arithmetic } from './arithmetic';
import { arrays } from './arrays';
import { compileExpression, emptyScope, noVariables, registerOperators } from './compile';
import { conversionOperators } from './conversions';
import { dates } from './dates';
import { logic } from './logic';
import { setsAndObjects } from './sets-and-objects';
import { strings } from './strings';

for (const table of [arithmetic, logic, arrays, setsAndObjects, strings, dates, conversionOperators, accumulatorExpressions]) registerOperators(table);

export * from './compile';
export { compileAccumulator, type Accumulator } from './accumulators';

/** An expression over one document that stands outside a pipeline. */
export function documentExpression(value: Value): (document: Document) => Value {
  const expression = compileExpression(value, emptyScope);
  return (document) => expression({ root: document, variables: noVariables, now: Date.now() });
}
