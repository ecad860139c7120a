import { no, yes } from '../condition/build.ts'
import { reduce } from '../condition/reduce.ts'
import { tests } from '../condition/tests.ts'
import type { Condition, Pipeline, Test } from '../ir.ts'
import { inOwnWords } from '../own-words.ts'

/** A test in a vendor's own words. */
export type VendorTest = Extract<Test, { readonly test: 'vendor' }>

/** The story with its tests in vendors' own words answered, of its jobs; the story itself where it has none. */
export function withAnswers(pipeline: Pipeline, answer: (test: VendorTest) => boolean): Pipeline {
  const settled = (condition: Condition): Condition =>
    vendorTests(condition).length === 0
      ? condition
      : reduce(condition, (test) => (test.test === 'vendor' ? (answer(test) ? yes : no) : test))
  if (pipeline.jobs.every((job) => vendorTests(job.condition).length === 0)) return pipeline
  return { ...pipeline, jobs: pipeline.jobs.map((job) => ({ ...job, condition: settled(job.condition) })) }
}

/** The tests in vendors' own words among a condition. */
export function vendorTests(condition: Condition): readonly VendorTest[] {
  return tests(condition).flatMap((test) => (test.test === 'vendor' ? [test] : []))
}

/**
 * The ways in which a vendor may read a story with tests in its own words: one where its rules answer them, and both
 * answers to all where they do not.
 */
export function readBy(
  pipeline: Pipeline,
  vendor: string,
  decide: (text: string) => boolean | undefined,
): readonly Pipeline[] {
  const own = inOwnWords(pipeline, vendor)
  const known = (test: VendorTest): boolean | undefined => decide(test.texts[vendor] ?? '')
  const open = own.jobs.flatMap((job) => vendorTests(job.condition)).some((test) => known(test) === undefined)
  return (open ? [false, true] : [false]).map((other) => withAnswers(own, (test) => known(test) ?? other))
}
