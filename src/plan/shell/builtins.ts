import { unknown } from './word.ts'

/** A program: what it is given, what stands on its input, and the files; how it ends, and what it prints. */
export type Command = (
  words: readonly string[],
  input: string,
  files: ReadonlyMap<string, string>,
) => { readonly status: number; readonly out?: string }

/** The programs that tests are made of. */
export const builtins: Readonly<Record<string, Command>> = {
  ':': () => ({ status: 0 }),
  true: () => ({ status: 0 }),
  false: () => ({ status: 1 }),
  '[': (words) => answer(tests(closed(words, ']'))),
  '[[': (words) => answer(tests(closed(words, ']]'))),
  test: (words) => answer(tests(words)),
  echo: (words) => ({ status: 0, out: `${words.join(' ')}\n` }),
  printf: ([format = '', ...values]) => ({ status: 0, out: print(format, values) }),
  cat: ([path], input, files) => {
    const text = path === undefined ? input : files.get(path)
    return text === undefined ? { status: 1 } : { status: 0, out: text }
  },
  grep,
}

function answer(holds: boolean): { readonly status: number } {
  return { status: holds ? 0 : 1 }
}

function closed(words: readonly string[], mark: string): readonly string[] {
  return words[words.length - 1] === mark ? words.slice(0, -1) : unknown('a test that does not end')
}

function tests(words: readonly string[]): boolean {
  const [first = '', second, third] = words
  if (first === '!' && words.length > 1) return !tests(words.slice(1))
  if (words.length <= 1) return first !== ''
  if (words.length === 2 && second !== undefined) {
    if (first === '-n') return second !== ''
    if (first === '-z') return second === ''
  }
  if (words.length === 3 && third !== undefined) {
    if (second === '=' || second === '==') return first === third
    if (second === '!=') return first !== third
    if (second === '=~') return new RegExp(third, 's').test(first)
  }
  return unknown('this test')
}

function print(format: string, values: readonly string[]): string {
  if (!/^(?:[^%\\]|%s|\\n|\\t|\\0)*$/.test(format)) unknown('this format')
  const left = [...values]
  const once = (): string =>
    format.replaceAll(/%s|\\n|\\t|\\0/g, (part) =>
      part === '%s' ? (left.shift() ?? '') : part === '\\n' ? '\n' : part === '\\t' ? '\t' : '\0',
    )
  let text = once()
  while (left.length > 0 && format.includes('%s')) text += once()
  return text
}

// Of the options those that tests use: whole lines, no output, lines that end with a zero, plain text.
function grep(words: readonly string[], input: string, files: ReadonlyMap<string, string>): ReturnType<Command> {
  const end = words.indexOf('--')
  const known = end < 0 ? words : words.slice(0, end)
  const options = known.filter((word) => /^-\w+$/.test(word))
  const others = [...known.filter((word) => !/^-\w+$/.test(word)), ...(end < 0 ? [] : words.slice(end + 1))]
  const flags = options.join('').replaceAll('-', '')
  const [pattern = '', path, ...more] = others
  if (!/^[zqExFi]*$/.test(flags) || more.length > 0) unknown('this search')
  const text = path === undefined ? input : path === '/dev/null' ? '' : files.get(path)
  if (text === undefined) return { status: 2 }
  const lines = text.split(flags.includes('z') ? '\0' : '\n')
  if (lines[lines.length - 1] === '') lines.pop()
  const source = flags.includes('F') ? pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') : pattern
  const expression = new RegExp(flags.includes('x') ? `^(?:${source})$` : source, flags.includes('i') ? 'si' : 's')
  const found = lines.filter((line) => expression.test(line))
  return { status: found.length > 0 ? 0 : 1, out: flags.includes('q') ? '' : found.map((line) => `${line}\n`).join('') }
}
