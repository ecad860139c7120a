import type { SourceFile } from '../../read/reading.ts'
import type { Source, Vendor } from '../../vendor.ts'
import { isMap } from '../../yaml/look.ts'
import { parseYaml } from '../../yaml/read.ts'

/** Whose a file is: by its path, or by the only format that takes it; undefined where that cannot be told. */
export async function vendorOf(file: SourceFile, known: readonly Source[]): Promise<Source | undefined> {
  const byPath = known.find((vendor) => isOwn(file.path, vendor))
  if (byPath !== undefined) return byPath
  const documents = parseYaml(file.text).documents.flatMap(({ value }) => (isMap(value) ? [value] : []))
  if (documents.length === 0) return undefined
  const faults: { readonly vendor: Source; readonly count: number }[] = []
  for (const vendor of known) {
    const document = { kind: 'yaml', path: file.path, header: [], documents } as unknown as Parameters<
      Vendor['validate']
    >[0]
    if (vendor.validate !== undefined) faults.push({ vendor, count: (await vendor.validate(document)).length })
  }
  const [best, second] = faults.sort((a, b) => a.count - b.count)
  return best !== undefined && (second === undefined || best.count < second.count) && best.count < 20
    ? best.vendor
    : undefined
}

/** Whether a path, or the end of it, is one that the vendor reads. */
export function isOwn(path: string, { owns }: Source): boolean {
  const parts = path.split('/')
  return parts.some((_, index) => owns(parts.slice(index).join('/')))
}
