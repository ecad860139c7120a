/**
 * Whether a pattern of `changes` matches a path: as Ruby's fnmatch has it with paths, dot files and braces. `**` stands
 * for folders only where a slash follows it; anywhere else it is a star.
 *
 * @see https://docs.gitlab.com/ci/yaml/#ruleschangespaths
 */
export function matchesPath(pattern: string, path: string): boolean {
  return alternatives(pattern).some((one) => expressionOf(one)?.test(path) ?? one === path)
}

// Braces that hold a choice, the innermost first.
function alternatives(pattern: string): readonly string[] {
  const found = /^((?:\\.|[^\\])*?)\{((?:\\.|[^\\{}])*)\}(.*)$/s.exec(pattern)
  if (found === null) return [pattern]
  const [, head = '', inner = '', tail = ''] = found
  return inner.split(',').flatMap((part) => alternatives(`${head}${part}${tail}`))
}

function expressionOf(pattern: string): RegExp | undefined {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string
    const set = /^\[([!^]?)((?:\\.|[^\]\\])+)\]/.exec(pattern.slice(at))
    if (character === '\\') source += literal(pattern[++at] ?? '\\')
    else if (pattern.startsWith('**/', at) && (at === 0 || pattern[at - 1] === '/')) {
      source += '(?:[^/]+/)*'
      at += 2
    } else if (character === '*') source += source.endsWith('[^/]*') ? '' : '[^/]*'
    else if (character === '?') source += '[^/]'
    else if (set !== null) {
      source += `(?!/)[${set[1] === '' ? '' : '^'}${(set[2] ?? '').replaceAll(/[\^[]/g, '\\$&')}]`
      at += set[0].length - 1
    } else source += literal(character)
  }
  try {
    return new RegExp(`^${source}$`, 's')
  } catch {
    return undefined
  }
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
}
