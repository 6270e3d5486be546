export type Params = Record<string, unknown>;
/** A domain of the protocol: what each method answers, or the error it fails with. */
export type Methods = Record<string, (params: Params) => unknown>;
