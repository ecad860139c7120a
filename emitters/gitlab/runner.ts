import type { Cell, Job, Pipeline } from '../../src/ir.ts'
import { machineOf } from '../../src/machine.ts'

const hosted: Readonly<Record<string, string>> = {
  'linux/x64/small': 'saas-linux-small-amd64',
  'linux/x64/medium': 'saas-linux-medium-amd64',
  'linux/x64/large': 'saas-linux-large-amd64',
  'linux/arm64': 'saas-linux-small-arm64',
  'linux/arm64/small': 'saas-linux-small-arm64',
  'linux/arm64/medium': 'saas-linux-medium-arm64',
  'linux/arm64/large': 'saas-linux-large-arm64',
  'macos/arm64': 'saas-macos-medium-m1',
  'macos/arm64/medium': 'saas-macos-medium-m1',
  'macos/arm64/large': 'saas-macos-large-m2pro',
  'windows/x64': 'saas-windows-medium-amd64',
  'windows/x64/medium': 'saas-windows-medium-amd64',
}

/** The variable that picks the machine of a cell, where it depends on the matrix. */
export const tagVariable = 'RUNNER_TAG'

/** Whether the machine of a job depends on the cell of its matrix. */
export function variesByCell({ runner }: Job): boolean {
  return [...runner.os, ...runner.arch, ...runner.size].some((part) => typeof part !== 'string')
}

/**
 * The tags of the machine of a job, in a cell of its matrix: those of the story, or of the runners that GitLab hosts; none
 * for the usual machine, undefined where no machine is known: https://docs.gitlab.com/ci/runners/hosted_runners/
 */
export function tagsOf({ runner }: Job, pipeline: Pipeline, cell: Cell = {}): readonly string[] | undefined {
  if (runner.labels.length > 0) return runner.labels
  const machine = machineOf(runner, cell)
  const own = pipeline.runners.gitlab?.[machine]
  if (own !== undefined) return own
  if (machine === 'linux/x64') return []
  const known = hosted[machine]
  return known === undefined ? undefined : [known]
}

/** The machine that GitLab hosts with this system and size and another processor; undefined: there is none. */
export function hostedBeside(machine: string): string | undefined {
  const [os, , ...size] = machine.split('/')
  return Object.keys(hosted).find((one) => {
    const [other, , ...otherSize] = one.split('/')
    return other === os && otherSize.join() === size.join()
  })
}
