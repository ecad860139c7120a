import type { Artifact } from '../../src/ir.ts'
import { shellWord } from '../../src/shell/quote.ts'
import { isGlob } from './artifact-root.ts'
import { embed, escapeText } from './expression.ts'
import type { JobScene } from './scene.ts'
import type { GithubStep } from './schema.ts'
import { shellOf } from './shell.ts'
import { tidy } from './tidy.ts'

/** The file in the root of the project that an artifact with file modes travels in; each run of a matrix has its own. */
export function packedFile(artifact: Artifact, cell: string): string {
  return `.${artifact.name}${cell === '' ? '' : `-${cell}`}.tar`
}

/**
 * The step that packs an artifact whose file modes must survive, which an upload sets to those of plain files.
 *
 * @see https://github.com/actions/upload-artifact#permission-loss
 */
export function packArtifact(artifact: Artifact, when: string | undefined, scene: JobScene): GithubStep {
  const cell = scene.job.matrix === null ? undefined : embed('strategy.job-index')
  const file = packedFile(artifact, cell === undefined ? '' : '$CELL')
  // Only this shell enters folders by a pattern.
  const shell = artifact.paths.some((path) => /\*\*./.test(path)) ? 'bash' : shellOf(scene.job)
  const excluded = artifact.exclude.map(globOf).join(' ')
  // The archiver itself fails where the one path is not there.
  const simple =
    artifact.paths.length === 1 && !artifact.paths.some(isGlob) && excluded === '' && artifact.ifMissing === 'error'
  const lines = [
    ...(shell === 'bash' ? ['shopt -s dotglob globstar nullglob'] : []),
    'set --',
    ...(excluded === '' ? [] : [`for path in ${excluded}; do set -- "$@" "--exclude=$path"; done`]),
    'found=false',
    `for path in ${artifact.paths.map(globOf).join(' ')}; do if [ -e "$path" ]; then set -- "$@" "$path"; found=true; fi; done`,
    `if [ "$found" = true ]; then tar -cf ${quoted(file)} "$@"; fi`,
  ]
  return tidy({
    name: `Pack ${artifact.name} with file modes`,
    if: when,
    env: cell === undefined ? undefined : { CELL: cell },
    shell,
    run: escapeText(
      simple ? `tar -cf ${quoted(file)} ${artifact.paths.map(globOf).join(' ')}` : `${lines.join('\n')}\n`,
    ),
  }) as unknown as GithubStep
}

/** The step that unpacks what `packArtifact` packed. */
export function unpackArtifact(artifact: Artifact, scene: JobScene): GithubStep {
  return {
    name: `Unpack ${artifact.name}`,
    shell: shellOf(scene.job),
    run: `for file in .${artifact.name}*.tar; do if [ -e "$file" ]; then tar -xf "$file"; rm "$file"; fi; done`,
  }
}

function quoted(file: string): string {
  return file.includes('$') ? `"${file}"` : file
}

// A word of the shell in which only the signs of patterns are more than text.
function globOf(path: string): string {
  const bare = path.replace(/\/+$/, '')
  return bare
    .split(/(\*+)/)
    .map((part) => (part.startsWith('*') ? part : part === '' ? '' : shellWord(part)))
    .join('')
}
