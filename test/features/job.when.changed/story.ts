// The documentation is built when it changed.
import { changed, job, pullRequest, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const docs = job({ when: changed('docs/**', 'mkdocs.yml'), steps: [sh`make docs`] })

export default story({
  name: 'shop',
  on: [push({ branches: ['main'] }), pullRequest()],
  stages: { test: { unit, docs } },
})
