import type { Artifact, Job, Pipeline } from '../../src/ir.ts'
import { layoutOf } from './artifact-root.ts'
import { packArtifact, packedFile, unpackArtifact } from './artifact-tar.ts'
import { condition, embed, escapeText } from './expression.ts'
import { pinned } from './pins.ts'
import type { JobScene } from './scene.ts'
import type { GithubStep } from './schema.ts'
import { statusOf } from './steps.ts'
import { tidy } from './tidy.ts'

/** The name that the artifacts of a job are uploaded under; the runs of a matrix add their numbers. */
function artifactName(artifact: Artifact, job: Job, pipeline: Pipeline): string {
  // A matrix that is parted by its condition uploads the same artifact from several jobs.
  const first = job.matrix === null ? job : pipeline.jobs.find((other) => other.artifacts.includes(artifact))
  return first === undefined || first.id === job.id ? artifact.name : `${artifact.name}-${job.id}`
}

/** The steps that keep the artifacts and reports of a job. */
export function uploadArtifacts(scene: JobScene): readonly GithubStep[] {
  const { artifacts, reports } = scene.job
  const uploads = artifacts.flatMap((artifact) => upload(artifact, scene))
  return reports.junit.length === 0 && reports.coverage === null ? uploads : [...uploads, ...uploadReports(scene)]
}

const none: readonly never[] = []

/** The steps that put the artifacts of needed jobs in place; `sure` tells whether a needed job has succeeded. */
export function downloadArtifacts(
  scene: JobScene,
  jobOf: (id: string) => Job,
  sure: (id: string) => boolean,
): readonly GithubStep[] {
  const { needs } = scene.job
  // The jobs of a stage share one long list of needs, which bring no artifacts.
  if (needs.length === 0 || needs[0]?.by === 'stage') return none
  return needs
    .filter((need) => need.artifacts && jobOf(need.job).artifacts.length > 0)
    .flatMap((need) =>
      jobOf(need.job).artifacts.flatMap((artifact) => download(artifact, jobOf(need.job), sure(need.job), scene)),
    )
}

function upload(artifact: Artifact, scene: JobScene): readonly GithubStep[] {
  const { job, pipeline } = scene
  const when = condition(statusOf(artifact.when, scene))
  const suffix = job.matrix === null ? '' : `-${embed('strategy.job-index')}`
  const paths = artifact.modes
    ? [packedFile(artifact, job.matrix === null ? '' : embed('strategy.job-index'))]
    : [...layoutOf(artifact.paths).paths, ...artifact.exclude.map((path) => `!${path}`)].map(escapeText)
  return [
    ...(artifact.modes ? [packArtifact(artifact, when, scene)] : []),
    tidy({
      name: `Upload ${artifact.name}`,
      if: when,
      uses: pinned('actions/upload-artifact'),
      with: {
        name: `${artifactName(artifact, job, pipeline)}${suffix}`,
        path: lines(paths),
        'if-no-files-found': artifact.ifMissing,
        'include-hidden-files': true,
        'retention-days': artifact.retentionDays,
      },
    }) as unknown as GithubStep,
  ]
}

function download(artifact: Artifact, from: Job, sure: boolean, scene: JobScene): readonly GithubStep[] {
  const name = artifactName(artifact, from, scene.pipeline)
  const exists =
    sure && from.matrix === null && !from.allowFailure && artifact.when !== 'failure' && artifact.ifMissing === 'error'
  const root = artifact.modes ? '' : layoutOf(artifact.paths).root
  return [
    {
      name: `Download ${artifact.name}`,
      uses: pinned('actions/download-artifact'),
      with: {
        // A name that is not there fails the job; a pattern that matches nothing does not.
        ...(exists ? { name } : { pattern: from.matrix === null ? name : `${name}-+([0-9])`, 'merge-multiple': true }),
        ...(root === '' ? {} : { path: escapeText(root) }),
      },
    },
    ...(artifact.modes ? [unpackArtifact(artifact, scene)] : []),
  ]
}

function uploadReports(scene: JobScene): readonly GithubStep[] {
  const { job } = scene
  const { junit, coverage } = job.reports
  const suffix = job.matrix === null ? '' : `-${embed('strategy.job-index')}`
  const files = { junit, coverage: coverage?.path === null || coverage === null ? [] : [coverage.path] }
  const gate = scene.gate === undefined ? '' : ` && steps.${scene.gate}.outcome == 'success'`
  return Object.entries(files).flatMap(([kind, paths]) =>
    paths.length === 0
      ? []
      : [
          {
            name: `Upload the ${kind} report`,
            if: embed(`!cancelled()${gate}`),
            uses: pinned('actions/upload-artifact'),
            with: { name: `${job.id}-${kind}${suffix}`, path: lines(paths.map(escapeText)) },
          },
        ],
  )
}

function lines(paths: readonly string[]): string {
  return paths.length === 1 ? paths.join('') : `${paths.join('\n')}\n`
}
