import { yes } from '../../../../src/condition/build.ts'
import { tests } from '../../../../src/condition/tests.ts'
import type { RunStep } from '../../../../src/ir.ts'
import { plainStep } from '../../../../src/plain-step.ts'
import type { DataMap } from '../../../../src/yaml/data.ts'
import { actionOf } from '../action.ts'
import { type Elsewhere, runElsewhere } from '../elsewhere/run.ts'
import { whenOf } from '../run-step.ts'
import { docker } from './docker.ts'
import { installers } from './installers.ts'
import { keeping } from './keeping.ts'
import { lateTools } from './late-tools.ts'
import { metadata } from './metadata.ts'
import { programs } from './programs.ts'
import { publishers } from './publishers.ts'
import { type Cook, type Kitchen, nothing, type Recipe } from './recipe.ts'
import { remote } from './remote.ts'
import { sources } from './sources.ts'

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
    'nix-community/cache-nix-action',
    'determinatesystems/magic-nix-cache-action',
    // It tells the vendor what the project is built from, for alerts of the vendor.
    'advanced-security/maven-dependency-submission-action',
  ].map((action) => [action, nothing]),
)

const recipes: Readonly<Record<string, Cook>> = {
  ...idle,
  ...docker,
  ...keeping,
  ...metadata,
  ...sources,
  ...lateTools,
  ...installers,
  ...publishers,
  ...programs,
  ...remote,
}

/** The actions that other vendors have a script for. */
export const knownActions: readonly string[] = Object.keys(recipes).toSorted()

/** What does for other vendors what the action of a step does; undefined where nothing is known. */
export function recipeOf(step: DataMap, kitchen: Kitchen): Recipe | undefined {
  const call = actionOf(step)
  return call === undefined || !Object.hasOwn(recipes, call.action) ? undefined : recipes[call.action]?.(call, kitchen)
}

/** The script of a recipe in the place of the step; null where it cannot stand there. */
export function otherwiseOf(step: DataMap, recipe: Recipe | undefined, place: Elsewhere): RunStep | null {
  if (recipe === undefined) return null
  const { script: run, shell = 'sh', env = {} } = recipe
  return run === ':' ? idleStep(step, place) : runElsewhere(step, { run, shell, folder: '.', env }, place)
}

// What does nothing does it in any case.
function idleStep(step: DataMap, { known, source, path }: Elsewhere): RunStep {
  const when = step.if === undefined ? undefined : whenOf(step.if, known)
  const isPlain = when === undefined || tests(when.condition).some(({ test }) => test === 'vendor')
  return {
    ...plainStep(':', source.at(path), 'sh'),
    status: isPlain ? 'success' : when.status,
    condition: isPlain ? yes : when.condition,
    continueOnError: step['continue-on-error'] === true,
  }
}
