import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from './case-folder.ts'

/** What the compiler finds in stories, by the strict rules: a line for each error. */
export function compileStories(stories: Readonly<Record<string, string>> | readonly string[]): string {
  const folder = mkdtempSync(join(projectRoot, 'node_modules/.told-'))
  try {
    for (const [name, text] of Object.entries(stories)) {
      const path = join(folder, name.endsWith('.ts') ? name : `${name}.story.ts`)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    const compilerOptions = {
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      target: 'es2023',
      module: 'nodenext',
      types: ['node'],
      paths: { pipegen: [join(projectRoot, 'dsl/index.ts')] },
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }))
    const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc')
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
    return stdout
      .split('\n')
      .filter((line) => line.includes('.story.ts'))
      .join('\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
