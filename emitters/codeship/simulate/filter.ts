import type { DataMap } from '../../../src/yaml/data.ts'
import { textOf } from '../../../src/yaml/look.ts'

/**
 * Whether `tag` and `exclude` let a step run for a branch or tag of this name: the text itself, or a regular expression
 * where it has an anchor. What is excluded is so in any case.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps#_limiting_steps_to_specific_branches_or_tags
 */
export function isFor(step: DataMap, name: string): boolean {
  const [tag, exclude] = [textOf(step.tag), textOf(step.exclude)]
  if (exclude !== undefined && fits(exclude, name)) return false
  return tag === undefined || fits(tag, name)
}

function fits(wanted: string, name: string): boolean {
  if (!/[$^]/.test(wanted)) return wanted === name
  try {
    return new RegExp(wanted, 's').test(name)
  } catch {
    return false
  }
}
