// A failure that is allowed stops nothing, and the run has succeeded.
import { branch, job, onFailure, push, sh, story } from 'pipegen'

const next = job({ allowFailure: true, steps: [sh`echo "next fails" >> "$TRACE"; false`] })
const pack = job({ steps: [sh`echo "pack ran" >> "$TRACE"`] })
const tell = job({ when: onFailure(), steps: [sh`echo "tell ran" >> "$TRACE"`] })
const here = job({ when: branch('main'), steps: [sh`echo "here ran" >> "$TRACE"`] })
const there = job({ when: branch('release/*'), steps: [sh`echo "there ran" >> "$TRACE"`] })
const behind = job({ needs: [there], steps: [sh`echo "behind ran" >> "$TRACE"`] })

export default story({
  name: 'allowed',
  on: [push()],
  stages: { test: { next }, build: { pack, here, there }, after: { tell, behind } },
})
