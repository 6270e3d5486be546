/** The project's configuration: whether it compiles, and whether DevTools and the deployment find what they need. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readFunctionConfig } from '../../cloud/functions/config';
import { findFunctions } from '../../cloud/functions/sources';
import type { Project } from '../../contracts';
import { EmulatorError, messageOf } from '../../errors';
import { findRunning } from '../../data-folder';
import { Compiler } from '../../runtime/compile/compiler';
import type { Finding } from './finding';

export async function projectFindings(project: Project): Promise<Finding[]> {
  return [...(await sources(project)), ...functionConfigs(project), appid(project), ...cloudEnvironment(project), ...buildOutputs(project), running(project)];
}

async function sources(project: Project): Promise<Finding[]> {
  const { problems, stats } = await new Compiler(project).build();
  const findings = problems.map(({ severity, file, line, message, mend }): Finding => ({ state: severity === 'error' ? 'missing' : 'note', what: `${file}${line === undefined ? '' : `:${line}`}: ${message}`, mend }));
  if (findings.every(({ state }) => state !== 'missing')) findings.unshift({ state: 'ok', what: `Mini program compiles (${stats.pages} pages, ${stats.components} components)` });
  return findings;
}

function functionConfigs({ functionsRoot }: Project): Finding[] {
  if (functionsRoot === null) return [{ state: 'note', what: 'No cloud functions', mend: 'Name their folder in project.config.json: "cloudfunctionRoot".' }];
  const names = findFunctions(functionsRoot);
  const faults = names.flatMap((name): Finding[] => {
    try {
      readFunctionConfig(path.join(functionsRoot, name));
      return [];
    } catch (error) {
      return [{ state: 'missing', what: messageOf(error), mend: error instanceof EmulatorError ? error.mend : 'Correct the file.' }];
    }
  });
  return faults.length > 0 ? faults : [{ state: 'ok', what: `Cloud functions: ${names.join(', ') || 'none yet'}` }];
}

function appid({ appid: id }: Project): Finding {
  if (id !== 'touristappid') return { state: 'ok', what: `AppID ${id}` };
  return { state: 'note', what: 'AppID is touristappid: enough for here and for looking at it in DevTools, not for cloud or upload', mend: 'Put your own into project.config.json ("appid") when you deploy.' };
}

/** Which environment the mini program talks to once it runs in WeChat. */
function cloudEnvironment({ miniprogramRoot, functionsRoot }: Project): Finding[] {
  const file = ['app.ts', 'app.js'].map((name) => path.join(miniprogramRoot, name)).find((name) => existsSync(name));
  if (functionsRoot === null || file === undefined) return [];
  const init = /cloud\s*\.\s*init\(([\s\S]*?)\)/.exec(readFileSync(file, 'utf8'));
  if (!init) return [{ state: 'note', what: `${path.basename(file)} does not call wx.cloud.init`, mend: 'Call it in onLaunch, before the first cloud call.' }];
  const env = /\benv\s*:\s*['"`]([^'"`]+)/.exec(init[1] ?? '')?.[1];
  if (env) return [{ state: 'ok', what: `Cloud environment ${env}` }];
  return [{ state: 'note', what: 'wx.cloud.init names no environment: the first one of the AppID is used', mend: 'With several environments, name one: wx.cloud.init({ env: "…" }).' }];
}

function buildOutputs({ root, miniprogramRoot, functionsRoot }: Project): Finding[] {
  const lacking: string[] = [];
  const manifest = path.join(root, 'package.json');
  const usesPackages = existsSync(manifest) && /"dependencies"\s*:\s*\{\s*"/.test(readFileSync(manifest, 'utf8'));
  if (usesPackages && !existsSync(path.join(miniprogramRoot, 'miniprogram_npm'))) lacking.push('miniprogram_npm');
  if (functionsRoot !== null) lacking.push(...findFunctions(functionsRoot).filter((name) => !existsSync(path.join(functionsRoot, name, 'index.js'))).map((name) => `${name}/index.js`));
  if (!existsSync(path.join(root, 'dist'))) lacking.push('dist/');
  if (lacking.length === 0) return [{ state: 'ok', what: 'Build outputs are there' }];
  return [{ state: 'note', what: `Not built: ${lacking.join(', ')}`, mend: 'Run `npx xiaodian build` before opening the project in DevTools or deploying it.' }];
}

function running({ root }: Project): Finding {
  try {
    const { shop } = findRunning(process.env.XIAODIAN_DATA ?? path.join(root, '.xiaodian'));
    return { state: 'note', what: `A dev is running${shop === undefined ? '' : `: ${shop}`}` };
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    return { state: 'ok', what: 'No dev is running on the project’s data folder' };
  }
}
