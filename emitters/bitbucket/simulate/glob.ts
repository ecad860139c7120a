/**
 * Whether a glob of Bitbucket matches a name: a star stops at slashes, two do not, braces hold alternatives.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/use-glob-patterns-on-the-pipelines-yaml-file/
 */
export function matchesGlob(glob: string, name: string): boolean {
  return alternativesOf(glob).some((one) => expressionOf(one).test(name))
}

/** Of globs that match a name the one that Bitbucket follows: the name itself, else the one that says most of it. */
export function closestGlob(globs: readonly string[], name: string): string | undefined {
  if (globs.includes(name)) return name
  const ranked = globs.flatMap((glob) => {
    const saying = alternativesOf(glob).filter((one) => expressionOf(one).test(name))
    return saying.length === 0 ? [] : [{ glob, letters: Math.max(...saying.map(lettersOf)) }]
  })
  return ranked.reduce<(typeof ranked)[number] | undefined>(
    (best, one) => (best === undefined || one.letters > best.letters ? one : best),
    undefined,
  )?.glob
}

function alternativesOf(glob: string): readonly string[] {
  const found = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(glob)
  if (found === null) return [glob]
  const [, head = '', inner = '', tail = ''] = found
  return inner.split(',').flatMap((one) => alternativesOf(`${head}${one.trim()}${tail}`))
}

const known = new Map<string, RegExp>()

function expressionOf(glob: string): RegExp {
  const found = known.get(glob)
  if (found !== undefined) return found
  const source = glob.replaceAll(/\*+|\?|[\\^$.+()[\]{}|]/g, (part) =>
    part === '*' ? '[^/]*' : part.startsWith('*') ? '.*' : part === '?' ? '[^/]' : `\\${part}`,
  )
  const made = new RegExp(`^${source}$`, 's')
  known.set(glob, made)
  return made
}

function lettersOf(glob: string): number {
  return glob.replaceAll(/[*?]/g, '').length
}
