import { relative, sep } from 'node:path'
import type { Report } from '../diagnostics.ts'
import { cacheFolder } from '../load/cache-folder.ts'
import { type Compiler, findCompiler } from './find-compiler.ts'
import { findConfig } from './find-config.ts'
import { recallPass, rememberPass } from './passes.ts'
import type { TypeFault } from './read-printed.ts'
import { runCompiler } from './run-compiler.ts'
import { writeConfig } from './write-config.ts'

/** Where types are checked. */
export interface TypeChecking {
  /** The root of the project, from which findings name files. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
}

interface Group {
  readonly compiler: Compiler
  readonly config: string | undefined
  readonly stories: readonly [string, ...string[]]
}

/** Checks the types of stories by the compiler and the options of their own project, and gives the files that it read. */
export function checkTypes(stories: readonly string[], checking: TypeChecking, report: Report): readonly string[] {
  const typed = stories.filter((story) => !/\.[cm]?js$/.test(story))
  return groupsOf(typed, checking, report).flatMap((group) => checkGroup(group, checking, report))
}

function groupsOf(stories: readonly string[], { root }: TypeChecking, report: Report): readonly Group[] {
  const groups = new Map<string, Group>()
  let missing = false
  for (const story of stories) {
    const compiler = findCompiler(story)
    const config = findConfig(story, root)
    const key = JSON.stringify([compiler, config])
    const others = groups.get(key)?.stories ?? []
    if (compiler === undefined) missing = true
    else groups.set(key, { compiler, config, stories: [...others, story] as unknown as Group['stories'] })
  }
  if (missing) report('types-not-checked', null, { why: 'typescript is not installed' })
  return [...groups.values()]
}

function checkGroup(group: Group, { root, env }: TypeChecking, report: Report): readonly string[] {
  const { compiler, stories } = group
  const text = writeConfig(stories, group.config)
  const folder = cacheFolder(stories[0], env)
  const name = `types of ${root} ${stories.join(' ')}`
  const key = `${compiler.script} ${compiler.version} ${text}`
  const passed = folder === undefined ? undefined : recallPass(folder, name, key)
  if (passed !== undefined) return passed
  const began = Date.now()
  const ran = runCompiler(compiler, text, folder, root)
  if ('why' in ran) {
    report('types-not-checked', null, ran)
    return []
  }
  // A fault of the settings that were made here, as when the compiler is too old for them, is none of the story's.
  const [ours, theirs] = [ran.faults.filter(isOurs), ran.faults.filter((fault) => !isOurs(fault))]
  for (const fault of theirs) reportFault(fault, root, report)
  if (theirs.length === 0)
    for (const { message } of ours)
      report('types-not-checked', null, { why: `tsc ${compiler.version} says: ${message.split('\n')[0]}` })
  if (folder !== undefined && ran.faults.length === 0) rememberPass(folder, { name, key, files: ran.files, began })
  return ran.files

  function isOurs({ file }: TypeFault): boolean {
    return file === undefined || ('config' in ran && file === ran.config)
  }
}

function reportFault({ file = '', line, column, code, message }: TypeFault, root: string, report: Report): void {
  report('types-wrong', { file: relative(root, file).replaceAll(sep, '/'), line, column }, { message, code })
}
