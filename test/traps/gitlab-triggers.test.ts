import fc from 'fast-check'
import {
  api,
  branch,
  changed,
  event,
  input,
  job,
  manual,
  not,
  pullRequest,
  push,
  schedule,
  sh,
  story,
  tag,
} from 'pipegen'
import { describe, expect, test } from 'vitest'
import { changesOf, regexOf } from '../../emitters/gitlab/pattern.ts'
import { matches, matchesAny } from '../../src/pattern.ts'
import { attempted, emitted } from './gitlab/emit.ts'
import { holds } from './gitlab/expression.ts'
import { everyRun, type Known, runOf } from './gitlab/runs.ts'
import { fnmatch, fnmatchByRuby, hasRuby, matchesRule, simulate } from './gitlab/simulate.ts'

const one = job({ steps: [sh`true`] })
const name = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '.', '-', '@', '+', 'm', '#'),
  minLength: 1,
  maxLength: 8,
})
const pattern = fc
  .array(fc.constantFrom('a', 'b', '/', '.', '@', '+', '*', '**', '**/', 'ab/'), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''))
  .filter((text) => !text.includes('***'))

describe('patterns', () => {
  test('of names, as regular expressions between slashes that the lexer reads whole', () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), name, (patterns, text) => {
        const regex = regexOf(patterns)
        expect(holds(`$X =~ ${regex} && "a" == "a"`, { X: text }), `${regex} ${text}`).toBe(matchesAny(patterns, text))
        expect(holds(`$X !~ ${regex}`, { X: text })).toBe(!matchesAny(patterns, text))
      }),
      { numRuns: 2000 },
    )
  })

  const path = fc
    .string({ unit: fc.constantFrom('a', 'b', '/', '.'), minLength: 1, maxLength: 8 })
    .filter((text) => !/^\/|\/$|\/\//.test(text))
  test('of paths, in the words of fnmatch: `docs/**` would miss what lies deeper (trap 5)', () => {
    expect(fnmatch('docs/**', 'docs/a/b.md')).toBe(false)
    expect(changesOf(['docs/**', '**/*.js', 'src/**.js', '**'])).toEqual([
      'docs/**/*',
      '**/*.js',
      'src/**/*.js',
      '**/*',
    ])
    fc.assert(
      fc.property(
        pattern.filter((text) => !/^\/|\/\//.test(text)),
        path,
        (text, file) => {
          expect(
            changesOf([text]).some((glob) => fnmatch(glob, file)),
            `${text} -> ${changesOf([text]).join(' ')} on ${file}`,
          ).toBe(matches(text, file))
        },
      ),
      { numRuns: 3000 },
    )
  })
  test.skipIf(!hasRuby)(`and Ruby itself agrees${hasRuby ? '' : ' (not run: there is no Ruby here)'}`, () => {
    const pairs = fc.sample(
      fc.tuple(
        pattern.filter((text) => !/^\/|\/\//.test(text)),
        path,
      ),
      2000,
    )
    const asked = pairs.flatMap(([text, file]) => changesOf([text]).map((glob) => [glob, file] as const))
    const answers = fnmatchByRuby(asked)
    for (const [index, [glob, file]] of asked.entries())
      expect([glob, file, fnmatch(glob, file)]).toEqual([glob, file, answers[index]])
  })
})

describe('a run exists only if a trigger matches', () => {
  test('with filters for branches, tags, targets and paths; new branches are let through (trap 6)', async () => {
    const output = await emitted(
      story({
        name: 'x',
        on: [
          push({ branches: ['main', 'release/*'], ignoreBranches: ['release/1'], paths: ['api/**'], tags: ['v*'] }),
          pullRequest({ branches: ['main'] }),
          schedule('0 3 * * *', { name: 'nightly' }),
        ],
        stages: { all: { one } },
      }),
    )
    const starts = (known: Known) => output.config.workflow.rules.some((rule) => matchesRule(rule, runOf(known)))
    const runs: readonly (readonly [Known, boolean])[] = [
      [{ event: 'push', branch: 'main', changed: ['api/x/y.ts'] }, true],
      [{ event: 'push', branch: 'main', changed: ['docs/a'] }, false],
      [{ event: 'push', branch: 'main', changed: null }, true],
      [{ event: 'push', branch: 'release/2', changed: null }, true],
      [{ event: 'push', branch: 'release/1', changed: null }, false],
      [{ event: 'push', branch: 'release/2/3', changed: null }, false],
      [{ event: 'push', branch: 'maintenance', changed: null }, false],
      [{ event: 'tag', tag: 'v1', changed: null }, true],
      [{ event: 'tag', tag: 'main', changed: null }, false],
      [{ event: 'pullRequest', target: 'main', changed: ['docs/a'] }, true],
      [{ event: 'pullRequest', target: 'release/2', source: 'main', changed: null }, false],
      [{ event: 'schedule', branch: 'main', schedule: 'nightly', changed: null }, true],
      [{ event: 'schedule', branch: 'main', schedule: 'weekly', changed: null }, false],
      [{ event: 'manual', branch: 'main', changed: null }, false],
      [{ event: 'api', branch: 'main', changed: null }, false],
    ]
    for (const [known, wanted] of runs) expect([known, starts(known)]).toEqual([known, wanted])
    expect(output.text).not.toContain('when: always')
  })

  test('a job without rules is part of merge request pipelines too, and no branch name is taken from one (trap 7)', async () => {
    const onMain = job({ when: branch('main'), steps: [sh`true`] })
    const output = await emitted(story({ name: 'x', on: [push(), pullRequest()], stages: { all: { one, onMain } } }))
    const jobs = (known: Known) =>
      [...(simulate(output, runOf(known), () => false)?.outcomes ?? [])]
        .filter(([, state]) => state === 'success')
        .map(([id]) => id)
    expect(jobs({ event: 'pullRequest', target: 'main', source: 'main', changed: null })).toEqual(['one'])
    expect(jobs({ event: 'push', branch: 'main', changed: null })).toEqual(['one', 'onMain'])
    expect(output.config.workflow.rules.length).toBeGreaterThan(0)
  })

  test('inputs have defaults, so that other events start too, and reach conditions by variables alone (trap 15)', async () => {
    const release = manual({
      inputs: {
        channel: input.choice(['beta', 'it\'s "x"/y@z']),
        dry: input.boolean({ default: true }),
        count: input.number(),
      },
    })
    const stable = job({ when: release.inputs.channel.is('it\'s "x"/y@z'), steps: [sh`true`] })
    const counted = job({ when: release.inputs.count.isNot(3), steps: [sh`true`] })
    const output = await emitted(story({ name: 'x', on: [push(), release], stages: { all: { stable, counted } } }))
    expect(Object.values(output.header?.spec.inputs ?? {}).map((one) => one.default)).toEqual(['beta', 'true', '0'])
    const run = (channel: string, count: string) =>
      simulate(
        output,
        runOf({ event: 'manual', branch: 'main', changed: null }, { INPUT_CHANNEL: channel, INPUT_COUNT: count }),
        () => false,
      )?.outcomes
    expect([...(run('it\'s "x"/y@z', '3') ?? [])]).toEqual([
      ['stable', 'success'],
      ['counted', 'absent'],
    ])
    expect([...(run('beta', '4') ?? [])]).toEqual([
      ['stable', 'absent'],
      ['counted', 'success'],
    ])
    expect(output.text.match(/\$\[\[ inputs\.\w+ \]\]/g)).toEqual(['$[[ inputs.channel ]]', '$[[ inputs.count ]]'])
  })

  test('a call of the API names its event', async () => {
    const deployed = api('deployed', { payload: ['version'] })
    const other = api('checked', { payload: ['version'] })
    const forOne = job({ when: deployed.payload.version.isNot(''), steps: [sh`echo ${deployed.payload.version}`] })
    const output = await emitted(story({ name: 'x', on: [deployed, other], stages: { all: { forOne } } }))
    const starts = (name: string) =>
      output.config.workflow.rules.some((rule) =>
        matchesRule(rule, runOf({ event: 'api', changed: null }, { PIPEGEN_API_EVENT: name })),
      )
    expect([starts('deployed'), starts('checked'), starts('')]).toEqual([true, true, false])
    expect(Object.keys(output.header?.spec.inputs ?? {})).toEqual(['api_event', 'deployed-version', 'checked-version'])
  })

  test('paths that start nothing cannot be said, and are refused with the way out', async () => {
    const { found, text } = await attempted(
      story({ name: 'x', on: [push({ ignorePaths: ['docs/**'] })], stages: { all: { one } } }),
    )
    expect(text).toBe('')
    expect(found.filter((one) => one.severity === 'error').map((one) => one.code)).toEqual(['feature-refused'])
  })
})

describe('conditions of jobs', () => {
  test('that need two lists of changed paths are refused, also where another job brings the second', async () => {
    const first = job({ when: changed('api/**'), steps: [sh`true`] })
    const second = job({ when: changed('docs/**'), steps: [sh`true`] })
    const both = job({ needs: [first, second], steps: [sh`true`] })
    const { found } = await attempted(story({ name: 'x', on: [push()], stages: { a: { first, second }, b: { both } } }))
    expect(found.filter((one) => one.severity === 'error').map((one) => one.message)).toEqual([
      expect.stringContaining("the job 'both'"),
      expect.stringContaining("the job 'both'"),
    ])
  })

  test('that are turned round keep the safe side: what cannot be known counts as changed', async () => {
    const quiet = job({ when: not(changed('api/**')), steps: [sh`true`] })
    const output = await emitted(story({ name: 'x', on: [push(), tag('v*')], stages: { all: { quiet } } }))
    const ran = everyRun.map(
      (known) => simulate(output, runOf(known), () => false)?.outcomes.get('quiet') === 'success',
    )
    expect(ran).toEqual(
      everyRun.map(
        (known) =>
          (known.event === 'push' || known.tag === 'v1.0') &&
          known.event !== 'manual' &&
          known.changed !== null &&
          !known.changed.some((path) => path.startsWith('api/')),
      ),
    )
  })

  test('on values that come too late are refused; on outputs they are looked at by the job itself', async () => {
    const { ctx } = await import('pipegen')
    const late = job({ when: ctx.runId.is('7'), steps: [sh`true`] })
    const refused = await attempted(story({ name: 'x', on: [push()], stages: { all: { late } } }))
    expect(refused.found.filter((one) => one.severity === 'error').map((one) => one.code)).toEqual(['feature-refused'])
    const make = job({ outputs: ['go'], steps: [sh`echo go=yes >> "$PIPEGEN_OUTPUT"`] })
    const use = job({ when: make.outputs.go.is('yes'), steps: [sh`echo ran`] })
    const next = job({ needs: [use], steps: [sh`true`] })
    expect(
      (await emitted(story({ name: 'x', on: [push()], stages: { a: { make }, b: { use } } })))
        .job('use')
        .script.join('\n'),
    ).toContain('exit 0')
    const chained = await attempted(
      story({ name: 'x', on: [push()], stages: { a: { make }, b: { use }, c: { next } } }),
    )
    expect(chained.found.filter((one) => one.severity === 'error').map((one) => one.message)).toEqual([
      expect.stringContaining("'next', which needs it, would run"),
    ])
  })

  test('with more parts than the lexer reads are reported', async () => {
    const long = job({ when: not(branch('b')), steps: [sh`true`] })
    const many = Array.from({ length: 60 }, (_, index) => branch(`b${index}`))
    const { all } = await import('pipegen')
    const wide = job({ when: all(event('push'), ...many.map(not)), steps: [sh`true`] })
    const { found } = await attempted(
      story({ name: 'x', on: [push(), pullRequest()], stages: { all: { long, wide } } }),
    )
    expect(found.filter((one) => one.severity === 'error').map((one) => one.code)).toEqual(['limit'])
  })
})
