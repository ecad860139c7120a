// The steps run as another user of the image.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: { name: 'node:24', user: '1000' }, steps: [sh`npm test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
