import { job, push, sh, story, vendorCondition } from 'pipegen'

const test = job({ steps: [sh`make test`] })

const paused = job({
  // Until the new service is there.
  when: vendorCondition({ github: 'false' }),
  steps: [sh`make smoke`],
})

const nightly = job({ when: vendorCondition({ github: "github.event_name == 'schedule'" }), steps: [sh`make night`] })

const late = job({
  needs: [test],
  when: vendorCondition({ github: "always() && github.ref == 'refs/heads/other'" }),
  steps: [sh`make late`],
})

export default story({
  name: 'ci',
  targets: ['github'],
  on: [push({ branches: ['main'] })],
  like: 'github',
  defaults: { checkout: false },
  runners: { github: { 'linux/x64': ['ubuntu-24.04'] } },
  stages: { jobs: { test, paused, nightly }, late },
})
