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
  idToken,
  input,
  job,
  manual,
  matrix,
  node,
  not,
  onFailure,
  pullRequest,
  push,
  repositoryToken,
  schedule,
  secret,
  service,
  sh,
  step,
  story,
  tag,
  targetBranch,
} from '../../dsl/index.ts'
import type { Story } from '../../dsl/story.ts'

const nightly = schedule('15 2 * * 1,3', { name: 'nightly' })
const form = manual({
  inputs: {
    stage: input.choice(['staging', 'production']),
    dryRun: input.boolean(),
    count: input.number({ default: 3 }),
    'some-text': input.text({ default: "it's 100%" }),
  },
})
const hook = api('released', { payload: ['version'] })
const postgres = service({
  image: 'postgres:17',
  port: 5432,
  env: { POSTGRES_PASSWORD: secret('DB_PASSWORD'), POSTGRES_DB: `app-${ctx.repositoryName}` },
})

const build = job({
  name: 'Build',
  tools: [node('24')],
  env: { NOTE: `it's "quoted" $HOME \`x\` \\ ${ctx.shortSha}`, SEVERAL: 'one\ntwo\n' },
  caches: [dependencies('npm'), cache({ paths: ['~/.cache/x'], key: ['a.lock', 'b.lock'], prefix: 'v1' })],
  outputs: ['version', 'notes'],
  steps: [
    sh`npm ci`,
    step({ name: 'Version', run: sh`echo "version=$(cat VERSION)" >> "$PIPEGEN_OUTPUT"`, retry: 2 }),
    step({
      name: 'Notes',
      run: sh`printf 'notes<<END\nfirst\nsecond\nEND\n' >> "$PIPEGEN_OUTPUT"`,
      workingDirectory: 'docs',
    }),
  ],
  artifacts: { dist: { paths: ['dist', 'target/**/*.jar'], exclude: ['**/*.map'], ifMissing: 'warn' } },
})
const test = job({
  matrix: matrix(
    { os: ['bookworm', 'alpine'], version: ['22', '24'] },
    { exclude: [{ os: 'alpine', version: '22' }], failFast: true },
  ),
  image: ({ os, version }) => `node:${version}-${os}`,
  services: { postgres },
  env: ({ os }) => ({ OS: os, DATABASE: `${postgres.host}:${postgres.port}` }),
  steps: [
    sh`npm test`,
    step({ name: 'Only there', run: sh`echo there`, when: branch('main') }),
    step({ name: 'Clean up', run: sh`rm -rf tmp`, when: always() }),
  ],
  reports: { junit: 'reports/*.xml' },
})
const lint = job({
  needs: [],
  shell: 'sh',
  image: 'alpine:3.22',
  steps: [sh`sort words | uniq > sorted`],
  allowFailure: true,
  retry: 2,
})
const docs = job({
  needs: [lint],
  when: changed('docs/**'),
  steps: [sh`make -C docs`],
  retry: 1,
  checkout: { depth: 0, submodules: true },
})
const image = job({
  needs: [build],
  tools: [docker()],
  runner: { size: 'medium', arch: 'arm64' },
  env: { TOKEN: repositoryToken(), CLOUD: idToken({ audience: 'cloud' }), REF: build.outputs.version },
  when: any(branch('main', 'release/*'), tag('v*')),
  steps: [
    sh`docker build --tag x:${build.outputs.version} .`,
    step({ run: sh`docker push x`, timeout: 5, continueOnError: true }),
  ],
})
const deploy = job({
  needs: [image, after(test)],
  when: all(branch('main'), not(event('schedule'))),
  environment: environment('production', { approval: 'manual' }),
  env: { KEY: secret.file('KEY'), NOTES: build.outputs.notes },
  steps: [
    step({
      name: 'Go',
      run: sh`./deploy ${form.inputs.stage} ${form.inputs.count}`,
      when: form.inputs.dryRun.is(false),
    }),
    step({
      name: 'Tell',
      run: sh`./tell ${hook.payload.version} ${ctx.runUrl}`,
      when: onFailure(),
      continueOnError: true,
    }),
  ],
})

/** A story that uses much of what there is. */
export const wide: Story = story({
  name: 'wide',
  on: [
    push({ branches: ['main', 'release/*', 'feature/**'] }),
    pullRequest({ branches: ['main'] }),
    tag('v*'),
    nightly,
    form,
    hook,
  ],
  env: { COMMON: 'yes', WHO: ctx.actor },
  stages: { check: { lint, docs }, build: { build }, test: { test }, ship: { image, deploy } },
})

const unit = job({ steps: [sh`make unit`] })
const pack = job({ needs: [unit], steps: [sh`make pack`] })
const pages = job({ needs: [], steps: [sh`make pages`] })
const merge = job({ needs: [], when: targetBranch('main'), steps: [sh`make merge`] })

/** A story without selectors: it leaves a branch out. */
export const negative: Story = story({
  name: 'leave out',
  on: [push({ ignoreBranches: ['wip/**'] }), pullRequest()],
  stages: { all: { unit, pack, pages, merge } },
})

/** A chain inside a parallel group. */
export const chained: Story = story({
  name: 'chained',
  on: [push({ branches: ['main'] })],
  stages: { all: { unit: job({ steps: [sh`make`] }) }, next: chain() },
})

function chain(): Record<string, ReturnType<typeof job>> {
  const first = job({ needs: [], outputs: ['v'], steps: [sh`echo "v=1" >> "$PIPEGEN_OUTPUT"`] })
  const second = job({ needs: [first], steps: [sh`echo ${first.outputs.v}`] })
  return { first, second }
}
