import {
  type AnyJob,
  all,
  always,
  changed,
  ctx,
  docker,
  environment,
  job,
  matrix,
  node,
  onFailure,
  optional,
  pullRequest,
  push,
  pwsh,
  python,
  sh,
  step,
  story,
  vendorStep,
} from 'pipegen'
import { describe, expect, test } from 'vitest'
import { accept } from './gitlab/accept.ts'
import { attempted } from './gitlab/emit.ts'

const build = job({ steps: [sh`true`] })
const other = job({ steps: [sh`true`] })
const middle = job({ needs: [build], steps: [sh`true`] })
const failed = job({ when: onFailure(), steps: [sh`true`] })
const make = job({ outputs: ['x'], steps: [sh`echo x=y >> "$PIPEGEN_OUTPUT"`] })

/** Jobs that this vendor refuses, each for one reason. */
const refusedJobs: Readonly<Record<string, AnyJob>> = {
  part: job({ needs: [middle], when: onFailure(), steps: [sh`true`] }),
  maybe: job({ needs: [optional(failed)], steps: [sh`true`] }),
  paths: job({ when: all(changed('a/**'), changed('b/**')), steps: [sh`true`] }),
  late: job({ when: ctx.runId.is('1'), steps: [sh`true`] }),
  fast: job({ matrix: matrix({ a: ['1'] }, { failFast: true }), steps: [sh`true`] }),
  gate: job({ environment: environment('x', { approval: 'manual' }), when: always(), steps: [sh`true`] }),
  loose: job({ environment: environment('x', { approval: 'manual' }), allowFailure: true, steps: [sh`true`] }),
  place: job({ environment: environment('y', { url: `https://x/${make.outputs.x}` }), steps: [sh`true`] }),
  value: job({ environment: environment('z'), when: make.outputs.x.is('y'), steps: [sh`true`] }),
  tools: job({ tools: [node('24'), python('3.13')], steps: [sh`true`] }),
  engine: job({ tools: [node('24'), docker()], steps: [sh`true`] }),
  bashed: job({ tools: [docker()], steps: [sh`for x in a; do echo "$x"; done`] }),
  mac: job({ runner: { os: 'macos', arch: 'x64' }, tools: [node('24')], steps: [sh`true`] }),
  windows: job({ runner: { os: 'windows' }, artifacts: { w: 'w' }, outputs: ['o'], steps: [sh`true`] }),
  power: job({ steps: [pwsh`Get-Item .`] }),
  files: job({ steps: [step({ when: changed('a/**'), run: sh`true` })] }),
  theirs: job({ steps: [vendorStep({ on: {} })] }),
  attempt: job({ steps: [sh`echo ${ctx.runAttempt}`] }),
  fork: job({ environment: environment(`a-${ctx.pullRequest.fork}`), steps: [sh`true`] }),
}

describe('a story that accepts what is refused still gets an output that GitLab reads', () => {
  for (const [name, refused] of Object.entries(refusedJobs)) {
    test(name, async () => {
      const stages = { a: { build, other, failed, make }, b: { middle }, c: { [name]: refused } }
      const on = [push({ ignorePaths: ['docs/**'] }), pullRequest()]
      const first = await attempted(story({ name: 'x', on, stages }))
      const wanted = first.found.flatMap((one) =>
        one.code === 'feature-refused' ? (/'(refused:[^']+)'/.exec(one.help ?? '')?.[1] ?? []) : [],
      )
      expect(new Set(wanted).size).toBeGreaterThan(1)
      const reasons = Object.fromEntries(wanted.map((finding) => [finding, 'because']))
      const second = await attempted(story({ name: 'x', on, stages, accept: reasons as never }))
      expect(second.found.filter((one) => one.severity === 'error')).toEqual([])
      expect(second.text).toContain('# Accepted: refused:gitlab/trigger.push.ignorePaths: because')
      if (name !== 'fork') await accept(second)
    })
  }
})
