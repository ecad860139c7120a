import { builtins, type Command } from './builtins.ts'
import { parseShell } from './parse.ts'
import type { Node, Piece, Word } from './syntax.ts'
import { unknown } from './word.ts'

/** What a script finds and leaves: its variables, and the files that it writes. */
export interface World {
  readonly variables: Map<string, string>
  readonly files: Map<string, string>
  /** Programs beside those that every shell has. */
  readonly commands: Readonly<Record<string, Command>>
}

/** How a script ended. */
export interface Outcome {
  readonly status: number
  /** Whether it ended by `exit`, or at an error, before its last line. */
  readonly early: boolean
}

/**
 * Runs a script that tests things, as bash does with `-e` and `-o pipefail`; undefined where the script does more than
 * test. Nothing outside of `world` is read or changed.
 */
export function runShell(text: string, world: World): Outcome | undefined {
  const state: State = { world, functions: new Map(), arguments: [] }
  try {
    const done = run(parseShell(text), { state, input: '', checked: true })
    return { status: done.status, early: done.exits }
  } catch {
    return undefined
  }
}

interface State {
  readonly world: World
  readonly functions: Map<string, Node>
  readonly arguments: readonly string[]
}

interface Scene {
  readonly state: State
  readonly input: string
  /** Whether a failure ends the script here. */
  readonly checked: boolean
}

interface Done {
  readonly status: number
  readonly out: string
  readonly exits: boolean
  /** A failure that does not end the script: of a test, or one that was turned round. */
  readonly soft: boolean
}

const fine: Done = { status: 0, out: '', exits: false, soft: false }

function run(node: Node, scene: Scene): Done {
  const tested = { ...scene, checked: false }
  switch (node.kind) {
    case 'list':
      return runList(node.items, scene)
    case 'command':
      return runCommand(node, scene)
    case 'pipe':
      return runPipe(node.parts, scene)
    case 'not': {
      const done = run(node.inner, tested)
      if (done.exits) return done
      return { ...done, status: done.status === 0 ? 1 : 0, soft: true }
    }
    case 'and':
    case 'or': {
      const left = run(node.left, tested)
      if (left.exits || (left.status === 0) !== (node.kind === 'and')) return { ...left, soft: true }
      const right = run(node.right, scene)
      return { ...right, out: left.out + right.out }
    }
    case 'if': {
      for (const [test, body] of node.branches) {
        const answer = run(test, tested)
        if (answer.exits) return answer
        if (answer.status === 0) return run(body, scene)
      }
      return node.otherwise === null ? fine : run(node.otherwise, scene)
    }
    case 'case': {
      const value = textOf(node.word, scene)
      const arm = node.arms.find(({ patterns }) => patterns.some((pattern) => globOf(pattern, scene).test(value)))
      return arm === undefined ? fine : run(arm.body, scene)
    }
    case 'define':
      scene.state.functions.set(node.name, node.body)
      return fine
    case 'redirect': {
      const { files } = scene.state.world
      const path = textOf(node.to, scene)
      if (!node.append) files.set(path, '')
      const done = run(node.inner, scene)
      if (path !== '/dev/null') files.set(path, (files.get(path) ?? '') + done.out)
      return { ...done, out: '' }
    }
  }
}

function runList(items: readonly Node[], scene: Scene): Done {
  let out = ''
  let last = fine
  for (const item of items) {
    last = run(item, scene)
    out += last.out
    const fatal = scene.checked && last.status !== 0 && !last.soft
    if (last.exits || fatal) return { ...last, out, exits: true }
  }
  return { ...last, out }
}

function runPipe(parts: readonly Node[], scene: Scene): Done {
  let input = scene.input
  let status = 0
  for (const part of parts) {
    const done = run(part, { ...scene, input, checked: false })
    input = done.out
    if (done.status !== 0) status = done.status
  }
  return { status, out: input, exits: false, soft: false }
}

function runCommand({ sets, words }: Extract<Node, { kind: 'command' }>, scene: Scene): Done {
  const { world, functions } = scene.state
  const [name, ...rest] = words.flatMap((word) => wordsOf(word, scene))
  let status = 0
  for (const { name: variable, value } of sets) {
    if (name !== undefined) unknown('a variable for one command')
    const printed = value.map((piece) => ('output' in piece ? run(piece.output, { ...scene, checked: false }) : fine))
    status = printed.find((one) => one.status !== 0)?.status ?? 0
    world.variables.set(variable, textOf(value, scene))
  }
  if (name === undefined) return { ...fine, status }
  if (name === 'exit') return { ...fine, status: Number(rest[0] ?? 0), exits: true }
  const body = functions.get(name)
  if (body !== undefined) return run(body, { ...scene, state: { ...scene.state, arguments: rest } })
  const command = world.commands[name] ?? builtins[name] ?? unknown(name)
  const done = command(rest, scene.input, world.files)
  return { ...fine, status: done.status, out: done.out ?? '' }
}

function wordsOf(word: Word, scene: Scene): readonly string[] {
  const [only] = word.filter((piece) => !('text' in piece && piece.text === ''))
  if (only !== undefined && 'from' in only) return scene.state.arguments.slice(only.from - 1)
  const text = textOf(word, scene)
  return text === '' && word.every((piece) => !piece.quoted) ? [] : [text]
}

function textOf(word: Word, scene: Scene): string {
  return word.map((piece) => pieceText(piece, scene)).join('')
}

function pieceText(piece: Piece, scene: Scene): string {
  if ('text' in piece) return piece.text
  if ('from' in piece) return scene.state.arguments.slice(piece.from - 1).join(' ')
  if ('output' in piece) return run(piece.output, { ...scene, checked: false }).out.replace(/\n+$/, '')
  const { variable, operator } = piece
  const argument = /^\d+$/.test(variable) ? scene.state.arguments[Number(variable) - 1] : undefined
  const value = argument ?? scene.state.world.variables.get(variable)
  if (operator === '') return value ?? ''
  if (operator === ':-' || operator === '-')
    return value === undefined || (operator === ':-' && value === '') ? textOf(piece.operand, scene) : value
  if (operator === ':+' || operator === '+')
    return value === undefined || (operator === ':+' && value === '') ? '' : textOf(piece.operand, scene)
  if (/^(?:##?|%%?)$/.test(operator)) return cut(value ?? '', globOf(piece.operand, scene), operator)
  return unknown('a change of a value')
}

// Takes the shortest beginning or end that fits away, or with two signs the longest.
function cut(value: string, glob: RegExp, operator: string): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length)
  const fromStart = operator.startsWith('#')
  const part = (length: number): string => (fromStart ? value.slice(0, length) : value.slice(value.length - length))
  const fitting = lengths.filter((length) => glob.test(part(length)))
  const length = (operator.length === 1 ? fitting[0] : fitting.at(-1)) ?? 0
  return fromStart ? value.slice(length) : value.slice(0, value.length - length)
}

function globOf(word: Word, scene: Scene): RegExp {
  const source = word.map((piece) =>
    'text' in piece && !piece.quoted
      ? piece.text
          .replaceAll(/[\\^$.+()[\]{}|]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')
      : pieceText(piece, scene).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  )
  return new RegExp(`^${source.join('')}$`, 's')
}
