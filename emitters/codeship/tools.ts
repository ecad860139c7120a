import type { Job, Text } from '../../src/ir.ts'
import { imageHasBash, imageHasGit, toolImage, usesDocker } from '../../src/lower/tool-image.ts'

/** The image of a job that names none; it has git, bash and the usual tools. */
export const hostImage = 'buildpack-deps:24.04'

/** The image of a job that builds containers; it has the client of the engine too. */
export const dockerImage = 'cimg/base:current'

/** The image that the steps of a job run in. An image of the story wins over its tools. */
export function imageText(job: Job): Text {
  if (job.container !== null) return job.container.image
  const tool = job.tools.find((one) => one.name !== 'docker')
  return tool === undefined ? [usesDocker(job) ? dockerImage : hostImage] : toolImage(tool)
}

const ownImage = /^cimg\/base(?::|$)/

/** Whether the image of a job is known to have git, in all cells of its matrix. */
export function hasGit(job: Job): boolean {
  return imageHasGit(imageText(job), job, ownImage)
}

/** Whether the image of a job is known to have bash, in all cells of its matrix. */
export function hasBash(job: Job): boolean {
  return imageHasBash(imageText(job), job, ownImage)
}
