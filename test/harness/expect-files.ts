import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { filesIn } from './case-folder.ts'

// UPDATE=1 writes what is found as what is expected; the difference is then for a person to read.
const updating = process.env.UPDATE === '1'

/** Holds files against those in a folder: the same paths, the same texts. */
export function expectFiles(folder: string, found: Readonly<Record<string, string>>): void {
  if (updating) {
    rmSync(folder, { recursive: true, force: true })
    for (const [path, text] of Object.entries(found)) write(join(folder, path), text)
  }
  expect(found).toEqual(Object.fromEntries(filesIn(folder)))
}

/** Holds a text against a file; an empty text stands for no file. */
export function expectText(file: string, found: string): void {
  if (updating && found === '') rmSync(file, { force: true })
  else if (updating) write(file, found)
  expect(found).toBe(readExpected(file))
}

/** The text of an expectation; empty where there is no file. */
export function readExpected(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
