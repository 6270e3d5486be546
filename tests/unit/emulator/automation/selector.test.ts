import { parseSelector, query, type Tree } from '../../../../emulator/runtime/client/automation/selector';

interface Item {
  name: string;
  tag: string;
  id: string;
  classes: string[];
  attributes: Record<string, string>;
  children: Item[];
  inside: Item[];
}
const item = (tag: string, rest: Partial<Omit<Item, 'tag' | 'classes'>> & { class?: string } = {}): Item => {
  const { class: names = '', ...more } = rest;
  const made = { name: '', tag, id: '', attributes: {}, children: [], inside: [], ...more, classes: names.split(' ').filter(Boolean) };
  return { ...made, name: made.name || made.id || made.classes.at(-1) || tag };
};
const tree: Tree<Item> = {
  tag: (node) => node.tag,
  id: (node) => node.id,
  hasClass: (node, name) => node.classes.includes(name),
  attribute: (node, name) => (name === 'class' ? node.classes.join(' ') : (node.attributes[name] ?? null)),
  children: (node) => node.children,
  inside: (node) => node.inside,
};

const page = item('page', {
  children: [
    item('view', {
      id: 'top',
      class: 'box first',
      children: [item('text', { class: 'label', attributes: { 'data-id': '7', title: 'a b' } }), item('goods-card', { id: 'card', inside: [item('view', { class: 'box inner' })], children: [item('view', { class: 'slotted' })] })],
    }),
    item('view', { class: 'box second', children: [item('view', { class: 'deep', children: [item('text', { class: 'label', name: 'deep label' })] })] }),
    item('image', { class: 'picture' }),
  ],
});
const names = (selector: string) => query(tree, [page], selector).map((node) => node.name);

test.each([
  ['page', ['page']],
  ['view', ['top', 'slotted', 'second', 'deep']],
  ['.box', ['top', 'second']],
  ['#top', ['top']],
  ['view.box.second', ['second']],
  ['page .label', ['label', 'deep label']],
  ['.second > .deep', ['deep']],
  ['.second > .label', []],
  ['.second .label', ['deep label']],
  ['.second>.deep  text', ['deep label']],
  ['.picture, #card', ['card', 'picture']],
  ['.label , .label', ['label', 'deep label']],
  ['.box + .box', ['second']],
  ['#top ~ image', ['picture']],
  ['[data-id]', ['label']],
  ['[data-id="7"]', ['label']],
  ["text[data-id='7']", ['label']],
  ['[data-id=8]', []],
  ['[title~="b"]', ['label']],
  ['[title^="a"]', ['label']],
  ['[title*=" "]', ['label']],
  ['[class$="second"]', ['second']],
  ['GOODS-CARD', ['card']],
  ['*', ['page', 'top', 'label', 'card', 'slotted', 'second', 'deep', 'deep label', 'picture']],
  // A component's inside is a file of its own.
  ['.inner', []],
  ['goods-card .inner', []],
  ['goods-card >>> .inner', ['inner']],
  ['page >>> .box', ['top', 'inner', 'second']],
])('%s finds %j', (selector, expected) => {
  expect(names(selector)).toEqual(expected);
});

test.each(['', '.', '#', 'view:first-child', '.a >', '> .a', '.a,', '[x', '.a..b', 'view::after'])('%j is refused, not taken for something else', (selector) => {
  expect(() => parseSelector(selector)).toThrow('is not supported');
});
