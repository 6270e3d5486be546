/** Sharing a product. Types only. */
/** Part of the cloud function `catalog`. */
export interface SharingActions {
  /**
   * The mini program code of a listed product, for a poster: scanned, it opens the product page with `scene`. INVALID_STATE: WeChat does not make it
   * yet, as the page is not published; BUSY: too many were asked for in this minute.
   */
  shareCode: { request: { spuId: string }; result: { /** A data: URL of the picture. */ image: string; scene: string } };
}
