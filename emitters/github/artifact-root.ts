/** What an upload is told, and the folder of the project that its content then lies in. */
export interface Layout {
  readonly paths: readonly string[]
  /** Relative to the root of the project; empty: the root itself. */
  readonly root: string
}

/**
 * How an artifact is uploaded so that it is known which folder it begins in. The action cuts the folders that all
 * search paths share; of a path that it finds to be one file it also cuts the folder of the file, which cannot be known
 * before: a path without a slash at its end or an extension is therefore written as a pattern.
 *
 * @see https://github.com/actions/upload-artifact#upload-using-multiple-paths-and-exclusions
 */
export function layoutOf(paths: readonly string[]): Layout {
  const starts = outermost(paths.map(searchPath))
  const only = starts.length === 1 ? starts[0] : undefined
  if (only === undefined || only === '') return { paths: paths.map(rooted), root: only ?? shared(starts) }
  const literal = paths.length === 1 && !isGlob(paths[0] ?? '')
  if (!literal || only.endsWith('/') || paths[0]?.endsWith('/')) return { paths: paths.map(rooted), root: only }
  const parts = only.split('/')
  const name = parts.pop() ?? ''
  const folder = parts.join('/')
  if (/^[^.]+\../.test(name)) return { paths: paths.map(rooted), root: folder }
  const pattern = name.length < 2 ? `[${name}]` : `${name.slice(0, -1)}[${name.slice(-1)}]`
  return { paths: [rooted(folder === '' ? pattern : `${folder}/${pattern}`)], root: folder }
}

/** Whether a path holds a pattern. */
export function isGlob(path: string): boolean {
  return /[*?[]/.test(path)
}

// What stands in front of the first folder that is a pattern.
function searchPath(path: string): string {
  const parts = path.replace(/\/+$/, '').split('/')
  const first = parts.findIndex(isGlob)
  return (first < 0 ? parts : parts.slice(0, first)).filter((part) => part !== '.').join('/')
}

function outermost(paths: readonly string[]): readonly string[] {
  const distinct = [...new Set(paths)]
  return distinct.filter(
    (path) => !distinct.some((other) => other !== path && (other === '' || path.startsWith(`${other}/`))),
  )
}

function shared(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/'))
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return (end < 0 ? first : first.slice(0, end)).join('/')
}

// A line that begins with # would be a comment.
function rooted(path: string): string {
  return path.startsWith('#') ? `./${path}` : path
}
