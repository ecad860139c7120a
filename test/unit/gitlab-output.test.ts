import {
  after,
  all,
  always,
  any,
  api,
  branch,
  cache,
  changed,
  ctx,
  dependencies,
  docker,
  environment,
  event,
  fork,
  go,
  idToken,
  input,
  job,
  manual,
  matrix,
  node,
  not,
  onFailure,
  optional,
  pullRequest,
  push,
  python,
  repositoryToken,
  schedule,
  secret,
  service,
  sh,
  step,
  story,
  tag,
  targetBranch,
} from 'pipegen'
import { describe, expect, test } from 'vitest'
import { accept, hasOfficialSchema } from '../traps/gitlab/accept.ts'
import { emitted } from '../traps/gitlab/emit.ts'

const release = manual({
  inputs: {
    channel: input.choice(['beta', 'stable'], { description: 'Where to' }),
    dry: input.boolean(),
    count: input.number({ default: 3 }),
    note: input.text(),
  },
})
const deployed = api('deployed', { payload: ['version'] })
const nightly = schedule('0 3 * * 1-5', { name: 'nightly', timeZone: 'Europe/Zurich' })

const lint = job({ tools: [node('24')], caches: [dependencies('npm')], steps: [sh`npm ci`, sh`npm run lint`] })
const unit = job({
  matrix: matrix(
    { node: ['22', '24'], system: ['a', 'b'] },
    { exclude: [{ node: '22', system: 'b' }], include: [{ node: '26', system: 'c' }] },
  ),
  tools: ({ node: version }) => [node(version)],
  env: ({ system }) => ({ SYSTEM: system, PRICE: '5 $USD', BRANCH: ctx.branch }),
  steps: ({ node: version }) => [
    step({ name: 'Test it', run: sh`npm test -- ${version}`, workingDirectory: 'packages/a' }),
    sh`cd x && ls`,
  ],
  artifacts: { report: { paths: ['report/', 'logs/*.txt'], when: 'always' } },
  reports: { junit: ['a.xml', 'b.xml'], coverage: { path: 'cov.xml', pattern: /Lines: (\d+)/ } },
})
const build = job({
  image: {
    name: 'registry.example.com/tools:1',
    user: '1000',
    credentials: { username: 'me', password: secret('REGISTRY') },
  },
  outputs: ['version'],
  artifacts: { dist: { paths: 'dist', modes: true } },
  steps: [
    sh`make
make dist`,
    step({ name: 'Version', run: sh`echo "version=$(cat VERSION)" >> "$PIPEGEN_OUTPUT"`, retry: 2, timeout: 5 }),
  ],
})
const images = job({
  tools: [docker()],
  needs: [build],
  steps: [sh`docker build -t app:${ctx.sha} .`],
  env: { CLOUD: idToken({ audience: 'cloud.example.com' }), T: repositoryToken() },
})
const scan = job({
  tools: [go('1.25')],
  needs: [after(lint)],
  when: any(event('schedule'), changed('src/**', '*.go')),
  steps: [sh`go vet ./...`],
  allowFailure: true,
})
const deploy = job({
  needs: [build, optional(scan)],
  when: any(
    all(branch('main', 'release/*'), event('push')),
    release.inputs.channel.is('stable'),
    deployed.payload.version.isNot(''),
  ),
  environment: environment('production', { url: 'https://example.com', tier: 'production' }),
  env: { NOTE: release.inputs.note, VERSION: build.outputs.version, TOKEN: secret('DEPLOY_TOKEN') },
  steps: [sh`./deploy`, step({ name: 'Clean up', when: always(), run: sh`./clean` })],
  timeout: '2h',
  retry: 1,
})
const smoke = job({
  services: {
    db: service({
      image: 'postgres:17',
      port: 5432,
      env: { POSTGRES_PASSWORD: secret('DB') },
      command: ['-c', 'fsync=off'],
    }),
  },
  image: 'alpine:3.20',
  shell: 'sh',
  when: not(fork()),
  checkout: false,
  steps: [sh`echo a | cat`, step({ when: targetBranch('main'), run: sh`echo b` })],
})
const alert = job({ when: onFailure(), tools: [python('3.13')], steps: [sh`./alert`], checkout: false })
const summary = job({
  when: all(always(), tag('v*')),
  tools: [python('3.13')],
  steps: [sh`./summary`],
  caches: [cache({ paths: ['.cache/x'], key: ['a.lock', 'b.lock'], prefix: ctx.branch, policy: 'pull' })],
})

const whole = story({
  name: 'whole',
  targets: ['gitlab'],
  on: [
    push({
      branches: ['main', 'release/**'],
      ignoreBranches: ['release/old'],
      paths: ['src/**', '**/*.js'],
      tags: ['v*'],
    }),
    pullRequest({ branches: ['main'] }),
    nightly,
    release,
    deployed,
  ],
  env: { MODE: 'ci', CHANNEL: release.inputs.channel, AT: `${ctx.repositoryUrl}/${ctx.sha}`, WHO: ctx.event },
  cancelSuperseded: 'pullRequests',
  stages: {
    check: { lint, unit },
    build: { build, images, scan },
    deploy: { deploy, smoke },
    report: { alert, summary },
  },
})

describe(`an output with every kind of thing (${hasOfficialSchema ? 'the official schema too' : 'without the official schema'})`, () => {
  test('passes the schemas, both versions of YAML and prettier', async () => {
    const output = await emitted(whole)
    if (process.env.SHOW)
      console.log(output.text, output.found.map((one) => `${one.severity} ${one.message}`).join('\n'))
    await accept(output)
  })
  test('is the same each time', async () => {
    expect((await emitted(whole)).text).toBe((await emitted(whole)).text)
  })
})
