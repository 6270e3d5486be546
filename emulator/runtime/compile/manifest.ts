/** What the compiler hands to the browser. Types only: both sides read this file. */

export interface WindowConfig {
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: 'black' | 'white';
  navigationBarTitleText?: string;
  navigationStyle?: 'default' | 'custom';
  backgroundColor?: string;
  backgroundColorTop?: string;
  backgroundColorContent?: string;
  backgroundTextStyle?: 'dark' | 'light';
  enablePullDownRefresh?: boolean;
  onReachBottomDistance?: number;
  disableScroll?: boolean;
}

export interface TabItem {
  pagePath: string;
  text: string;
  iconPath?: string;
  selectedIconPath?: string;
}

export interface TabBarConfig {
  custom?: boolean;
  color?: string;
  selectedColor?: string;
  backgroundColor?: string;
  borderStyle?: 'black' | 'white';
  position?: 'bottom' | 'top';
  list: TabItem[];
}

/** app.json with the defaults put in. */
export interface AppConfig {
  /** Every page of the main package and of the subpackages, without a leading slash. */
  pages: string[];
  entryPagePath: string;
  window: WindowConfig;
  tabBar: TabBarConfig | null;
  darkmode: boolean;
  /** "v2" gives the built-ins their newer look. */
  style?: string;
  [other: string]: unknown;
}

export type ThemeVariables = Record<'light' | 'dark', Record<string, string>>;

/** The json of a page or component, as far as the run time reads it. */
export interface ComponentConfig extends WindowConfig {
  component?: boolean;
  styleIsolation?: string;
  addGlobalClass?: boolean;
  pureDataPattern?: string;
  componentPlaceholder?: Record<string, string>;
}

export interface ComponentEntry {
  config: ComponentConfig;
  /** Tag → absolute id with a leading slash. */
  using: Record<string, string>;
  generics: Record<string, true | { default?: string }> | null;
  /** Id of the script module; null when there is none. */
  script: string | null;
}

export interface Manifest {
  appid: string;
  app: AppConfig;
  theme: ThemeVariables | null;
  appUsing: Record<string, string>;
  /** Id of app.ts / app.js. */
  appScript: string | null;
  /** Every page and component by its id, e.g. `pages/home/index`. */
  components: Record<string, ComponentEntry>;
  /** Compiled styles by id; `app` is app.wxss. `__S__` stands for the class scope. */
  styles: Record<string, string>;
}
