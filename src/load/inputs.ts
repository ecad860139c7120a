import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Input, noteInput } from './input.ts'

const configs = ['tsconfig.json', 'package.json']
const locks = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']

/** All that decides what a bundle is: its modules, the folders they were found in, and the settings above them. */
export function inputsOf(modules: readonly string[]): readonly Input[] {
  const folders = new Set(modules.map((file) => dirname(file)))
  const settings = new Set<string>()
  const names = modules.some((file) => file.includes('node_modules')) ? [...configs, ...locks] : configs
  for (const folder of folders) {
    if (folder.includes('node_modules')) settings.add(join(folder, 'package.json'))
    else for (const above of withParents(folder)) for (const name of names) settings.add(join(above, name))
  }
  for (const file of settings) for (const base of basesOf(file)) settings.add(base)
  return [...modules, ...folders, ...settings].map(noteInput)
}

function withParents(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...withParents(above)]
}

// `extends` of a tsconfig by path. One from a package changes when the package does, which rewrites the lock file, not the story.
function basesOf(file: string): readonly string[] {
  if (!file.endsWith('.json') || file.endsWith('package.json') || file.endsWith('package-lock.json')) return []
  try {
    const [, list = ''] = /"extends"\s*:\s*("[^"]*"|\[[^\]]*\])/.exec(readFileSync(file, 'utf8')) ?? []
    return [...list.matchAll(/"(\.[^"]*)"/g)].map(([, path = '']) =>
      resolve(dirname(file), path.endsWith('.json') ? path : `${path}.json`),
    )
  } catch {
    return []
  }
}
