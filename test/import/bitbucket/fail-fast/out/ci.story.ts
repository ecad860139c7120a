import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`npm test`], raw: { bitbucket: { 'fail-fast': true } } })
const browser = job({ steps: [sh`npm run e2e`], raw: { bitbucket: { 'fail-fast': true } } })

// Tells, and ends nothing.
const size = job({ steps: [sh`npm run size`] })
const ship = job({ steps: [sh`npm publish`] })

export default story({
  name: 'ci',
  targets: ['bitbucket'],
  on: [push()],
  like: 'bitbucket',
  defaults: { image: 'node:22' },
  stages: { 'stage-1': { Unit: unit, Browser: browser, Size: size }, Ship: ship },
})
