import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  always,
  branch,
  ctx,
  job,
  onFailure,
  pullRequest,
  push,
  secret,
  sh,
  step,
  story,
  tag,
} from '../../dsl/index.ts'
import type { JobSpec } from '../../dsl/job-spec.ts'
import { build, shells } from './codeship-build.ts'
import { type Emitted, emitCodeship, said } from './codeship-emit.ts'

type Spec = JobSpec<never, Record<never, never>>

async function only(spec: Spec, on: Parameters<typeof story>[0]['on'] = [push()]): Promise<Emitted> {
  const emitted = await emitCodeship(story({ name: 'one', on, stages: { all: { only: job(spec) } } }))
  expect(said(emitted, 'error')).toEqual([])
  return emitted
}

const image = 'alpine:3.22'
const mark = (word: string) => `printf '${word} ' >> "$TRACE"`
const raw = (text: string) => sh(Object.assign([text], { raw: [text] }) as unknown as TemplateStringsArray)

describe.each(shells)('where sh is %s', (shell) => {
  test('nothing leaks from one step into the next', async () => {
    const made = await only({
      image,
      steps: [
        raw(`mkdir -p sub; cd sub; export LEAK=1; plain=1; ${mark('first')}; exit 0; ${mark('never')}`),
        raw(`[ -d sub ]; [ -z "$LEAK$plain" ]; set +e; f() { :; }; ${mark('second')}`),
        raw(`false | true; ${mark('never')}`),
        raw(mark('never')),
      ],
    })
    expect(build(made, { shell })).toMatchObject({ trace: 'first second ', code: 1 })
  })

  test('a step of the POSIX shell has no pipefail, and stops at the first failure', async () => {
    const steps = [raw(`false | true; ${mark('on')}`), raw(`(exit 7); ${mark('never')}`), raw(mark('never'))]
    expect(build(await only({ image, shell: 'sh', steps }), { shell })).toMatchObject({ trace: 'on ', code: 7 })
  })

  test('steps run by the result of those before them', async () => {
    const made = await only({
      image,
      steps: [
        raw(mark('a')),
        step({ when: onFailure(), run: raw(mark('early')) }),
        raw('exit 9'),
        raw(mark('never')),
        step({ when: onFailure(), run: raw(mark('late')) }),
        step({ when: always(), run: raw(mark('end')) }),
      ],
    })
    expect(build(made, { shell })).toMatchObject({ trace: 'a late end ', code: 9 })
  })

  test('a step may fail, and is tried again as often as it says', async () => {
    const made = await only({
      image,
      steps: [
        step({ continueOnError: true, run: raw(`${mark('x')}; false`) }),
        step({ retry: 2, run: raw(`${mark('try')}; [ "$(grep -o try "$TRACE" | wc -l)" -ge 3 ]`) }),
        raw(mark('on')),
      ],
    })
    expect(build(made, { shell })).toMatchObject({ trace: 'x try try try on ', code: 0 })
  })

  test('a job is tried again in fresh sources, and may fail', async () => {
    const run = raw(`[ ! -e dirt ]; touch dirt; ${mark('try')}; false`)
    expect(build(await only({ image, retry: 2, steps: [run] }), { shell })).toMatchObject({
      trace: 'try try try ',
      code: 1,
    })
    expect(build(await only({ image, allowFailure: true, steps: [run] }), { shell })).toMatchObject({
      trace: 'try ',
      code: 0,
    })
  })

  test('any value comes out as it went in', async () => {
    const values = [
      ...fc
        .sample(fc.string({ unit: 'binary', maxLength: 12 }), { numRuns: 40, seed: 7 })
        .filter((value) => !/[\0\u0001\ud800-\udfff]/u.test(value)),
      ...["it's", '"$HOME"', '`id`', '\\', '\n', 'a\n\n', '$(id)', '!x', '~', '-n', '%s', '', ' ', '#', '\ttab', 'ü'],
    ]
    const env = Object.fromEntries(values.map((value, index) => [`V${index}`, value]))
    const check = Object.keys(env).map((name) => `printf '%s\\001' "$${name}" >> "$TRACE"`)
    expect(
      build(await only({ image, env, steps: [raw(check.join('\n'))] }), { shell })
        .trace.split('\u0001')
        .slice(0, -1),
    ).toEqual(values)
  })

  test('outputs travel as they are, of equal names the last', async () => {
    const write = job({
      image,
      outputs: ['one', 'lines', 'never'],
      steps: [
        raw(`echo one=old >> "$PIPEGEN_OUTPUT"; echo "one=it's \\$(id) = new" >> "$PIPEGEN_OUTPUT"`),
        raw(`printf 'lines<<END\\na\\n\\nb\\n\\nEND\\n' >> "$PIPEGEN_OUTPUT"`),
      ],
    })
    const read = job({
      image,
      env: { ONE: write.outputs.one, LINES: write.outputs.lines, NEVER: write.outputs.never },
      steps: [raw(`printf '%s|%s|%s' "$ONE" "$LINES" "$NEVER" >> "$TRACE"`)],
    })
    const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { all: { write, read } } }))
    expect(build(made, { shell })).toMatchObject({ trace: "it's $(id) = new|a\n\nb\n|", code: 0 })
  })

  test('a job sees the artifacts that it needs, and no other file of another job', async () => {
    const write = job({
      image,
      artifacts: { made: { paths: ['out', '*.log'], exclude: ['out/skip.txt'], ifMissing: 'error' } },
      steps: [
        raw(
          `mkdir -p out/in; echo 1 > out/in/a; echo 2 > out/skip.txt; echo 3 > x.log; echo 4 > other; chmod +x out/in/a`,
        ),
      ],
    })
    const read = job({
      image,
      needs: [write],
      steps: [raw(`find . -type f ! -path './codeship*' | sort | tr '\\n' ' ' >> "$TRACE"; [ -x out/in/a ]`)],
    })
    const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { all: { write, read } } }))
    expect(said(made, 'error')).toEqual([])
    expect(build(made, { shell })).toMatchObject({ trace: './out/in/a ./x.log ', code: 0 })
  })

  test('a missing artifact fails its job', async () => {
    const made = await only({
      image,
      artifacts: { made: { paths: ['nothing'], ifMissing: 'error' } },
      steps: [raw('true')],
    })
    expect(build(made, { shell })).toMatchObject({ code: 1, output: 'There are no files for the artifact made.\n' })
  })

  test('a missing secret fails the job before its steps', async () => {
    const made = await only({ image, env: { TOKEN: secret('TOKEN') }, steps: [raw(mark('never'))] })
    expect(build(made, { shell }).trace).toBe('')
    expect(build(made, { shell, env: { TOKEN: 'x' } }).trace).toBe('never ')
  })

  test.each([
    ['push', { branch: 'main' }, 'push main  '],
    ['tag', { tag: 'v1' }, 'tag  v1 '],
    ['pull request', { branch: 'topic', pullRequest: '7' }, 'pullRequest   7'],
  ] as const)('a %s is told from the others', async (_name, of, trace) => {
    const made = await only(
      {
        image,
        steps: [sh`printf '%s %s %s %s' ${ctx.event} ${ctx.branch} ${ctx.tag} ${ctx.pullRequest.number} >> "$TRACE"`],
      },
      [push(), tag('**'), pullRequest()],
    )
    expect(build(made, { shell, ...of }).trace).toBe(trace)
  })

  test('a tag with the name of a branch is no push of it', async () => {
    const made = await only({ image, when: branch('main'), steps: [raw(mark('deploy'))] }, [push()])
    expect(build(made, { shell, branch: 'main' }).trace).toBe('deploy ')
    expect(build(made, { shell, branch: 'other' }).trace).toBe('')
    expect(build(made, { shell, tag: 'main' }).trace).toBe('')
    expect(build(made, { shell, branch: 'main', pullRequest: '1' }).trace).toBe('')
  })
})
