/** Starts instances, and keeps one ahead with the SDK loaded, so that a cold start costs only the function's own module. */
import { build } from 'esbuild';
import path from 'node:path';
import { DEFAULTS } from './config';
import { Instance } from './instance';
import type { InstanceSource } from './pool';

export class Hatchery implements InstanceSource {
  private spare: Instance | null = null;
  private stopped = false;

  private constructor(
    private readonly script: string,
    private readonly sdk: string,
    private readonly env: Record<string, string>,
  ) {}

  static async open(buildRoot: string, sdk: string, env: Record<string, string>): Promise<Hatchery> {
    const script = path.join(buildRoot, 'instance.js');
    await build({
      entryPoints: [path.join(__dirname, 'instance-main.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
    });
    const hatchery = new Hatchery(script, sdk, env);
    hatchery.prepare();
    return hatchery;
  }

  take(memoryMb: number): Instance {
    // The spare has the default memory; a function with another limit starts from nothing.
    if (memoryMb !== DEFAULTS.memoryMb || !this.spare?.alive) return this.start(memoryMb);
    const instance = this.spare;
    this.spare = null;
    setImmediate(() => this.prepare());
    return instance;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.spare?.terminate();
  }

  private prepare(): void {
    if (!this.stopped && !this.spare?.alive) this.spare = this.start(DEFAULTS.memoryMb);
  }

  private start(memoryMb: number): Instance {
    return new Instance(this.script, this.sdk, this.env, memoryMb);
  }
}
