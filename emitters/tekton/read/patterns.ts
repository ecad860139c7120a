/** The patterns of which a regular expression matches one; undefined: it says something else. */
export function patternsIn(source: string): readonly string[] | undefined {
  const inner = /^\^(.*?)(\$?)$/s.exec(source)
  if (inner === null) return undefined
  const [, body = '', end] = inner
  const grouped = /^([^()|]*)\(((?:[^()]|\(\.\*\/\)\?)*)\)$/s.exec(body)
  const [before, alternatives] = grouped === null ? ['', body] : [grouped[1] ?? '', grouped[2] ?? '']
  const found = alternatives.split('|').map((one) => patternOf(`${before}${one}`))
  // What is not held at its end may go on.
  return found.every((one) => one !== undefined) ? found.map((one) => (end === '' ? `${one}**` : one)) : undefined
}

const part = /\(\.\*\/\)\?|\[\^\/\]\*|\.\*|\\[^\w*]|[\w/@-]/gy

function patternOf(source: string): string | undefined {
  const found = source.match(part) ?? []
  if (found.join('') !== source) return undefined
  return found
    .map((one) =>
      one === '(.*/)?'
        ? '**/'
        : one === '[^/]*'
          ? '*'
          : one === '.*'
            ? '**'
            : one.startsWith('\\')
              ? one.slice(1)
              : one,
    )
    .join('')
}
