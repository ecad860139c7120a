// A value where the shell expands nothing.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({
  steps: [
    sh`
      cat > version <<'END'
      ${ctx.sha}
      END
    `,
  ],
})

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
