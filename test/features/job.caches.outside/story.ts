// The cache of a tool that keeps its files at home.
import { cache, job, push, sh, story } from 'pipegen'

const unit = job({
  caches: [cache({ paths: ['~/.cache/pip'], key: 'requirements.txt', name: 'pip' })],
  steps: [sh`pip install --requirement requirements.txt`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
