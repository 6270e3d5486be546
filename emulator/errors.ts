/** An error for the person at the terminal: what is wrong, where, and what to do about it. */
export class EmulatorError extends Error {
  override name = 'EmulatorError';
  constructor(
    message: string,
    /** The mend, as an instruction. */
    readonly mend: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
  /** Both parts, as the terminal shows them. */
  get text(): string {
    return `${this.message}\n  → ${this.mend}`;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
