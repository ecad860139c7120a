import type { Env } from '../../../src/ir.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { linesOf } from './script.ts'

/** The names of an environment that the file has among its variables and ours has in its scripts: a patch sets them. */
export function exportedNames(env: Env, theirs: DataMap, ours: DataMap): readonly string[] {
  return env.map(({ name }) => name).filter((name) => Object.hasOwn(theirs, name) && !Object.hasOwn(ours, name))
}

/** A script of ours without the lines that put names into its environment. */
export function withoutExports(script: Data | undefined, names: ReadonlySet<string>): Data | undefined {
  if (names.size === 0 || script === undefined) return script
  return linesOf(script).flatMap((item) => {
    const entries = item.split(/\n(?=export \w+=)/)
    const kept = entries.filter((entry) => !names.has(/^export (\w+)=/.exec(entry)?.[1] ?? ''))
    return kept.length === 0 ? [] : [kept.join('\n')]
  })
}
