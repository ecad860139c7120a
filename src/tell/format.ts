import { linesOf, scriptPattern } from './desk.ts'
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
    plugins: [typescript.default ?? typescript, estree.default ?? estree],
    printWidth: 120,
    singleQuote: true,
    semi: false,
  })
  return placeScripts(laid, scripts)
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
