import type { Cell, Job, Text } from '../../src/ir.ts'
import { toolImage } from '../../src/lower/tool-image.ts'

/** The image of a job that names none; it has git, bash and the usual tools. */
export const hostImage = 'atlassian/default-image:4'

/** The image that the steps of a job run in. An image of the story wins over its tools. */
export function imageText(job: Job): Text {
  if (job.container !== null) return job.container.image
  const tool = job.tools.find((one) => one.name !== 'docker')
  return tool === undefined ? [hostImage] : toolImage(tool)
}

// Official images that are built on Debian or Ubuntu; those with `slim` or `alpine` behind the name have less inside.
const withGit = /^(?:atlassian\/default-image|node|python|golang|rust|ruby|maven|gradle|buildpack-deps)(?::|$)/
const withBash = /^(?:php|perl|eclipse-temurin|debian|ubuntu)(?::|$)/

/** Whether the image of a job is known to have git, in all cells of its matrix. */
export function hasGit(job: Job): boolean {
  return namesOf(job).every((name) => withGit.test(name) && !/slim|alpine/.test(name))
}

/** Whether the image of a job is known to have bash, in all cells of its matrix. */
export function hasBash(job: Job): boolean {
  return namesOf(job).every((name) => (withGit.test(name) || withBash.test(name)) && !name.includes('alpine'))
}

function namesOf(job: Job): readonly string[] {
  return (job.matrix?.cells ?? [{} as Cell]).map((cell) =>
    imageText(job)
      .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : ''))
      .join('')
      .replace(/^(?:docker\.io\/)?(?:library\/)?/, ''),
  )
}
