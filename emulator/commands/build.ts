/** `xiaodian build`: what DevTools needs beside the sources, and dist/ with everything that is deployed. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../contracts';
import { EmulatorError } from '../errors';
import { readJsonFile } from '../json';
import { loadProject } from '../project';
import { writeFunctions } from './output/functions';
import { writeMiniprogram } from './output/miniprogram';
import { measurePackages, sizeReport } from './output/packages';
import { readCollections } from './output/database';

export async function build({ project: dir }: { project: string }): Promise<void> {
  const project = loadProject(dir);
  const dist = path.join(project.root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });

  const functions = project.functionsRoot === null ? [] : await writeFunctions(project.functionsRoot, path.join(dist, 'cloudfunctions'));
  if (functions.length > 0) console.log(`Cloud functions (${functions.length}):`);
  for (const { name, bytes } of functions) console.log(`  ${name.padEnd(24)} ${kilobytes(bytes)}`);

  const database = await readCollections(project);
  if (database !== null) writeFileSync(path.join(dist, 'database.json'), `${JSON.stringify(database, null, 2)}\n`);

  const { warnings, npmFiles } = await writeMiniprogram(project, path.join(dist, 'miniprogram'));
  for (const warning of warnings) console.error(warning);
  writeProjectConfig(project, dist);

  const packages = measurePackages(path.join(dist, 'miniprogram'));
  const { text, warnings: tight, errors } = sizeReport(packages);
  console.log(`Mini program (${npmFiles} files from npm packages):\n${text}`);
  for (const warning of tight) console.error(`warning: ${warning}`);
  console.log(`Written: ${path.relative(process.cwd(), dist) || dist}`);
  if (errors.length > 0) throw new EmulatorError(errors.join('\n'), 'Move pages into subpackages, and pictures into the cloud storage.');
}

/** dist/ opens in DevTools by itself; nothing in it is left to compile. */
function writeProjectConfig(project: Project, dist: string): void {
  const config = readJsonFile(path.join(project.root, 'project.config.json')) as Record<string, unknown>;
  const { useCompilerPlugins: _plugins, packNpmManually: _manually, packNpmRelationList: _relations, ...setting } = (config.setting ?? {}) as Record<string, unknown>;
  const roots = { miniprogramRoot: 'miniprogram/', ...(project.functionsRoot === null ? {} : { cloudfunctionRoot: 'cloudfunctions/' }) };
  writeFileSync(path.join(dist, 'project.config.json'), `${JSON.stringify({ ...config, ...roots, setting }, null, 2)}\n`);
  const ignore = path.join(project.root, '.gitignore');
  if (existsSync(ignore) && !/^\/?dist\/?$/m.test(readFileSync(ignore, 'utf8'))) console.error('warning: .gitignore does not list dist/.');
}

export const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1).padStart(8)} KB`;
