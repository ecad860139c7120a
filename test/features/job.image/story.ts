// The steps run in an image.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'rust:1.91', steps: [sh`cargo test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
