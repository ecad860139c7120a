// Nothing that a step sets reaches the next one, and nothing that a job leaves behind reaches the next job.
import { job, push, sh, step, story } from 'pipegen'

const first = job({
  steps: [
    sh`
      cd src
      export LEAKED=yes
      set +e
      umask 077
      shopt -s nullglob
      IFS=,
      PATH=/nowhere:$PATH
      leaked() { :; }
      exec > /dev/null
      ulimit -n 64
    `,
    sh`echo "first is $(basename "$PWD" | grep -c src) \${LEAKED:-no} $(type leaked > /dev/null 2>&1 && echo yes || echo no)" >> "$TRACE"`,
    sh`echo "first globs $(echo nothing*) mask $(umask) files $([ "$(ulimit -n)" = 64 ] && echo few || echo many)" >> "$TRACE"`,
    sh`echo changed > README.md; mkdir -p made; echo x > made/file; rm src/file.txt`,
    sh`echo "first keeps $(cat README.md) $(cat made/file) $(ls src | wc -l | tr -d ' ')" >> "$TRACE"`,
    step({ shell: 'sh', run: sh`set +e; false; echo "first plain" >> "$TRACE"` }),
  ],
})
const second = job({
  steps: [
    sh`echo "second finds $(cat README.md) $([ -e made ] && echo made || echo none) $(cat src/file.txt)" >> "$TRACE"`,
  ],
})
const third = job({
  steps: [
    sh`echo "third finds $(cat README.md) $([ -e made ] && echo made || echo none) $(cat src/file.txt)" >> "$TRACE"`,
  ],
})

export default story({ name: 'state', on: [push()], stages: { one: { first }, two: { second }, three: { third } } })
