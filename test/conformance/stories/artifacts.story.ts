// Files travel along needs, to the same paths, and nowhere else.
import { after, job, push, sh, story } from 'pipegen'

const pack = job({
  artifacts: {
    packages: { paths: ['dist/', 'reports/*.txt'], exclude: ['dist/**/*.map'] },
    programs: { paths: 'bin/', modes: true },
  },
  steps: [
    sh`mkdir -p dist/deep reports bin`,
    sh`
      echo one > dist/a.txt
      echo two > "dist/deep/b c.txt"
      echo three > dist/deep/a.map
      echo four > reports/r.txt
      echo five > reports/r.log
      printf '#!/bin/sh\necho six\n' > bin/tool
      chmod 755 bin/tool
    `,
  ],
})
const ship = job({
  needs: [pack],
  steps: [
    sh`echo "ship has $(cat dist/a.txt) $(cat "dist/deep/b c.txt") $(cat reports/r.txt) $(./bin/tool)" >> "$TRACE"`,
    sh`echo "ship lacks $(cat dist/deep/a.map reports/r.log 2> /dev/null | wc -l)" >> "$TRACE"`,
  ],
})
const look = job({
  needs: [after(pack)],
  steps: [sh`if [ -e dist ]; then echo "look has dist" >> "$TRACE"; else echo "look has none" >> "$TRACE"; fi`],
})
const next = job({
  steps: [sh`if [ -e dist ]; then echo "next has dist" >> "$TRACE"; else echo "next has none" >> "$TRACE"; fi`],
})

export default story({
  name: 'artifacts',
  on: [push()],
  stages: { build: { pack }, deploy: { ship, look }, last: { next } },
})
