import {
  all,
  always,
  any,
  api,
  branch,
  cache,
  changed,
  ctx,
  dependencies,
  environment,
  event,
  fork,
  idToken,
  input,
  java,
  job,
  manual,
  matrix,
  node,
  not,
  onFailure,
  optional,
  pullRequest,
  push,
  pwsh,
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
  vendorStep,
} from 'pipegen'

const nightly = schedule('30 3 * * 1-5', { name: 'nightly', timeZone: 'Europe/Zurich' })
const weekly = schedule('0 4 * * 0', { name: 'weekly' })
const start = manual({
  inputs: {
    channel: input.choice(['beta', 'stable'], { description: 'Release channel' }),
    note: input.text({ default: 'nothing' }),
    count: input.number({ default: 3 }),
    dry: input.boolean(),
    wet: input.boolean({ default: true }),
  },
})
const deployed = api('deployed', { payload: ['version', 'my-key'] })
const database = service({
  image: 'postgres:17',
  port: 5432,
  env: { POSTGRES_PASSWORD: secret('DB_PASSWORD'), CHANNEL: start.inputs.channel },
  command: ['postgres', '-c', 'fsync=off'],
  ready: 'pg_isready -U "postgres"',
  credentials: { username: 'me', password: secret('REGISTRY_PASSWORD') },
})
const twin = service({ image: 'postgres:16', port: 5432 })

const unit = job({
  name: 'Unit',
  matrix: matrix(
    { os: ['linux', 'macos'], version: ['20', '22', '24'] },
    {
      exclude: [{ os: 'macos', version: '20' }],
      include: [{ os: 'linux', version: '24', extra: 'yes' }, { extra: 'all' }],
      failFast: true,
      maxParallel: 2,
    },
  ),
  runner: ({ os }) => ({ os }),
  tools: ({ version }) => [node(version), python('3.13'), java('21', { with: 'maven' })],
  caches: ({ os }) => [
    dependencies('npm', { prefix: os, fallback: [os, 'any'] }),
    cache({ paths: ['~/.m2', 'a b'], key: ['pom.xml', 'x.lock'], name: 'm2', policy: 'pull' }),
    cache({ paths: ['.x'], key: 'pom.xml', name: 'x', policy: 'push' }),
  ],
  steps: ({ extra, os }) => [
    sh`npm test ${extra} ${ctx.shortSha} ${ctx.workspace}`,
    step({ run: sh`echo only`, when: os.is('macos') }),
    step({ run: pwsh`Write-Output ${ctx.branch}`, name: `Power ${os}`, timeout: 5 }),
  ],
  artifacts: {
    dist: { paths: ['dist/', 'README.md'], exclude: 'dist/**/*.map', when: 'always', ifMissing: 'warn' },
    bin: { paths: ['bin/*', 'lib'], modes: true, ifMissing: 'ignore' },
  },
  reports: { junit: ['r/*.xml', 's/*.xml'], coverage: 'c.xml' },
})

const integration = job({
  image: {
    name: 'registry.example.com/x:1',
    credentials: { username: secret('USER_NAME'), password: repositoryToken() },
    user: '1001',
  },
  services: { database, twin },
  checkout: { depth: 0, submodules: 'recursive', lfs: true, tags: true, credentials: true, pullRequest: 'merge' },
  permissions: { contents: 'write', pullRequests: 'write' },
  env: {
    DATABASE: `postgres://${database.host}:${database.port}/x`,
    TWIN: `${twin.host}:${twin.port}`,
    HOME_FOLDER: `${ctx.workspace}/home`,
    KEY: secret.file('KEY_FILE'),
    AWS: idToken({ audience: 'sts.amazonaws.com' }),
    MIXED: `${ctx.workspace}:${ctx.commitMessage}`,
    LITERAL: '${{ github.token }}',
    SHA: ctx.sha,
  },
  outputs: ['digest', 'name'],
  steps: [
    sh`echo "digest=1" >> "$PIPEGEN_OUTPUT"`,
    step({ name: 'Flaky', run: sh`curl ${ctx.runUrl} >> "$PIPEGEN_OUTPUT"`, retry: 2, workingDirectory: 'a/b' }),
    step({ run: sh`echo '\${{ secrets.X }}'`, continueOnError: true, shell: 'sh' }),
    step({ run: sh`./cleanup`, when: always(), env: { TOKEN: idToken({ audience: 'other' }) } }),
    step({ run: sh`./tell`, when: all(onFailure(), branch('release/*')) }),
    vendorStep({ name: 'Native', on: { github: { uses: 'actions/stale@v9' } }, otherwise: sh`true` }),
  ],
})

const hosted = job({
  services: { database, twin },
  env: { PORTS: `${database.port} ${twin.port} ${twin.host}` },
  when: any(
    tag('v*'),
    not(event('push', 'tag')),
    fork(),
    start.inputs.note.is("it's"),
    deployed.payload.version.is('1'),
  ),
  steps: [
    sh`echo ${start.inputs.note} ${start.inputs.count} ${start.inputs.dry} ${start.inputs.wet} ${deployed.payload['my-key']}`,
    sh`echo ${ctx.event} ${ctx.tag} ${ctx.pullRequest.fork} ${ctx.defaultBranch} ${ctx.repositoryName} ${ctx.job}`,
  ],
})

const patterns = job({
  when: all(
    any(branch('release/*', 'main'), targetBranch('x/*/y')),
    not(changed('docs/**', '**/*.md')),
    start.inputs.count.is(3),
  ),
  steps: [step({ run: sh`true`, when: start.inputs.wet.is(true) })],
})

const collect = job({
  needs: [unit, optional(hosted), integration],
  allowFailure: true,
  env: { DIGEST: integration.outputs.digest },
  when: integration.outputs.name.isNot('x'),
  steps: [sh`ls`],
})

const release = job({
  when: all(branch('main'), start.inputs.dry.is(false)),
  environment: environment(`prod-${start.inputs.channel}`, {
    url: `https://${ctx.branch}.example.com/${ctx.shortSha}`,
    approval: 'manual',
  }),
  env: { TOKEN: secret('TOKEN') },
  steps: [sh`./release`, step({ run: sh`./undo`, when: onFailure() })],
})

const tidy = job({ when: always(), lock: 'tidy', checkout: false, steps: [sh`true`] })
const alert = job({ needs: [release], when: all(onFailure(), event(nightly, 'push')), steps: [sh`true`] })

export default story({
  name: 'every thing',
  on: [
    push({
      branches: ['main', 'release/**'],
      ignoreBranches: ['release/old+1'],
      paths: ['src/**', 'a/**/b'],
      ignorePaths: ['src/x'],
      tags: ['v*'],
    }),
    pullRequest({ branches: ['main', 'x/*/y'], ignorePaths: ['docs/**'] }),
    nightly,
    weekly,
    start,
    deployed,
  ],
  cancelSuperseded: true,
  permissions: { contents: 'read', packages: 'read' },
  env: { GLOBAL: ctx.runNumber, FOLDER: ctx.workspace, ID: ctx.job, COMMIT: ctx.sha },
  stages: {
    test: { unit, integration, hosted },
    middle: { patterns, collect },
    end: { release },
    after: { tidy, alert },
  },
})
