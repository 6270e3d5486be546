/** What a page says about itself in its template: page-meta and navigation-bar. */
import { builtin } from './definition';
import { Control, flag, number, text } from './control';
import { pageScrollTo } from '../page-scroll';
import { setNavigationBar } from '../shell';
import { currentPage, pageOf, type Page } from '../state';
import { cssUnits, rpx2px } from '../units';

const metaProps = {
  backgroundTextStyle: text(),
  backgroundColor: text(),
  backgroundColorTop: text(),
  backgroundColorBottom: text(),
  rootBackgroundColor: text(),
  rootFontSize: text(),
  pageFontSize: text(),
  pageStyle: text(),
  pageOrientation: text(),
  scrollTop: text(),
  scrollDuration: number(300),
};
class PageMeta extends Control<typeof metaProps> {
  private page: Page | undefined;
  private end: (() => void) | null = null;

  override attached(): void {
    this.page = pageOf(this.node);
    this.paint();
    const scroller = this.page?.scroller;
    const scrolled = () => this.emit('scroll', { scrollTop: scroller?.scrollTop ?? 0 });
    scroller?.addEventListener('scroll', scrolled, { passive: true });
    this.end = () => scroller?.removeEventListener('scroll', scrolled);
  }
  override detached(): void {
    this.end?.();
  }
  paint(): void {
    const root = this.element.closest<HTMLElement>('wx-page');
    if (!root) return;
    const { pageStyle, pageFontSize, rootFontSize, backgroundColor, rootBackgroundColor } = this.props;
    const size = pageFontSize || rootFontSize;
    root.setAttribute('style', `${cssUnits(pageStyle)}${size ? `;font-size:${cssUnits(size)}` : ''}`);
    if (this.page && (backgroundColor || rootBackgroundColor)) this.page.frame.style.backgroundColor = rootBackgroundColor || backgroundColor;
  }
  scroll(): void {
    const { scrollTop, scrollDuration } = this.props;
    if (scrollTop === '') return;
    void pageScrollTo({ scrollTop: rpx2px(scrollTop), duration: scrollDuration }).then(() => this.emit('scrolldone'));
  }
}
builtin('page-meta', {
  props: metaProps,
  control: PageMeta,
  watch: {
    'pageStyle,pageFontSize,rootFontSize,backgroundColor,rootBackgroundColor': (meta) => meta.paint(),
    scrollTop: (meta) => meta.scroll(),
  },
});

const barProps = { title: text(), loading: flag(), frontColor: text(), backgroundColor: text(), colorAnimationDuration: number(0), colorAnimationTimingFunc: text('linear') };
class NavigationBar extends Control<typeof barProps> {
  override attached(): void {
    queueMicrotask(() => this.apply());
  }
  apply(): void {
    if (pageOf(this.node) !== currentPage()) return;
    const { title, loading, frontColor, backgroundColor } = this.props;
    setNavigationBar({ loading, ...(title ? { title } : {}), ...(frontColor ? { frontColor } : {}), ...(backgroundColor ? { backgroundColor } : {}) });
  }
}
builtin('navigation-bar', { props: barProps, control: NavigationBar, watch: { 'title,loading,frontColor,backgroundColor': (bar) => bar.apply() } });
