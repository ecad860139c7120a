// The release is named after the tag.
import { ctx, job, sh, story, tag } from 'pipegen'

const unit = job({ steps: [sh`./release ${ctx.tag}`] })

export default story({
  name: 'shop',
  on: [tag('v*')],
  stages: { test: { unit } },
})
