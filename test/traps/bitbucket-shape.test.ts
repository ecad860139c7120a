import {
  after,
  branch,
  cache,
  changed,
  environment,
  job,
  manual,
  not,
  push,
  python,
  secret,
  sh,
  step,
} from '../../dsl/index.ts'
import { shapeOf, stepOf } from '../unit/bitbucket-emit.ts'
import { holdTraps, lines, main, one, type Trap, trace } from './bitbucket-trap.ts'

const traps: readonly Trap[] = [
  {
    name: 'a folder alone is no artifact, and every later step takes all artifacts unless it says so',
    naive: 'bare-folder',
    stories: () => {
      const build = job({ artifacts: { dist: 'dist' }, steps: [sh`make`] })
      return one({
        a: { build },
        b: { use: job({ needs: [build], steps: [sh`ls dist`] }) },
        c: { other: job({ steps: [sh`make other`] }) },
      })
    },
    avoided: (file) => {
      const of = (name: string) =>
        (stepOf(main(file), name).artifacts ?? {}) as {
          download?: unknown
          upload?: readonly { paths: readonly string[] }[]
        }
      return (
        of('build').upload?.[0]?.paths.includes('dist/**') === true &&
        String(of('use').download) === 'dist' &&
        of('other').download === false
      )
    },
  },
  {
    name: 'a failed step leaves nothing unless it says so',
    naive: 'failed-upload',
    stories: () =>
      one({
        all: {
          unit: job({
            reports: { junit: 'reports/*.xml' },
            artifacts: { logs: { paths: 'logs/', when: 'always' } },
            steps: [sh`make`],
          }),
        },
      }),
    avoided: (file) => {
      const artifacts = stepOf(main(file), 'unit').artifacts
      return (
        artifacts !== undefined &&
        'upload' in artifacts &&
        (artifacts.upload ?? []).every((upload) => upload['capture-on'] === 'always')
      )
    },
  },
  {
    name: 'the key of a cache is made of files alone, so that cells must not share a name',
    naive: 'cache-key',
    stories: () =>
      one({
        all: {
          unit: job({
            matrix: { version: ['3.12', '3.13'] },
            tools: ({ version }) => [python(version)],
            caches: ({ version }) => [
              cache({ name: 'pip', paths: ['.cache/pip'], key: 'requirements.txt', prefix: version }),
            ],
            steps: [sh`tox`],
          }),
        },
      }),
    avoided: (file) =>
      String(stepOf(main(file), 'unit (3.12)').caches) !== String(stepOf(main(file), 'unit (3.13)').caches),
  },
  {
    name: 'a missing secret is an empty text',
    naive: 'missing-secret',
    stories: () => one({ all: { push: job({ env: { PASSWORD: secret('REGISTRY_PASSWORD') }, steps: [sh`./push`] }) } }),
    avoided: (file) => trace(file, 'push').output.includes('missing repository variable REGISTRY_PASSWORD'),
  },
  {
    name: 'a second deployment is paused until a person resumes it',
    naive: 'paused-deployment',
    stories: () => one({ all: { deploy: job({ environment: environment('production'), steps: [sh`./deploy`] }) } }),
    avoided: (file) => stepOf(main(file), 'deploy')['concurrency-group'] === 'production',
  },
  {
    name: 'the first step of a run cannot wait for a person',
    naive: 'manual-first',
    stories: () =>
      one({
        all: { deploy: job({ environment: environment('production', { approval: 'manual' }), steps: [sh`./deploy`] }) },
      }),
    avoided: (file) =>
      (main(file) as readonly { step?: { trigger?: string } }[])[0]?.step?.trigger !== 'manual' &&
      stepOf(main(file), 'deploy').trigger === 'manual',
  },
  {
    name: 'a gate holds back everything after it',
    naive: 'behind-the-gate',
    stories: () => {
      const build = job({ steps: [sh`make`] })
      const deploy = job({
        needs: [build],
        environment: environment('production', { approval: 'manual' }),
        steps: [sh`./deploy`],
      })
      return one({ all: { build, deploy, report: job({ needs: [after(build)], steps: [sh`./report`] }) } })
    },
    avoided: (file) => shapeOf(main(file)).endsWith(' deploy'),
  },
  {
    name: 'deployments at the same time must be to environments of one kind',
    naive: 'mixed-environments',
    stories: () =>
      one({
        all: {
          toStaging: job({ environment: environment('staging', { tier: 'staging' }), steps: [sh`./deploy staging`] }),
          toProduction: job({
            environment: environment('production', { tier: 'production' }),
            steps: [sh`./deploy production`],
          }),
        },
      }),
    avoided: (file) => shapeOf(main(file)) === 'toStaging toProduction',
  },
  {
    name: 'an exported value is read by the shell',
    naive: 'export-quoting',
    stories: () =>
      one({
        all: {
          quoted: job({
            env: { PRICE: '5 $HOME `id`' },
            steps: [step({ run: sh`printf '%s ' "$PRICE" >> "$TRACE"` })],
          }),
        },
      }),
    avoided: (file) => trace(file, 'quoted').trace === '5 $HOME `id` ',
  },
  {
    name: 'a skipped step does not skip what needs it',
    naive: 'skipped-need',
    stories: () => {
      const build = job({ when: changed('api/**'), steps: [sh`make`] })
      return one({ all: { build, use: job({ needs: [build], steps: [sh`./use`] }) } })
    },
    avoided: (file) =>
      JSON.stringify(stepOf(main(file), 'use').condition) === '{"changesets":{"includePaths":["api/**"]}}',
  },
  {
    name: 'what an expression does with a missing variable is written nowhere',
    naive: 'unset-variable',
    stories: () => one({ all: { elsewhere: job({ when: not(branch('main')), steps: [sh`./elsewhere`] }) } }, manual()),
    avoided: (file) =>
      stepOf(file.pipelines?.custom?.one, 'elsewhere').condition === undefined &&
      lines(file, 'elsewhere', file.pipelines?.custom?.one).includes('"$BITBUCKET_BRANCH" = main'),
  },
  {
    name: 'a person can start what a trigger starts, on any branch',
    naive: 'started-by-hand',
    stories: () =>
      one(
        { all: { publish: job({ env: { TOKEN: secret('TOKEN') }, steps: [sh`./publish`] }) } },
        push({ ignoreBranches: ['wip/**'] }),
      ),
    avoided: (file) =>
      stepOf(file.pipelines?.custom?.['one-push'], 'publish').condition?.state?.includes(
        '!glob(BITBUCKET_BRANCH, "wip/**")',
      ) === true,
  },
]

holdTraps(traps)
