// A job of two scripts; the second has several lines.
import { job, push, sh, story } from 'pipegen'

const unit = job({
  steps: [
    sh`npm ci`,
    sh`
      npm run build
      npm test
    `,
  ],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
