import type { Job, Pipeline } from '../../src/ir.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import type { Spot } from '../../src/lower/spots.ts'
import type { Flavor } from './flavor.ts'

/** The secret that stands for the token of the repository. */
export const tokenVariable = 'REPOSITORY_TOKEN'

/** The folder that carries outputs and artifacts from step to step, in the checkout that all steps of a build share. */
export const sharedFolder = '.pipegen'

/** A name for a file or service: letters, digits, dots, dashes and underscores. */
export function slug(text: string): string {
  const made = text.replaceAll(/[^\w.]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '')
  return made === '' ? 'x' : made
}

/** The script of a job in a cell of its matrix. */
export function scriptPath(flavor: Flavor, pipeline: Pipeline, job: Job, { suffix }: Spot): string {
  return `${flavor.folder}/${slug(pipeline.name)}/${job.id}${suffix}.sh`
}

/** The jobs of stories by the parts that their matrices were parted into. */
export function wholeJobs(stories: readonly Pipeline[]): (id: string) => string {
  const wholes = new Map(
    stories.flatMap((story) =>
      splitMatrix(story).jobs.flatMap((part): readonly (readonly [string, string])[] => {
        // A part keeps the steps of the whole.
        const whole = story.jobs.find(({ id, steps }) => id === part.id || steps === part.steps)
        return whole === undefined ? [] : [[part.id, whole.id]]
      }),
    ),
  )
  return (id) => wholes.get(id) ?? id
}

/** The shell variable that holds an output of another job. */
export function outputVariable(job: string, name: string): string {
  return `pipegen_${word(job)}__${word(name)}`
}

/** The variable with the path of a file that holds a secret. */
export function fileVariable(secret: string): string {
  return `${secret}_FILE`
}

// Dashes and underscores must stay apart, so that no two outputs share a variable.
function word(name: string): string {
  return name.replaceAll('_', '_u').replaceAll('-', '_d').replaceAll('.', '_p')
}
