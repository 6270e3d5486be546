/** Starts instances, and keeps a few ahead with the SDK loaded, so that a cold start costs only the function's own module. */
import { build } from 'esbuild';
import path from 'node:path';
import { DEFAULTS } from './config';
import { messageOf } from '../../errors';
import { type CloudDoor, Instance } from './instance';
import type { InstanceOptions } from './messages';
import type { InstanceSource } from './pool';
import { bundleSdk } from './sdk-bundle';

/** A page of the mini program calls two or three functions at once. */
const SPARES = 2;

export interface HatcheryOptions {
  buildRoot: string;
  /** The SDK's entry module. */
  sdk: string;
  /** Where the SDK finds the cloud. */
  address: string;
  env: Record<string, string>;
  door: CloudDoor;
  /** Told when instances will start slower than they could. */
  complain(text: string): void;
}

export class Hatchery implements InstanceSource {
  private spares: Instance[] = [];
  private preparing = false;
  private stopped = false;

  private constructor(
    private readonly script: string,
    private readonly options: InstanceOptions,
    private readonly env: Record<string, string>,
    private readonly door: CloudDoor,
  ) {}

  static async open({ buildRoot, sdk, address, env, door, complain }: HatcheryOptions): Promise<Hatchery> {
    const script = path.join(buildRoot, 'instance.js');
    const bundling = bundleSdk(sdk, buildRoot).catch((error: unknown) => {
      complain(`The SDK could not be put into one file, so that functions start slowly: ${messageOf(error)}`);
      return null;
    });
    await build({
      entryPoints: [path.join(__dirname, 'instance-main.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
    });
    const hatchery = new Hatchery(script, { sdk, bundle: await bundling, address }, env, door);
    hatchery.prepare();
    return hatchery;
  }

  take(memoryMb: number): Instance {
    // The spares have the default memory; a function with another limit starts from nothing.
    const spare = memoryMb === DEFAULTS.memoryMb ? this.spares.shift() : undefined;
    setImmediate(() => this.prepare());
    return spare ?? this.start(memoryMb);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.spares.splice(0).map((spare) => spare.terminate()));
  }

  /** One after the other: whoever needs an instance now comes first. */
  private prepare(): void {
    if (this.stopped || this.preparing || this.spares.length >= SPARES) return;
    this.preparing = true;
    const spare = this.start(DEFAULTS.memoryMb);
    const next = () => {
      this.preparing = false;
      this.prepare();
    };
    spare.onReady = next;
    spare.onEnd = () => {
      this.spares = this.spares.filter((other) => other !== spare);
      this.preparing = false;
    };
    this.spares.push(spare);
  }

  private start(memoryMb: number): Instance {
    return new Instance(this.script, this.options, this.env, memoryMb, this.door);
  }
}
