import { constants, copyFileSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Copies files to the same paths below another folder, over what is there. Modes are kept, and links stay links. */
export function copyFiles(paths: readonly string[], from: string, to: string): void {
  for (const path of paths) {
    const [source, target] = [join(from, path), join(to, path)]
    mkdirSync(dirname(target), { recursive: true })
    rmSync(target, { recursive: true, force: true })
    if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else copyFileSync(source, target, constants.COPYFILE_FICLONE)
  }
}
