// Artifacts whose very paths have spaces in them.
import { job, push, sh, story } from 'pipegen'

const make = job({
  artifacts: { spaced: { paths: ['one file.txt', 'a b/', 'c d/*.txt'], exclude: ['a b/not this.txt'] } },
  steps: [
    sh`
      mkdir 'a b' 'c d'
      for one in 'one file.txt' 'a b/x y.txt' 'a b/not this.txt' 'c d/z.txt' 'c d/z.log'; do echo "$one" > "$one"; done
    `,
  ],
})
const look = job({
  needs: [make],
  steps: [sh`find 'one file.txt' 'a b' 'c d' -type f | sort | sed 's/^/look has /' >> "$TRACE"`],
})

export default story({ name: 'spaced', on: [push()], stages: { one: { make }, two: { look } } })
