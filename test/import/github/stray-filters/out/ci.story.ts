import { job, manual, pullRequest, sh, story, vendorTrigger } from 'pipegen'

const test = job({ steps: [sh`make test`] })

export default story({
  name: 'ci',
  targets: ['github'],
  on: [
    pullRequest({ paths: ['src/**'] }),
    manual(),
    vendorTrigger({ github: { merge_group: { branches: ['main'] } } }),
    vendorTrigger({ github: { release: { types: ['published'] } } }),
  ],
  like: 'github',
  runners: { github: { 'linux/x64': ['ubuntu-24.04'] } },
  stages: { test },
})
