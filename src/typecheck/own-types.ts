import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { statOf } from '../load/stat.ts'
import type { Paths } from './read-paths.ts'

/** Where a story finds the types of `pipegen` when its project has none installed: in the running copy. */
export function ownTypes(story: string): Paths {
  if (isInstalled(dirname(story))) return {}
  try {
    const require = createRequire(import.meta.url)
    return {
      pipegen: [require.resolve('./types/dsl/index.d.ts')],
      'pipegen/api': [require.resolve('./types/src/index.d.ts')],
    }
  } catch {
    return {}
  }
}

function isInstalled(folder: string): boolean {
  if (statOf(join(folder, 'node_modules', 'pipegen', 'package.json')) !== undefined) return true
  return folder !== dirname(folder) && isInstalled(dirname(folder))
}
