import type { Same } from '../../read/reading.ts'
import type { Source } from '../../vendor.ts'
import { wrap } from '../wrap.ts'
import type { Showing } from './tell-import.ts'

const indent = 18

/** What counts as the same when the files of a vendor are compared. */
export async function sameOf(vendor: Source): Promise<readonly Same[]> {
  return (await vendor.read?.())?.same ?? []
}

/** What counts as the same, for people. */
export async function tellSame(vendors: readonly Source[], { width, paint }: Showing): Promise<string> {
  const told = await Promise.all(
    vendors.map(async (vendor) => {
      const rows = await sameOf(vendor)
      const lines = rows.flatMap(({ concept, same }) => wrap(`  ${concept.padEnd(indent - 2)}`, same, indent, width))
      const none = ['  its files are not compared']
      return [paint('bold', vendor.title), ...(lines.length === 0 ? none : lines)].map((line) => `${line}\n`).join('')
    }),
  )
  return told.join('\n')
}
