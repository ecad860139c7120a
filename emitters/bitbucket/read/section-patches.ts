import { filled } from '../../../src/read/patch.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { mapOf } from '../../../src/yaml/look.ts'
import { keysOf, normalSections } from './normalise.ts'
import { type Path, readSections } from './sections.ts'

/** The sections that the writer would make otherwise than they stand in a file, as they stand there. */
export function sectionPatches(
  output: DataMap,
  root: DataMap,
): { readonly patch: { readonly pipelines?: DataMap }; readonly whole: Path[] } {
  const [ours, theirs] = [normalSections(output), normalSections(root)]
  const sections = readSections(mapOf(root.pipelines))
  const made: Record<string, Data> = {}
  const whole: Path[] = []
  for (const [kind, data] of Object.entries(mapOf(root.pipelines))) {
    const path = ['pipelines', kind]
    const mine = sections.filter((section) => section.kind === kind)
    const isSame = (names: readonly string[]): boolean =>
      names.every((name) => JSON.stringify(mapOf(ours[kind])[name]) === JSON.stringify(mapOf(theirs[kind])[name]))
    if (isSame([...Object.keys(mapOf(ours[kind])), ...Object.keys(mapOf(theirs[kind]))])) continue
    if (kind === 'default') {
      made[kind] = filled(data)
      whole.push(path)
      continue
    }
    const inner: Record<string, Data> = {}
    const keep = (name: string): void => {
      const items = mapOf(data)[name]
      if (inner[name] !== undefined || items === undefined) return
      inner[name] = filled(items)
      whole.push([...path, name])
    }
    for (const section of mine) if (!isSame(keysOf(section))) keep(section.name)
    // A selector that the writer joined of several cannot stay where one of them is written by itself.
    const gone = new Set<string>()
    for (const section of readSections({ [kind]: mapOf(output.pipelines)[kind] ?? null })) {
      if (mapOf(data)[section.name] !== undefined) continue
      const keys = keysOf(section)
      const parts = mine.filter((one) => keysOf(one).some((key) => keys.includes(key)))
      if (parts.length > 0 && isSame(keys) && parts.every(({ name }) => inner[name] === undefined)) continue
      gone.add(section.name)
      for (const { name } of parts) keep(name)
    }
    made[kind] = { ...Object.fromEntries([...gone].map((name) => [name, null])), ...inner }
  }
  for (const kind of Object.keys(mapOf(output.pipelines))) if (theirs[kind] === undefined) made[kind] = null
  return { patch: Object.keys(made).length === 0 ? {} : { pipelines: made }, whole }
}
