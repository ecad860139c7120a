import type { Env, RawPatch, RunStep, Step, VendorStep } from '../../src/ir.ts'
import { inside, type Origin } from '../../src/origin.ts'
import type {
  Command,
  StepLike,
  StepSpec,
  Step as StepValue,
  VendorStepSpec,
  VendorSteps,
  VendorStep as VendorStepValue,
} from '../step.ts'
import { always, compileWhen } from './condition.ts'
import { compileEnv } from './env.ts'
import { checkPaths } from './files.ts'
import { compileMinutes } from './minutes.ts'
import { unknownOptions } from './options.ts'
import type { JobScope } from './scope.ts'
import { compileScript, shellOf } from './script.ts'
import { anywhere, compileText, readable, typeName } from './text.ts'

const stepOptions = new Set([
  'run',
  'name',
  'env',
  'when',
  'shell',
  'workingDirectory',
  'continueOnError',
  'timeout',
  'retry',
  'raw',
])
const vendorStepOptions = ['name', 'when', 'on', 'otherwise']
const none: readonly never[] = []

/** What the steps of a job see of it. */
export interface Around {
  readonly env: Env
  readonly shell: 'bash' | 'sh'
  readonly workingDirectory: string
  readonly hasOutputs: boolean
}

/** The steps of a job. */
export function compileSteps(specs: readonly StepLike[], around: Around, at: Origin, scope: JobScope): readonly Step[] {
  const steps: Step[] = []
  specs.forEach((spec, index) => {
    const origin = inside(at, index)
    const kind = typeof spec === 'object' && spec !== null ? spec.kind : undefined
    if (kind === 'command' || kind === 'step')
      steps.push(compileRun(spec as Command | StepValue, around, origin, scope))
    else if (kind === 'vendorStep') steps.push(compileVendorStep(spec as VendorStepValue, around, origin, scope))
    else
      scope.report('wrong-type', origin, {
        what: `a step of '${scope.id}'`,
        expected: 'sh`…`, step() or vendorStep()',
        found: typeName(spec),
      })
  })
  return around.hasOutputs ? withWriters(steps) : steps
}

/** Raw patches of a node. */
export function compileRaw(raw: object | undefined, at: Origin): readonly RawPatch[] {
  if (raw === undefined) return none
  return Object.entries(raw).flatMap(([vendor, patch]) =>
    patch === undefined ? [] : [{ vendor, patch, origin: inside(at, vendor) }],
  )
}

function compileRun(given: Command | StepValue, around: Around, origin: Origin, scope: JobScope): RunStep {
  const spec: StepSpec = given.kind === 'step' ? given.spec : { run: given }
  if (given.kind === 'step') unknownOptions(spec, stepOptions, 'a step', origin, scope)
  if (typeof spec.run !== 'object' || spec.run === null || spec.run.kind !== 'command') {
    scope.report('wrong-type', origin, { what: 'run', expected: 'a script, sh`…`', found: typeName(spec.run) })
    return compileRun(nothing, around, origin, scope)
  }
  const { status, condition } =
    spec.when === undefined ? always : compileWhen(spec.when, readable, inside(origin, 'when'), scope)
  const env = spec.env === undefined ? none : compileEnv(spec.env, anywhere, inside(origin, 'env'), scope)
  const shell = shellOf(spec.run, spec.shell, around.shell)
  const woven = compileScript(spec.run, shell, env, around.env, origin, scope)
  const retry = spec.retry ?? 0
  if (!(Number.isInteger(retry) && retry >= 0 && retry <= 10))
    scope.report('bad-value', inside(origin, 'retry'), {
      what: 'the retry of a step',
      value: String(retry),
      expected: 'a whole number from 0 to 10',
    })
  return {
    kind: 'run',
    name:
      spec.name === undefined
        ? none
        : compileText(spec.name, 'the name of a step', ['matrix'], inside(origin, 'name'), scope),
    script: woven.script,
    shell,
    workingDirectory:
      spec.workingDirectory === undefined
        ? around.workingDirectory
        : (checkPaths([spec.workingDirectory], inside(origin, 'workingDirectory'), scope)[0] ?? '.'),
    env: woven.env.length === 0 ? env : [...env, ...woven.env],
    status,
    condition,
    continueOnError: spec.continueOnError ?? false,
    timeoutMinutes:
      spec.timeout === undefined ? null : compileMinutes(spec.timeout, null, inside(origin, 'timeout'), scope),
    retry,
    writesOutputs: false,
    raw: spec.raw === undefined ? none : compileRaw(spec.raw, inside(origin, 'raw')),
    origin,
  }
}

const nothing: Command = {
  kind: 'command',
  shell: 'default',
  strings: Object.assign([':'], { raw: [':'] }),
  values: [],
}

function compileVendorStep(given: VendorStepValue, around: Around, origin: Origin, scope: JobScope): VendorStep {
  const { spec } = given
  unknownOptions(spec, new Set([...vendorStepOptions, ...scope.vendors]), 'a vendor step', origin, scope)
  const when = compileWhen(spec.when, readable, inside(origin, 'when'), scope)
  const run = (value: Command | StepValue, at: Origin): RunStep => ({
    ...compileRun(value, around, at, scope),
    ...(spec.when === undefined ? {} : when),
  })
  const variants = variantsOf(spec, origin, scope).flatMap(({ vendor, value, at }) =>
    value === undefined
      ? []
      : [
          [
            vendor,
            isRun(value) ? { run: run(value, at) } : { native: value as Readonly<Record<string, unknown>> },
          ] as const,
        ],
  )
  return {
    kind: 'vendor',
    name:
      spec.name === undefined
        ? []
        : compileText(spec.name, 'the name of a step', ['matrix'], inside(origin, 'name'), scope),
    variants: Object.fromEntries(variants),
    otherwise: spec.otherwise === undefined ? null : run(spec.otherwise, inside(origin, 'otherwise')),
    recipeOf: null,
    ...when,
    origin,
  }
}

interface Variant {
  readonly vendor: string
  readonly value: unknown
  readonly at: Origin
}

// What the step is on each vendor, under the vendor's name or gathered in `on`.
function variantsOf(spec: VendorStepSpec, origin: Origin, { vendors }: JobScope): readonly Variant[] {
  const { on = {}, ...own } = spec
  const flat: VendorSteps = own
  return [
    ...Object.entries(on).map(([vendor, value]) => ({ vendor, value, at: inside(origin, 'on', vendor) })),
    ...Object.entries(flat)
      .filter(([key]) => vendors.includes(key))
      .map(([vendor, value]) => ({ vendor, value, at: inside(origin, vendor) })),
  ]
}

// Steps that name the file write outputs; where none does, a program that they call may, so all can.
function withWriters(steps: readonly Step[]): readonly Step[] {
  const names = (step: RunStep): boolean => step.script.includes('PIPEGEN_OUTPUT')
  const some = steps.some((step) => scriptsOf(step).some(names))
  return steps.map((step) => {
    if (step.kind === 'run') return { ...step, writesOutputs: !some || names(step) }
    // What only some vendors run writes where it says so.
    const marked = (run: RunStep): RunStep => (names(run) ? { ...run, writesOutputs: true } : run)
    const variants = Object.entries(step.variants).map(([vendor, variant]) => [
      vendor,
      'run' in variant ? { run: marked(variant.run) } : variant,
    ])
    return {
      ...step,
      variants: Object.fromEntries(variants),
      otherwise: step.otherwise === null ? null : marked(step.otherwise),
    }
  })
}

function scriptsOf(step: Step): readonly RunStep[] {
  if (step.kind === 'run') return [step]
  const variants = Object.values(step.variants).flatMap((variant) => ('run' in variant ? [variant.run] : []))
  return step.otherwise === null ? variants : [...variants, step.otherwise]
}

function isRun(value: unknown): value is Command | StepValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'command' || value.kind === 'step')
  )
}
