/** What the compiler makes of sound sources, and that a rebuild sees exactly what changed. */
import { cssUnits } from '../../../../emulator/runtime/compile/units';
import { withLineBreaks, withoutEarlierAttribute } from '../../../../emulator/runtime/compile/wxml-source';
import { evaluate, project, removeProjects } from './project';

afterEach(removeProjects);

describe('units', () => {
  test.each([
    ['750rpx', '100cqw'],
    ['100rpx', '13.333334cqw'],
    ['-100rpx', '-13.333334cqw'],
    ['0rpx', '0cqw'],
    ['.5rpx 1.5rpx', '0.066667cqw 0.2cqw'],
    ['calc(100% - 20rpx)', 'calc(100% - 2.666667cqw)'],
    ['50vh 10vw', '50cqh 10cqw'],
    ['10px 1em', '10px 1em'],
    ['#100rpx', '#100rpx'],
    ['a20rpx', 'a20rpx'],
    ['calc(env(safe-area-inset-bottom) + 20rpx)', 'calc(var(--mp-inset-bottom) + 2.666667cqw)'],
    ['constant(safe-area-inset-top, 4px)', 'var(--mp-inset-top, 4px)'],
  ])('%s → %s', (before, after) => expect(cssUnits(before)).toBe(after));

  test('100rpx on a screen of 375 px are 50 px, not less', () => {
    const percent = parseFloat(cssUnits('100rpx'));
    expect((percent / 100) * 375).toBeGreaterThanOrEqual(50);
    expect((percent / 100) * 375).toBeCloseTo(50, 4);
  });
});

describe('WXML sources', () => {
  test('\\n becomes a line break in text only', () => {
    expect(withLineBreaks("<view a='\\n'>a\\nb {{'c\\nd'}} <!-- \\n --></view><wxs module='m'>'\\n'</wxs>\\n")).toBe(
      "<view a='\\n'>a&#10;b {{'c\\nd'}} <!-- \\n --></view><wxs module='m'>'\\n'</wxs>&#10;",
    );
    expect(withLineBreaks('{{a < b}}\\n')).toBe('{{a < b}}&#10;');
  });

  test('of a pair of attributes the first one goes, also behind a "<"', () => {
    const text = '<a/>\n<view wx:if="{{a < b}}" class="x"\n class=\'y\' id="z">';
    const result = withoutEarlierAttribute(text, text.lastIndexOf('class'));
    expect(result.replace(/ +/g, ' ')).toBe('<a/>\n<view wx:if="{{a < b}}" \n class=\'y\' id="z">');
    expect(result).toHaveLength(text.length);
    expect(withoutEarlierAttribute('<view id="a">', 6)).toBe('<view id="a">');
  });
});

describe('WXSS', () => {
  const css = async (text: string): Promise<string> => (await project({ 'pages/a/a.wxss': text }).build()).manifest.styles['pages/a/a'] ?? '';

  test.each([
    ['.a .b:not(.c) { top: 0 }', '.__S__a .__S__b:not(.__S__c) { top: 0 }'],
    ['page view > text::after { top: 0 }', 'wx-page wx-view > wx-text::after { top: 0 }'],
    ['my-tag#id[data-a="b"] { top: 0 }', 'wx-my-tag#id[data-a="b"] { top: 0 }'],
    [':host { top: 0 }', '[is="pages/a/a"] { top: 0 }'],
    [':host(.on) .a { top: 0 }', '.__S__on[is="pages/a/a"] .__S__a { top: 0 }'],
    ['.a >>> .b { top: 0 }', '.__S__a .__S__b { top: 0 }'],
    ['view:nth-child(2n+1) ~ .b:nth-last-of-type(odd) { top: 0 }', 'wx-view:nth-child(2n+1) ~ .__S__b:nth-last-of-type(odd) { top: 0 }'],
    ['.w-1\\/2 { width: 50% }', '.__S__w-1\\/2 { width: 50% }'],
    ['@keyframes k { from { top: 10rpx } to { top: 0 } }', '@keyframes k { from { top: 1.333334cqw } to { top: 0 } }'],
    ['@media (prefers-color-scheme: dark) { .a { top: 0 } }', '@media (prefers-color-scheme: dark) { .__S__a { top: 0 } }'],
    ['.a { --size: 75rpx }', '.__S__a { --size: 10cqw }'],
  ])('%s', async (before, after) => expect(await css(before)).toBe(after));

  test('imports in their order, nested, once round a circle', async () => {
    const build = await project({
      'pages/a/a.wxss': '@import "../../s/one.wxss";\n@import \'/s/two\';\n.a { top: 0 }',
      's/one.wxss': '@import "two.wxss"; .one { top: 0 }',
      's/two.wxss': '@import "one.wxss"; .two { top: 0 }',
    }).build();
    expect(build.problems).toEqual([]);
    const classes = [...(build.manifest.styles['pages/a/a'] ?? '').matchAll(/__S__(\w+)/g)].map((match) => match[1]);
    expect(classes.at(-1)).toBe('a');
    expect(classes.slice(0, 2)).toEqual(['two', 'one']);
  });
});

describe('scripts', () => {
  const run = (modules: ReturnType<typeof evaluate>['modules'], id: string): unknown => {
    const source = modules[id];
    if (!source) throw new Error(`no module ${id}`);
    const module = { exports: {} as unknown };
    new Function('require', 'module', 'exports', 'Page', source.code)((spec: string) => run(modules, source.requires[spec] as string), module, module.exports, () => {});
    return module.exports;
  };

  test('TypeScript, JSON, folders, mixed module styles, types that vanish', async () => {
    const build = await project({
      'pages/a/a.js': "import { b } from './b';\nmodule.exports = { b, data: require('./data'), list: require('../../lib') };\nPage({});",
      'pages/a/b.ts': "import type { Gone } from './gone';\nimport { Also } from './also';\nexport const b: Gone | Also = 'typed';",
      'pages/a/data.json': '{ "n": 1 }',
      'lib/index.ts': 'export default [1];',
    }).build();
    expect(build.problems).toEqual([]);
    expect(run(evaluate(build).modules, 'pages/a/a.js')).toEqual({ b: 'typed', data: { n: 1 }, list: { default: [1] } });
  });

  test('packages: built ones as they are, plain ones in one piece', async () => {
    const build = await project({
      'pages/a/a.js': "module.exports = [require('kit/lib'), require('plain'), require('ready')];",
      'node_modules/kit/package.json': '{ "name": "kit", "miniprogram": "dist" }',
      'node_modules/kit/dist/lib.js': "module.exports = 'kit ' + require('./inner');",
      'node_modules/kit/dist/inner.js': "module.exports = 'inner';",
      'node_modules/plain/package.json': '{ "name": "plain", "version": "1.0.0", "main": "main.js" }',
      'node_modules/plain/main.js': "module.exports = 'plain ' + require('./part');",
      'node_modules/plain/part.js': "module.exports = 'part';",
      'miniprogram_npm/ready/index.js': "module.exports = 'ready';",
    }).build();
    expect(build.problems).toEqual([]);
    const { modules } = evaluate(build);
    expect(run(modules, 'pages/a/a.js')).toEqual(['kit inner', 'plain part', 'ready']);
    expect(Object.keys(modules)).toEqual(expect.arrayContaining(['miniprogram_npm/kit/lib.js', 'miniprogram_npm/plain.js', 'miniprogram_npm/ready/index.js']));
  });

  test('source maps name the source', async () => {
    const { modules } = evaluate(await project({ 'pages/a/a.ts': 'const n: number = 1;\nPage({ n });', 'pages/a/b.js': '' }).build());
    const map = JSON.parse(modules['pages/a/a.ts']?.map ?? '{}') as { sources: string[]; sourcesContent?: unknown };
    expect(map.sources).toEqual(['pages/a/a.ts']);
    expect(modules['pages/a/a.js']).toBeUndefined();
  });
});

describe('components from packages', () => {
  test('are found by name, with styles and templates beside them', async () => {
    const build = await project({
      'pages/a/a.json': '{ "usingComponents": { "k-button": "kit/button/button" }, "componentPlaceholder": { "k-button": "view" } }',
      'node_modules/kit/package.json': '{ "name": "kit", "miniprogram": "dist" }',
      'node_modules/kit/dist/button/button.json': '{ "component": true, "componentGenerics": { "icon": { "default": "../icon/icon" }, "other": true } }',
      'node_modules/kit/dist/button/button.wxml': '<import src="../t.wxml" /><template is="t" />',
      'node_modules/kit/dist/button/button.wxss': '@import "../c.wxss"; .b { top: 0 }',
      'node_modules/kit/dist/button/button.js': 'Component({})',
      'node_modules/kit/dist/icon/icon.json': '{ "component": true }',
      'node_modules/kit/dist/icon/icon.wxml': '<view />',
      'node_modules/kit/dist/t.wxml': '<template name="t"><slot /></template>',
      'node_modules/kit/dist/c.wxss': '.c { top: 0 }',
    }).build();
    expect(build.problems).toEqual([]);
    const id = 'miniprogram_npm/kit/button/button';
    expect(build.manifest.components['pages/a/a']?.using).toEqual({ 'k-button': `/${id}` });
    expect(build.manifest.components[id]?.generics).toEqual({ icon: { default: '/miniprogram_npm/kit/icon/icon' }, other: true });
    expect(build.manifest.styles[id]).toContain('.__S__c');
    expect(Object.keys(evaluate(build).templates())).toEqual(expect.arrayContaining([id, 'miniprogram_npm/kit/t']));
  });
});

describe('a built package that is older than its page', () => {
  test('is completed from the installed one', async () => {
    const build = await project({
      'pages/a/a.json': '{ "usingComponents": { "k-old": "kit/old/old", "k-new": "kit/new/new" } }',
      'miniprogram_npm/kit/old/old.json': '{ "component": true }',
      'miniprogram_npm/kit/old/old.wxml': '<view />',
      'node_modules/kit/package.json': '{ "name": "kit", "miniprogram": "dist" }',
      'node_modules/kit/dist/old/old.json': '{ "component": true }',
      'node_modules/kit/dist/old/old.wxml': '<view />',
      'node_modules/kit/dist/new/new.json': '{ "component": true }',
      'node_modules/kit/dist/new/new.wxml': '<view />',
    }).build();
    expect(build.problems).toEqual([]);
    expect(Object.keys(build.manifest.components)).toEqual(expect.arrayContaining(['miniprogram_npm/kit/old/old', 'miniprogram_npm/kit/new/new']));
  });
});

describe('rebuilding', () => {
  test('shows what changed, appeared and went, and nothing else', async () => {
    const made = project({ 'pages/a/a.wxml': '<view>one</view>', 'pages/a/a.wxss': '@import "./b.wxss";', 'pages/a/b.wxss': '.b { top: 0 }' });
    const first = await made.build();
    expect((await made.build()).bundle).toBe(first.bundle);
    made.write({ 'pages/a/a.wxml': '<view>another</view>', 'pages/a/b.wxss': '.changed { top: 0 }', 'pages/a/a.js': 'Page({ data: {} })' });
    const second = await made.build();
    expect(second.bundle).toContain('another');
    expect(second.bundle).not.toContain('"one"');
    expect(second.manifest.styles['pages/a/a']).toContain('__S__changed');
    expect(second.bundle).toContain('Page({ data: {} })');
    made.delete('pages/a/b.wxss');
    expect((await made.build()).problems).toEqual([expect.objectContaining({ message: 'cannot find "./b.wxss"' })]);
    expect(second.watch).toEqual(expect.arrayContaining([expect.stringMatching(/pages\/a\/b\.wxss$/), expect.stringMatching(/app\.json$/)]));
  });

  test('a mended WXML loses its problem', async () => {
    const made = project({ 'pages/a/a.wxml': '<view>{{ a + }}</view>' });
    expect((await made.build()).problems).toHaveLength(1);
    made.write({ 'pages/a/a.wxml': '<view>{{ a }} mended</view>' });
    expect((await made.build()).problems).toEqual([]);
  });
});
