// Checked on every branch, shipped from main
import { all, branch, ctx, environment, event, job, manual, push, service, sh, story, vendorStep } from 'pipegen'

const production = environment('production', { approval: 'manual', tier: 'production' })

const db = service({ image: 'postgres:17', port: 5432, env: { POSTGRES_PASSWORD: 'test' } })

const lint = job({ when: event('push'), steps: [sh`npm ci`, sh`npm run lint`] })

const test = job({
  when: event('push'),
  runner: { size: 'medium' },
  services: { db },
  steps: [sh`npm ci`, sh`npm test`],
  artifacts: { Test: { paths: 'reports/**', retention: 14, ifMissing: 'ignore' } },
  raw: { bitbucket: { script: ['npm ci', 'npm test'], artifacts: ['reports/**'] } },
})

// By hand
const ship = job({
  needs: [lint, test],
  when: all(event('push'), branch('main')),
  environment: production,
  env: { BITBUCKET_COMMIT: ctx.sha },
  steps: [
    sh`./ci/ship "$BITBUCKET_COMMIT"`,
    vendorStep({
      name: 'Pipe atlassian/slack-notify:2.3.0',
      on: {
        bitbucket: {
          pipe: 'atlassian/slack-notify:2.3.0',
          variables: { WEBHOOK_URL: '$SLACK_WEBHOOK', MESSAGE: 'shipped' },
        },
      },
    }),
  ],
  raw: { bitbucket: { 'concurrency-group': null, artifacts: null } },
})

const audit = job({ needs: [], when: event('manual'), steps: [sh`npm audit`], timeout: 10 })

export default story({
  name: 'ci',
  targets: ['bitbucket'],
  on: [push(), manual()],
  defaults: { image: 'node:24', timeout: 120, checkout: { depth: 50, credentials: true, pullRequest: 'merge' } },
  stages: { 'stage-1': { Lint: lint, Test: test }, Ship: { Ship: ship }, Audit: { Audit: audit } },
  raw: {
    bitbucket: {
      image: 'node:24',
      clone: null,
      options: null,
      pipelines: {
        custom: { nightly: [{ step: { name: 'Audit', 'max-time': 10, script: ['npm audit'] } }], ci: null },
      },
    },
  },
})
