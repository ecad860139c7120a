// Conditions on what jobs found out, on the branch and on the combination of a matrix, for jobs and for steps.
import { all, any, branch, job, not, push, sh, step, story } from 'pipegen'

const plan = job({
  outputs: ['ship', 'kind'],
  steps: [sh`echo "ship=yes" >> "$PIPEGEN_OUTPUT"; echo "kind=a b" >> "$PIPEGEN_OUTPUT"`],
})
const yes = job({ needs: [plan], when: plan.outputs.ship.is('yes'), steps: [sh`echo "yes runs" >> "$TRACE"`] })
const no = job({ needs: [plan], when: plan.outputs.ship.is('no'), steps: [sh`echo "no never" >> "$TRACE"`] })
const both = job({
  needs: [plan],
  when: all(
    branch('main'),
    not(plan.outputs.kind.is('x')),
    any(plan.outputs.ship.is('no'), plan.outputs.kind.is('a b')),
  ),
  steps: [
    step({ run: sh`echo "both one" >> "$TRACE"`, when: plan.outputs.kind.is('a b') }),
    step({ run: sh`echo "both never" >> "$TRACE"`, when: plan.outputs.kind.is('b a') }),
    step({ run: sh`echo "both two" >> "$TRACE"`, when: any(branch('main'), plan.outputs.ship.is('no')) }),
  ],
})
const cells = job({
  matrix: { system: ['a', 'b', 'c d'] },
  steps: ({ system }) => [
    step({ run: sh`echo "cells:$(echo ${system} | tr ' ' _) runs" >> "$TRACE"`, when: not(system.is('b')) }),
  ],
})

export default story({ name: 'choices', on: [push()], stages: { one: { plan, cells }, two: { yes, no, both } } })
