// What each push must pass
import { any, branch, environment, job, onFailure, optional, push, service, sh, step, story, tag } from 'pipegen'

const db = service({ image: 'postgres:17', port: 5432, env: { POSTGRES_PASSWORD: 'test' } })

const lint = job({ services: { db }, env: { LEVEL: 'full' }, steps: [sh`npm run lint`] })
const unit = job({ services: { db }, env: { LEVEL: 'full' }, steps: [sh`npm ci && npm test`] })

const browser = job({
  needs: [optional(unit)],
  services: { db },
  env: { LEVEL: 'full' },
  steps: [sh`npm run 'browser tests'`, step({ run: sh`./ci/say 'it failed'`, when: onFailure() })],
})

const deployStaging = job({
  name: 'Deploy staging',
  when: any(branch('master'), tag('master')),
  services: { db },
  env: { LEVEL: 'full' },
  steps: [sh`./ci/deploy staging`],
})

const production = job({
  when: any(branch('v*.*'), tag('v*.*')),
  services: { db },
  environment: environment('production', { approval: 'manual' }),
  env: { LEVEL: 'full' },
  steps: [sh`./ci/deploy production`],
})

export default story({
  name: 'ci',
  targets: ['codeship'],
  on: [push(), tag('**')],
  defaults: { image: 'node:24' },
  stages: {
    Checks: { Lint: lint, Unit: unit, Browser: browser },
    deployStaging,
    deployProduction: { Production: production },
  },
  accept: { 'refused:codeship/job.environment.exclusive': 'builds went side by side before' },
})
