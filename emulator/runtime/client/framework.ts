/** glass-easel set up as WeChat's component framework. Each correction of it has its own comment. */
import { MiniProgramEnv, type AssociatedBackend, type CodeSpace, type glassEasel } from 'glass-easel-miniprogram-adapter';
import type { Manifest } from '../compile/manifest';
import { Backend, setKnownTags } from './backend';
import { registerBuiltins } from './builtins';
import { Definitions, type Definition } from './definitions';
import { report } from './errors';
import { extendInstances } from './instances';
import type { Loader } from './loader';
import type { ComponentNode, Instance } from './state';

type Templates = Record<string, unknown>;
type GlobalComponent = Parameters<glassEasel.ComponentSpace['setGlobalUsingComponent']>[1];

export const PAGE_TAG = 'page';
export const TAB_BAR_TAG = 'custom-tab-bar';

export class Framework {
  readonly backend = new Backend();
  readonly space: CodeSpace;
  readonly root: AssociatedBackend;
  private readonly readyQueue: ComponentNode[] = [];
  private readyHeld = 0;
  private readyScheduled = false;
  /** Ids of the components whose code is running, innermost last. */
  private readonly defining: string[] = [];
  private readonly scopes = new Map<string, string>();

  constructor(
    private readonly manifest: Manifest,
    private readonly templates: Templates,
    private readonly loader: Loader,
  ) {
    const env = new MiniProgramEnv();
    this.root = env.associateBackend(this.backend);
    const builtins = registerBuiltins(env.getGlobalCodeSpace().getComponentSpace());
    this.space = env.createCodeSpace('', true);
    const componentSpace = this.space.getComponentSpace();
    for (const [tag, definition] of Object.entries(builtins)) componentSpace.setGlobalUsingComponent(tag, definition as GlobalComponent);
    setKnownTags([...Object.keys(builtins), ...declaredTags(manifest)]);
    // A property called `slot`, `id` or `style` must not shadow the element's own field.
    componentSpace.updateComponentOptions({ writeIdToDOM: true, writeFieldsToNode: false });
    this.backend.scopeName = (path) => this.scopes.get(path);
    extendInstances();
    this.readOptionsOfDefinitions();
    this.watchLifetimes();
    this.addStatics();
  }

  /** Runs the scripts of the app and of all pages and components. One that throws leaves an empty component. */
  load(): void {
    const definitions = new Definitions(this.space);
    const current = (): string => this.defining.at(-1) ?? '';
    const component = (): ReturnType<CodeSpace['component']> => this.space.component(current());
    Object.assign(globalThis, {
      Page: (definition: Definition) => component().pageDefinition(definitions.page(definition)).register(),
      Component: (definition?: Definition) => (definition ? component().definition(definitions.component(definition)).register() : component()),
      Behavior: (definition?: Definition) => (definition ? this.space.behavior().definition(definitions.component(definition)).register() : this.space.behavior()),
    });
    const owners = new Map(Object.entries(this.manifest.components).flatMap(([id, { script }]) => (script === null ? [] : [[script, id] as const])));
    this.loader.around = (module, run) => this.define(owners.get(module), run);
    if (this.manifest.appScript !== null) this.attempt('app', this.manifest.appScript);
    const componentSpace = this.space.getComponentSpace();
    componentSpace.startGroupRegister();
    for (const [id, { script }] of Object.entries(this.manifest.components)) {
      if (script !== null) this.attempt(id, script);
      if (componentSpace.getComponentByUrlWithoutDefault(id, '')) continue;
      if (script !== null) console.warn(`${id}: neither Page() nor Component() was called.`);
      this.space.component(id).definition({}).register();
    }
    componentSpace.endGroupRegister();
  }

  /** Creates what `build` creates; `ready` of its components waits until flushReady. */
  holdReady<T>(build: () => T): T {
    this.readyHeld++;
    try {
      return build();
    } finally {
      this.readyHeld--;
    }
  }

  flushReady(): void {
    for (let node = this.readyQueue.shift(); node; node = this.readyQueue.shift()) {
      if ((node as unknown as { _$attached: boolean })._$attached) node.triggerLifetime('ready', []);
    }
  }

  private attempt(id: string, script: string): void {
    try {
      this.loader.load(script);
    } catch (error) {
      report(error, 'could not be loaded', id);
    }
  }

  /** Component() and Page() belong to the file that is being required, also when files require each other. */
  private define(id: string | undefined, run: () => void): void {
    if (id === undefined) return run();
    this.defining.push(id);
    try {
      run();
    } finally {
      this.defining.pop();
    }
  }

  private addStatics(): void {
    const { components, styles, appUsing } = this.manifest;
    for (const [id, css] of Object.entries({ app: '', ...styles })) {
      this.space.addStyleSheet(id, id, id === 'app' ? '' : `s${id.replace(/[^a-zA-Z0-9]/g, '_')}`);
      this.root.registerStyleSheetContent(id, css);
    }
    for (const [id, { config, using, generics }] of Object.entries(components)) {
      this.space.addComponentStaticConfig(id, { ...config, usingComponents: { ...appUsing, ...using }, componentGenerics: generics } as never);
      this.space.addCompiledTemplate(id, { groupList: this.templates, content: this.templates[id] } as never);
    }
  }

  /** The adapter reads styleIsolation and addGlobalClass from JSON only; in WeChat `options` of the script say it as well. */
  private readOptionsOfDefinitions(): void {
    type Prepare = (is: string, options?: Record<string, unknown>) => [Record<string, unknown>, string];
    const space = this.space as unknown as { prepareComponentOptions: Prepare };
    const styleScopes = this.space.getComponentSpace().styleScopeManager as unknown as { queryName(id: number): string | undefined };
    const prepare = space.prepareComponentOptions.bind(space);
    space.prepareComponentOptions = (is, options = {}) => {
      const config = this.space.getComponentStaticConfig(is) as { styleIsolation?: unknown } | undefined;
      const isolation = options.styleIsolation ?? (options.addGlobalClass ? 'apply-shared' : undefined);
      if (config && isolation && !config.styleIsolation) config.styleIsolation = isolation;
      const [result, styleIsolation] = prepare(is, options);
      // Ids are written to the DOM as they stand in the WXML: style sheets and tests select by them.
      Object.assign(result, { idPrefixGenerator: null, writeIdToDOM: true });
      if (result.styleScope) this.scopes.set(is, styleScopes.queryName(result.styleScope as number) ?? '');
      return [result, styleIsolation];
    };
  }

  /** glass-easel never calls `ready`, and `is` is not in the DOM, where `:host` and tests look for it. */
  private watchLifetimes(): void {
    const node = (self: unknown): ComponentNode => ((self as Partial<Instance>)._$ ?? self) as ComponentNode;
    const enqueue = (component: ComponentNode): void => this.enqueue(component);
    const overall = this.space
      .getComponentSpace()
      .define()
      .lifetime('created', function (this: unknown) {
        const component = node(this);
        (component.$$ as unknown as Element | null)?.setAttribute?.('is', component.is);
      })
      .lifetime('attached', function (this: unknown) {
        enqueue(node(this));
      })
      .registerBehavior();
    this.space.setOverallBehavior(overall as never);
  }

  private enqueue(component: ComponentNode): void {
    this.readyQueue.push(component);
    if (this.readyHeld > 0 || this.readyScheduled) return;
    this.readyScheduled = true;
    queueMicrotask(() => {
      this.readyScheduled = false;
      if (this.readyHeld === 0) this.flushReady();
    });
  }
}

function declaredTags({ appUsing, components }: Manifest): string[] {
  const entries = Object.values(components);
  const tags = entries.flatMap(({ using, generics }) => [...Object.keys(using), ...Object.keys(generics ?? {})]);
  return [PAGE_TAG, TAB_BAR_TAG, 'slot', ...Object.keys(appUsing), ...tags];
}
