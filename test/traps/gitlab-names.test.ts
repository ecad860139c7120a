import {
  docker,
  environment,
  job,
  node,
  php,
  push,
  pwsh,
  python,
  secret,
  service,
  sh,
  step,
  story,
  tag,
  vendorStep,
} from 'pipegen'
import { describe, expect, test } from 'vitest'
import type { Story } from '../../dsl/story.ts'
import { attempted, emitted } from './gitlab/emit.ts'
import { inFolder, runScript } from './gitlab/run-script.ts'

const one = job({ tools: [node('24')], steps: [sh`true`] })
const _onMain = { event: 'push', branch: 'main', changed: null } as const
const refusals = async (...stories: readonly Story[]) =>
  (await attempted(...stories)).found.filter((found) => found.severity === 'error').map((found) => found.code)

describe('names, machines and patches', () => {
  test('names that GitLab keeps for itself are changed for jobs and reported for variables', async () => {
    const output = await emitted(
      story({
        name: 'x',
        on: [push()],
        stages: {
          build: { image: one, pages: job({ steps: [sh`true`] }) },
          end: { default: job({ name: 'Do it all', steps: [sh`true`] }) },
        },
      }),
    )
    expect(Object.keys(output.config)).toEqual(['workflow', 'stages', 'variables', 'build:image', 'pages', 'Do it all'])
    expect(output.job('pages').pages).toBe(false)
    expect(
      await refusals(
        story({ name: 'x', on: [push()], env: { CI_COMMIT_SHA: '1', GIT_STRATEGY: 'none' }, stages: { a: { one } } }),
      ),
    ).toEqual(['bad-env-name', 'bad-env-name'])
    const place = job({ environment: environment('a b & c'), steps: [sh`true`] })
    expect(await refusals(story({ name: 'x', on: [push()], stages: { a: { place } } }))).toEqual([
      'vendor-name',
      'vendor-name',
    ])
  })

  test('ten thousand jobs are one finding', async () => {
    const jobs = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`job${index}`, job({ steps: [sh`true`] })]),
    )
    expect(await refusals(story({ name: 'x', on: [push()], stages: { a: jobs } }))).toEqual(['limit'])
  })

  test('images run none of their own entry points; bash is asked for where the steps need it', async () => {
    const bashed = job({ image: 'alpine:3.20', steps: [sh`[[ -n "$HOME" ]] && a=(1 2)`] })
    const plain = job({ image: 'alpine:3.20', steps: [sh`make all`] })
    const output = await emitted(story({ name: 'x', on: [push()], stages: { a: { bashed, plain } } }))
    expect(output.job('plain').image).toEqual({ name: 'alpine:3.20', entrypoint: [''] })
    expect(output.job('plain').script).toEqual(['make all'])
    inFolder((folder) => {
      const ran = runScript(output.job('bashed').script, 'dash', folder)
      expect(ran.code).not.toBe(0)
      expect(ran.err).toContain('need an image with bash')
      expect(runScript(output.job('bashed').script, 'bash', folder).code).toBe(0)
    })
    const engine = job({ tools: [docker()], steps: [sh`for x in a b; do docker build "$x"; done`] })
    expect(await refusals(story({ name: 'x', on: [push()], stages: { a: { engine } } }))).toEqual(['feature-refused'])
  })

  test('toolchains that no image has together, or machines that nobody named, are refused', async () => {
    const two = job({ tools: [node('24'), python('3.13')], steps: [sh`true`] })
    const both = job({ tools: [node('24'), docker()], steps: [sh`true`] })
    const machine = job({ runner: { os: 'macos', arch: 'x64' }, steps: [sh`true`] })
    const onWindows = job({ runner: { os: 'windows' }, steps: [sh`true`] })
    expect(
      await refusals(story({ name: 'x', on: [push()], stages: { a: { two, both, machine, onWindows } } })),
    ).toEqual(Array.from({ length: 4 }, () => 'feature-refused'))
    const own = job({ runner: { arch: 'arm64', size: 'large' }, steps: [sh`true`] })
    const mapped = await emitted(
      story({
        name: 'x',
        on: [push()],
        runners: { gitlab: { 'macos/x64': ['old-mac', 'x'] } },
        stages: { a: { machine, own, power: job({ runner: { os: 'windows' }, steps: [pwsh`Get-ChildItem`] }) } },
      }),
    )
    expect(mapped.job('machine').tags).toEqual(['old-mac', 'x'])
    expect(mapped.job('own').tags).toEqual(['saas-linux-large-arm64'])
    expect(mapped.job('power').image).toBeUndefined()
    const cells = job({
      matrix: { arch: ['x64', 'arm64'] },
      runner: ({ arch }) => ({ arch: arch as never, size: 'medium' }),
      steps: [sh`true`],
    })
    const varied = await emitted(story({ name: 'x', on: [push()], stages: { a: { cells } } }))
    expect(varied.job('cells').tags).toEqual(['$RUNNER_TAG'])
    expect(varied.job('cells').parallel).toEqual({
      matrix: [
        { ARCH: 'x64', RUNNER_TAG: 'saas-linux-medium-amd64' },
        { ARCH: 'arm64', RUNNER_TAG: 'saas-linux-medium-arm64' },
      ],
    })
  })

  test('what means less is said: composer, several artifacts, a command for readiness', async () => {
    const php84 = job({
      tools: [php('8.4')],
      services: { db: service({ image: 'postgres', port: 5432, ready: 'pg_isready' }) },
      artifacts: { a: { paths: 'a', retention: 3 }, b: { paths: 'b', when: 'always' } },
      steps: [sh`true`],
    })
    const output = await emitted(story({ name: 'x', on: [push()], stages: { a: { php84 } } }))
    expect(
      output.found
        .filter((found) => found.severity === 'warning')
        .map((found) => found.message)
        .join(),
    ).toMatch(/composer.*command.*longest.*every result/s)
  })

  test('raw patches change the output, and one whose address is gone is an error', async () => {
    const patched = job({
      tools: [node('24')],
      steps: [step({ run: sh`npm test`, raw: { gitlab: { script: 'npm run other' } } })],
      raw: { gitlab: { tags: ['own'], image: { entrypoint: null }, timeout: null } },
    })
    const output = await emitted(
      story({
        name: 'x',
        on: [push()],
        raw: { gitlab: { include: [{ local: '/more.yml' }] } },
        stages: { a: { patched } },
      }),
    )
    expect(output.job('patched')).toEqual({
      stage: 'a',
      tags: ['own'],
      image: { name: 'node:24' },
      script: ['npm run other'],
    })
    expect(output.config.include).toEqual([{ local: '/more.yml' }])
    const gone = job({ steps: [sh`true`], raw: { gitlab: { services: null } } })
    expect(await refusals(story({ name: 'x', on: [push()], stages: { a: { gone } } }))).toEqual(['raw-address'])
    const wrong = job({ steps: [sh`true`], raw: { gitlab: { retry: 7 as never } } })
    expect(await refusals(story({ name: 'x', on: [push()], stages: { a: { wrong } } }))).toEqual(['raw-invalid'])
  })

  test('a step for other vendors alone is refused, one for this vendor is written', async () => {
    const mine = job({
      tools: [node('24')],
      steps: [vendorStep({ on: { gitlab: { script: ['a', 'b'] } } }), vendorStep({ on: {}, otherwise: sh`c` })],
    })
    expect((await emitted(story({ name: 'x', on: [push()], stages: { a: { mine } } }))).job('mine').script).toEqual([
      'a\nb\n',
      'c',
    ])
    const theirs = job({ steps: [vendorStep({ on: { github: { uses: 'x' } as never } })] })
    expect(await refusals(story({ name: 'x', on: [push()], stages: { a: { theirs } } }))).toEqual(['feature-refused'])
  })

  test('secrets stand nowhere in the file but where a job renames them', async () => {
    const use = job({
      env: { A: secret('A'), B: secret('STORED'), F: secret.file('F') },
      when: tag('v*'),
      steps: [sh`./use`],
    })
    const output = await emitted(story({ name: 'x', on: [push({ tags: ['v*'] })], stages: { a: { use } } }))
    expect(output.job('use').script).toEqual(['export B="$STORED"', './use'])
    expect(output.job('use').variables).toBeUndefined()
    expect(output.text).not.toContain('F:')
  })
})
