/**
 * Whether a filter of `on` lets a name through.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function passes(
  filter: Readonly<Record<string, readonly string[]>> | null | undefined,
  key: 'branches' | 'tags',
  name: string,
): boolean {
  const ignored = filter?.[`${key}-ignore`]
  if (ignored?.some((pattern) => matchesFilter(pattern, name)) === true) return false
  return (filter?.[key] ?? ['**']).reduce(
    (passed, pattern) =>
      pattern.startsWith('!')
        ? passed && !matchesFilter(pattern.slice(1), name)
        : passed || matchesFilter(pattern, name),
    false,
  )
}

function matchesFilter(pattern: string, name: string): boolean {
  const source = pattern.replace(
    /\\([\s\S])|(\*\*\/)|(\*\*)|(\*)|([?+])|(\[[^\]]*\])|([\s\S])/g,
    (
      _,
      escaped?: string,
      folders?: string,
      all?: string,
      some?: string,
      times?: string,
      set?: string,
      plain?: string,
    ) =>
      escaped !== undefined
        ? literally(escaped)
        : folders !== undefined
          ? '(?:.*/)?'
          : all !== undefined
            ? '.*'
            : some !== undefined
              ? '[^/]*'
              : (times ?? set ?? literally(plain ?? '')),
  )
  return new RegExp(`^(?:${source})$`, 'su').test(name)
}

function literally(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/u, '\\$&').replace('\\-', '-')
}
