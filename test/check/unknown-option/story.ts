// An option is misspelt.
import { job, push, sh, story } from 'pipegen'

// @ts-expect-error there is no such option
const unit = job({ timout: 5, steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
