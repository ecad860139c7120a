import type { Job } from '../../src/ir.ts'
import { layersOf } from '../../src/lower/layers.ts'
import { orderOf, precedes } from '../../src/lower/order.ts'
import { leavesOf, seriesParallel, type Tree } from '../../src/lower/series-parallel.ts'
import type { Added, Sorted } from './order.ts'

/** Jobs as Bitbucket lays them out: groups one after another, of jobs and child pipelines at the same time. */
export type Layout = readonly (readonly Member[])[]

/** A member of a group. */
export type Member = { readonly job: Job } | { readonly child: Layout; readonly jobs: readonly Job[] }

const flat = 'parallel steps cannot be chains'

/**
 * Lays jobs out. A group takes single steps alone: a chain inside one becomes a child pipeline where `canBeChild` allows,
 * else the group is cut into layers, and jobs wait for more than they need.
 */
export function layOut(
  { jobs, waits, added }: Sorted,
  canBeChild: (jobs: readonly Job[]) => boolean,
): { readonly layout: Layout; readonly added: readonly Added[] } {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const jobOf = (id: string) => byId.get(id) as Job
  const ids = jobs.map((job) => job.id)
  const numbers = new Map(ids.map((id, index) => [id, index]))
  const order = orderOf(ids, waits)
  const found = seriesParallel(ids, waits)
  const more: Added[] = found.added.map((wait) => ({ ...wait, why: flat }))

  const groups = (tree: Tree): Layout => {
    if ('job' in tree) return [[{ job: jobOf(tree.job) }]]
    if ('serial' in tree) return tree.serial.flatMap(groups)
    const chains = tree.parallel.filter((part) => !('job' in part)).map((part) => leavesOf(part).map(jobOf))
    if (chains.every(canBeChild)) {
      return [
        tree.parallel.map(
          (part): Member =>
            'job' in part ? { job: jobOf(part.job) } : { child: groups(part), jobs: leavesOf(part).map(jobOf) },
        ),
      ]
    }
    const layers = layersOf(leavesOf(tree), waits)
    for (const [index, layer] of layers.entries()) {
      for (const waitsFor of layers.slice(0, index).flat()) {
        for (const job of layer) {
          if (!precedes(order, numbers.get(waitsFor) as number, numbers.get(job) as number))
            more.push({ job, waitsFor, why: flat })
        }
      }
    }
    return layers.map((layer) => layer.map((id) => ({ job: jobOf(id) })))
  }
  return { layout: jobs.length === 0 ? [] : groups(found.tree), added: [...added, ...more] }
}
