import { AppError } from './error';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** 20 characters: time, then chance. Unique enough for one user's requests. */
export function newRequestId(now = Date.now(), random: () => number = Math.random): string {
  let id = now.toString(36).padStart(9, '0');
  while (id.length < 20) id += ALPHABET[Math.floor(random() * ALPHABET.length)];
  return id;
}

/**
 * One thing that a user is trying to do, which must happen once however often the button is tapped or the call is repeated.
 * The id stays while the same content is tried and the outcome is unknown; it changes with the content, and after a definite answer.
 */
export class Attempt {
  private id = '';
  private content = '';
  private running: Promise<unknown> | null = null;

  /** True while a call is under way. */
  get busy(): boolean {
    return this.running !== null;
  }

  /** Runs `send` with the attempt's id. A second call while the first one runs gets the first one's outcome. */
  run<R extends object, T>(request: R, send: (request: R & { requestId: string }) => Promise<T>): Promise<T> {
    if (this.running) return this.running as Promise<T>;
    const content = JSON.stringify(request);
    if (!this.id || this.content !== content) {
      this.id = newRequestId();
      this.content = content;
    }
    const running = send({ ...request, requestId: this.id }).then(
      (result) => {
        this.id = '';
        return result;
      },
      (error: unknown) => {
        // Refused for a reason: what comes next is a new attempt. No answer: the next tap asks about the same one.
        if (error instanceof AppError && !error.mayRepeat) this.id = '';
        throw error;
      },
    );
    this.running = running;
    const done = () => {
      this.running = null;
    };
    running.then(done, done);
    return running;
  }
}
