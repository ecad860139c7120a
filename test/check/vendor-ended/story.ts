import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'node:22', steps: [sh`npm test`] })

export default story({
  name: 'shop',
  targets: ['codeship'],
  on: [push()],
  stages: { check: { unit } },
})
