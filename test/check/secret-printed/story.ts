// A secret on a command line.
import { job, push, secret, sh, story } from 'pipegen'

const password = secret('PASSWORD')
// @ts-expect-error a secret is no text of a script
const unit = job({ steps: [sh`docker login --password ${password}`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
