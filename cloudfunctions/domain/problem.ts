/** What is wrong with something a person filled in. */
export interface FieldProblem {
  /** Dotted path, e.g. skus[2].priceFen. */
  field: string;
  /** Chinese; says what to do. */
  message: string;
}
