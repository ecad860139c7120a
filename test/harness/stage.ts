import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commitAll, inNewFolderLater, projectFiles, tellTrace, writeInto } from './checkout.ts'
import type { WrittenFile } from './tekton-objects.ts'

/** Where a run of emitted files takes place. */
export interface Stage {
  /** For whatever the runner needs. */
  readonly folder: string
  /** The repository, with the files in it. */
  readonly repository: string
  readonly revision: string
  /** Where jobs write what they did. */
  readonly trace: string
  /** What they printed. */
  readonly log: string
}

/** Puts emitted files into a repository, plays them by `play`, which gives the exit code, and tells the trace. */
export async function onStage(
  files: readonly WrittenFile[],
  play: (stage: Stage) => number | Promise<number>,
): Promise<string> {
  return inNewFolderLater(async (folder) => {
    const repository = join(folder, 'origin')
    mkdirSync(repository)
    writeInto(repository, { ...projectFiles, ...Object.fromEntries(files.map(({ path, text }) => [path, text])) })
    commitAll(repository)
    const revision = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' }).trim()
    const [trace, log] = [join(folder, 'trace'), join(folder, 'log')]
    writeFileSync(trace, '')
    writeFileSync(log, '')
    const code = await play({ folder, repository, revision, trace, log })
    const lines = readFileSync(trace, 'utf8')
    if (lines === '' || !existsSync(log)) throw new Error(`nothing ran:\n${readFileSync(log, 'utf8')}`)
    return tellTrace(code, lines, readFileSync(log, 'latin1'))
  })
}

/** Puts a clone of the repository of a stage into a folder, where nothing is yet. */
export function cloneTo({ repository }: Stage, folder: string): void {
  const clone = `${repository}-clone`
  if (!existsSync(clone)) execFileSync('git', ['clone', '--quiet', '--template=', repository, clone])
  cpSync(clone, folder, { recursive: true })
}
