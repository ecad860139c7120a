import { yes } from '../../../../src/condition/build.ts'
import { tests } from '../../../../src/condition/tests.ts'
import type { Condition, RunStep, Status } from '../../../../src/ir.ts'
import { insideQuotes } from '../../../../src/shell/quote.ts'
import type { DataMap } from '../../../../src/yaml/data.ts'
import { aliased } from '../aliases.ts'
import { readCondition, statusOf } from '../condition.ts'
import { calls, type Node } from '../expression.ts'
import type { StepPlace } from '../run-step.ts'
import { fullShell, portableShell } from '../shell.ts'
import { mapOf, wordOf } from '../source.ts'
import { hasExpression, partsOf, readIf } from '../template.ts'
import { readText, readValue } from '../value.ts'
import { weave } from '../weave.ts'
import { fileOf, type JobFiles, outputsFile } from './files.ts'
import type { Pen } from './pen.ts'
import { testOf } from './test.ts'
import { assign, heldBy, variableFor, wordFor } from './value.ts'

/** A script as it stands in a file, or of a recipe for an action. */
export interface Script {
  readonly run: string
  readonly shell: RunStep['shell'] | undefined
  readonly folder: string
  /** Variables of the recipe: text that may hold expressions. */
  readonly env: Readonly<Record<string, unknown>>
}

/** A place of a step, its number, and the files by which the steps of its job speak with each other. */
export interface Elsewhere extends Omit<StepPlace, 'writes'> {
  readonly index: number
  readonly files: JobFiles
}

/**
 * What other vendors run in place of a step whose words only this one knows: the same script, with what the runner gives
 * it worked out in front of it. null where no script can.
 */
export function runElsewhere(step: DataMap, script: Script, place: Elsewhere): RunStep | null {
  const { known, files, source, path, index, visible } = place
  const root = '../'.repeat(script.folder.split('/').filter((part) => part !== '.' && part !== '').length)
  const env = { ...files.theirs, ...mapOf(step.env), ...script.env }
  const handed = [...files.handed].flatMap(([writer, names]) => (writer < index ? names : []))
  const seen = [...visible, ...handed, ...Object.keys(env)]
  const pen: Pen = {
    known,
    files,
    origin: source.at(path),
    root,
    visible: new Set(seen),
    env: [],
    lines: load(files, index, { files, root }),
    taken: new Set([...seen, ...(script.run.match(/[A-Za-z_]\w*/g) ?? [])]),
    names: new Map(),
  }
  for (const kind of ['env', 'path'] as const) if (index === files[kind]) pen.lines.push(`: > "${fileOf(kind, pen)}"`)
  const when = guarded(step, index, pen)
  if (when === undefined) return null
  for (const [name, value] of Object.entries(env)) {
    if (giveVariable(name, value, pen)) continue
    if (!(name in files.theirs) || new RegExp(`\\b${name}\\b`).test(script.run)) return null
    pen.visible.delete(name)
  }
  const woven = weave(script.run, pen.visible, {
    names: pen.env.map(({ name }) => name),
    of: (node) => heldBy(node, pen),
  })
  if (
    woven === undefined ||
    /\bISSUE_COMMENT\b|::(add-mask|set-output|set-env|add-path|save-state)\b/.test(woven.script)
  )
    return null
  for (const { name, node } of woven.env) {
    const ref = readValue(node, known)
    pen.taken.add(name)
    if (ref !== undefined) pen.env.push({ name, value: [ref], origin: pen.origin })
    else if (!assign(name, node, pen)) return null
  }
  if (!runnerFiles(woven.script, step, pen)) return null
  const code = woven.bare.filter((node) => isCode(node, pen))
  // A matrix that holds whole scripts.
  const whole = /^\$\{(\w+)\}\n*$/.exec(woven.script)
  if (code.length > 0 && whole === null) return null
  const body = code.length > 0 ? `eval "$${whole?.[1]}"` : woven.script.replace(/\n+$/, '')
  // Lines in front of it are those of a POSIX shell.
  const shell = script.shell
  if (shell === undefined || (shell === 'pwsh' && pen.lines.length > 0)) return null
  const text = [...pen.lines, body].join('\n')
  if (/[\0\ud800-\udfff]/u.test(text)) return null
  const minutes = step['timeout-minutes']
  return {
    kind: 'run',
    name: [],
    script: text,
    shell,
    workingDirectory: script.folder,
    env: pen.env,
    ...when,
    continueOnError: step['continue-on-error'] === true,
    timeoutMinutes: typeof minutes === 'number' && Number.isInteger(minutes) && minutes > 0 ? minutes : null,
    retry: 0,
    writesOutputs: text.includes('PIPEGEN_OUTPUT'),
    raw: [],
    origin: pen.origin,
  }
}

/** The script of a step of the file; undefined where no other vendor has its shell. */
export function scriptOf(step: DataMap, { around }: Elsewhere): Script | undefined {
  const shell = portableShell(wordOf(step.run) ?? '', fullShell(step, around))
  const folder =
    (wordOf(step['working-directory']) ?? around.folder ?? '.').replace(/^\.\//, '').replace(/\/$/, '') || '.'
  if (shell === undefined || hasExpression(folder) || /^[/~]|^[A-Za-z]:|\\|\$|[\n\r]/.test(folder)) return undefined
  // On Windows alone, the shell that nobody names is PowerShell.
  if (shell.shell !== 'pwsh' && /\$env:\w/i.test(shell.script)) return undefined
  return folder.split('/').includes('..') ? undefined : { run: shell.script, shell: shell.shell, folder, env: {} }
}

// What earlier steps left for all later ones.
function load(files: JobFiles, index: number, pen: Pick<Pen, 'files' | 'root'>): string[] {
  const lines: string[] = []
  const each = (kind: 'env' | 'path', line: string): void => {
    const first = files[kind]
    const file = fileOf(kind, pen)
    if (first !== undefined && first < index)
      lines.push(`if [ -f "${file}" ]; then while IFS= read -r line; do ${line}; done < "${file}"; fi`)
  }
  each('env', 'export "${line?}"')
  each('path', 'PATH="$line:$PATH"')
  return lines
}

/** When the step runs: what a story can say of it, and the rest as the first lines of the script. */
function guarded(
  step: DataMap,
  index: number,
  pen: Pen,
): { readonly status: Status; readonly condition: Condition } | undefined {
  const word = wordOf(step.if)
  if (word === undefined) return { status: 'success', condition: yes }
  const { node } = readIf(word)
  if (node === undefined) return { status: 'success', condition: yes }
  const whole = readCondition(node, pen.known)
  const { writers, env, path } = pen.files
  const isWriter = writers.has(wordOf(step.id) ?? '') || index === env || index === path
  if (!isWriter && tests(whole.condition).every(({ test }) => test !== 'vendor')) return whole
  const parts = ('all' in node ? node.all : [node]).map(aliased)
  const statuses = parts.flatMap((part) => statusOf(part) ?? [])
  const status = statuses[0] ?? 'success'
  const rest = parts.filter((part) => statusOf(part) === undefined)
  if (statuses.length > 1 || status === 'unfailed') return undefined
  if (rest.some((part) => calls(part, ['success', 'failure', 'always', 'cancelled']))) return undefined
  // What a step left that did not run this time counts for nothing, so the file is emptied before that.
  openOutputs(step, pen)
  for (const part of rest) {
    const test = testOf(part, pen)
    if (test === undefined) return undefined
    pen.lines.push(`${test} || exit 0`)
  }
  return { status, condition: yes }
}

function openOutputs(step: DataMap, pen: Pen): void {
  const id = wordOf(step.id) ?? ''
  const file = outputsFile(id, pen)
  if (file === undefined || pen.lines.some((line) => line.startsWith('export GITHUB_OUTPUT='))) return
  if (file.startsWith('$')) pen.lines.push(`export GITHUB_OUTPUT="${file}"`)
  else pen.lines.push(`export GITHUB_OUTPUT="$PWD/${file}"`, ': > "$GITHUB_OUTPUT"')
}

// A variable of the step: as a value of the story, or made by a line.
function giveVariable(name: string, value: unknown, pen: Pen): boolean {
  if (!/^[A-Za-z_]\w*$/.test(name) || /^(RUNNER_|PIPEGEN_)/i.test(name)) return false
  const text = value === null ? [] : readText(value, pen.known)
  if (text !== undefined) {
    pen.env.push({ name, value: text, origin: pen.origin })
    return true
  }
  const parts = partsOf(wordOf(value) ?? '')
  const [only, ...more] = parts
  if (typeof only === 'object' && only.node !== undefined && more.length === 0) {
    if (!('value' in only.node) && assign(name, only.node, pen)) {
      pen.lines.push(`export ${name}`)
      return true
    }
  }
  const words = parts.map((part) =>
    typeof part === 'string' ? insideQuotes(part) : part.node === undefined ? undefined : wordFor(part.node, pen),
  )
  if (words.includes(undefined)) return false
  pen.lines.push(`export ${name}="${words.join('')}"`)
  return true
}

// The variables by which the runner speaks with a script.
function runnerFiles(script: string, step: DataMap, pen: Pen): boolean {
  const used = new Set([...script.matchAll(/\b((?:GITHUB|RUNNER|ACTIONS)_[A-Z_]+)\b/g)].map(([, name]) => name ?? ''))
  for (const name of used) {
    const paths = values[name]
    if (name === 'GITHUB_TOKEN' || pen.visible.has(name)) continue
    if (name === 'GITHUB_STEP_SUMMARY') pen.lines.push('export GITHUB_STEP_SUMMARY=/dev/stderr')
    else if (name === 'GITHUB_OUTPUT') {
      openOutputs(step, pen)
      if (!pen.files.writers.has(wordOf(step.id) ?? '')) pen.lines.push('export GITHUB_OUTPUT=/dev/null')
    } else if (name === 'GITHUB_ENV' || name === 'GITHUB_PATH') {
      if (/<</.test(script)) return false
      pen.lines.push(`export ${name}="$PWD/${fileOf(name.slice(7).toLowerCase(), pen)}"`)
    } else if (paths === undefined || variableAs(name, paths, pen) === undefined) return false
  }
  return true
}

const values: Readonly<Record<string, readonly string[]>> = {
  GITHUB_REF: ['github', 'ref'],
  GITHUB_EVENT_NAME: ['github', 'event_name'],
  GITHUB_SERVER_URL: ['github', 'server_url'],
  RUNNER_OS: ['runner', 'os'],
  RUNNER_TEMP: ['runner', 'temp'],
}

function variableAs(name: string, path: readonly string[], pen: Pen): string | undefined {
  const held = variableFor({ path }, pen)
  if (held !== undefined && held !== name) pen.lines.push(`export ${name}="$${held}"`)
  return held
}

// Quotes, pipes and the like in a value would be read as such if it stood in the script itself.
function isCode(node: Node, { known }: Pen): boolean {
  if (!('path' in node) || node.path[0] !== 'matrix') return false
  const [, key = '', part] = node.path
  return (known.job?.cells ?? []).some((cell) => {
    const value = part === undefined ? cell[key] : mapOf(cell[key])?.[part]
    return /[^\w\s.,:/=@%+-]/.test(wordOf(value) ?? '')
  })
}
