import fc from 'fast-check'
import { expect, test } from 'vitest'
import { weaver } from '../../src/cli/import/weaver.ts'
import type { Condition, Job, Pipeline, Step, Text } from '../../src/ir.ts'
import { plainStep } from '../../src/plain-step.ts'
import { formatStory } from '../../src/tell/format.ts'
import { tellStory } from '../../src/tell/story.ts'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { compileStories } from '../harness/compile-stories.ts'
import { meaningOf, retell } from '../harness/retell.ts'
import { gatherCase } from '../harness/translate-case.ts'

// Jobs that are like each other but for some values become calls of a function, or spread what they share. The story says
// the same as if each stood alone.
const texts = ['a', 'b c', '"', '`', '${x}', '\\', "it's", '*/', '//', '\n', 'name', 'build', '1', 'é', '{ a: a }']

/** What is changed in a copy of a job: the text put behind, by what it is put behind. */
const change = fc.record({
  name: fc.option(fc.constantFrom(...texts), { nil: undefined }),
  env: fc.option(fc.constantFrom(...texts), { nil: undefined }),
  script: fc.option(fc.constantFrom('x', 'echo "$HOME"'), { nil: undefined }),
  image: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  pattern: fc.option(fc.constantFrom('-a', '/b'), { nil: undefined }),
  timeout: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  drops: fc.constantFrom('', 'env', 'artifacts', 'caches'),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

const behind = (text: Text, more: string | undefined): Text => {
  const last = text[text.length - 1]
  if (more === undefined) return text
  return typeof last === 'string' ? [...text.slice(0, -1), `${last}${more}`] : [...text, more]
}

function changed(job: Job, id: string, by: Change): Job {
  const { drops } = by
  return {
    ...job,
    id,
    name: behind(job.name.length === 1 && job.name[0] === job.id ? [id] : job.name, by.name),
    env: drops === 'env' && job.caches.length === 0 ? [] : job.env.map((one) => ({ ...one, value: envText(one, by) })),
    steps: job.steps.map((step) => stepOf(step, by)),
    container: job.container && { ...job.container, image: behind(job.container.image, by.image) },
    condition: conditionOf(job.condition, by.pattern),
    // No two jobs leave artifacts of one name.
    artifacts: drops === 'artifacts' ? [] : job.artifacts.map((one) => ({ ...one, name: `${one.name}-${id}` })),
    timeoutMinutes: by.timeout ?? job.timeoutMinutes,
  }
}

// What is a secret, or comes from a job, stays it; so does what a cache brings.
function envText({ value }: Job['env'][number], { env }: Change): Text {
  return value.every((part) => typeof part === 'string') && !String(value[0]).includes('.cache')
    ? behind(value, env)
    : value
}

function stepOf(step: Step, { script }: Change): Step {
  return step.kind === 'run' && script !== undefined && step.shell !== 'pwsh'
    ? { ...step, script: `${step.script}\n${script}` }
    : step
}

function conditionOf(condition: Condition, more: string | undefined): Condition {
  return more !== undefined && 'test' in condition && condition.test === 'branch'
    ? { ...condition, patterns: condition.patterns.map((one) => (one.endsWith('*') ? one : `${one}${more}`)) }
    : condition
}

// What is short is not worth a function.
const more = ['make configure prefix=/usr/local', 'make all the things that there are', 'make check report=junit'].map(
  (script, index): Step => ({
    ...plainStep(script, { file: 'x', line: 1, column: 1 }),
    name: [`More ${index}`],
    env: [{ name: 'LEVEL', value: ['debug'], origin: { file: 'x', line: 1, column: 1 } }],
  }),
)

function withCopies(pipeline: Pipeline, at: number, changes: readonly Change[]): Pipeline {
  const found = pipeline.jobs[at % pipeline.jobs.length] as Job
  const own = found.outputs.length > 0 ? found : { ...found, steps: [...found.steps, ...more] }
  const copies = changes.map((by, index) => changed(own, `${own.id}-x${index}`, by))
  const place = pipeline.jobs.indexOf(found)
  const jobs = [...pipeline.jobs.slice(0, place), own, ...copies, ...pipeline.jobs.slice(place + 1)].map((job) => {
    const need = job.needs.find((one) => one.job === own.id && one.by === 'stage')
    return need === undefined
      ? job
      : { ...job, needs: [...job.needs, ...copies.map(({ id }) => ({ ...need, job: id }))] }
  })
  return { ...pipeline, jobs }
}

const bases = ['examples', 'test/features'].flatMap((base) =>
  casesIn(base).map((name) => `${projectRoot}/${base}/${name}`),
)
const pipelines: Pipeline[] = []
for (const base of bases) pipelines.push(...(await gatherCase(base, [])).pipelines)
const samples = fc.sample(
  fc.tuple(fc.constantFrom(...pipelines), fc.nat(20), fc.array(change, { minLength: 1, maxLength: 4 })),
  { numRuns: 80, seed: 20_261_123 },
)

test('jobs that are alike say the same in one function, or with what they spread, as each for itself', async () => {
  const told: string[] = []
  let [calls, spreads] = [0, 0]
  for (const [base, at, changes] of samples) {
    const pipeline = withCopies(base, at, changes)
    const again = await retell(pipeline)
    told.push(await formatStory(tellStory(pipeline, [], weaver)))
    if (again.text.includes('=>\n  job({')) calls++
    if (again.text.includes('({ ...') || again.text.includes('\n  ...')) spreads++
    expect(again.found, again.text).toEqual([])
    expect(again.pipeline && meaningOf(again.pipeline), again.text).toEqual(meaningOf(pipeline))
  }
  // Both forms are really met with.
  expect(Math.min(calls, spreads)).toBeGreaterThan(5)
  expect(compileStories(told)).toBe('')
})
