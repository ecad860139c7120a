// A time limit that only comes from the vendor that the story is like, and one that the story says.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'node:24', steps: [sh`npm test`] })
const soak = job({ image: 'node:24', timeout: '1h', steps: [sh`npm run soak`] })

export default story({
  name: 'shop',
  targets: ['github', 'bitbucket'],
  on: [push()],
  like: 'github',
  stages: { test: { unit, soak } },
})
