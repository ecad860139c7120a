import type { Simulate, SimulatedJob } from '../../../src/plan/simulate.ts'
import { isMap, listOf } from '../../../src/yaml/look.ts'
import { playCommands } from './basic.ts'
import { buildOf } from './build.ts'
import { dataOf } from './data-of.ts'
import { playSteps } from './pro.ts'

/**
 * Plays an event on the files of CodeShip, Pro or Basic, by the rules that its documentation has. Unknown: the settings
 * of the project; deployments of Basic count as made for every branch.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/
 */
export const simulate: Simulate = async (files, event, outcomes) => {
  const steps = files.find(({ path }) => /(^|\/)codeship-steps\.(?:ya?ml|json)$/.test(path))
  const first = buildOf(files, event, outcomes, false)
  if (first === undefined) return []
  if (steps !== undefined) {
    const list = listOf(dataOf(steps))
    const played = playSteps(steps.path, list, first, false)
    if (!played.some(isAsked) || !played.filter(isAsked).every(({ name }) => outcomes.approves(name))) return played
    const again = buildOf(files, event, outcomes, true)
    const later = again === undefined ? [] : playSteps(steps.path, list, again, true)
    // What ran before the person was asked counts as it went then.
    return played.map((job, index) => (job.fate === 'waiting' ? (later[index] ?? job) : job))
  }
  const basic = files.find(({ path }) => /(^|\/)codeship\.ya?ml$/.test(path))
  const sections = basic === undefined ? null : dataOf(basic)
  return basic === undefined || !isMap(sections) ? [] : playCommands(basic.path, sections, first)
}

function isAsked({ gate, fate }: SimulatedJob): boolean {
  return gate && fate === 'waiting'
}
