import type { Yaml, YamlMap } from '../../src/document.ts'
import type { Artifact, Job } from '../../src/ir.ts'
import { isLiteral, patternSource } from '../../src/pattern.ts'
import { shellWord } from '../../src/shell/quote.ts'
import { item } from './item.ts'
import { slug } from './names.ts'

const captures = { success: 'success', failure: 'failed', always: 'always' } as const

/** The artifacts that a step leaves. Those that no later step takes stay out of all of them. */
export function writeUploads(job: Job, suffix: string, isTaken: boolean): readonly YamlMap[] {
  const reports = job.reports.junit
  return [
    ...job.artifacts.map((artifact) => ({
      name: uploadName(artifact, suffix),
      type: isTaken ? 'shared' : 'scoped',
      paths: artifact.paths.flatMap(globsOfPath),
      'ignore-paths': artifact.exclude.length === 0 ? undefined : artifact.exclude.flatMap(globsOfPath),
      'capture-on': captures[artifact.when],
    })),
    ...(reports.length === 0
      ? []
      : [
          {
            name: `${slug(job.id)}-tests${suffix}`,
            type: 'test-reports',
            paths: reports,
            'capture-on': 'always',
          },
        ]),
  ]
}

/** The name of an artifact, which is unique in a run. */
export function uploadName(artifact: Artifact, suffix: string): string {
  return `${artifact.name}${suffix}`
}

/** A path as globs: a folder alone matches nothing, and a name may be that of a file or of a folder. */
function globsOfPath(path: string): readonly string[] {
  if (path === '.') return ['**']
  if (path.endsWith('/')) return [`${path}**`]
  return isLiteral(path.slice(path.lastIndexOf('/') + 1)) ? [path, `${path}/**`] : [path]
}

/** The items that look for the files of artifacts, which Bitbucket does not ask for. */
export function checkArtifacts(job: Job): readonly Yaml[] {
  return job.artifacts
    .filter((artifact) => artifact.ifMissing !== 'ignore' && artifact.when !== 'failure')
    .map((artifact) => item('', checkArtifact(artifact)))
}

function checkArtifact({ name, paths, ifMissing }: Artifact): string {
  const end = ifMissing === 'error' ? ['  exit 1'] : []
  const message = `  echo 'There are no files for the artifact ${name}.' >&2`
  return [`if ${paths.map(absence).join(' && ')}; then`, message, ...end, 'fi'].join('\n')
}

function absence(path: string): string {
  if (path === '.') return '[ -z "$(ls -A)" ]'
  if (isLiteral(path)) return `[ -z "$(ls -A ${shellWord(path)} 2>/dev/null)" ]`
  if (!path.includes('**')) return `! ls -d ${path.split('*').map(shellPart).join('*')} >/dev/null 2>&1`
  const folder = path.slice(0, path.lastIndexOf('/', path.indexOf('*')) + 1)
  return `! find ${shellWord(folder === '' ? './' : folder)} 2>/dev/null | grep -Eqx -- ${shellWord(`${folder === '' ? '\\./' : ''}${patternSource(path)}`)}`
}

function shellPart(text: string): string {
  return text === '' ? '' : shellWord(text)
}
