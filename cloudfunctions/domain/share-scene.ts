/** The `scene` of a mini program code: WeChat takes at most 32 characters, of few kinds. */

/** wxacode.getUnlimited: digits, letters, and these signs. */
const SCENE = /^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/;

/** null: the id does not fit. */
export function productScene(spuId: string): string | null {
  const scene = `p=${spuId}`;
  return SCENE.test(scene) ? scene : null;
}
