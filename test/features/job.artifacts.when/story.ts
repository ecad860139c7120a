// Screenshots are kept when the tests failed.
import { job, push, sh, story } from 'pipegen'

const browser = job({
  artifacts: { screenshots: { paths: 'screenshots/*.png', when: 'failure', ifMissing: 'ignore' } },
  steps: [sh`make browser-test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { browser } },
})
