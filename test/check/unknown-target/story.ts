// A vendor's name is misspelt.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  // @ts-expect-error there is no such vendor
  targets: ['gitlub'],
  on: [push()],
  stages: { test: { unit } },
})
