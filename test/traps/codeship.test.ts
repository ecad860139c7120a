import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { branch, ctx, environment, job, manual, push, schedule, secret, service, sh, story } from '../../dsl/index.ts'
import { validate } from '../../emitters/codeship/validate.ts'
import { build } from '../unit/codeship-build.ts'
import { type Emitted, emitCodeship, leavesOf, said } from '../unit/codeship-emit.ts'
import { holdTraps, one, type Trap } from './codeship-trap.ts'

const image = 'alpine:3.22'
const exclusive = { 'refused:codeship/job.environment.exclusive': 'one build at a time, as the project says' }
const gate = environment('production', { approval: 'manual' })
const faults = async ({ steps }: Emitted) =>
  await validate({ kind: 'yaml', path: 'codeship-steps.yml', header: [], documents: [steps as never] })
const serviceOf = (files: Emitted, name: string) =>
  files.services[leavesOf(files.steps).find((step) => step.name === name)?.service ?? '']

const traps: readonly Trap[] = [
  {
    name: 'a command is no shell',
    bad: 'no-shell',
    stories: () => one({ all: { only: job({ image, steps: [sh`true && false`] }) } }),
    avoided: (files) => build(files).code !== 0,
  },
  {
    name: 'scripts have no pipefail',
    bad: 'no-pipefail',
    stories: () => one({ all: { only: job({ image, steps: [sh`false | true`] }) } }),
    avoided: (files) => build(files).code !== 0,
  },
  {
    name: 'the steps of a job share a shell',
    bad: 'leaking-steps',
    stories: () =>
      one({
        all: {
          only: job({ image, steps: [sh`mkdir sub; cd sub`, sh`[ -d sub ] && printf 'at the root' >> "$TRACE"`] }),
        },
      }),
    avoided: (files) => build(files).trace === 'at the root',
  },
  {
    name: 'all steps of a build share one checkout',
    bad: 'shared-tree',
    stories: () =>
      one({
        one: { first: job({ image, steps: [sh`touch dirt`] }) },
        two: { second: job({ image, steps: [sh`[ -e dirt ] || printf clean >> "$TRACE"`] }) },
      }),
    avoided: (files) => build(files).trace === 'clean',
  },
  {
    name: 'an expression without an end matches more, and a dot any letter',
    bad: 'open-pattern',
    stories: () =>
      one({ all: { only: job({ image, when: branch('release/1.0', 'main'), steps: [sh`printf ran >> "$TRACE"`] }) } }),
    avoided: (files) =>
      build(files, { branch: 'release/1.0' }).trace === 'ran' &&
      build(files, { branch: 'release/1x0' }).trace === '' &&
      build(files, { branch: 'release/1.0-rc' }).trace === '',
  },
  {
    name: 'a tag can have the name of a branch',
    bad: 'tag-named-main',
    stories: () => one({ all: { only: job({ image, when: branch('main'), steps: [sh`printf ran >> "$TRACE"`] }) } }),
    avoided: (files) => build(files, { branch: 'main' }).trace === 'ran' && build(files, { tag: 'main' }).trace === '',
  },
  {
    name: 'an image from a registry holds no sources',
    bad: 'no-sources',
    stories: () => one({ all: { only: job({ image, steps: [sh`make`] }) } }),
    avoided: (files) =>
      Object.values(files.services).every(({ volumes, working_dir: at }) => volumes?.includes(`./:${at}`)),
  },
  {
    name: 'services stand at their names, and nothing waits for them',
    bad: 'service-host',
    stories: () => {
      const postgres = service({ image: 'postgres:17', port: 5432 })
      return one({
        all: { only: job({ image, services: { postgres }, env: { PGHOST: postgres.host }, steps: [sh`make test`] }) },
      })
    },
    avoided: (files) => {
      const script = Object.values(files.files).join('\n')
      return (
        serviceOf(files, 'only')?.depends_on?.join() === 'postgres' &&
        /export PGHOST=postgres$/m.test(script) &&
        script.includes('/dev/tcp/postgres/5432')
      )
    },
  },
  {
    name: 'nothing can follow steps that wait for a person',
    bad: 'behind-the-gate',
    stories: () =>
      one(
        { all: { deploy: job({ image, environment: gate, steps: [sh`x`] }), report: job({ image, steps: [sh`x`] }) } },
        [push()],
        exclusive,
      ),
    avoided: async (files) => (await faults(files)).length === 0,
  },
  {
    name: 'after the approval all steps run again',
    bad: 'deployed-twice',
    stories: () =>
      one(
        {
          one: {
            staging: job({ image, environment: environment('staging'), steps: [sh`printf staging >> "$TRACE"`] }),
          },
          two: { deploy: job({ image, environment: gate, steps: [sh`printf deploy >> "$TRACE"`] }) },
        },
        [push()],
        exclusive,
      ),
    avoided: (files) => build(files).trace === 'staging' && build(files, { approved: true }).trace === 'deploy',
  },
  {
    name: 'a skipped step holds nothing back',
    bad: 'skipped-need',
    stories: () => {
      const made = job({ image, when: branch('main'), steps: [sh`printf build >> "$TRACE"`] })
      return one({ all: { made, use: job({ image, needs: [made], steps: [sh`printf use >> "$TRACE"`] }) } })
    },
    avoided: (files) =>
      build(files, { branch: 'main' }).trace === 'builduse' && build(files, { branch: 'x' }).trace === '',
  },
  {
    name: 'a service gives its secrets to all steps that run in it',
    bad: 'secrets-for-all',
    stories: () =>
      one({
        one: { unit: job({ image, steps: [sh`make`] }) },
        two: { deploy: job({ image, env: { TOKEN: secret('TOKEN') }, steps: [sh`./deploy`] }) },
      }),
    avoided: (files) =>
      serviceOf(files, 'unit')?.encrypted_env_file === undefined &&
      serviceOf(files, 'deploy')?.encrypted_env_file !== undefined,
  },
  {
    name: 'a missing secret is an empty text',
    bad: 'missing-secret',
    stories: () =>
      one({
        all: { only: job({ image, env: { TOKEN: secret('TOKEN') }, steps: [sh`printf "token=$TOKEN" >> "$TRACE"`] }) },
      }),
    avoided: (files) => build(files).code !== 0 && build(files, { env: { TOKEN: 'x' } }).trace === 'token=x',
  },
  {
    name: 'a variable of a step is gone in the next',
    bad: 'lost-outputs',
    stories: () => {
      const first = job({ image, outputs: ['digest'], steps: [sh`echo digest=sha >> "$PIPEGEN_OUTPUT"`] })
      return one({ all: { first, second: job({ image, steps: [sh`printf %s ${first.outputs.digest} >> "$TRACE"`] }) } })
    },
    avoided: (files) => build(files).trace === 'sha',
  },
  {
    name: 'steps of the type matrix are gone',
    bad: 'matrix-type',
    stories: () =>
      one({
        all: {
          unit: job({
            matrix: { node: ['22', '24'] },
            image: ({ node }) => `node:${node}`,
            steps: [sh`make`],
          }),
        },
      }),
    avoided: async (files) => (await faults(files)).length === 0,
  },
  {
    name: 'names are unique',
    bad: 'same-name',
    stories: () =>
      one({
        all: {
          a: job({ name: 'unit', image, steps: [sh`make a`] }),
          b: job({ name: 'unit', image, steps: [sh`make b`] }),
        },
      }),
    avoided: async (files) => (await faults(files)).length === 0,
  },
  {
    name: 'a branch can be named like a command',
    bad: 'injection',
    stories: () => one({ all: { only: job({ image, steps: [sh`echo ${ctx.branch} >> "$TRACE"`] }) } }),
    avoided: (files) => build(files, { branch: '$(echo owned >&2)' }).trace === '$(echo owned >&2)\n',
  },
  {
    name: 'a step has no end of its own',
    bad: 'endless',
    stories: () => one({ all: { only: job({ image, timeout: 5, steps: [sh`make`] }) } }),
    avoided: ({ steps }) => leavesOf(steps).every((step) => /^timeout 300 /.test(step.command ?? '')),
  },
]

holdTraps(traps)

test('each file of a trap has its test', () => {
  const files = readdirSync(fileURLToPath(new URL('./codeship/', import.meta.url))).map((file) =>
    file.replace('.yml', ''),
  )
  expect(files.sort()).toEqual(traps.map(({ bad }) => bad).sort())
})

test('a schedule names the ref as the API wants it, for a bare branch starts nothing', async () => {
  const nightly = schedule('0 3 * * *')
  const made = await emitCodeship(
    story({ name: 'one', on: [push(), nightly], stages: { all: { only: job({ image, steps: [sh`x`] }) } } }),
  )
  expect(said(made, 'note').join('\n')).toMatch(/"ref": "heads\/main"/)
})

test('what looks like a push and is none starts no story alone', async () => {
  const made = await emitCodeship(
    story({ name: 'one', on: [manual()], stages: { all: { only: job({ image, steps: [sh`x`] }) } } }),
  )
  expect(said(made, 'error').join()).toMatch(/looks like a push, so that every push would run the story/)
})
