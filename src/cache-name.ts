/** What a cache is called that a story gives no name: its first path, in letters that a key takes. */
export function cacheName(paths: readonly string[]): string {
  return keyName(paths[0] ?? 'cache')
}

/** A text as a name of a cache: in letters that a key takes. */
export function keyName(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[-.]+|-+$/g, '')
}
