import { all, any } from '../../dsl/condition.ts'
import {
  always,
  api,
  branch,
  changed,
  ctx,
  environment,
  event,
  input,
  job,
  manual,
  matrix,
  onFailure,
  optional,
  pullRequest,
  push,
  schedule,
  sh,
  story,
  tag,
  targetBranch,
} from '../../dsl/index.ts'
import { compileSpec } from './compile-spec.ts'

const steps = [sh`true`]
const nightly = schedule('0 3 * * *', { name: 'nightly' })
const weekly = schedule('0 5 * * 1', { name: 'weekly' })
const byHand = manual({ inputs: { channel: input.choice(['stable', 'beta']) } })
const call = api('deployed', { payload: ['what'] })
const on = [
  push({ branches: ['main', 'release/*'], ignoreBranches: ['release/old'], paths: ['src/**'] }),
  tag('v*'),
  pullRequest({ branches: ['main'] }),
  nightly,
  weekly,
  byHand,
  call,
]

// Without paths and values, which not all vendors can put beside a gate.
const plain = [push({ branches: ['main', 'release/*'] }), tag('v*'), pullRequest({ branches: ['main'] }), nightly]

const few = [push({ branches: ['main', 'release/*'] }), tag('v*')]

function order() {
  const lint = job({ steps })
  const unit = job({
    matrix: matrix({ node: ['22', '24'], os: ['a', 'b'] }, { exclude: [{ node: '22', os: 'b' }] }),
    steps,
  })
  const audit = job({ allowFailure: true, when: event(nightly), steps })
  const image = job({ needs: [unit, optional(audit)], steps })
  const pack = job({ needs: [image], steps })
  return { check: { lint, unit, audit }, build: { image, pack }, end: { whole: job({ steps }) } }
}

function conditions() {
  const docs = job({ when: changed('docs/**', 'src/docs/**'), steps })
  const release = job({ when: tag('v1*'), steps })
  const preview = job({ when: targetBranch('main'), steps })
  const beta = job({ when: byHand.inputs.channel.is('beta'), steps })
  const what = job({ when: call.payload.what.is('shop'), steps })
  const mixed = job({ when: any(all(branch('main'), event('push', 'manual')), ctx.tag.is('v2')), steps })
  const rest = job({ steps })
  return { one: { docs, release, preview, beta, what, mixed }, two: { rest } }
}

function deployments() {
  const build = job({ steps })
  const staging = job({ needs: [build], when: branch('main'), environment: environment('staging'), steps })
  const production = job({
    needs: [staging],
    environment: environment('production', { approval: 'manual' }),
    steps,
  })
  const announce = job({ needs: [production], steps })
  const [docs, site] = [job({ steps }), job({ needs: [], steps })]
  return { build: { build, docs }, deploy: { staging, production, site }, tell: { announce } }
}

function failures() {
  const one = job({ steps })
  const two = job({ allowFailure: true, steps })
  const mend = job({ when: onFailure(), steps })
  const sweep = job({ when: always(), steps })
  return { work: { one, two }, next: { three: job({ steps }) }, end: { mend, sweep } }
}

function gates() {
  const build = job({ steps })
  const [staging, docs] = [environment('staging'), job({ needs: [], steps })]
  const test = job({ needs: [build], when: branch('main'), environment: staging, steps })
  const production = environment('production', { approval: 'manual' })
  const ship = job({ needs: [test], environment: production, allowFailure: false, steps })
  return { build: { build, docs }, deploy: { test, ship }, tell: { announce: job({ needs: [ship], steps }) } }
}

function simple() {
  const unit = job({ matrix: { node: ['22', '24'] }, steps })
  const image = job({ when: branch('main'), steps })
  const pack = job({ needs: [image], allowFailure: true, steps })
  const release = job({ when: tag('v1*'), steps })
  return { check: { lint: job({ steps }), unit }, build: { image, pack }, end: { release, last: job({ steps }) } }
}

/** Stories that between them use all that decides which jobs run. */
export const mutationStories = Object.entries({ order, conditions, deployments, failures, gates, simple }).map(
  ([name, stages]) => ({
    name,
    pipeline: compileSpec(story({ name, on: { gates: plain, simple: few }[name] ?? on, stages: stages() })),
  }),
)
