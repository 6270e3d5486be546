/** Codes and links that open a page of the mini program. */
import { codePicture } from './picture';
import { fail, isText, ok, type OpenApi } from './answers';

const SCENE = /^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/;
const VERSIONS = ['release', 'trial', 'develop'];
const LONGEST_LINK_DAYS = 30;

/** A picture that any reader of QR codes takes to the page, in the local WeChat. */
export const getUnlimited: OpenApi = ({ scene, page = '', check_path: check = true, env_version: version = 'release', width = 430, line_color: colour }, { miniProgram }) => {
  if (!isText(scene) || !SCENE.test(scene)) return fail(40169, 'invalid length for scene, or the data is not json string');
  if (typeof page !== 'string' || page.startsWith('/') || page.includes('?')) return fail(41030, 'invalid page');
  if (page !== '' && check !== false && !miniProgram.hasPage(page)) return fail(41030, 'invalid page');
  if (!VERSIONS.some((known) => known === version)) return fail(40097, 'invalid env_version');
  if (typeof width !== 'number' || !Number.isInteger(width) || width < 280 || width > 1280) return fail(40097, 'invalid width');
  return { bytes: codePicture(miniProgram.addressOf(page, `scene=${encodeURIComponent(scene)}`), width, colour), contentType: 'image/png' };
};

export const generateUrlLink: OpenApi = ({ path = '', query = '', expire_type: type = 0, expire_time: until, expire_interval: days, env_version: version = 'release' }, { clock, miniProgram }) => {
  if (typeof path !== 'string' || (path !== '' && !miniProgram.hasPage(path.replace(/^\//, '')))) return fail(40165, 'invalid weapp pagepath');
  if (typeof query !== 'string' || query.length > 1024 || /[^\x21-\x7e]/.test(query)) return fail(40212, 'invalid query');
  if (!VERSIONS.some((known) => known === version)) return fail(85402, 'invalid env_version');
  const now = Math.floor(clock.now() / 1000);
  if (type === 0 && until !== undefined && !(typeof until === 'number' && until > now && until <= now + LONGEST_LINK_DAYS * 86_400)) return fail(85401, 'invalid expire_time');
  if (type === 1 && !(typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= LONGEST_LINK_DAYS)) return fail(85401, 'invalid expire_interval');
  if (type !== 0 && type !== 1) return fail(47001, 'data format error');
  return ok({ url_link: miniProgram.addressOf(path.replace(/^\//, ''), query) });
};
