export interface Finding {
  /** missing: it is needed. note: something to know, or needed only for deployment. */
  state: 'ok' | 'note' | 'missing';
  what: string;
  /** What to do about it. */
  mend?: string;
}
