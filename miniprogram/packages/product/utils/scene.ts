/** What a mini program code says: `p=` and the product's id. '' for what is none of ours. */
export function productOfScene(scene: string): string {
  return /^p=([A-Za-z0-9_-]{1,64})$/.exec(scene)?.[1] ?? '';
}
