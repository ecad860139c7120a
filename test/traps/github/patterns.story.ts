// Names and paths with signs that patterns of the vendor read otherwise.
import { job, pullRequest, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make`] })

export default story({
  name: 'patterns',
  on: [
    push({
      branches: ['c++', 'release/**', 'a!b'],
      ignoreBranches: ['release/old'],
      tags: ['v*'],
      paths: ['src/**/x', '**/*.md'],
      ignorePaths: ['src/gen/**'],
    }),
    pullRequest({ ignorePaths: ['docs/**'] }),
  ],
  stages: { test: { unit } },
})
