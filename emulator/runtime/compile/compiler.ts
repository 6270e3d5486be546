/** An unmodified mini program → what the browser runs. Keeps what it has compiled, so that a rebuild costs what changed. */
import type { Project } from '../../contracts';
import { ProjectFiles } from './files';
import { readGraph, type Graph } from './graph';
import type { Manifest } from './manifest';
import { Problems, type Problem } from './problems';
import { Scripts, type Module } from './scripts';
import { Templates } from './wxml';
import { Styles } from './wxss';

export interface Build {
  /** The script that defines the app for client/boot.ts. */
  bundle: string;
  manifest: Manifest;
  problems: Problem[];
  /** Absolute files whose change, appearance or disappearance calls for another build. */
  watch: string[];
  stats: { milliseconds: number; pages: number; components: number; templates: number; modules: number };
}

export class Compiler {
  readonly files: ProjectFiles;
  private readonly templates: Templates;
  private readonly styles: Styles;
  private readonly scripts: Scripts;

  constructor(private readonly project: Pick<Project, 'appid' | 'miniprogramRoot'>) {
    this.files = new ProjectFiles(project.miniprogramRoot);
    this.templates = new Templates(this.files);
    this.styles = new Styles(this.files);
    this.scripts = new Scripts(this.files);
  }

  /** Never rejects for what is wrong in the project: that is in `problems`. One call at a time. */
  async build(): Promise<Build> {
    const started = performance.now();
    const problems = new Problems();
    this.files.startBuild();
    const graph = readGraph(this.files, problems);
    const templates = this.buildTemplates(graph, problems);
    const manifest = this.manifest(graph, problems);
    const modules = await this.scripts.compile(entries(graph), problems);
    return {
      bundle: bundleText(manifest, templates, modules),
      manifest,
      problems: problems.list(),
      watch: [...this.files.watched],
      stats: {
        milliseconds: performance.now() - started,
        pages: graph.app.pages.length,
        components: graph.components.size,
        templates: this.templates.count,
        modules: modules.length,
      },
    };
  }

  private buildTemplates(graph: Graph, problems: Problems): string {
    this.templates.startBuild();
    for (const id of graph.components.keys()) this.templates.add(id, problems);
    return this.templates.generate(problems);
  }

  private manifest(graph: Graph, problems: Problems): Manifest {
    const styles: Record<string, string> = {};
    if (graph.appStyle !== null) styles.app = this.styles.compile('app', graph.appStyle, problems);
    for (const [id, { style }] of graph.components) if (style !== null) styles[id] = this.styles.compile(id, style, problems);
    return {
      appid: this.project.appid,
      app: graph.app,
      theme: graph.theme,
      appUsing: graph.appUsing,
      appScript: graph.appScript && this.files.id(graph.appScript),
      components: Object.fromEntries([...graph.components].map(([id, { entry }]) => [id, entry])),
      styles,
    };
  }
}

function entries(graph: Graph): string[] {
  return [graph.appScript, ...[...graph.components.values()].map(({ script }) => script)].filter((file) => file !== null);
}

function bundleText(manifest: Manifest, templates: string, modules: Module[]): string {
  const list = modules
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(({ id, requires, code, map }) => `${JSON.stringify(id)}:${JSON.stringify({ requires, code, map })}`);
  return `globalThis.__mpApp={manifest:${JSON.stringify(manifest)},\ntemplates:()=>${templates},\nmodules:{\n${list.join(',\n')}\n}};\n`;
}
