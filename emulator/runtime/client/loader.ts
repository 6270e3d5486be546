/** WeChat's module loader: CommonJS, one module per file, paths relative to the file. */
import { addSourceMap, scriptUrl } from './source-map';

export interface ModuleSource {
  requires: Record<string, string>;
  code: string;
  map: string;
}
interface Module {
  exports: unknown;
}
interface Require {
  (spec: string): unknown;
  /** For subpackages; everything is local here. */
  async(spec: string): Promise<unknown>;
}
type ModuleFunction = (require: Require, module: Module, exports: unknown) => void;

/** Not there on a phone. Code that tests for a browser must not find one, and code that uses one must fail here as well. */
const HIDDEN =
  'window,document,frames,self,location,navigator,localStorage,sessionStorage,indexedDB,history,caches,screen,alert,confirm,prompt,' +
  'XMLHttpRequest,WebSocket,fetch,Worker,Image,FileReader,Blob,FormData';

export class Loader {
  private readonly loaded = new Map<string, Module>();
  /** Called before and after a module's code runs. */
  around: (id: string, run: () => void) => void = (_, run) => run();

  constructor(private readonly sources: Record<string, ModuleSource>) {}

  /** Throws what the module's code throws; then the next call tries again. */
  load(id: string): unknown {
    const known = this.loaded.get(id);
    if (known) return known.exports;
    const source = this.sources[id];
    if (!source) throw new Error(`module '${id}' is not defined`);
    const module: Module = { exports: {} };
    this.loaded.set(id, module);
    try {
      const run = compile(id, source);
      this.around(id, () => run.call(globalThis, this.requireFor(id, source), module, module.exports));
    } catch (error) {
      this.loaded.delete(id);
      throw error;
    }
    return module.exports;
  }

  private requireFor(from: string, source: ModuleSource): Require {
    const require = (spec: string): unknown => {
      const id = source.requires[spec];
      if (id === undefined) throw new Error(`module '${spec}' is not defined, require args is '${spec}' in '${from}'`);
      return this.load(id);
    };
    return Object.assign(require, { async: async (spec: string) => require(spec) });
  }
}

function compile(id: string, { code, map }: ModuleSource): ModuleFunction {
  addSourceMap(id, map);
  const link = map ? `\n//# sourceMappingURL=data:application/json,${encodeURIComponent(absolute(map))}` : '';
  // The wrapper stands on the first line, so that lines are those of the source map. The hidden names have a scope of
  // their own, because a module may declare one of them itself.
  const wrapped = `(function(${HIDDEN}){return function(require,module,exports){${code}\n}})()`;
  return (0, eval)(`${wrapped}${link}\n//# sourceURL=${scriptUrl(id)}`) as ModuleFunction;
}

/** Where the browser's tools fetch the source from. */
function absolute(map: string): string {
  const parsed = JSON.parse(map) as { sources: string[] };
  return JSON.stringify({ ...parsed, sources: parsed.sources.map((source) => `${location.origin}/__rt/source/${source}`) });
}
