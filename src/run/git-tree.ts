import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Repository } from './repository.ts'
import type { Tree, TreeFile } from './tree.ts'

/**
 * The git folder of a job: a repository of its own that borrows the objects of the real one, so that nothing a job does with
 * git reaches that. It cannot push, unless the story gives its checkout credentials.
 */
export function gitTree(
  root: string,
  { sha, branch, url, objects, index, format, refs }: Repository,
  pushes: boolean,
): Tree {
  const head = branch === '' ? sha : `ref: refs/heads/${branch}`
  const version = format === 'sha1' ? 0 : 1
  const config = [
    `[core]\n\trepositoryformatversion = ${version}\n\tbare = false\n\tlogallrefupdates = true\n`,
    version === 0 ? '' : `[extensions]\n\tobjectformat = ${format}\n`,
    url === '' ? '' : `[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
    url === '' || pushes ? '' : '\tpushurl = /dev/null/checkout-without-credentials\n',
  ].join('')
  const files = [
    file('HEAD', `${head}\n`),
    file('config', config),
    file('packed-refs', refs),
    file('objects/info/alternates', `${resolve(root, objects)}\n`),
    ...copyOf('index', resolve(root, index)),
    ...copyOf('shallow', resolve(root, objects, '../shallow')),
  ]
  return { folders: ['.git', '.git/objects', '.git/objects/info', '.git/refs'], files }
}

function file(name: string, text: string | Buffer): TreeFile {
  return { path: `.git/${name}`, mode: 0o644, from: { text: Buffer.from(text) } }
}

function copyOf(name: string, path: string): readonly TreeFile[] {
  try {
    return [file(name, readFileSync(path))]
  } catch {
    return []
  }
}
