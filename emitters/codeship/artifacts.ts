import type { Artifact, Job, Pipeline } from '../../src/ir.ts'
import { patternSource } from '../../src/pattern.ts'
import { oneLine, shellWord } from '../../src/shell/quote.ts'
import { statusTests } from '../../src/shell/run.ts'
import { handedOn } from './outputs.ts'

/** The block that puts the artifacts of needed jobs in place. */
export function readArtifacts(job: Job, pipeline: Pipeline): readonly string[] {
  const needed = job.needs.filter((need) => need.artifacts).map((need) => need.job)
  const names = pipeline.jobs
    .filter((one) => needed.includes(one.id))
    .flatMap((one) => one.artifacts.map((artifact) => artifact.name))
  if (names.length === 0) return []
  const folders = names.map((name) => `"${handedOn(pipeline)}/artifacts"/${shellWord(name)}/*/`)
  return [
    `# Take the artifacts of needed jobs\nfor pipegen_from in ${folders.join(' ')}; do\n  [ ! -d "$pipegen_from" ] || cp -a "$pipegen_from." .\ndone`,
  ]
}

/** Whether some artifact is kept though the job failed. */
export function keepsAfterFailure(job: Job): boolean {
  return job.artifacts.some((artifact) => artifact.when !== 'success')
}

/** The blocks that hand artifacts on; `tracked` is whether the script knows the result of its steps. */
export function writeArtifacts(job: Job, suffix: string, pipeline: Pipeline, tracked: boolean): readonly string[] {
  return job.artifacts.map((artifact) => {
    const block = handOn(artifact, suffix === '' ? 'all' : suffix.slice(1), pipeline)
    const text =
      tracked && artifact.when !== 'always' ? `if ${statusTests[artifact.when]}; then\n${indent(block)}\nfi` : block
    return `# Hand on the artifact ${oneLine(artifact.name)}\n${text}`
  })
}

function handOn({ name, paths, exclude, ifMissing }: Artifact, cell: string, pipeline: Pipeline): string {
  const out = exclude.length === 0 ? '' : ` | { grep -Evx -- ${shellWord(regex(exclude))} || :; }`
  const missing =
    ifMissing === 'ignore'
      ? []
      : [
          `if [ ! -s "$pipegen_list" ]; then`,
          `  echo ${shellWord(`There are no files for the artifact ${oneLine(name)}.`)} >&2`,
          ...(ifMissing === 'error' ? ['  exit 1'] : []),
          'fi',
        ]
  return [
    `pipegen_to="${handedOn(pipeline)}/artifacts/"${shellWord(name)}/${cell}`,
    'pipegen_list=$(mktemp)',
    `find . ! -type d ! -path './.git/*' | sed 's,^\\./,,' | { grep -Ex -- ${shellWord(regex(paths))} || :; }${out} >"$pipegen_list"`,
    ...missing,
    'while IFS= read -r pipegen_file; do',
    '  mkdir -p "$(dirname "$pipegen_to/$pipegen_file")"',
    '  cp -a "$pipegen_file" "$pipegen_to/$pipegen_file"',
    'done <"$pipegen_list"',
  ].join('\n')
}

/** Paths and globs as one regular expression; a folder means all in it. */
function regex(paths: readonly string[]): string {
  return paths
    .map((path) =>
      path === '.' ? '.*' : path.endsWith('/') ? `${patternSource(path)}.*` : `${patternSource(path)}(/.*)?`,
    )
    .join('|')
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
