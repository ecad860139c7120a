const globs = new Map<string, RegExp>()

/** Whether a glob of Pipelines-as-Code matches a name; a star crosses slashes: https://github.com/gobwas/glob */
export function matchesGlob(glob: string, name: string): boolean {
  const known = globs.get(glob)
  if (known !== undefined) return known.test(name)
  let depth = 0
  const source = glob.replaceAll(/\\.|\*+|\?|\[!?[^\]]*\]|[{},]|[\^$.+()|]/g, (part) => {
    if (part.startsWith('\\')) return part
    if (part.startsWith('*')) return '.*'
    if (part === '?') return '.'
    if (part.startsWith('[')) return part.replace(/^\[!/, '[^')
    if (part === '{') depth++
    if (part === '}') depth--
    if (part === '{') return '(?:'
    if (part === '}') return ')'
    if (part === ',') return depth > 0 ? '|' : ','
    return `\\${part}`
  })
  const made = new RegExp(`^${source}$`, 's')
  globs.set(glob, made)
  return made.test(name)
}
