// Files that go through several hands: over one another, from a matrix, after a failure, and only when asked for.
import { job, push, sh, story } from 'pipegen'

const first = job({
  artifacts: { base: 'out/' },
  steps: [sh`mkdir out; echo first > out/first.txt; echo 1 > out/same.txt`],
})
const second = job({
  needs: [first],
  artifacts: { more: 'out/**' },
  steps: [sh`echo "second has $(cat out/first.txt)" >> "$TRACE"; echo second > out/second.txt; echo 2 > out/same.txt`],
})
const many = job({
  matrix: { part: ['a', 'b c'] },
  artifacts: { parts: 'parts/' },
  steps: ({ part }) => [sh`mkdir parts; echo ${part} > "parts/part-$(echo ${part} | tr ' ' '-').txt"`],
})
const failing = job({
  allowFailure: true,
  artifacts: {
    reports: { paths: 'reports/', when: 'always' },
    logs: { paths: 'logs/', when: 'failure' },
    goods: { paths: 'goods/', when: 'success' },
  },
  steps: [sh`mkdir reports logs goods; for one in reports logs goods; do echo "$one" > "$one/x.txt"; done; exit 3`],
})
const third = job({
  needs: [second, many],
  steps: [
    sh`echo "third has $(ls out | tr '\n' ' ')$(cat out/same.txt)" >> "$TRACE"`,
    sh`echo "third parts $(cat parts/* | tr '\n' ' ')" >> "$TRACE"`,
    sh`echo "third reports $([ -e reports ] && echo yes || echo no)" >> "$TRACE"`,
  ],
})
const fourth = job({
  needs: [failing],
  steps: [sh`echo "fourth has $(ls -d reports logs goods 2> /dev/null | tr '\n' ' ')" >> "$TRACE"`],
})

export default story({
  name: 'handed',
  on: [push()],
  stages: { one: { first, many, failing }, two: { second }, three: { third, fourth } },
})
