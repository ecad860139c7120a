// One run for each combination, with its own values.
import { job, matrix, push, sh, story } from 'pipegen'

const unit = job({
  matrix: matrix(
    { version: ['1.10', '2'], system: ['a b', 'c'] },
    {
      exclude: [{ version: '2', system: 'c' }],
      include: [
        { version: '1.10', flag: '--old' },
        { version: '3', system: 'd', flag: '--new' },
      ],
    },
  ),
  env: ({ flag }) => ({ FLAG: flag }),
  steps: ({ version, system }) => [
    sh`echo "unit:${version}:$(echo ${system} | tr ' ' _)" "${version}" in "${system}" "with '$FLAG'" >> "$TRACE"`,
    sh`test ${version} != 2 || echo "unit:two" >> "$TRACE"`,
  ],
})
const after = job({ steps: [sh`echo "after sees $(grep -c '^unit:.* in ' "$TRACE")" >> "$TRACE"`] })

export default story({ name: 'matrix', on: [push()], stages: { test: { unit }, after: { after } } })
