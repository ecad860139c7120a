import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { meetsGlob } from './bitbucket-state.ts'

/** What a step takes and leaves. */
export type BitbucketUse = readonly string[] | BitbucketFullUse

interface BitbucketFullUse {
  readonly download?: boolean | readonly string[]
  readonly paths?: readonly string[]
  readonly upload?: readonly Upload[]
}

interface Upload {
  readonly name: string
  readonly type?: string
  readonly paths: readonly string[]
  readonly 'ignore-paths'?: readonly string[]
  readonly 'capture-on'?: 'success' | 'failed' | 'always'
}

/** Files that a step left. */
export interface Kept {
  readonly name: string
  readonly folder: string
}

/**
 * Keeps the files of a step that its globs name, from the folder of the clone; a folder alone is no file.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/use-artifacts-in-steps/
 */
export function keepUploads(
  use: BitbucketUse | undefined,
  succeeded: boolean,
  clone: string,
  store: string,
): readonly Kept[] {
  const full: BitbucketFullUse = use === undefined ? {} : isFull(use) ? use : { paths: use }
  const unnamed = full.paths === undefined ? [] : [{ name: '', paths: full.paths }]
  return [...unnamed, ...(full.upload ?? [])].flatMap((upload: Upload, index): readonly Kept[] => {
    const on = upload['capture-on'] ?? 'success'
    if (upload.type === 'scoped' || upload.type === 'test-reports') return []
    if (on !== 'always' && (on === 'success') !== succeeded) return []
    const all = execFileSync('find', ['.', '-path', './.git', '-prune', '-o', '!', '-type', 'd', '-print0'], {
      cwd: clone,
      encoding: 'utf8',
    })
    const files = all
      .split('\0')
      .map((path) => path.slice(2))
      .filter((path) => path !== '' && upload.paths.some((glob) => meetsGlob(path, glob)))
      .filter((path) => !(upload['ignore-paths'] ?? []).some((glob) => meetsGlob(path, glob)))
    const folder = join(store, String(index))
    mkdirSync(folder, { recursive: true })
    copy(files, clone, folder)
    return [{ name: upload.name, folder }]
  })
}

/** Puts the files of earlier steps into a clone: all that are not left out, the later over the earlier. */
export function takeDownloads(use: BitbucketUse | undefined, kept: readonly Kept[], clone: string): void {
  const wanted = use === undefined || !isFull(use) ? true : (use.download ?? true)
  for (const { name, folder } of kept) {
    const isWanted = typeof wanted === 'boolean' ? wanted : wanted.includes(name)
    if (isWanted) execFileSync('cp', ['-a', `${folder}/.`, clone])
  }
}

function isFull(use: BitbucketUse): use is BitbucketFullUse {
  return !Array.isArray(use)
}

function copy(files: readonly string[], from: string, to: string): void {
  if (files.length === 0) return
  const archive = execFileSync('tar', ['-cf', '-', '--null', '--no-recursion', '-T', '-'], {
    cwd: from,
    input: files.map((file) => `./${file}\0`).join(''),
    maxBuffer: 2 ** 27,
  })
  execFileSync('tar', ['-xpf', '-'], { cwd: to, input: archive })
}
