/** What is wrong with a mini program, as data. The compiler never throws for it. */
import type { Position } from '../../position';

export interface Problem {
  /** error: a page or a component does not work. warning: something to know. */
  severity: 'error' | 'warning';
  /** Relative to the mini program's root, with slashes. */
  file: string;
  /** From 1. */
  line?: number;
  /** From 1. */
  column?: number;
  message: string;
  /** What to do about it. */
  mend: string;
}

/** Collects problems once each. */
export class Problems {
  private readonly found = new Map<string, Problem>();

  error(file: string, message: string, mend: string, at?: Position | null): void {
    this.add({ severity: 'error', file, message, mend, ...at });
  }
  warning(file: string, message: string, mend: string, at?: Position | null): void {
    this.add({ severity: 'warning', file, message, mend, ...at });
  }
  add(problem: Problem): void {
    this.found.set(JSON.stringify(problem), problem);
  }
  get count(): number {
    return this.found.size;
  }
  list(): Problem[] {
    return [...this.found.values()].sort((a, b) => rank(a) - rank(b) || a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0));
  }
}

const rank = (problem: Problem): number => (problem.severity === 'error' ? 0 : 1);

/** One problem as the terminal shows it. */
export function problemText({ severity, file, line, column, message, mend }: Problem): string {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return `${severity} ${place}: ${message}\n  → ${mend}`;
}
