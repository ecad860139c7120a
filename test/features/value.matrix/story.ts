// The script is told its part of the tests.
import { job, push, sh, story } from 'pipegen'

const unit = job({ matrix: { part: ['cart', 'search'] }, steps: ({ part }) => [sh`make test-${part}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
