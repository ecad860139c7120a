import { environment, input, job, manual, sh, story } from 'pipegen'

const byHand = manual({ inputs: { VERSION: input.text({ description: 'what to go back to' }) } })

const step1 = job({
  image: 'node:22',
  environment: environment('production', { tier: 'production' }),
  env: { VERSION: byHand.inputs.VERSION },
  steps: [sh`./rollback "$VERSION"`],
})

export default story({
  name: 'Rollback',
  title: 'Rollback!',
  targets: ['bitbucket'],
  on: [byHand],
  like: 'bitbucket',
  stages: { step1 },
})
