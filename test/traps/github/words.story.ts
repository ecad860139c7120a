// Words that readers of YAML and of expressions take for something else.
import { job, push, sh, step, story } from 'pipegen'

const env = {
  A: 'no',
  B: 'on',
  C: '1:30',
  D: '1_000',
  E: '3.10',
  F: '0x1F',
  G: '',
  H: 'null',
  I: '~',
  J: '2024-01-01',
  K: '<<',
  L: '${{ github.token }}',
}
const unit = job({
  env,
  steps: [
    step({ name: 'Say ${{ github.actor }}', run: sh`docker inspect --format '\${{json .}}' "$L" # \${{ secrets.X }}` }),
    step({ name: 'yes', run: sh`echo '%s' "a: b" # c` }),
  ],
})

export default story({
  name: 'words',
  on: [push()],
  env: { TOP: '${{ secrets.GITHUB_TOKEN }}' },
  stages: { test: { unit } },
})
