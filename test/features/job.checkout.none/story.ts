// A job that needs no sources.
import { job, push, sh, story } from 'pipegen'

const unit = job({ checkout: false, steps: [sh`curl --fail https://shop.example.com/health`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
