// A push is tested when it changes the sources or the lock file.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push({ paths: ['src/**', 'package-lock.json'] })],
  stages: { test: { unit } },
})
