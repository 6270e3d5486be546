/** Every kind of broken mini program: a message with the place, and the rest keeps working. */
import { evaluate, problemsOf, project, removeProjects } from './project';

afterEach(removeProjects);

const two = '{ "pages": ["pages/a/a", "pages/b/b"] }';
const fine = { 'app.json': two, 'pages/b/b.wxml': '<view>b</view>', 'pages/b/b.js': 'Page({})' };

test('a sound project has no problems', async () => {
  expect(await problemsOf(fine)).toEqual([]);
});

describe('app.json', () => {
  test('missing', async () => {
    const made = project();
    made.delete('app.json');
    expect((await made.build()).problems).toEqual([expect.objectContaining({ file: 'app.json', message: 'app.json is not there', mend: expect.any(String) })]);
  });

  test.each([
    ['a missing comma', '{\n  "pages": ["pages/a/a"]\n  "window": {}\n}', 3, 3],
    ['an open brace', '{ "pages": ["pages/a/a"]', 1, 25],
    ['a bare word', '{\n "pages": [pages] }', 2, 12],
    ['single quotes', "{ 'pages': [] }", 1, 3],
  ])('broken JSON: %s', async (_, text, line, column) => {
    const problems = await problemsOf({ 'app.json': text });
    expect(problems[0]).toMatchObject({ severity: 'error', file: 'app.json', line, column, message: expect.stringContaining('broken JSON') });
  });

  test('comments and trailing commas are read', async () => {
    expect(await problemsOf({ 'app.json': '{\n// pages\n"pages": ["pages/a/a",], /* "x" */ "window": { "navigationBarTitleText": "//no comment" },\n}' })).toEqual([]);
  });

  test('no pages', async () => {
    expect((await problemsOf({ 'app.json': '{}' }))[0]).toMatchObject({ message: 'there are no "pages"' });
  });

  test('a listed page without its files names them, and the others stay', async () => {
    const made = project({ 'app.json': two });
    const build = await made.build();
    expect(build.problems).toEqual([expect.objectContaining({ file: 'app.json', line: 1, column: 27, message: 'page "pages/b/b": pages/b/b.wxml and pages/b/b.ts (or .js) are not there' })]);
    expect(build.manifest.app.pages).toEqual(['pages/a/a']);
    made.write({ 'pages/b/b.wxml': '' });
    expect((await made.build()).problems[0]?.message).toBe('page "pages/b/b": pages/b/b.ts (or .js) is not there');
    made.write({ 'pages/b/b.ts': 'Page({})' });
    expect((await made.build()).problems).toEqual([]);
  });

  test('a page that nobody listed', async () => {
    const problems = await problemsOf({ ...fine, 'app.json': '{ "pages": ["pages/a/a"] }' });
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', message: '"pages/b/b" looks like a page but is not listed' })]);
  });

  test('tab bar: unknown page, missing icon; unknown entry page', async () => {
    const app = '{ "pages": ["pages/a/a"], "entryPagePath": "pages/x/x", "tabBar": { "list": [{ "pagePath": "pages/y/y", "text": "y", "iconPath": "no.png" }] } }';
    const messages = (await problemsOf({ 'app.json': app })).map(({ message }) => message);
    expect(messages).toEqual(expect.arrayContaining(['entryPagePath "pages/x/x" is not one of the pages', 'tabBar: "pages/y/y" is not one of the pages', 'tabBar: icon no.png is not there']));
  });

  test('tab icons named by the theme', async () => {
    const app = `{ "pages": ["pages/a/a"], "darkmode": true, "themeLocation": "theme.json",
      "tabBar": { "list": [{ "pagePath": "pages/a/a", "text": "a", "iconPath": "@icon", "selectedIconPath": "@lost" }] } }`;
    const theme = '{ "light": { "icon": "light.png" }, "dark": { "icon": "dark.png" } }';
    const problems = await problemsOf({ 'app.json': app, 'theme.json': theme, 'light.png': 'x' });
    expect(problems.map(({ message }) => message)).toEqual(['tabBar: icon dark.png is not there', 'tabBar: icon @lost is not there']);
  });

  test('theme.json that is not there', async () => {
    const problems = await problemsOf({ 'app.json': '{ "pages": ["pages/a/a"], "darkmode": true, "themeLocation": "theme.json" }' });
    expect(problems[0]?.message).toBe('themeLocation: theme.json is not there');
  });
});

describe('pages and components', () => {
  test('broken JSON of one page leaves the other one', async () => {
    const build = await project({ ...fine, 'pages/b/b.json': '{ "usingComponents": }' }).build();
    expect(build.problems).toEqual([expect.objectContaining({ file: 'pages/b/b.json', line: 1, column: 22 })]);
    expect(build.manifest.app.pages).toHaveLength(2);
  });

  test('a component that is not found names tag and place', async () => {
    const problems = await problemsOf({ 'pages/a/a.json': '{\n  "usingComponents": {\n    "my-card": "/components/card/card"\n  }\n}' });
    expect(problems).toEqual([expect.objectContaining({ file: 'pages/a/a.json', line: 3, column: 5, message: 'component <my-card> not found: /components/card/card' })]);
  });

  test('a component without WXML', async () => {
    const problems = await problemsOf({ 'pages/a/a.json': '{ "usingComponents": { "c": "/c/c" } }', 'c/c.json': '{ "component": true }' });
    expect(problems[0]).toMatchObject({ file: 'c/c.wxml', message: 'the file is not there' });
  });

  test('components by folder, of components, and recursive', async () => {
    const component = (uses: string) => `{ "component": true, "usingComponents": { ${uses} } }`;
    const build = await project({
      'pages/a/a.json': '{ "usingComponents": { "c": "/c" } }',
      'c/index.json': component('"d": "../d/d", "self": "./index"'),
      'c/index.wxml': '<d />',
      'd/d.json': component(''),
      'd/d.wxml': '<view />',
    }).build();
    expect(build.problems).toEqual([]);
    expect(build.manifest.components['c/index']?.using).toEqual({ d: '/d/d', self: '/c/index' });
  });
});

describe('WXML and WXS', () => {
  test.each([
    ['an expression', '<view>\n  {{ a + }}\n</view>', 2],
    ['a tag that is not closed', '<view>\n<text>x\n</view>', 2],
    ['wx:else without wx:if', '<view>\n\n<text wx:else>x</text></view>', 3],
  ])('%s', async (_, text, line) => {
    const build = await project({ ...fine, 'pages/b/b.wxml': text }).build();
    expect(build.problems[0]).toMatchObject({ severity: 'error', file: 'pages/b/b.wxml', line });
    expect(Object.keys(evaluate(build).templates())).toContain('pages/a/a');
  });

  test('a missing import, include and WXS file', async () => {
    const problems = await problemsOf({ 'pages/a/a.wxml': '<import src="./t.wxml" />\n<include src="i" />\n<wxs src="./s.wxs" module="s" />' });
    expect(problems.map(({ message, line }) => `${line} ${message}`)).toEqual(['1 pages/a/t.wxml is not there', '2 pages/a/i.wxml is not there', '3 pages/a/s.wxs is not there']);
  });

  test('a broken WXS, in a file and inline, breaks no other template', async () => {
    const build = await project({
      'pages/a/a.wxml': '<wxs src="./s.wxs" module="s" />\n<wxs module="t">\nvar x = ;\n</wxs>',
      'pages/a/s.wxs': 'var a = 1;\nvar b = (;\n',
    }).build();
    expect(build.problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['pages/a/a.wxml:3', 'pages/a/s.wxs:2']);
    expect(Object.keys(evaluate(build).templates())).toContain('pages/a/a');
  });
});

describe('WXSS', () => {
  test('a syntax error and a missing import', async () => {
    const build = await project({ ...fine, 'pages/a/a.wxss': '.a {\n  color: red;\n', 'pages/b/b.wxss': '\n@import "./no.wxss";\n.b { color: red }' }).build();
    expect(build.problems).toEqual([
      expect.objectContaining({ severity: 'error', file: 'pages/a/a.wxss', line: 1 }),
      expect.objectContaining({ severity: 'error', file: 'pages/b/b.wxss', line: 2, message: 'cannot find "./no.wxss"' }),
    ]);
    expect(build.manifest.styles['pages/b/b']).toContain('.__S__b');
  });

  test('files of the package in url() are warned of', async () => {
    const problems = await problemsOf({ 'pages/a/a.wxss': '.a { background: url(/img/a.png) }\n.b { background: url(data:image/png;base64,AA==) }' });
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', line: 1 })]);
  });
});

describe('scripts', () => {
  test('a syntax error: the module throws it, the others run', async () => {
    const build = await project({ ...fine, 'pages/b/b.js': 'Page({\n  a: ,\n})' }).build();
    expect(build.problems).toEqual([expect.objectContaining({ severity: 'error', file: 'pages/b/b.js', line: 2 })]);
    const { modules } = evaluate(build);
    expect(modules['pages/b/b.js']?.code).toContain('throw new SyntaxError');
    expect(modules['pages/a/a.js']?.code).toContain('Page({})');
  });

  test('an unresolved require names the place', async () => {
    const problems = await problemsOf({ 'pages/a/a.js': "const a = 1;\nconst b = require('./none');\nimport('no-such-package');" });
    expect(problems).toEqual([
      expect.objectContaining({ file: 'pages/a/a.js', line: 2, message: 'cannot find module "./none"' }),
      expect.objectContaining({ file: 'pages/a/a.js', line: 3, message: 'cannot find module "no-such-package"', mend: expect.stringContaining('npm install') }),
    ]);
  });

  test('a package that needs Node', async () => {
    const problems = await problemsOf({
      'pages/a/a.js': "require('needs-node')",
      'node_modules/needs-node/package.json': '{ "name": "needs-node", "version": "1.0.0", "main": "index.js" }',
      'node_modules/needs-node/index.js': "require('node:fs')",
    });
    expect(problems[0]).toMatchObject({ file: 'pages/a/a.js', line: 1, message: expect.stringContaining('cannot be built') });
  });
});
