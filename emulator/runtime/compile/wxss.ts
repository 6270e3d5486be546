/**
 * WXSS → CSS. Lengths in container units; `.name` → `.__S__name` (the run time puts the scope of the component in);
 * tags → `wx-tag`, as WeChat's own compiler does; `:host` → the element that the component is.
 */
import postcss, { CssSyntaxError, type AtRule, type Root } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import type { Id, ProjectFiles } from './files';
import { positionOf } from '../../position';
import type { Problem, Problems } from './problems';
import { cssUnits } from './units';

interface Sheet {
  css: string;
  problems: Problem[];
  /** Versions of all files it was made of; 'none' for a missing one. */
  parts: Map<string, string>;
}

export class Styles {
  private readonly sheets = new Map<Id, Sheet>();
  private readonly parsed = new Map<string, { version: string; root: Root; problems: Problem[] }>();

  constructor(private readonly files: ProjectFiles) {}

  /** CSS of one page or component; '' when the file is broken, which becomes a problem. */
  compile(id: Id, file: string, problems: Problems): string {
    const known = this.sheets.get(id);
    const sheet = known && this.isFresh(known) ? known : this.build(id, file);
    this.sheets.set(id, sheet);
    sheet.problems.forEach((problem) => problems.add(problem));
    return sheet.css;
  }

  private isFresh(sheet: Sheet): boolean {
    return [...sheet.parts].every(([file, version]) => (this.files.read(file)?.version ?? 'none') === version);
  }

  private build(id: Id, file: string): Sheet {
    const sheet: Sheet = { css: '', problems: [], parts: new Map() };
    const root = this.load(file, sheet, []);
    root.walkDecls((declaration) => {
      declaration.value = cssUnits(declaration.value);
    });
    root.walkRules((rule) => {
      if (rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as AtRule).name)) return;
      try {
        rule.selector = scoped(rule.selector, id);
      } catch (error) {
        const start = rule.source?.start;
        sheet.problems.push({
          severity: 'error',
          file: this.files.show(rule.source?.input.file ?? file),
          ...(start ? { line: start.line, column: start.column } : {}),
          message: `selector "${rule.selector}": ${(error as Error).message}`,
          mend: 'Correct the selector.',
        });
        rule.remove();
      }
    });
    sheet.css = root.toString();
    return sheet;
  }

  /** The file with its imports put in. */
  private load(file: string, sheet: Sheet, stack: string[]): Root {
    const { version, root: original, problems } = this.parse(file);
    sheet.parts.set(file, version);
    sheet.problems.push(...problems);
    const root = original.clone();
    root.walkAtRules('import', (rule) => {
      const spec = /^\s*(?:url\(\s*)?['"]?([^'")\s]+)/.exec(rule.params)?.[1];
      if (spec === undefined || /^(?:https?:)?\/\//.test(spec)) return;
      const found = this.files.resolve(spec, file, ['', '.wxss', '.css']);
      if (found === null) {
        const start = rule.source?.start;
        const place = start ? { line: start.line, column: start.column } : {};
        sheet.problems.push({ severity: 'error', file: this.files.show(file), ...place, message: `cannot find "${spec}"`, mend: 'Correct the path of the @import.' });
        rule.remove();
      } else if (found === file || stack.includes(found)) {
        rule.remove();
      } else {
        rule.replaceWith(this.load(found, sheet, [...stack, file]).nodes);
      }
    });
    return root;
  }

  private parse(file: string): { version: string; root: Root; problems: Problem[] } {
    const source = this.files.read(file) ?? { text: '', version: 'none' };
    const known = this.parsed.get(file);
    if (known?.version === source.version) return known;
    const result = { version: source.version, ...this.parseText(file, source.text) };
    this.parsed.set(file, result);
    return result;
  }

  private parseText(file: string, text: string): { root: Root; problems: Problem[] } {
    try {
      const root = postcss.parse(text, { from: file });
      return { root, problems: this.localUrls(file, text, root) };
    } catch (error) {
      if (!(error instanceof CssSyntaxError)) throw error;
      const place = error.line === undefined ? {} : { line: error.line, column: error.column ?? 1 };
      const problem: Problem = { severity: 'error', file: this.files.show(file), ...place, message: error.reason, mend: 'Correct the WXSS at this place.' };
      return { root: postcss.root(), problems: [problem] };
    }
  }

  /** WeChat does not load files of the package from WXSS, so it must not look as if it did. */
  private localUrls(file: string, text: string, root: Root): Problem[] {
    const problems: Problem[] = [];
    root.walkDecls((declaration) => {
      const url = /url\(\s*['"]?(?!data:|https?:|\/\/|#)([^'")]+)/.exec(declaration.value)?.[1];
      if (url === undefined) return;
      const at = declaration.source?.start ?? positionOf(text, url) ?? undefined;
      problems.push({
        severity: 'warning',
        file: this.files.show(file),
        ...(at ? { line: at.line, column: at.column } : {}),
        message: `url(${url}): WXSS cannot use files of the mini program`,
        mend: 'Use an <image>, a data: URL or an https: URL.',
      });
    });
    return problems;
  }
}

const selectors = new Map<string, string>();

function scoped(selector: string, id: Id): string {
  const key = selector.includes(':host') ? `${id}\0${selector}` : selector;
  const known = selectors.get(key);
  if (known !== undefined) return known;
  const result = selectorParser((root) => {
    root.walkClasses((node) => {
      node.value = `__S__${node.value}`;
    });
    root.walkTags((node) => {
      if (!isFormula(node)) node.value = `wx-${node.value}`;
    });
    root.walkCombinators((node) => {
      if (node.value.trim() !== '>>>' && node.value.trim() !== '/deep/') return;
      node.value = ' ';
      node.spaces.before = node.spaces.after = '';
    });
    root.walkPseudos((node) => {
      if (node.value !== ':host') return;
      const inner = node.nodes[0]?.nodes.map((part) => part.clone() as selectorParser.Node) ?? [];
      const host = selectorParser.attribute({ attribute: 'is', operator: '=', value: id, quoteMark: '"', raws: { value: `"${id}"` } });
      node.replaceWith(...inner, host);
    });
  }).processSync(selector);
  selectors.set(key, result);
  return result;
}

/** The parser takes `2n+1` and `odd` in :nth-child() for tags. */
function isFormula(node: selectorParser.Tag): boolean {
  const around = node.parent?.parent;
  return around?.type === 'pseudo' && /^:nth-/.test(around.value ?? '');
}
