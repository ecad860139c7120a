import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { weaver } from '../../src/cli/import/weaver.ts'
import { formatStory } from '../../src/tell/format.ts'
import { tellStory } from '../../src/tell/story.ts'
import { casesIn, filesIn, projectRoot } from '../harness/case-folder.ts'
import { gatherCase } from '../harness/translate-case.ts'

// The compiler is asked once for all stories: those that are told of the cases, and those of imported files.
test('a story that was told compiles under the strict rules, and imports nothing that it does not use', async () => {
  const folder = mkdtempSync(join(projectRoot, 'node_modules/.told-'))
  try {
    for (const base of ['test/features', 'examples']) {
      for (const name of casesIn(base)) {
        const { pipelines } = await gatherCase(join(projectRoot, base, name))
        for (const [index, pipeline] of pipelines.entries())
          writeFileSync(join(folder, `${name}-${index}.story.ts`), await formatStory(tellStory(pipeline, [], weaver)))
      }
    }
    for (const [path, text] of filesIn(join(projectRoot, 'test/import'))) {
      if (!path.endsWith('.story.ts')) continue
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const options = {
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
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['**/*.ts'] }))
    const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc')
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
    expect(stdout.split('\n').filter((line) => line.includes('.story.ts'))).toEqual([])
    expect(filesIn(folder).size).toBeGreaterThan(100)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
