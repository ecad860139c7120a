import { dirname, join, resolve } from 'node:path'
import type { Code, Params, Report } from '../../diagnostics.ts'
import { statOf } from '../../load/stat.ts'
import { commandOf, pathFrom } from './mend-commands.ts'
import type { ProjectPlace } from './settings.ts'

// How an import may name a file.
const endings = ['', '.ts', '.mts', '.js', '.mjs', '.tsx', '.json', '/index.ts', '/index.js']

/** A `report` that tells of an import that is missing in the index and stands on disk that it has to be staged. */
export function reportUnstagedImports(real: ProjectPlace, report: Report): Report {
  return (code, at, params, docs) => {
    const module = code === 'story-import' ? (params as Params<Code & 'story-import'>).module : ''
    const file =
      at === null || !module.startsWith('.') ? undefined : onDisk(resolve(real.root, dirname(at.file), module))
    if (at === null || file === undefined) return report(code, at, params, docs)
    const shown = pathFrom(real.cwd, file)
    const user = pathFrom(real.cwd, join(real.root, at.file))
    report('needs-staging', at, { file: shown, user, command: commandOf('git', 'add', shown) })
  }
}

function onDisk(path: string): string | undefined {
  const typed = path.replace(/\.([cm]?)js$/, '.$1ts')
  return [...endings.map((ending) => `${path}${ending}`), typed].find((file) => statOf(file)?.isFile() === true)
}
