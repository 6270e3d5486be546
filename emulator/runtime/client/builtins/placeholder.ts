/** Tags that need a phone: shown as a labelled box, and named once in the console. */
import { builtin } from './definition';
import { anything, Control, make, type PropTable } from './control';

const warned = new Set<string>();

class Placeholder extends Control {
  override attached(): void {
    if (!warned.has(this.tag)) console.warn(`<${this.tag}> is not drawn by the local WeChat; a box stands in for it.`);
    warned.add(this.tag);
    if (!this.element.querySelector('.wx-placeholder-label')) make('div', 'wx-placeholder-label', this.element).textContent = this.tag;
  }
}

const properties: Record<string, string> = {
  map: 'longitude latitude scale minScale maxScale markers covers polyline circles controls includePoints showLocation polygons subkey layerStyle rotate skew showCompass showScale enableOverlooking enableAutoMaxOverlooking enableZoom enableScroll enableRotate enableSatellite enableTraffic enablePoi enableBuilding setting',
  camera: 'mode resolution devicePosition flash frameSize',
  editor: 'readOnly placeholder showImgSize showImgToolbar showImgResize',
  'live-player': 'src mode autoplay muted orientation objectFit',
  'live-pusher': 'url mode autopush muted enableCamera',
  ad: 'unitId adIntervals adType adTheme',
  'ad-custom': 'unitId adIntervals',
  'official-account': '',
  'open-data': 'type openGid lang defaultText defaultAvatar',
  'share-element': 'key transform duration easingFunction',
  'functional-page-navigator': 'version name args',
  'voip-room': 'openid mode',
};
for (const [tag, names] of Object.entries(properties)) {
  const props: PropTable = Object.fromEntries(names.split(' ').filter(Boolean).map((name) => [name, anything<unknown>(null)]));
  builtin(tag, { props, control: Placeholder });
}
