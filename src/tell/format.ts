import { betweenJobs, linesOf, scriptPattern } from './desk.ts'
import type { Told } from './story.ts'

/** Lays a told story out, as the formatter of most projects does it. */
export async function formatStory({ text, scripts }: Told): Promise<string> {
  const [{ format }, typescript, estree] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/typescript'),
    import('prettier/plugins/estree'),
  ])
  const laid = await format(text, {
    parser: 'typescript',
    // Where the name does not say whether there may be markup in it, the whole text is searched for some, again and again.
    filepath: 'pipeline.story.ts',
    plugins: [typescript.default ?? typescript, estree.default ?? estree],
    printWidth: 120,
    singleQuote: true,
    semi: false,
  })
  return placeScripts(partJobs(laid), scripts)
}

// Jobs of one line each stand close together.
function partJobs(text: string): string {
  const [first = '', ...others] = text.split(betweenJobs)
  let before = first
  return others.reduce((made, after) => {
    const isClose = isLine(before.slice(before.lastIndexOf('\n', before.length - 2) + 1)) && isLine(after)
    before = after
    return `${made}${isClose ? '' : '\n'}${after}`
  }, first)
}

// What takes several lines leaves the first of them open.
function isLine(text: string): boolean {
  return /^const .*[^\s([{=>`]$/m.exec(text.split('\n', 1)[0] ?? '') !== null
}

// Inside of a template the formatter changes nothing, so that the lines of a script get their place here.
function placeScripts(text: string, scripts: ReadonlyMap<string, string>): string {
  const lines = text.split('\n')
  const bodyOf = (line: string | undefined): readonly string[] | undefined => {
    const sign = line?.match(scriptPattern)?.[0]
    return sign === undefined ? linesOf(line ?? '') : (scripts.get(sign) ?? '').split('\n')
  }
  return lines
    .flatMap((line, index) => {
      const body = bodyOf(line)
      if (body === undefined)
        return bodyOf(lines[index - 1]) === undefined ? [line] : [`${indentOf(lines[index - 2] ?? '')}${line}`]
      const indent = `${indentOf(lines[index - 1] ?? '')}  `
      return body.map((one) => (one === '' ? '' : `${indent}${one}`))
    })
    .join('\n')
}

function indentOf(line: string): string {
  return /^ */.exec(line)?.[0] ?? ''
}
