/** Light and dark. Only a mini program with "darkmode": true knows dark; the others are always light. */
import { emit } from './signals';
import { screenElement, state } from './state';

type Theme = 'light' | 'dark';
const system = matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme | null = null;
let onChange: () => void = () => {};

/** Called once at the start; `changed` repaints what the shell draws and the style sheets. */
export function startTheme(changed: () => void): void {
  const wanted = new URLSearchParams(location.search).get('theme');
  if (wanted === 'light' || wanted === 'dark') chosen = wanted;
  state.theme = effective();
  paint();
  onChange = changed;
  system.addEventListener('change', update);
}

/** null: as the system has it. */
export function setTheme(theme: Theme | null): void {
  chosen = theme;
  update();
}

/** A value of app.json or a page's json: `@name` stands for a variable of theme.json. */
export function themed(value: string): string;
export function themed(value: string | undefined): string | undefined;
export function themed(value: string | undefined): string | undefined {
  if (!value?.startsWith('@')) return value;
  return state.manifest.theme?.[state.theme][value.slice(1)] ?? undefined;
}

function effective(): Theme {
  if (!state.config.darkmode) return 'light';
  return chosen ?? (system.matches ? 'dark' : 'light');
}

function update(): void {
  const theme = effective();
  if (theme === state.theme) return;
  state.theme = theme;
  paint();
  onChange();
  emit('theme', { theme });
}

function paint(): void {
  screenElement().dataset.theme = state.theme;
  document.documentElement.style.colorScheme = state.theme;
}
