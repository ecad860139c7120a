// Built once, tested twice, deployed by hand.
import { branch, environment, job, manual, push, sh, story, tag } from 'pipegen'

const build = job({ steps: [sh`npm run build`], artifacts: { build: { paths: 'dist/', retention: 7 } } })
const unit = job({ needs: [build], steps: [sh`npm ci`, sh`npm test`] })

// Against what was built.
const acceptance = job({ needs: [build], env: { BROWSER: 'firefox' }, steps: [sh`npm ci`, sh`npm run acceptance`] })

const deploy = job({
  needs: [build, unit, acceptance],
  when: branch('main'),
  environment: environment('production', { approval: 'manual' }),
  steps: [sh`./deploy`],
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), tag('**'), manual()],
  like: 'gitlab',
  defaults: { image: 'node:22' },
  stages: { build, test: { unit, acceptance }, deploy },
  raw: { gitlab: { workflow: null } },
})
