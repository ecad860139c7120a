// Axes whose names are those of variables that a shell lives by.
import { job, push, sh, story } from 'pipegen'

const unit = job({
  matrix: { path: ['a/b'], home: ['x y'], ifs: [','] },
  steps: ({ path, home, ifs }) => [
    sh`echo "unit" ${path} "in" ${home} "by" ${ifs} "and $(printf 'one two' | tr ' ' '_')" >> "$TRACE"`,
  ],
})

export default story({ name: 'names', on: [push()], stages: { test: { unit } } })
