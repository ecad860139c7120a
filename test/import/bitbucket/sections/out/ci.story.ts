// Checked on every branch, shipped from main
import { branch, ctx, environment, job, push, service, sh, story, vendorStep } from 'pipegen'

const db = service({ image: 'postgres:17', port: 5432, env: { POSTGRES_PASSWORD: 'test' }, ready: 'nothing' })

const lint = job({ steps: [sh`npm ci`, sh`npm run lint`] })

const test = job({
  runner: { size: 'medium' },
  services: { db },
  steps: [sh`npm ci`, sh`npm test`],
  artifacts: { Test: 'reports/**' },
})

// By hand
const ship = job({
  needs: [lint, test],
  when: branch('main'),
  environment: environment('production', { approval: 'manual', tier: 'production' }),
  env: { BITBUCKET_COMMIT: ctx.sha },
  steps: [
    sh`./ci/ship "$BITBUCKET_COMMIT"`,
    vendorStep({
      bitbucket: {
        pipe: 'atlassian/slack-notify:2.3.0',
        variables: { WEBHOOK_URL: '$SLACK_WEBHOOK', MESSAGE: 'shipped' },
      },
    }),
  ],
})

export default story({
  name: 'ci',
  targets: ['bitbucket'],
  on: [push()],
  like: 'bitbucket',
  defaults: { image: 'node:24' },
  stages: { 'stage-1': { Lint: lint, Test: test }, Ship: ship },
})
