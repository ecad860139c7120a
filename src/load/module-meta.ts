import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bundle } from './bundle.ts'
import { findSource } from './source-map.ts'
import { placeInStack } from './stack.ts'

/** What stands for `import.meta`, `__dirname` and `__filename` in a bundle: it answers by the source file that asks. */
export interface ModuleMeta {
  readonly url: string
  readonly filename: string
  readonly dirname: string
  /** The default export of a module that was required. */
  readonly normal: (module: unknown) => unknown
}

/** Makes it for one bundle. */
export function moduleMeta(bundle: Bundle): ModuleMeta {
  const here = () => {
    const place = placeInStack(new Error().stack, bundle)
    return (place === undefined ? undefined : findSource(bundle, place.line, place.column)?.file) ?? bundle.file
  }
  return {
    get url() {
      return pathToFileURL(here()).href
    },
    get filename() {
      return here()
    },
    get dirname() {
      return dirname(here())
    },
    normal: (module) => (isTranspiled(module) ? module.default : module),
  }
}

function isTranspiled(module: unknown): module is { readonly default: unknown } {
  return typeof module === 'object' && module !== null && '__esModule' in module && 'default' in module
}
