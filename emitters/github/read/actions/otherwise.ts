import { yes } from '../../../../src/condition/build.ts'
import { tests } from '../../../../src/condition/tests.ts'
import type { RunStep } from '../../../../src/ir.ts'
import type { DataMap } from '../../../../src/yaml/data.ts'
import { actionOf } from '../action.ts'
import { readEnv } from '../env.ts'
import { type StepPlace, whenOf } from '../run-step.ts'
import { mapOf } from '../source.ts'
import { readText } from '../value.ts'
import { docker } from './docker.ts'
import { installers } from './installers.ts'
import { publishers } from './publishers.ts'
import { type Cook, nothing } from './recipe.ts'

// What these keep for later runs, or watch, changes no result.
const idle: Readonly<Record<string, Cook>> = Object.fromEntries(
  [
    'actions/cache',
    'actions/cache/restore',
    'actions/cache/save',
    'swatinem/rust-cache',
    'julia-actions/cache',
    'step-security/harden-runner',
    'gradle/actions/setup-gradle',
    'gradle/actions/wrapper-validation',
  ].map((action) => [action, nothing]),
)

const recipes: Readonly<Record<string, Cook>> = { ...idle, ...docker, ...installers, ...publishers }

/** The script that does for other vendors what an action does here; null where none is known. */
export function otherwiseOf(step: DataMap, place: Omit<StepPlace, 'writes'>, asked: boolean): RunStep | null {
  const { known, source, path } = place
  const call = actionOf(step)
  const cook = call === undefined || !Object.hasOwn(recipes, call.action) ? undefined : recipes[call.action]
  const recipe = call === undefined ? undefined : cook?.(call)
  // What asks for the outputs of the action cannot do with a script.
  if (recipe === undefined || asked) return null
  const when = step.if === undefined ? { status: 'success' as const, condition: yes } : whenOf(step.if, known)
  if (tests(when.condition).some((test) => test.test === 'vendor')) return null
  const own = readEnv(step.env, [...path, 'env'], known, source)
  if (own.theirs.length > 0 || (step.env !== undefined && mapOf(step.env) === undefined)) return null
  const origin = source.at(path)
  const env = Object.entries(recipe.env ?? {}).map(([name, text]) => ({ name, value: readText(text, known), origin }))
  if (env.some(({ value }) => value === undefined)) return null
  const names = new Set(env.map(({ name }) => name))
  return {
    kind: 'run',
    name: [],
    script: recipe.script,
    shell: recipe.shell ?? 'sh',
    workingDirectory: '.',
    env: [
      ...own.env.filter(({ name }) => !names.has(name)),
      ...env.map((entry) => ({ ...entry, value: entry.value ?? [] })),
    ],
    status: when.status,
    condition: when.condition,
    continueOnError: step['continue-on-error'] === true,
    timeoutMinutes: null,
    retry: 0,
    writesOutputs: false,
    raw: [],
    origin,
  }
}
