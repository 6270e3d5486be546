/** Where the page starts: the compiled app is there (host: app.js), now it is brought to life. */
import './shell.css';
import type { Manifest } from '../compile/manifest';
import { startAgent } from './agent';
import { installApp, launch, watchDocument } from './app';
import { catchErrors, forwardConsole } from './errors';
import { startEvents } from './events';
import { Framework } from './framework';
import { hostPage } from './host-page';
import { installIdentity } from './identity';
import { Loader, type ModuleSource } from './loader';
import { showProblems } from './overlay';
import { startPages } from './page';
import { navigateBack, reLaunch, tapTab } from './router';
import { openMenu } from './share';
import { paint, startShell } from './shell';
import { state } from './state';
import { startTheme } from './theme';
import { installWx } from './wx';
import { installWxs } from './wxs';

interface CompiledApp {
  manifest: Manifest;
  /** Evaluates the templates. */
  templates(): Record<string, unknown>;
  modules: Record<string, ModuleSource>;
}

function boot({ manifest, templates, modules }: CompiledApp): void {
  Object.assign(state, { manifest, config: manifest.app, appid: manifest.appid, openid: hostPage.openid });
  forwardConsole();
  catchErrors();
  startShell({
    back: () => void navigateBack(),
    home: () => void reLaunch(`/${manifest.app.entryPagePath}`),
    menu: openMenu,
    close: () => console.info('On a phone this closes the mini program.'),
    tab: (index) => void tapTab(index),
  });
  installWxs();
  installApp();
  installIdentity();
  // Early, so that a page that fails to start still hears of the next build.
  startAgent();
  installWx();
  const framework = new Framework(manifest, templates(), new Loader(modules));
  startTheme(() => {
    framework.backend.refreshTheme();
    paint();
  });
  startPages(framework);
  startEvents();
  watchDocument();
  framework.load();
  launch();
  showProblems(hostPage.problems);
}

boot((globalThis as unknown as { __mpApp: CompiledApp }).__mpApp);
