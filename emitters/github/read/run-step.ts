import { yes } from '../../../src/condition/build.ts'
import type { Env, RunStep, Status } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import type { Path } from '../../../src/yaml/find.ts'
import { readCondition } from './condition.ts'
import { readEnv } from './env.ts'
import type { Node } from './expression.ts'
import type { Known } from './known.ts'
import { outputLine } from './own-steps.ts'
import { type Around, fullShell, portableShell } from './shell.ts'
import { mapOf, type Source, wordOf } from './source.ts'
import { hasExpression, readIf } from './template.ts'
import { readText, readValue } from './value.ts'
import { weave } from './weave.ts'

/** Where a step stands. */
export interface StepPlace {
  readonly path: Path
  readonly known: Known
  readonly around: Around
  readonly source: Source
  /** The variables that the step sees of the job and the workflow. */
  readonly visible: ReadonlySet<string>
  /** Whether its outputs are outputs of the job in the pipeline. */
  readonly writes: boolean
}

/** A script as a portable step; the reason where it is none. */
export function readRun(step: DataMap, place: StepPlace): RunStep | string {
  const { known, around, source, path } = place
  const given = wordOf(step.run) ?? ''
  const run = place.writes && given.startsWith(outputLine) ? given.slice(outputLine.length) : given
  if (Object.keys(step).some((key) => !keys.has(key))) return 'a key of it has no portable meaning'
  const shell = portableShell(run, fullShell(step, around))
  if (shell === undefined) return `no other vendor runs scripts with '${fullShell(step, around) ?? ''}'`
  const { env, theirs } = readEnv(step.env, [...path, 'env'], known, source)
  if (theirs.length > 0 || (step.env !== undefined && mapOf(step.env) === undefined))
    return `${theirs.join(', ') || 'its env'} is known to this vendor alone`
  const woven = weaveRun(shell.script, shell.shell, new Set([...place.visible, ...env.map(({ name }) => name)]), place)
  if (typeof woven === 'string') return woven
  const folder = wordOf(step['working-directory']) ?? around.folder ?? '.'
  if (hasExpression(folder) || !isInside(folder)) return `the folder '${folder}' is known to this vendor alone`
  const when = step.if === undefined ? { status: 'success' as Status, condition: yes } : whenOf(step.if, known)
  const minutes = step['timeout-minutes']
  return {
    kind: 'run',
    name: readText(step.name, known, ['matrix']) ?? [],
    script: woven.script.replace(/\n+$/, ''),
    shell: shell.shell,
    workingDirectory: folder.replace(/^\.\//, '').replace(/\/$/, '') || '.',
    env: [...env, ...woven.env],
    status: when.status,
    condition: when.condition,
    continueOnError: step['continue-on-error'] === true,
    timeoutMinutes: typeof minutes === 'number' && Number.isInteger(minutes) && minutes > 0 ? minutes : null,
    retry: 0,
    writesOutputs: place.writes,
    raw: [],
    origin: source.at(path),
  }
}

/** The `if` of a step. */
export function whenOf(value: unknown, known: Known) {
  const word = wordOf(value)
  const { node } = readIf(word ?? '')
  return node === undefined ? readCondition({ value: true }, known) : readCondition(node, known)
}

const keys: ReadonlySet<string> = new Set([
  'name',
  'id',
  'if',
  'run',
  'shell',
  'working-directory',
  'env',
  'continue-on-error',
  'timeout-minutes',
])

function weaveRun(
  run: string,
  shell: RunStep['shell'],
  visible: ReadonlySet<string>,
  { known, source, path, writes }: StepPlace,
): { readonly script: string; readonly env: Env } | string {
  if (/^\s*::|echo\s+["']?::/m.test(run)) return 'it speaks to the runner of this vendor'
  const woven = weave(run, visible)
  if (woven === undefined) return 'an expression stands where no variable can'
  const theirs = foreignVariable(woven.script, writes)
  if (theirs !== undefined) return `$${theirs} is known to this vendor alone`
  if (woven.env.length > 0 && shell === 'pwsh') return 'an expression stands in a script of PowerShell'
  const env: { name: string; value: Env[number]['value']; origin: Env[number]['origin'] }[] = []
  for (const { name, node, expression } of woven.env) {
    const ref = readValue(node, known)
    if (ref === undefined) return `'${expression}' is known to this vendor alone`
    env.push({ name, value: [ref], origin: source.at([...path, 'run']) })
  }
  if (woven.bare.some((node) => isCode(node, known))) return 'a value of the matrix is a piece of the script'
  const script = writes ? woven.script.replaceAll(/\bGITHUB_OUTPUT\b/g, 'PIPEGEN_OUTPUT') : woven.script
  if (/[\0\ud800-\udfff]/u.test(script)) return 'it holds a character that no environment can carry'
  return { script, env }
}

/** A variable of the script that only this vendor sets. */
function foreignVariable(run: string, writes: boolean): string | undefined {
  for (const [, name] of run.matchAll(/\b((?:GITHUB|RUNNER|ACTIONS)_[A-Z_]+)\b/g))
    if (!(writes && name === 'GITHUB_OUTPUT') && name !== 'GITHUB_TOKEN') return name
  return undefined
}

// Quotes, pipes and the like in a value would be read as such if it stood in the script itself.
function isCode(node: Node, { job }: Known): boolean {
  if (!('path' in node) || node.path[0] !== 'matrix') return false
  const key = node.path[1] ?? ''
  return (job?.cells ?? []).some((cell) => /[^\w\s.,:/=@%+-]/.test(String(cell[key] ?? '')))
}

function isInside(folder: string): boolean {
  return !/^[/~]|^[A-Za-z]:|\\|\$|[\n\r]/.test(folder) && !folder.split('/').includes('..') && folder !== ''
}
