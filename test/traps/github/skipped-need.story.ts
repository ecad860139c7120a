// A deployment after a check that most runs skip, and one that names its check.
import { branch, event, job, pullRequest, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const preview = job({ when: event('pullRequest'), steps: [sh`make preview`] })
const image = job({ steps: [sh`make image`] })
const announce = job({ needs: [preview], steps: [sh`make announce`] })
const release = job({ needs: [image], when: branch('main'), steps: [sh`make release`] })

export default story({
  name: 'skipped need',
  on: [push(), pullRequest()],
  stages: { test: { unit, preview }, build: { image, announce }, deploy: { release } },
})
