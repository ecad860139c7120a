import { expect, test } from 'vitest'
import {
  branch,
  docker,
  environment,
  job,
  node,
  push,
  secret,
  service,
  sh,
  story,
  vendorStep,
} from '../../dsl/index.ts'
import type { JobSpec } from '../../dsl/job-spec.ts'
import { build } from './codeship-build.ts'
import { type Emitted, emitBasic, emitCodeship, said } from './codeship-emit.ts'

type Spec = JobSpec<never, Record<never, never>>

function only(spec: Spec, more: object = {}): Promise<Emitted> {
  return emitCodeship(
    story({ name: 'one', targets: ['codeship'], on: [push()], stages: { all: { only: job(spec) } }, ...more } as never),
  )
}

const image = 'alpine:3.22'

test('an image is built from the sources and pushed, by the name of the branch', async () => {
  const made = await only(
    {
      image,
      when: branch('main'),
      steps: [
        sh`./prepare`,
        vendorStep({
          name: 'push the image',
          on: {
            codeship: {
              type: 'push',
              service: 'app',
              image_name: 'acme/app',
              image_tag: '{{.CommitID}}',
              registry: 'https://index.docker.io/v1/',
              encrypted_dockercfg_path: 'codeship/dockercfg.encrypted',
            },
          },
          otherwise: sh`docker push acme/app`,
        } as never),
      ],
    },
    {
      raw: {
        codeship: { services: { app: { build: { image: 'acme/app', dockerfile: 'Dockerfile' }, cached: true } } },
      },
    },
  )
  expect(said(made, 'error')).toEqual([])
  expect(made.services.app).toEqual({ build: { image: 'acme/app', dockerfile: 'Dockerfile' }, cached: true })
  expect(made.steps).toEqual([
    {
      name: 'only',
      type: 'serial',
      tag: 'main',
      steps: [
        { name: 'only: script', service: 'alpine-3.22', command: 'timeout 3600 sh codeship/one/only.sh' },
        expect.objectContaining({ type: 'push', image_name: 'acme/app' }),
      ],
    },
  ])
})

test('a raw patch that CodeShip would refuse is an error', async () => {
  const made = await only({ image, steps: [sh`x`] }, { raw: { codeship: { services: { app: { imgae: 'x' } } } } })
  expect(said(made, 'error').join()).toMatch(/no longer valid for CodeShip Pro: .*app/)
})

test('each job has the secrets that it names, and jobs with the same share a file', async () => {
  const token = secret('TOKEN')
  const use = (env: object) => job({ image, env: env as never, steps: [sh`x`] })
  const made = await emitCodeship(
    story({
      name: 'one',
      on: [push()],
      stages: {
        all: { a: use({ TOKEN: token }), b: use({ TOKEN: token }), c: use({ OTHER: secret('OTHER') }), d: use({}) },
      },
    }),
  )
  expect(Object.entries(made.services).map(([name, { encrypted_env_file: file }]) => [name, file])).toEqual([
    ['a', 'codeship/one/a.env.encrypted'],
    ['b', 'codeship/one/a.env.encrypted'],
    ['c', 'codeship/one/c.env.encrypted'],
    ['alpine-3.22', undefined],
  ])
  expect(said(made, 'note').join('\n')).toMatch(/jet encrypt FILE codeship\/one\/a\.env\.encrypted/)
  expect(Object.values(made.services).some((one) => one.env_file !== undefined)).toBe(false)
})

test('a secret under another name, and one in a file', async () => {
  const made = await only({
    image,
    env: { PASSWORD: secret('DB_PASSWORD'), KEY_FILE: secret.file('KEY') },
    steps: [sh`printf '%s|' "$PASSWORD" >> "$TRACE"; cat "$KEY_FILE" >> "$TRACE"`],
  })
  expect(said(made, 'error')).toEqual([])
  const env = { DB_PASSWORD: 'p w', KEY: Buffer.from('line 1\nline 2\n').toString('base64') }
  expect(build(made, { env })).toMatchObject({ code: 0, trace: 'p w|line 1\nline 2\n' })
})

test('services of one name and another image stand apart, and each job finds its own', async () => {
  const at = (version: string) =>
    service({ image: `postgres:${version}`, port: 5432, command: ['postgres', '-c', 'log_statement=all rows'] })
  const use = (version: string) => {
    const postgres = at(version)
    return job({ image, services: { postgres }, env: { PGHOST: postgres.host }, steps: [sh`x`] })
  }
  const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { all: { a: use('16'), b: use('17') } } }))
  expect(made.services.postgres).toEqual({ image: 'postgres:16', command: "postgres -c 'log_statement=all rows'" })
  expect(made.services.b?.depends_on).toEqual(['postgres-2'])
  expect(made.files['codeship/one/b.sh']).toContain('export PGHOST=postgres-2\n')
})

test('a cell has the service of its image, and containers the engine of the machine', async () => {
  const unit = job({ matrix: { version: ['22', '24'] }, tools: ({ version }) => [node(version)], steps: [sh`x`] })
  const pack = job({ tools: [docker()], steps: [sh`docker build .`] })
  const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { all: { unit, pack } } }))
  expect(Object.keys(made.services)).toEqual(['node-22', 'node-24', 'base-current'])
  expect(made.services['base-current']).toMatchObject({ add_docker: true, image: 'cimg/base:current' })
})

test('what CodeShip cannot hold is refused', async () => {
  const two = service({ image: 'postgres:17', port: 5432, env: { PASSWORD: secret('OTHER') } })
  const errors = said(await only({ image, services: { two }, steps: [sh`x`] }), 'error').join('\n')
  expect(errors).toMatch(/a service has plain text, or a secret under its own name/)
  expect(said(await only({ image, timeout: 301, steps: [sh`x`] }), 'error').join()).toMatch(
    /at most 300 minutes for a whole build/,
  )
  expect(said(await only({ image, env: { CI_BRANCH: 'x' }, steps: [sh`x`] }), 'error').join()).toMatch(
    /CodeShip Pro sets it/,
  )
})

test('on Basic scripts switch toolchains, and deployments stand in their own section', async () => {
  const unit = job({ tools: [node('22')], steps: [sh`npm test`] })
  const ship = job({ when: branch('main'), environment: environment('production'), steps: [sh`./ship`] })
  const accept = { 'refused:codeship-basic/job.environment.exclusive': 'one build at a time' }
  const made = await emitBasic(
    story({
      name: 'one',
      targets: ['codeship-basic'],
      on: [push()],
      stages: { a: { unit }, b: { ship } },
      accept,
    } as never),
  )
  expect(said(made, 'error')).toEqual([])
  expect(made.files['codeship.yml']).toMatch(/test:\n {2}- .*unit\.sh\n\ndeploy:\n {2}- .*ship\.sh\n$/)
  expect(made.files['codeship-basic/one/unit.sh']).toMatch(/nvm install/)
  expect(made.files['codeship-basic/one/ship.sh']).toMatch(/\[ "\$CI_BRANCH" = main \]/)
})
