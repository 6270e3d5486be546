/** What belongs to a mini program: its pages, and every component they use, directly or through others. */
import fs from 'node:fs';
import path from 'node:path';
import { slashes, type Id, type ProjectFiles } from './files';
import type { AppConfig, ComponentConfig, ComponentEntry, TabBarConfig, ThemeVariables, WindowConfig } from './manifest';
import { positionOf } from '../../position';
import type { Problems } from './problems';

export interface Graph {
  app: AppConfig;
  theme: ThemeVariables | null;
  appUsing: Record<string, string>;
  /** Absolute; null: there is none. */
  appScript: string | null;
  appStyle: string | null;
  components: Map<Id, GraphComponent>;
}
export interface GraphComponent {
  entry: ComponentEntry;
  script: string | null;
  style: string | null;
}

const SCRIPT = ['.ts', '.js'];
const STYLE = ['.wxss', '.css'];

export function readGraph(files: ProjectFiles, problems: Problems): Graph {
  return new GraphReader(files, problems).read();
}

class GraphReader {
  private readonly components = new Map<Id, GraphComponent>();
  private readonly appFile: string;
  private readonly appText: string;

  constructor(
    private readonly files: ProjectFiles,
    private readonly problems: Problems,
  ) {
    this.appFile = path.join(files.root, 'app.json');
    this.appText = files.read(this.appFile)?.text ?? '';
  }

  read(): Graph {
    if (!this.files.has(this.appFile)) this.problems.error('app.json', 'app.json is not there', 'Create it, with a list of "pages".');
    const before = this.problems.count;
    const json = this.files.json(this.appFile, this.problems);
    const readable = this.problems.count === before;
    const listed = listedPages(json);
    const pages = listed.filter((page) => this.hasPage(page));
    if (readable && this.appText !== '' && listed.length === 0) this.problems.error('app.json', 'there are no "pages"', 'List at least one page.', { line: 1, column: 1 });
    const theme = json.darkmode === true && typeof json.themeLocation === 'string' ? this.theme(json.themeLocation) : null;
    const app = this.appConfig(json, listed, pages, theme);
    const appUsing = this.using(json.usingComponents, this.appFile);
    for (const page of pages) this.add(page);
    if (app.tabBar?.custom) this.addCustomTabBar();
    this.warnOfUnlistedPages(new Set(listed));
    return {
      app,
      theme,
      appUsing,
      appScript: this.first(path.join(this.files.root, 'app'), SCRIPT),
      appStyle: this.first(path.join(this.files.root, 'app'), STYLE),
      components: this.components,
    };
  }

  private appConfig(json: Record<string, unknown>, listed: Id[], pages: Id[], theme: ThemeVariables | null): AppConfig {
    const entry = typeof json.entryPagePath === 'string' ? clean(json.entryPagePath) : (pages[0] ?? '');
    const known = new Set(listed);
    if (entry && !known.has(entry)) this.appProblem(`entryPagePath "${entry}" is not one of the pages`, entry);
    const tabBar = this.tabBar(json.tabBar, known, theme);
    return {
      ...json,
      pages,
      entryPagePath: pages.includes(entry) ? entry : (pages[0] ?? ''),
      window: (json.window ?? {}) as WindowConfig,
      tabBar,
      darkmode: json.darkmode === true,
    };
  }

  private tabBar(value: unknown, pages: Set<Id>, theme: ThemeVariables | null): TabBarConfig | null {
    if (typeof value !== 'object' || value === null) return null;
    const config = value as TabBarConfig;
    const list = (Array.isArray(config.list) ? config.list : []).map((item) => ({ ...item, pagePath: clean(String(item.pagePath)) }));
    for (const { pagePath, iconPath, selectedIconPath } of list) {
      if (!pages.has(pagePath)) this.appProblem(`tabBar: "${pagePath}" is not one of the pages`, pagePath);
      for (const icon of [iconPath, selectedIconPath].flatMap((path) => themed(path, theme))) {
        if (icon && !/^https?:/.test(icon) && !fs.existsSync(this.files.file(clean(icon)))) {
          this.problems.error('app.json', `tabBar: icon ${icon} is not there`, 'Add the picture or correct the path.', positionOf(this.appText, icon));
        }
      }
    }
    return { ...config, list };
  }

  /** A page needs a WXML and a script. */
  private hasPage(page: Id): boolean {
    const base = this.files.file(page);
    const lacking = [this.files.has(`${base}.wxml`) ? [] : ['.wxml'], this.first(base, SCRIPT) ? [] : ['.ts (or .js)']].flat();
    if (lacking.length === 0) return true;
    const names = lacking.map((suffix) => page + suffix).join(' and ');
    this.problems.error('app.json', `page "${page}": ${names} ${lacking.length > 1 ? 'are' : 'is'} not there`, 'Create the file, or take the page out of the list.', positionOf(this.appText, page) ?? positionOf(this.appText, path.posix.basename(page)));
    return false;
  }

  private add(id: Id): void {
    if (this.components.has(id)) return;
    const base = this.files.file(id);
    const json = this.files.json(`${base}.json`, this.problems);
    const [script, style] = [this.first(base, SCRIPT), this.first(base, STYLE)];
    const entry: ComponentEntry = { config: json as ComponentConfig, using: {}, generics: null, script: script && this.files.id(script) };
    this.components.set(id, { entry, script, style });
    if (!this.files.has(`${base}.wxml`)) this.problems.error(`${id}.wxml`, 'the file is not there', 'Create it; every component needs a WXML.');
    entry.using = this.using(json.usingComponents, `${base}.json`);
    entry.generics = this.generics(json.componentGenerics, `${base}.json`);
  }

  /** Adds what is used. A tag whose component is missing is left out: its element shows nothing. */
  private using(value: unknown, from: string): Record<string, string> {
    const result: Record<string, string> = {};
    for (const [tag, spec] of Object.entries((value ?? {}) as Record<string, unknown>)) {
      const id = this.component(tag, spec, from);
      if (id === null) continue;
      result[tag] = `/${id}`;
      this.add(id);
    }
    return result;
  }

  private component(tag: string, spec: unknown, from: string): Id | null {
    const at = positionOf(this.files.read(from)?.text ?? '', `"${tag}"`);
    if (typeof spec === 'string' && /^(?:plugin|plugin-private|ext):\/\//.test(spec)) {
      this.problems.warning(this.files.show(from), `<${tag}>: plugins are not run here (${spec})`, 'Nothing to do; the element stays empty.', at);
      return null;
    }
    const id = typeof spec === 'string' ? this.files.component(spec, from) : null;
    if (id === null) this.problems.error(this.files.show(from), `component <${tag}> not found: ${String(spec)}`, 'Correct the path in usingComponents, or install the package.', at);
    return id;
  }

  private generics(value: unknown, from: string): ComponentEntry['generics'] {
    if (typeof value !== 'object' || value === null) return null;
    const result: NonNullable<ComponentEntry['generics']> = {};
    for (const [name, setting] of Object.entries(value as Record<string, true | { default?: string }>)) {
      const fallback = typeof setting === 'object' ? setting.default : undefined;
      const used = fallback === undefined ? {} : this.using({ [name]: fallback }, from);
      result[name] = used[name] === undefined ? true : { default: used[name] };
    }
    return result;
  }

  private addCustomTabBar(): void {
    const id = 'custom-tab-bar/index';
    if (this.files.has(this.files.file(id, '.wxml'))) this.add(id);
    else this.problems.error('app.json', `tabBar.custom is set, but ${id}.wxml is not there`, 'Create the component, or set "custom" to false.', positionOf(this.appText, '"custom"'));
  }

  private theme(location: string): ThemeVariables | null {
    const file = this.files.file(clean(location));
    if (!this.files.has(file)) {
      this.problems.error('app.json', `themeLocation: ${location} is not there`, 'Create the file or correct the path.', positionOf(this.appText, location));
      return null;
    }
    const { light = {}, dark = {} } = this.files.json(file, this.problems) as Partial<ThemeVariables>;
    return { light, dark };
  }

  /** A page somebody forgot to list is the commonest reason for "page is not found". */
  private warnOfUnlistedPages(listed: Set<Id>): void {
    const folders = new Set([...listed].map((page) => path.posix.dirname(path.posix.dirname(page))).filter((folder) => folder !== '.'));
    for (const folder of folders) {
      for (const name of namesIn(this.files.file(folder))) {
        for (const candidate of [`${folder}/${name}/index`, `${folder}/${name}/${name}`]) {
          if (!listed.has(candidate) && this.looksLikePage(candidate)) {
            this.problems.warning('app.json', `"${candidate}" looks like a page but is not listed`, 'Add it to "pages" or to its subpackage.');
          }
        }
      }
    }
  }

  private looksLikePage(id: Id): boolean {
    if (this.components.has(id) || !fs.existsSync(this.files.file(id, '.wxml'))) return false;
    const script = this.first(this.files.file(id), SCRIPT);
    return script !== null && /^\s*Page\(/m.test(this.files.read(script)?.text ?? '');
  }

  private first(base: string, suffixes: string[]): string | null {
    return suffixes.map((suffix) => base + suffix).find((file) => this.files.has(file)) ?? null;
  }
  private appProblem(message: string, needle: string): void {
    this.problems.error('app.json', message, 'Add it to "pages", or correct it here.', positionOf(this.appText, needle));
  }
}

function listedPages(json: Record<string, unknown>): Id[] {
  const main = Array.isArray(json.pages) ? json.pages.map(String) : [];
  const packages = (json.subpackages ?? json.subPackages ?? []) as { root?: string; pages?: string[] }[];
  const others = packages.flatMap(({ root = '', pages = [] }) => pages.map((page) => path.posix.join(root, page)));
  return [...new Set([...main, ...others].map(clean))];
}

function clean(id: string): Id {
  return slashes(path.posix.normalize(id.replace(/^\/+/, '').replace(/\.html$/, '')));
}

function namesIn(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}

/** The values of a setting: its own, or both of a theme variable (`@name`). */
function themed(value: string | undefined, theme: ThemeVariables | null): string[] {
  if (!value) return [];
  if (!value.startsWith('@') || !theme) return [value];
  const name = value.slice(1);
  return [...new Set([theme.light[name] ?? value, theme.dark[name] ?? value])];
}
