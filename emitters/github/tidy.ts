/** The same with keys that may be missing held by undefined. */
export type Loose<T> = { readonly [K in keyof T]: T[K] | undefined }

/** The object without the keys that hold undefined. */
export function tidy<T extends object>(loose: Loose<T>): T {
  const kept: Record<string, unknown> = {}
  for (const key in loose) if (loose[key] !== undefined) kept[key] = loose[key]
  return kept as T
}
