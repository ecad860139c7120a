import { dirname, join, parse } from 'node:path'
import { statOf } from '../load/stat.ts'
import { ownTypes } from './own-types.ts'
import { readPaths } from './read-paths.ts'

// What a story may use is what the bundler understands: `await` and `import.meta` at the top, whatever package.json says.
const defaults = {
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  strict: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
}

// Nothing is written, so what is about writing must not be found fault with.
const nothingWritten = {
  noEmit: true,
  composite: false,
  incremental: false,
  tsBuildInfoFile: null,
  declaration: false,
  declarationMap: null,
  declarationDir: null,
  emitDeclarationOnly: null,
  isolatedDeclarations: null,
  skipLibCheck: true,
}

/** The text of a `tsconfig.json` that checks stories, with the options of their own one if there is any. */
export function writeConfig(stories: readonly [string, ...string[]], config: string | undefined): string {
  const [story] = stories
  const own = ownTypes(story)
  const paths = Object.keys(own).length === 0 ? {} : { paths: { ...own, ...(config && readPaths(config)) } }
  const types = hasNodeTypes(dirname(story)) ? ['node'] : []
  return JSON.stringify({
    ...(config === undefined ? {} : { extends: config }),
    compilerOptions: {
      ...(config === undefined ? { ...defaults, types } : {}),
      ...nothingWritten,
      rootDir: parse(story).root,
      ...paths,
    },
    files: stories,
    include: [],
    references: [],
  })
}

function hasNodeTypes(folder: string): boolean {
  if (statOf(join(folder, 'node_modules', '@types', 'node')) !== undefined) return true
  return folder !== dirname(folder) && hasNodeTypes(dirname(folder))
}
