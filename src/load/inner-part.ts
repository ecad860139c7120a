/**
 * A part of the engine that its public modules are made of; undefined: it is to be had by those alone. They load a third
 * of the standard library first, which takes longer than what is asked of them. What stands inside may change with each
 * version, so this is asked only of a line of versions that has ended.
 */
export function innerPart(name: 'process_wrap' | 'v8'): unknown {
  if (!process.version.startsWith('v20.')) return undefined
  const inner = process as unknown as { binding: (name: string) => unknown; noDeprecation?: boolean }
  const { noDeprecation } = inner
  try {
    inner.noDeprecation = true
    return inner.binding(name)
  } catch {
    // A process with few rights has no way in.
    return undefined
  } finally {
    if (noDeprecation === undefined) delete inner.noDeprecation
    else inner.noDeprecation = noDeprecation
  }
}
