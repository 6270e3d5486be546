import type { CategoryNode } from '../../../../../typings/index';
import { type Tap } from '../../../../utils/events';

/** Chooses a leaf category. Sends `pick` {categoryId} and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** CategoryNode[] */
    tree: { type: Array, value: [] as Record<string, unknown>[] },
    categoryId: { type: String, value: '' },
  },
  data: { topId: '', leaves: [] as { id: string; name: string }[] },
  observers: {
    'show, tree, categoryId'(show: boolean, tree: unknown, categoryId: string) {
      const nodes = tree as CategoryNode[];
      if (!show || nodes.length === 0) return;
      const top = nodes.find(({ id, children }) => id === categoryId || children.some((leaf) => leaf.id === categoryId)) ?? nodes[0];
      if (top) this.open(top.id);
    },
  },
  methods: {
    open(topId: string) {
      const top = (this.data.tree as unknown as CategoryNode[]).find(({ id }) => id === topId);
      // A top category without leaves is chosen itself.
      if (top) this.setData({ topId, leaves: top.children.length ? top.children.map(({ id, name }) => ({ id, name })) : [{ id: top.id, name: top.name }] });
    },
    onTop(event: Tap<{ id: string }>) {
      this.open(event.currentTarget.dataset.id);
    },
    onLeaf(event: Tap<{ id: string }>) {
      this.triggerEvent('pick', { categoryId: event.currentTarget.dataset.id });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
