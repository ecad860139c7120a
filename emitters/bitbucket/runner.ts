import { annotate, type YamlMap } from '../../src/document.ts'
import type { Cell, Job, Pipeline } from '../../src/ir.ts'
import { textIn } from '../../src/machine.ts'
import { id } from './title.ts'

/** The machine of a job in a cell of its matrix. */
export interface Machine {
  readonly os: string
  readonly arch: string
  readonly size: Size
  /** Labels of a machine of one's own; null: a machine of Bitbucket. */
  readonly labels: readonly string[] | null
}

/** How much of a machine a step has; `1x` is 4 GB of memory. */
export type Size = '1x' | '2x' | '4x'

const sizes: Readonly<Record<string, Size>> = { '': '1x', small: '1x', medium: '2x', large: '4x' }

/** The machine that the story asks for. */
export function machineOf({ runner }: Job, pipeline: Pipeline, cell: Cell): Machine {
  const [os, arch, size] = [textIn(runner.os, cell), textIn(runner.arch, cell), textIn(runner.size, cell)]
  const own = pipeline.runners[id]
  const named = own?.[`${os}/${arch}${size === '' ? '' : `/${size}`}`] ?? own?.[`${os}/${arch}`]
  const labels = runner.labels.length > 0 ? runner.labels : (named ?? null)
  return { os, arch, size: sizes[size] ?? '1x', labels: labels === null ? null : withSelf(labels, os, arch) }
}

/** Whether Bitbucket has such a machine, or the story names its own. */
export function isKnown({ os, labels }: Machine): boolean {
  return os === 'linux' || (os === 'macos' && labels !== null)
}

/** The fields of a step that pick its machine: https://support.atlassian.com/bitbucket-cloud/docs/step-options/ */
export function writeMachine({ arch, size, labels }: Machine): YamlMap {
  if (labels !== null) return { 'runs-on': annotate(labels, { flow: true }) }
  return {
    size: size === '1x' ? undefined : size,
    runtime: arch === 'arm64' ? { cloud: { arch: 'arm' } } : undefined,
  }
}

// Every runner of one's own has these: https://support.atlassian.com/bitbucket-cloud/docs/runners/
function withSelf(labels: readonly string[], os: string, arch: string): readonly string[] {
  const system = os === 'linux' ? (arch === 'arm64' ? 'linux.arm64' : 'linux') : os
  return [...new Set(['self.hosted', system, ...labels])]
}
