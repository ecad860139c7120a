import fc from 'fast-check'
import type { Drawn, DrawnCondition, DrawnJob } from './drawn-story.ts'

const patterns = fc.constantFrom('main', 'develop', 'release/*', 'feature/**', '*', '**', 'v*', 'Main')
const someOf = (list: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: 2 })
const branches = fc.uniqueArray(patterns, { minLength: 1, maxLength: 2 })
const tags = someOf(['v*', 'v1.*', 'release/**', 'nightly'])
const paths = someOf(['src/**', 'docs/*.md', 'README.md', '**/*.ts'])

const tests: fc.Arbitrary<DrawnCondition> = fc.oneof(
  { weight: 4, arbitrary: branches.map((list): DrawnCondition => ({ branch: list })) },
  { weight: 2, arbitrary: tags.map((list): DrawnCondition => ({ tag: list })) },
  { weight: 2, arbitrary: branches.map((list): DrawnCondition => ({ target: list })) },
  { weight: 2, arbitrary: paths.map((list): DrawnCondition => ({ changed: list })) },
  {
    weight: 3,
    arbitrary: someOf(['push', 'tag', 'pullRequest', 'schedule', 'manual', 'api']).map(
      (list): DrawnCondition => ({ event: list }),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<DrawnCondition>({ event: ['nightly'] }, { fork: true }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<DrawnCondition>(
      { value: 'input', to: 'beta' },
      { value: 'flag', to: 'true' },
      { value: 'payload', to: 'go' },
      { value: 'branch', to: 'main' },
      { value: 'event', to: 'push' },
      { value: 'cell', to: 'b' },
      { value: 'output', to: 'yes' },
      { value: 'output', to: '' },
    ),
  },
)

const conditions = fc.letrec<{ readonly tree: DrawnCondition }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    { weight: 5, arbitrary: tests },
    {
      weight: 2,
      arbitrary: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((all): DrawnCondition => ({ all })),
    },
    {
      weight: 2,
      arbitrary: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((any): DrawnCondition => ({ any })),
    },
    { weight: 2, arbitrary: tie('tree').map((not): DrawnCondition => ({ not })) },
  ),
})).tree

const rarely = <T>(arbitrary: fc.Arbitrary<T>, often: number): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: often })

// fast-check: one in (freq + 1) is nil; here one in `times` is something.
const oneIn = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.nat(times - 1).chain((drawn) => (drawn === 0 ? arbitrary : fc.constant(undefined)))

const job: fc.Arbitrary<DrawnJob> = fc.record({
  stage: fc.nat(2),
  needs: rarely(
    fc.uniqueArray(
      fc.record({
        to: fc.nat(6),
        how: fc.constantFrom('plain' as const, 'plain' as const, 'after' as const, 'optional' as const),
      }),
      { maxLength: 3, selector: ({ to }) => to },
    ),
    1,
  ),
  status: oneIn(7, fc.constantFrom('failure' as const, 'always' as const)),
  when: oneIn(3, conditions),
  matrix: oneIn(
    5,
    fc.record({
      two: fc.boolean(),
      exclude: fc.boolean(),
      failFast: fc.nat(3).map((drawn) => drawn === 0),
      maxParallel: oneIn(4, fc.constant(1)),
      parted: oneIn(3, fc.constantFrom('all' as const, 'any' as const)),
    }),
  ),
  environment: oneIn(
    5,
    fc.record({ name: fc.constantFrom('production', 'staging', 'of-branch', 'of-cell'), gate: fc.boolean() }),
  ),
  allowFailure: fc.nat(4).map((drawn) => drawn === 0),
  outputs: fc.nat(2).map((drawn) => drawn === 0),
})

/** Stories of a few jobs that use what decides which of them run. */
export const randomStories: fc.Arbitrary<Drawn> = fc.record({
  push: fc.option(
    fc.record({
      branches: oneIn(3, branches),
      ignoreBranches: oneIn(5, branches),
      paths: oneIn(5, paths),
      ignorePaths: oneIn(8, paths),
    }),
    { nil: undefined, freq: 5 },
  ),
  tag: oneIn(3, tags),
  pullRequest: oneIn(2, fc.record({ branches: oneIn(2, branches), paths: oneIn(5, paths) })),
  schedule: oneIn(4, fc.constant(true)),
  manual: oneIn(3, fc.constant(true)),
  api: oneIn(4, fc.constant(true)),
  jobs: fc.array(job, { minLength: 1, maxLength: 6 }),
})
