/** createSelectorQuery and the observers. */
import { PageIntersectionObserver, PageMediaQueryObserver, type IntersectionOptions } from '../observers';
import { SelectorQuery } from '../query';
import { currentPage, type Instance } from '../state';
import { rpx2px } from '../units';
import { defineSync } from './table';

defineSync({
  createSelectorQuery: () => new SelectorQuery(currentPage()?.instance ?? null),
  createIntersectionObserver: (instance: Instance, options?: IntersectionOptions) => new PageIntersectionObserver(instance, options),
  createMediaQueryObserver: () => new PageMediaQueryObserver(),
  rpx2px: (value: number) => rpx2px(`${value}rpx`),
});
