import { job, manual, pullRequest, sh, story, vendorTrigger } from 'pipegen'

const test = job({ checkout: { credentials: true, pullRequest: 'merge' }, steps: [sh`make test`], timeout: 360 })

export default story({
  name: 'ci',
  targets: ['github'],
  on: [
    pullRequest({ paths: ['src/**'] }),
    manual(),
    vendorTrigger({ github: { merge_group: { branches: ['main'] } } }),
    vendorTrigger({ github: { release: { types: ['published'] } } }),
  ],
  permissions: 'settings',
  stages: { test },
})
