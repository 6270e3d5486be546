/** The same sources through WeChat's own compilers and through ours. Skipped where theirs cannot run. */
import path from 'node:path';
import vm from 'node:vm';
import { spawnSync } from 'node:child_process';
import * as glassEasel from 'glass-easel';
import { officialCss, officialErrors, officialTools } from '../../../../emulator/runtime/compile/official';
import { cssUnits } from '../../../../emulator/runtime/compile/units';
import { evaluate, project, removeProjects } from './project';

const found = officialTools();
const tools = found as NonNullable<typeof found>;
const where = found ? describe : describe.skip;
afterEach(removeProjects);
afterAll(() => found?.remove());

where('what is refused', () => {
  test.each([
    ['<view>{{ a + }}</view>'],
    ['<view><text>a</view>'],
    ['<view wx:else>a</view>'],
    ['<view>a'],
  ])('both refuse %s', async (text) => {
    const made = project({ 'pages/a/a.wxml': text });
    expect(await officialErrors(made.root, tools)).toEqual([expect.objectContaining({ file: 'pages/a/a.wxml' })]);
    expect((await made.build()).problems[0]).toMatchObject({ severity: 'error', file: 'pages/a/a.wxml' });
  });

  test.each([['.a { color: red'], ['@import "./none.wxss";']])('both refuse %s', async (text) => {
    const made = project({ 'pages/a/a.wxss': text });
    expect(await officialErrors(made.root, tools)).toEqual([expect.objectContaining({ file: 'pages/a/a.wxss' })]);
    expect((await made.build()).problems[0]).toMatchObject({ severity: 'error', file: 'pages/a/a.wxss' });
  });

  test('both accept the probe', async () => {
    expect(await officialErrors(path.resolve(__dirname, '../../../fixtures/projects/probe'), tools)).toEqual([]);
  });
});

where('WXSS', () => {
  test.each([
    '.a .b, #id .c:not(.d) { padding: calc(100% - 20rpx); }',
    'page { width: 100rpx; }',
    'view, text.a > button, t-button, slider.x::after { margin: -10.5rpx 1.5rpx; }',
    'input[disabled] { color: blue; }',
    ':host(.foo) .a { top: 0; }',
    '.a { width: 50%; height: 10px; line-height: 1.5; }',
    '@keyframes foo { from { top: 0; } to { top: 10rpx; } }',
    '@media (prefers-color-scheme: dark) { .a { color: #fff; } }',
    '.a:nth-child(odd), .b:first-child:active { color: red; }',
  ])('%s', async (text) => {
    const made = project({ 'pages/a/a.wxss': text });
    const theirs = (await officialCss(made.root, 'pages/a/a.wxss', tools))
      .replaceAll('%%HERESUFFIX%%', '__S__')
      .replace(/%%\?(.+?)\?%%/g, (_, length: string) => cssUnits(length))
      .replace(/\bbody\b/g, 'wx-page')
      // It leaves :host to the run time.
      .replace(/:host\(\.(.+?)\)/g, '.__S__$1[is="pages/a/a"]');
    const ours = (await made.build()).manifest.styles['pages/a/a'] ?? '';
    expect(plain(ours)).toBe(plain(theirs));
  });
});

const plain = (css: string): string => css.replace(/\s+/g, ' ').replace(/\s*([{};,>~+])\s*/g, '$1').replaceAll(';}', '}').trim();

where('WXML', () => {
  const data = { a: 1, b: 'text', list: [{ id: 'x' }, { id: 'y' }], map: { k: 'v', m: 'w' }, yes: true, no: false, none: undefined, nested: { deep: ['zero', 'one'] } };

  test.each([
    '<view id="x">{{a}} {{b}}</view>',
    '<view>{{a + 1}}{{b + "!"}}{{a * 3 - 1}}{{7 % 4}}</view>',
    '<view>{{yes ? "y" : "n"}}{{!yes}}{{no || b}}{{yes && b}}</view>',
    '<view>{{a > 0}}{{a <= 1}}{{a === 1}}{{b !== "text"}}{{a == "1"}}</view>',
    '<view>{{nested.deep[1]}}{{nested["deep"][0]}}{{list.length}}{{list[a].id}}</view>',
    '<view>{{none}}{{missing.field}}</view>',
    '<view wx:if="{{no}}">1</view><view wx:elif="{{yes}}">2</view><view wx:else>3</view>',
    '<view wx:for="{{list}}" wx:key="id">{{index}}{{item.id}}</view>',
    '<view wx:for="{{map}}" wx:for-index="k" wx:for-item="v" wx:key="k">{{k}}{{v}}</view>',
    '<block wx:for="{{[1, 2, 3]}}" wx:key="*this"><text>{{item}}</text></block>',
    '<view wx:for="{{2}}" wx:key="*this">{{item}}</view>',
    '<view wx:for="{{list}}" wx:for-item="outer" wx:key="id"><text wx:for="{{nested.deep}}" wx:key="*this">{{outer.id}}{{item}}</text></view>',
    '<view class="one {{yes ? \'two\' : \'\'}} three">x</view>',
    '<view class="earlier" class="later">x</view>',
    '<template name="t"><text>{{p}}-{{q}}</text></template><template is="t" data="{{p: a, q: b}}"/><template is="{{\'t\'}}" data="{{...{p: 5}, q: 6}}"/>',
    '<wxs module="m">module.exports = { f: function (x) { return x + 1; } };</wxs><view>{{m.f(a)}}</view>',
    '<view>one\\ntwo</view>',
    '<view data-a="{{a}}" hidden="{{no}}">x</view>',
    '<view><!-- comment --><text>  spaced  out </text></view>',
    '<view>{{[a, b][1]}}{{list[0]["id"]}}</view>',
    '<view style="width: {{a}}px">x</view>',
  ])('renders %s alike', async (text) => {
    const made = project({ 'pages/a/a.wxml': text });
    const build = await made.build();
    expect(build.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(ourTree(evaluate(build).templates() as never, data)).toEqual(theirTree(made.root, data));
  });

  type Tree = [tag: string, attributes: Record<string, string>, ...children: (Tree | string)[]];
  beforeAll(() => glassEasel.addGlobalWarningListener(() => false));
  interface Rendered {
    tag: string;
    attr?: Record<string, unknown>;
    children?: (Rendered | string)[];
  }

  /** What both say of an element: the attributes that count for looks, and the text in one piece. */
  function element(tag: string, attributes: Record<string, unknown>, children: (Tree | string)[]): Tree {
    const kept = Object.entries(attributes).filter(([name, value]) => ['id', 'class', 'style'].includes(name) && value !== '' && value !== undefined);
    const joined: (Tree | string)[] = [];
    for (const child of children) {
      if (typeof child === 'string' && typeof joined.at(-1) === 'string') joined.push(`${joined.pop() as string}${child}`);
      else joined.push(child);
    }
    const texts = joined.map((child) => (typeof child === 'string' ? child.trim() : child)).filter((child) => child !== '');
    return [tag, Object.fromEntries(kept.map(([name, value]) => [name, String(value).replace(/\s+/g, ' ').trim()])), ...texts];
  }

  function theirTree(root: string, values: object): Tree[] {
    const { stdout } = spawnSync(tools.wcc, ['-d', '-cc', '0', 'pages/a/a.wxml'], { cwd: root, encoding: 'utf8' });
    const realm = vm.createContext({ console, window: {}, __wxConfig: {} });
    vm.runInContext(`${stdout};this.make = $gwx;`, realm);
    const rendered = (realm.make as (file: string) => (values: object) => Rendered)('pages/a/a.wxml')(structuredClone(values));
    return flatten(rendered.children ?? []) as Tree[];
  }
  function flatten(nodes: (Rendered | string)[]): (Tree | string)[] {
    return nodes.flatMap((node): (Tree | string)[] => {
      if (typeof node !== 'object') return [String(node)];
      const children = flatten(node.children ?? []);
      return node.tag === 'virtual' || node.tag === 'wx-virtual' ? children : [element(node.tag.replace(/^wx-/, ''), node.attr ?? {}, children)];
    });
  }

  function ourTree(templates: Record<string, never>, values: object): Tree[] {
    const space = new glassEasel.ComponentSpace();
    const definition = space.defineComponent({ template: { groupList: templates, content: templates['pages/a/a'] } as never, data: structuredClone(values) as never });
    const component = glassEasel.Component.createWithContext('root', definition.general(), new glassEasel.EmptyBackendContext() as never);
    return children((component.general().getShadowRoot() as glassEasel.ShadowRoot).childNodes) as Tree[];
  }
  function children(nodes: glassEasel.Node[]): (Tree | string)[] {
    return nodes.flatMap((node): (Tree | string)[] => {
      const inner = node.asElement();
      if (!inner) return [(node as glassEasel.TextNode).textContent];
      const below = children(inner.childNodes);
      const native = inner.asNativeNode();
      return native ? [element(native.is, { id: native.id, class: native.class, style: native.style }, below)] : below;
    });
  }
});
