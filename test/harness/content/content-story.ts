import {
  branch,
  ctx,
  environment,
  input,
  job,
  manual,
  matrix,
  push,
  secret,
  service,
  sh,
  step,
  story,
  tag,
} from '../../../dsl/index.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { compileSpec } from '../compile-spec.ts'
import { probed } from './probed.ts'

const byHand = manual({ inputs: { channel: input.choice(['stable', 'beta']) } })

function wide() {
  const postgres = service({
    image: 'postgres:17',
    port: 5432,
    env: { POSTGRES_PASSWORD: 'test', POSTGRES_DB: 'shop' },
  })
  const build = job({
    image: 'node:22',
    env: { MODE: 'fast', REF: ctx.branch, SHA: ctx.sha },
    outputs: ['digest'],
    timeout: '20m',
    artifacts: { paths: ['dist/'] },
    steps: [
      step({ run: sh`npm ci`, env: { LEVEL: 'one two' } }),
      step({ run: sh`npm run build -- ${ctx.shortSha}`, workingDirectory: 'apps/web' }),
      sh`echo "digest=x" >> "$PIPEGEN_OUTPUT"`,
    ],
  })
  const unit = job({
    image: 'node:24',
    needs: [build],
    matrix: matrix({ version: ['1', '2'] }),
    services: { postgres },
    env: ({ version }) => ({ V: version, DATABASE: `postgres://postgres:test@${postgres.host}:${postgres.port}/x` }),
    steps: [sh`npm test`, sh`npm run lint`],
  })
  const ship = job({
    image: 'node:22',
    needs: [build],
    when: branch('main'),
    environment: environment('production'),
    env: { TOKEN: secret('TOKEN'), DIGEST: build.outputs.digest, CHANNEL: byHand.inputs.channel },
    allowFailure: true,
    steps: [sh`./deploy`],
  })
  return { build: { build }, check: { unit }, ship: { ship } }
}

// What all vendors take.
function plain() {
  const build = job({
    env: { MODE: 'fast', REF: ctx.branch, SHA: ctx.sha },
    outputs: ['digest'],
    timeout: '20m',
    artifacts: { paths: ['dist/'] },
    steps: [
      step({ run: sh`npm ci`, env: { LEVEL: 'one two' } }),
      step({ run: sh`npm run build -- ${ctx.tag}`, workingDirectory: 'apps/web' }),
      sh`echo "digest=x" >> "$PIPEGEN_OUTPUT"`,
    ],
  })
  const ship = job({
    needs: [build],
    env: { TOKEN: secret('TOKEN'), DIGEST: build.outputs.digest },
    allowFailure: true,
    steps: [sh`./deploy`, sh`./tell`],
  })
  return { build: { build }, ship: { ship } }
}

/** Stories that between them use all that decides how a job runs; their scripts tell what they find. */
export const contentStories: readonly { readonly name: string; readonly pipeline: Pipeline }[] = [
  {
    name: 'wide',
    pipeline: probed(
      compileSpec(
        story({ name: 'wide', env: { LOG: 'debug' }, on: [push({ branches: ['main'] }), byHand], stages: wide() }),
      ),
    ),
  },
  {
    name: 'plain',
    pipeline: probed(
      compileSpec(story({ name: 'plain', env: { LOG: 'debug' }, on: [push(), tag('v*')], stages: plain() })),
    ),
  },
]
