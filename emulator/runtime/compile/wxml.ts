/** WXML and WXS → the JavaScript that glass-easel's template engine runs. */
import path from 'node:path';
import vm from 'node:vm';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Id, ProjectFiles } from './files';
import { positionAt, positionOf, type Position } from '../../position';
import type { Problem, Problems } from './problems';
import { offsetOf, withLineBreaks, withoutEarlierAttribute } from './wxml-source';

interface CompilerMessage {
  level: 'Fatal' | 'Error' | 'Warn' | 'Note';
  code: number;
  message: string;
  startLine: number;
  startColumn: number;
}
interface Unit {
  version: string;
  problems: Problem[];
  templates: Id[];
  scripts: Id[];
}

const DUPLICATE_ATTRIBUTE = 65549;
const SLOT_WITH_CONTENT = 65557;
/** Only warnings to glass-easel; WeChat's own compiler refuses the file. */
const REFUSED_BY_WECHAT = new Set([65542, 65543]);
const INVALID_ATTRIBUTE = 65548;
const NOT_WORTH_A_WORD = 'avoid uppercase letters';

/** Hooks for WXS event handlers and change:prop, which client/wxs.ts puts in place before templates are evaluated. */
const HOOKS = 'Q.A=globalThis.__mpWxsProperty;Q.C=globalThis.__mpWxsEvent;';
const EMPTY = '({})';

/** Keeps what it has parsed, so that a rebuild only reads what has changed. */
export class Templates {
  private group = newGroup();
  private readonly units = new Map<Id, Unit>();
  private readonly scripts = new Map<Id, Unit>();
  private used = new Set<Id>();
  private usedScripts = new Set<Id>();
  private code: string | null = null;

  constructor(private readonly files: ProjectFiles) {}

  get count(): number {
    return this.used.size;
  }

  startBuild(): void {
    this.used = new Set();
    this.usedScripts = new Set();
  }

  /** Adds a template and everything it imports. A missing file is the caller's to report. */
  add(id: Id, problems: Problems): void {
    if (this.used.has(id)) return;
    this.used.add(id);
    const file = this.files.file(id, '.wxml');
    const source = this.files.read(file);
    const unit = this.unit(id, source?.text ?? '', source?.version ?? 'none');
    unit.problems.forEach((problem) => problems.add(problem));
    for (const dependency of unit.templates) {
      if (!this.files.has(this.files.file(dependency, '.wxml'))) this.missing(id, dependency, '.wxml', source?.text ?? '', problems);
      this.add(dependency, problems);
    }
    for (const script of unit.scripts) this.addScript(script, id, source?.text ?? '', problems);
  }

  /** An expression that evaluates to all templates by id. */
  generate(problems: Problems): string {
    this.dropUnused();
    this.code ??= this.group.getTmplGenObjectGroups();
    const fault = syntaxFault(this.code);
    if (!fault) return this.code;
    problems.error('app.json', `the templates could not be put together: ${fault.message}`, 'Look at the WXML and WXS changed last.');
    return EMPTY;
  }

  private unit(id: Id, text: string, version: string): Unit {
    const known = this.units.get(id);
    if (known?.version === version) return known;
    this.code = null;
    const file = `${id}.wxml`;
    const problems = this.parse(id, file, withLineBreaks(text));
    const unit: Unit = {
      version,
      problems,
      templates: this.group.getDirectDependencies(id).map((name) => String(name).replace(/\.wxml$/, '')),
      scripts: this.group.getScriptDependencies(id).map((name) => String(name).replace(/\.wxs$/, '')),
    };
    for (const name of this.group.getInlineScriptModuleNames(id) as string[]) {
      const source = this.group.getInlineScript(id, name);
      const line = (positionOf(text, source.trim().slice(0, 40))?.line ?? 1) - leadingLines(source);
      this.group.setInlineScript(id, name, this.script(source, id, { file, line }, unit));
    }
    this.units.set(id, unit);
    return unit;
  }

  private parse(id: Id, file: string, text: string): Problem[] {
    for (;;) {
      const messages = (this.group.addTmpl(id, text) ?? []) as CompilerMessage[];
      const duplicate = messages.find((message) => message.code === DUPLICATE_ATTRIBUTE);
      if (!duplicate) return asProblems(file, text, messages);
      const corrected = withoutEarlierAttribute(text, offsetOf(text, duplicate.startLine, duplicate.startColumn));
      if (corrected === text) return asProblems(file, text, messages);
      text = corrected;
    }
  }

  private addScript(id: Id, from: Id, fromText: string, problems: Problems): void {
    const source = this.files.read(this.files.file(id, '.wxs'));
    if (!source) this.missing(from, id, '.wxs', fromText, problems);
    if (this.usedScripts.has(id)) return;
    this.usedScripts.add(id);
    const version = source?.version ?? 'none';
    let unit = this.scripts.get(id);
    if (unit?.version !== version) {
      this.code = null;
      unit = { version, problems: [], templates: [], scripts: [] };
      this.group.addScript(id, this.script(source?.text ?? '', id, { file: `${id}.wxs`, line: 1 }, unit));
      this.scripts.set(id, unit);
    }
    unit.problems.forEach((problem) => problems.add(problem));
    for (const needed of unit.scripts) this.addScript(needed, id, source?.text ?? '', problems);
  }

  /** WXS as JavaScript: modules by id, and `x.constructor` is the name of a type. One broken script must not break them all. */
  private script(source: string, id: Id, place: { file: string; line: number }, unit: Unit): string {
    const code = source
      .replace(/\brequire\(\s*(['"])(.+?)(?:\.wxs)?\1\s*\)/g, (_, quote: string, spec: string) => {
        unit.scripts.push(resolved(spec, id));
        return `require(${quote}${spec}${quote})`;
      })
      .replace(/\.constructor\b/g, '.$wxsType');
    const fault = syntaxFault(`function w(require,exports,module){${code}\n}`);
    if (!fault) return code;
    const line = place.line + fault.line - 1;
    unit.problems.push({ severity: 'error', file: place.file, line, column: 1, message: `WXS: ${fault.message}`, mend: 'Correct the script.' });
    return '';
  }

  private missing(from: Id, id: Id, suffix: string, text: string, problems: Problems): void {
    const file = this.files.read(this.files.file(from, '.wxml'))?.text === text ? `${from}.wxml` : `${from}.wxs`;
    problems.error(file, `${id}${suffix} is not there`, `Create the file or correct the path.`, referenceTo(id, from, suffix, text));
  }

  private dropUnused(): void {
    for (const id of this.units.keys()) if (!this.used.has(id)) this.drop(this.units, id, () => this.group.removeTmpl(id));
    for (const id of this.scripts.keys()) if (!this.usedScripts.has(id)) this.drop(this.scripts, id, () => this.group.removeScript(id));
  }
  private drop(units: Map<Id, Unit>, id: Id, remove: () => void): void {
    units.delete(id);
    remove();
    this.code = null;
  }
}

const resolved = (spec: string, from: Id): Id => (spec.startsWith('/') ? spec.slice(1) : path.posix.join(path.posix.dirname(from), spec));
const leadingLines = (text: string): number => (/^\s*/.exec(text)?.[0].split('\n').length ?? 1) - 1;

/** Where `text` names the file with this id. */
function referenceTo(id: Id, from: Id, suffix: string, text: string): Position | null {
  for (const match of text.matchAll(/(?:\bsrc\s*=|\brequire\()\s*["']([^"']+)["']/g)) {
    const spec = match[1] as string;
    if (resolved(spec.endsWith(suffix) ? spec.slice(0, -suffix.length) : spec, from) === id) return positionAt(text, match.index + match[0].lastIndexOf(spec));
  }
  return null;
}

function newGroup(): TmplGroup {
  const group = new TmplGroup();
  group.setExtraRuntimeScript(HOOKS);
  return group;
}

function asProblems(file: string, text: string, messages: CompilerMessage[]): Problem[] {
  const problems = messages.filter(({ message }) => message !== NOT_WORTH_A_WORD).map((message) => asProblem(file, text, message));
  // Nobody here can mend the small sins of a package.
  return file.startsWith('miniprogram_npm/') ? problems.filter(({ severity }) => severity === 'error') : problems;
}

function asProblem(file: string, text: string, { level, code, message, startLine, startColumn }: CompilerMessage): Problem {
  const at = { line: startLine + 1, column: startColumn + 1 };
  if (code === SLOT_WITH_CONTENT) {
    return { severity: 'warning', file, ...at, message: 'content of <slot> is not shown', mend: 'Leave <slot> empty; older WeChat drops the content too.' };
  }
  if (code === INVALID_ATTRIBUTE && /^wx:el/.test(text.slice(offsetOf(text, startLine, startColumn)))) {
    return { severity: 'error', file, ...at, message: 'wx:else without a wx:if before it', mend: 'Put the element right after the one with wx:if.' };
  }
  const refused = level === 'Fatal' || level === 'Error' || REFUSED_BY_WECHAT.has(code);
  return { severity: refused ? 'error' : 'warning', file, ...at, message, mend: 'Correct the WXML at this place.' };
}

/** The syntax error in an expression; null when there is none. Nothing is run. */
function syntaxFault(code: string): { message: string; line: number } | null {
  try {
    new vm.Script(`(${code})`);
    return null;
  } catch (error) {
    const { message, stack } = error as Error;
    return { message, line: Number(/^evalmachine\.<anonymous>:(\d+)/.exec(stack ?? '')?.[1] ?? 1) };
  }
}
