import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { always, branch, docker, job, node, onFailure, push, type StepLike, sh, step, story } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { emitted } from './gitlab/emit.ts'
import { hasShell, inFolder, type RunnerShell, runScript } from './gitlab/run-script.ts'

type Command = ReturnType<typeof sh>

// Each leaves its mark in the log; most try to leave more behind than that, or to end in an unusual way.
const scripts: readonly (readonly [Command, string])[] = [
  [sh`echo one >> "$LOG"`, 'echo one >> "$LOG"'],
  [sh`./mark two`, './mark two'],
  [sh`./mark three && ./mark four`, './mark three && ./mark four'],
  [
    sh`export LEAK=yes; cd sub; echo "in $(basename "$PWD")" >> "$LOG"`,
    'export LEAK=yes; cd sub; echo "in $(basename "$PWD")" >> "$LOG"',
  ],
  [
    sh`echo "leak \${LEAK-none} $(basename "$PWD" | cut -c1-3)" >> "$LOG"`,
    'echo "leak ${LEAK-none} $(basename "$PWD" | cut -c1-3)" >> "$LOG"',
  ],
  [sh`echo ends >> "$LOG"; exit 0; echo never >> "$LOG"`, 'echo ends >> "$LOG"; exit 0; echo never >> "$LOG"'],
  [sh`echo fails >> "$LOG"; exit 3`, 'echo fails >> "$LOG"; exit 3'],
  [
    sh`echo stops >> "$LOG"
false
echo never >> "$LOG"`,
    'echo stops >> "$LOG"\nfalse\necho never >> "$LOG"',
  ],
  [
    sh`set +e
false
echo "goes on" >> "$LOG"`,
    'set +e\nfalse\necho "goes on" >> "$LOG"',
  ],
  [sh`test -f nothing && echo never >> "$LOG"`, 'test -f nothing && echo never >> "$LOG"'],
  [
    sh`trap 'echo trapped >> "$LOG"' EXIT
echo set >> "$LOG"`,
    'trap \'echo trapped >> "$LOG"\' EXIT\necho set >> "$LOG"',
  ],
  [
    sh`cat >> "$LOG"
echo "read all" >> "$LOG"`,
    'cat >> "$LOG"\necho "read all" >> "$LOG"',
  ],
  [
    sh`f() { echo "f $1" >> "$LOG"; }
f x`,
    'f() { echo "f $1" >> "$LOG"; }\nf x',
  ],
  [
    sh`if command -v f > /dev/null; then echo "f is known" >> "$LOG"; fi`,
    'if command -v f > /dev/null; then echo "f is known" >> "$LOG"; fi',
  ],
  [
    sh`cat >> "$LOG" <<'STEP'
a $HERE
STEP
echo done >> "$LOG"`,
    'cat >> "$LOG" <<\'STEP\'\na $HERE\nSTEP\necho done >> "$LOG"',
  ],
  [
    sh`umask 077; shift 0; set -- a b; echo "$# set" >> "$LOG"`,
    'umask 077; shift 0; set -- a b; echo "$# set" >> "$LOG"',
  ],
  [sh`echo "$# given" >> "$LOG"`, 'echo "$# given" >> "$LOG"'],
  [sh`./mark x | cat`, './mark x | cat'],
  [
    sh`./broken | cat
echo "after the pipe" >> "$LOG"`,
    './broken | cat\necho "after the pipe" >> "$LOG"',
  ],
  [sh`./flaky`, './flaky'],
]

interface Shape {
  readonly script: number
  readonly status: 'success' | 'success2' | 'failure' | 'always'
  readonly condition: 'none' | 'none2' | 'main' | 'other'
  readonly continueOnError: boolean
  readonly retry: number
  readonly limited: boolean
  readonly folder: boolean
  readonly value: string
  readonly simple: boolean
}

const shape: fc.Arbitrary<Shape> = fc.record({
  script: fc.nat(scripts.length - 1),
  status: fc.constantFrom('success' as const, 'success2' as const, 'failure' as const, 'always' as const),
  condition: fc.constantFrom('none' as const, 'none2' as const, 'main' as const, 'other' as const),
  continueOnError: fc.boolean(),
  retry: fc.nat(2),
  limited: fc.boolean(),
  folder: fc.boolean(),
  value: fc.constantFrom('', 'plain', "it's $x", '$(echo no)\n"two" lines\n'),
  simple: fc.boolean(),
})

const plainShape = (one: Shape): Shape =>
  one.simple
    ? {
        ...one,
        status: 'success',
        condition: 'none',
        continueOnError: false,
        retry: 0,
        limited: false,
        folder: false,
        value: '',
      }
    : one

function stepOf(one: Shape): StepLike {
  const [run] = scripts[one.script] as readonly [Command, string]
  const condition = one.condition === 'main' ? branch('main') : one.condition === 'other' ? branch('x/*') : undefined
  const when = one.status === 'failure' ? onFailure() : one.status === 'always' ? always() : condition
  return step({
    run,
    ...(when === undefined ? {} : { when }),
    ...(one.continueOnError ? { continueOnError: true } : {}),
    ...(one.retry > 0 ? { retry: one.retry } : {}),
    ...(one.limited ? { timeout: 1 } : {}),
    ...(one.folder ? { workingDirectory: 'sub' } : {}),
    ...(one.value === '' ? {} : { env: { VALUE: one.value } }),
  } as never)
}

function prepare(folder: string): void {
  mkdirSync(join(folder, 'sub'))
  for (const at of [folder, join(folder, 'sub')]) {
    writeFileSync(join(at, 'mark'), '#!/bin/sh\necho "$1 ${VALUE-}" >> "$LOG"\n', { mode: 0o755 })
    writeFileSync(join(at, 'broken'), '#!/bin/sh\nexit 5\n', { mode: 0o755 })
    writeFileSync(join(at, 'flaky'), '#!/bin/sh\necho try >> "$LOG"\n[ "$(grep -c try "$LOG")" -ge 3 ]\n', {
      mode: 0o755,
    })
  }
}

/** What the contract says: each step is a process of its own. */
function byContract(shapes: readonly Shape[], shell: 'bash' | 'sh', folder: string, log: string): boolean {
  let failed = false
  for (const one of shapes) {
    const due = one.status === 'always' || (one.status === 'failure') === failed
    const holds = one.status === 'failure' || one.status === 'always' || one.condition !== 'other'
    if (!due || !holds) continue
    const [, script] = scripts[one.script] as readonly [Command, string]
    const file = join(folder, '..', `script-${log.length}-${one.script}`)
    let passed = false
    for (let tries = 0; tries <= one.retry && !passed; tries++) {
      writeFileSync(file, script)
      const args = shell === 'bash' ? ['-eo', 'pipefail', file] : ['-e', file]
      const ran = spawnSync(shell, args, {
        cwd: one.folder ? join(folder, 'sub') : folder,
        env: { PATH: process.env.PATH ?? '', LOG: log, ...(one.value === '' ? {} : { VALUE: one.value }) },
        input: '',
      })
      passed = ran.status === 0
    }
    if (!passed && !one.continueOnError) failed = true
  }
  return !failed
}

async function compare(
  shapes: readonly Shape[],
  machine: 'tool' | 'image' | 'docker',
  shell: RunnerShell,
): Promise<void> {
  const inner = shell === 'bash' ? 'bash' : 'sh'
  const where =
    machine === 'tool'
      ? { tools: [node('24')] }
      : machine === 'image'
        ? { image: 'registry.example.com/any:1' }
        : { tools: [docker()] }
  const output = await emitted(
    story({
      name: 'steps',
      on: [push()],
      stages: { all: { one: job({ ...where, shell: inner, steps: shapes.map(stepOf) }) } },
    }),
  )
  const script = output.job('one').script.filter((entry) => !entry.includes('docker info'))
  inFolder((folder) => {
    const [mine, theirs] = [join(folder, 'mine'), join(folder, 'theirs')]
    for (const one of [mine, theirs]) {
      mkdirSync(one)
      prepare(one)
    }
    const passed = byContract(shapes, inner, mine, join(folder, 'log1'))
    const ran = runScript(script, shell, theirs, { LOG: join(folder, 'log2'), CI_COMMIT_BRANCH: 'main' })
    const read = (name: string) =>
      existsSync(join(folder, name))
        ? readFileSync(join(folder, name), 'utf8').replaceAll(/^leak (\w+) (?:min|the)/gm, 'leak $1 top')
        : ''
    expect({ passed: ran.code === 0, log: read('log2') }, `${script.join('\n---\n')}\n${ran.err}`).toEqual({
      passed,
      log: read('log1'),
    })
  })
}

describe('the script of a job does what its steps say', () => {
  const cases = [
    ['tool', 'bash'],
    ['image', 'bash'],
    ['image', 'dash'],
    ['docker', 'busybox'],
  ] as const
  for (const [machine, shell] of cases) {
    test.skipIf(!hasShell(shell))(
      `in ${shell}, on a job with ${machine === 'tool' ? 'a toolchain' : machine === 'image' ? 'an image of its own' : 'a container engine'}`,
      async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(shape.map(plainShape), { minLength: 1, maxLength: 5 }), async (shapes) =>
            compare(shapes, machine, shell),
          ),
          { numRuns: 150 },
        )
      },
    )
  }
})
