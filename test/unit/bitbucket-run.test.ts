import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { always, input, job, manual, onFailure, push, secret, sh, step, story } from '../../dsl/index.ts'
import type { JobSpec } from '../../dsl/job-spec.ts'
import type { BitbucketStep } from '../../emitters/bitbucket/schema.ts'
import { emitBitbucket, said, stepOf } from './bitbucket-emit.ts'
import { runStep, shells } from './bitbucket-session.ts'

type Spec = JobSpec<never, Record<never, never>>

async function stepFor(spec: Spec, on: Parameters<typeof story>[0]['on'] = [push()]): Promise<BitbucketStep> {
  const emitted = await emitBitbucket(story({ name: 'one', on, stages: { all: { only: job(spec) } } }))
  expect(said(emitted, 'error')).toEqual([])
  return stepOf(emitted.file.pipelines?.default ?? emitted.file.pipelines?.custom?.one, 'only')
}

const image = 'alpine:3.22'
const mark = (word: string) => `printf '${word} ' >> "$TRACE"`
const raw = (text: string) => sh(Object.assign([text], { raw: [text] }) as unknown as TemplateStringsArray)

describe.each(shells)('in an image with %s', (shell) => {
  test('nothing leaks from one step into the next', async () => {
    const made = await stepFor({
      image,
      steps: [
        raw(`mkdir -p sub; cd sub; export LEAK=1; plain=1; ${mark('first')}; exit 0; ${mark('never')}`),
        raw(`[ -d sub ]; [ -z "$LEAK$plain" ]; set +e; f() { :; }; ${mark('second')}`),
        raw(`false | true; ${mark('never')}`),
        raw(mark('never')),
      ],
    })
    const { trace, code } = runStep(made, shell)
    expect(trace).toBe('first second ')
    expect(code).toBe(1)
  })

  test('a step of the POSIX shell has no pipefail, and stops at the first failure', async () => {
    const made = await stepFor({
      image,
      shell: 'sh',
      steps: [raw(`false | true; ${mark('on')}`), raw(`(exit 7); ${mark('never')}`), raw(mark('never'))],
    })
    expect(runStep(made, shell)).toMatchObject({ trace: 'on ', code: 7 })
  })

  test('a list that ends in a failure fails its step', async () => {
    const made = await stepFor({ image, steps: [raw('false && true'), raw(mark('never'))] })
    expect(runStep(made, shell)).toMatchObject({ trace: '', code: 1 })
  })

  test('a script may read its input', async () => {
    const made = await stepFor({ image, steps: [raw(`cat > /dev/null; ${mark('one')}\n${mark('two')}`)] })
    expect(runStep(made, shell)).toMatchObject({ trace: 'one two ', code: 0 })
  })

  test('any value comes out as it went in', async () => {
    const values = fc
      .sample(fc.string({ unit: 'binary', maxLength: 12 }), 60)
      .filter((value) => !/[\0\u0001\ud800-\udfff]/u.test(value))
    const all = [
      ...values,
      "it's",
      '"$HOME"',
      '`id`',
      '\\',
      '\n',
      'a\n\n',
      '$(id)',
      '!x',
      '~',
      '-n',
      '%s',
      '',
      ' ',
      '#',
      '\ttab',
      'ü',
    ]
    const env = Object.fromEntries(all.map((value, index) => [`V${index}`, value]))
    const print = all.map((_, index) => `printf '%s\\001' "$V${index}" >> value`).join('\n')
    const half = Object.fromEntries(Object.entries(env).filter((_, index) => index % 2 === 0))
    const rest = Object.fromEntries(Object.entries(env).filter((_, index) => index % 2 === 1))
    const made = await stepFor({ image, env: half, steps: [step({ run: raw(print), env: rest })] })
    expect(runStep(made, shell).read('value').split('\u0001').slice(0, -1)).toEqual(all)
  })

  test('outputs come out as they went in, the last of a name counts, and those that were not written are empty', async () => {
    const value = 'a "b" $c\n\n  `d` \\ é\n\n'
    const lines = [
      `printf 'text<<E N D\\n%s\\nE N D\\n' "$VALUE" >> "$PIPEGEN_OUTPUT"`,
      `echo one=first >> "$PIPEGEN_OUTPUT"`,
      `printf 'one=a=b<<c' >> "$PIPEGEN_OUTPUT"`,
    ]
    const first = job({ image, outputs: ['text', 'one', 'none'], env: { VALUE: value }, steps: lines.map(raw) })
    const print = raw(`printf '%s\\001' "$TEXT" "$ONE" "$NONE" > value`)
    const second = job({
      needs: [first],
      image,
      env: { TEXT: first.outputs.text, ONE: first.outputs.one, NONE: first.outputs.none },
      steps: [print],
    })
    const { file } = await emitBitbucket(story({ name: 'two', on: [push()], stages: { all: { first, second } } }))
    const left = runStep(stepOf(file.pipelines?.default, 'first'), shell)
    expect(left.code).toBe(0)
    const made = stepOf(file.pipelines?.default, 'second')
    expect(runStep(made, shell, left.variables).read('value')).toBe([value, 'a=b<<c', '', ''].join('\u0001'))
    expect(runStep(made, shell).read('value')).toBe('\u0001\u0001\u0001')
  })

  test('steps run or not by what came before them', async () => {
    const outcome = fc.constantFrom('true', 'exit 3')
    const kind = fc.constantFrom('success', 'failure', 'always')
    const steps = fc.array(fc.record({ outcome, kind, may: fc.boolean() }), { minLength: 1, maxLength: 5 })
    for (const list of fc.sample(steps, 12)) {
      const made = await stepFor({
        image,
        steps: list.map(({ outcome, kind, may }, index) =>
          step({
            run: raw(`${mark(`s${index}`)}; ${outcome}`),
            continueOnError: may,
            ...(kind === 'success' ? {} : { when: kind === 'failure' ? onFailure() : always() }),
          }),
        ),
      })
      let failed = false
      let expected = ''
      for (const [index, one] of list.entries()) {
        if (one.kind === 'success' ? failed : one.kind === 'failure' ? !failed : false) continue
        expected += `s${index} `
        if (one.outcome !== 'true' && !one.may) failed = true
      }
      const { trace, code } = runStep(made, shell)
      expect({ trace, failed: code !== 0, list }).toEqual({ trace: expected, failed, list })
    }
  })

  test('a step is tried again, and its last exit code counts', async () => {
    const flaky = raw(`${mark('try')}; [ "$(wc -w < "$TRACE")" -ge 3 ]`)
    const made = await stepFor({ image, steps: [step({ run: flaky, retry: 2 }), raw(mark('end'))] })
    expect(runStep(made, shell)).toMatchObject({ trace: 'try try try end ', code: 0 })
    const failing = await stepFor({
      image,
      steps: [step({ run: raw(`${mark('try')}; exit 9`), retry: 1 }), raw(mark('never'))],
    })
    expect(runStep(failing, shell)).toMatchObject({ trace: 'try try ', code: 9 })
  })

  test('a step that takes too long is ended', async () => {
    const made = await stepFor({ image, steps: [step({ run: raw(`${mark('on')}; echo done`), timeout: 1 })] })
    expect(String(made.script?.[0])).toMatch(/^timeout 60 bash/)
    const [text] = made.script as readonly string[]
    const short: BitbucketStep = {
      ...made,
      script: [(text as string).replace('timeout 60', 'timeout 1').replace('echo done', 'sleep 9')],
    }
    expect(runStep(short, shell)).toMatchObject({ trace: 'on ' })
    expect(runStep(short, shell).code).not.toBe(0)
  })

  test('a job that may fail is tried again by itself', async () => {
    const made = await stepFor({
      image,
      allowFailure: true,
      retry: 1,
      env: { A: 'x y' },
      steps: [raw(`printf '%s ' "$A" >> "$TRACE"`), raw('exit 4')],
    })
    expect(made['on-fail']).toEqual({ strategy: 'ignore' })
    expect(runStep(made, shell)).toMatchObject({ trace: 'x y x y ', code: 4 })
  })

  test('a missing secret stops the step, a secret file holds what it should', async () => {
    const made = await stepFor({
      image,
      env: { TOKEN: secret('MY_TOKEN'), FILE: secret.file('CONFIG') },
      steps: [raw(`printf %s "$TOKEN" > value; cat "$FILE" > result`)],
    })
    const missing = runStep(made, shell, { CONFIG: 'eA==' })
    expect(missing.code).not.toBe(0)
    expect(missing.output).toContain('missing repository variable MY_TOKEN')
    const there = runStep(made, shell, { MY_TOKEN: 'a "b"', CONFIG: Buffer.from('one\ntwo\n').toString('base64') })
    expect([there.read('value'), there.read('result')]).toEqual(['a "b"', 'one\ntwo\n'])
  })

  test('a number of the form is checked, and steps ask for inputs', async () => {
    const form = manual({ inputs: { count: input.number({ default: 1 }), loud: input.boolean() } })
    const made = await stepFor(
      {
        image,
        steps: [
          sh`printf '%s ' ${form.inputs.count} >> "$TRACE"`,
          step({ run: raw(mark('loud')), when: form.inputs.loud.is(true) }),
        ],
      },
      [form],
    )
    expect(runStep(made, shell, { count: '-1.5', loud: 'true' })).toMatchObject({ trace: '-1.5 loud ', code: 0 })
    expect(runStep(made, shell, { count: '2', loud: 'false' })).toMatchObject({ trace: '2 ', code: 0 })
    expect(runStep(made, shell, { count: '1; id', loud: 'true' })).toMatchObject({ trace: '', code: 1 })
  })

  test('an artifact must be there', async () => {
    const made = await stepFor({
      image,
      artifacts: { a: ['dist/', 'out/**/*.txt'], b: 'lone.*' },
      steps: [raw('true')],
    })
    const put =
      (...files: readonly string[]) =>
      (folder: string) => {
        for (const file of files) {
          mkdirSync(join(folder, file, '..'), { recursive: true })
          writeFileSync(join(folder, file), '')
        }
      }
    expect(runStep(made, shell, {}, put('dist/x', 'lone.c')).code).toBe(0)
    expect(runStep(made, shell, {}, put('out/deep/er/x.txt', 'lone.c')).code).toBe(0)
    expect(runStep(made, shell, {}, put('out/x.txt', 'lone.c')).code).toBe(0)
    expect(runStep(made, shell, {}, put('out/x.text', 'lone.c')).code).toBe(1)
    expect(runStep(made, shell, {}, put('dist/x')).output).toContain('no files for the artifact b')
  })

  test('what runs after a failure and may fail itself does not change the result', async () => {
    const made = await stepFor({
      image,
      env: { A: 'a b' },
      steps: [
        raw('exit 5'),
        step({ run: raw(`printf '%s ' "$A" >> "$TRACE"; false`), when: onFailure(), continueOnError: true }),
        step({ run: raw(mark('end')), when: always(), continueOnError: true }),
      ],
    })
    expect(made['after-script']).toBeDefined()
    expect(runStep(made, shell)).toMatchObject({ trace: 'a b end ', code: 5 })
  })
})
