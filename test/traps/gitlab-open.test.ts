import { docker, job, node, push, service, sh, story } from 'pipegen'
import { expect, test } from 'vitest'
import { emitted } from './gitlab/emit.ts'

// A pipe needs `pipefail`, which not every shell has.
const piped = sh`make | tee log`

const stages = {
  test: {
    bare: job({ steps: piped }),
    custom: job({ image: 'registry.example.com/team/tools', steps: piped }),
    tool: job({ tools: [node(24)], steps: piped }),
    short: job({ image: 'debian:12', timeout: 10, checkout: { depth: 5, lfs: true }, steps: piped }),
    engine: job({ image: 'docker:28', tools: [docker('28')], steps: sh`docker build .` }),
    beside: job({
      image: 'debian:12',
      services: {
        postgres: service({ image: 'postgres:18', port: 5432, ready: 'nothing' }),
        cache: service({ image: 'redis:8', port: 6379, ready: 'nothing' }),
      },
      steps: piped,
    }),
    started: job({ image: 'alpine:3', steps: piped, raw: { gitlab: { image: { entrypoint: [''] } } } }),
  },
}

test('what a story like files of GitLab leaves open is left to the project and its runners', async () => {
  const output = await emitted(story({ name: 'shop', like: 'gitlab', on: [push()], stages }))
  expect(output.job('bare')).toEqual({ stage: 'test', script: ['make | tee log'] })
  expect(output.job('custom')).toEqual({ ...output.job('bare'), image: 'registry.example.com/team/tools' })
  expect(output.job('short')).toMatchObject({ timeout: '10 minutes', variables: { GIT_DEPTH: '5' } })
  expect(output.job('engine')).toEqual({
    stage: 'test',
    image: 'docker:28',
    services: ['docker:28-dind'],
    script: ['docker build .'],
  })
  expect(output.job('beside').services).toEqual(['postgres:18', { name: 'redis:8', alias: 'cache' }])
  // What pipegen chooses is started as it has to be; the rest as its story says.
  expect(output.job('tool').image).toEqual({ name: 'node:24', entrypoint: [''] })
  expect(output.job('started').image).toEqual({ name: 'alpine:3', entrypoint: [''] })
})

test('any other story says all of it', async () => {
  const output = await emitted(story({ name: 'shop', on: [push()], stages: { test: { bare: stages.test.bare } } }))
  expect(output.config.variables).toMatchObject({ GIT_DEPTH: '1' })
  expect(output.job('bare')).toMatchObject({
    image: { entrypoint: [''] },
    timeout: '60 minutes',
  })
})
