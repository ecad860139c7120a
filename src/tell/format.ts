import { betweenJobs, linesOf, scriptPattern } from './desk.ts'
import { layOut } from './layout/lay-out.ts'
import type { Told } from './story.ts'

/** Lays a told story out, as the formatter of most projects does it. */
export async function formatStory({ statements, scripts }: Told): Promise<string> {
  const laid = statements.map(layOut)
  const formatted = await formatAll(statements.filter((_, index) => laid[index] === undefined))
  const text = laid.map((one) => one ?? formatted.shift() ?? '').join('')
  return placeScripts(partJobs(text), scripts)
}

// A line between two statements, which the formatter leaves as it is.
const betweenStatements = '//\ue107\n'

async function formatAll(statements: readonly string[]): Promise<string[]> {
  if (statements.length === 0) return []
  const text = await format(statements.join(betweenStatements))
  // The formatter takes away the blank line that a text begins with.
  const blank = statements[0]?.startsWith('\n') === true ? '\n' : ''
  return `${blank}${text}`.split(betweenStatements)
}

async function format(text: string): Promise<string> {
  const [prettier, typescript, estree] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/typescript'),
    import('prettier/plugins/estree'),
  ])
  return await prettier.format(text, {
    parser: 'typescript',
    // Where the name does not say whether there may be markup in it, the whole text is searched for some, again and again.
    filepath: 'pipeline.story.ts',
    plugins: [typescript.default ?? typescript, estree.default ?? estree],
    printWidth: 120,
    singleQuote: true,
    semi: false,
  })
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
