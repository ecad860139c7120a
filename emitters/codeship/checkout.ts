import type { Job } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { sharedFolder } from './names.ts'
import { checkoutVariable, handsOn } from './outputs.ts'
import { workspaceVariable } from './values.ts'

/** The lines that make the folder of a job: all steps of a build share one checkout, and must not see each other's files. */
export function writeWorkspace(job: Job, hasShared: boolean): string {
  const copy = job.checkout === null ? [] : [`cp -a . "$${workspaceVariable}"`]
  return [
    job.checkout === null ? '# An empty folder' : '# A copy of the sources, for all steps of a build share one folder',
    ...(handsOn(job) ? [`${checkoutVariable}=$PWD`] : []),
    `${workspaceVariable}=$(mktemp -d)`,
    ...copy,
    `cd "$${workspaceVariable}"`,
    ...(usesWorkspace(job) ? [`export ${workspaceVariable}`] : []),
    ...(hasShared && job.checkout !== null ? [`rm -rf ${sharedFolder}`] : []),
  ].join('\n')
}

/** What the script fetches beside the sources. */
export function writeSubmodules({ checkout }: Job): readonly string[] {
  if (checkout === null || checkout.submodules === 'none') return []
  const depth = checkout.depth === 0 ? '' : ` --depth ${checkout.depth}`
  return [`git submodule update --init${checkout.submodules === 'recursive' ? ' --recursive' : ''}${depth}`]
}

function usesWorkspace(job: Job): boolean {
  return refsOfJob(job).some(({ ref }) => ref.ref === 'context' && ref.name === 'workspace')
}
