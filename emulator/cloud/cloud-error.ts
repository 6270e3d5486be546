/** A refusal by the emulated service, as it goes over the wire: `{ code, message }`. */
export class CloudError extends Error {
  override name = 'CloudError';
  constructor(
    /** CloudBase's own code, e.g. DATABASE_REQUEST_FAILED. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
