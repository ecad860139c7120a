// A default that is none of the options.
import { input, job, manual, sh, story } from 'pipegen'

const release = manual({
  inputs: {
    // @ts-expect-error the default is one of the options
    channel: input.choice(['beta', 'stable'], { default: 'nightly' }),
  },
})
const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [release],
  stages: { test: { unit } },
})
