/** wx.canIUse: true only for what is really carried out here. */
import { builtinTags } from '../builtins/definition';
import { apis, defineSync } from './table';

/** Properties of wx that are no functions, and what belongs to objects that an API gives. */
const others = new Set(['cloud', 'env', 'worklet', 'Component', 'Page', 'App', 'Behavior', 'getApp', 'getCurrentPages', 'page-container', 'nextTick']);

defineSync({
  canIUse(schema: string) {
    const [head = '', second] = String(schema).split('.');
    if (head === 'cloud' && second) return apis.get(`cloud.${second}`)?.supported ?? second === 'CloudID';
    return apis.get(head)?.supported ?? (builtinTags().includes(head) || others.has(head));
  },
});
