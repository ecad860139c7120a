import type { FeatureId } from '../../../src/features.ts'
import { ownWords } from '../../../src/own-words.ts'
import { type Cell, lowered, native } from '../../../src/vendor.ts'
import { docs } from './docs.ts'

const asked = 'decided by the trigger, by a test, or by a task that looks at the pattern'

/** Cells about conditions of jobs. */
export const whenCells = {
  'job.when.event': lowered('each event has a run of its own, with the jobs that can run in it', docs.annotations),
  'job.when.schedule': lowered('each schedule has a run of its own', docs.incoming),
  'job.when.branch': lowered(asked, docs.when),
  'job.when.tag': lowered(asked, docs.when),
  'job.when.targetBranch': lowered(asked, docs.when),
  'job.when.changed': lowered('a task compares by git', docs.when),
  'job.when.fork': lowered('a test of the two addresses', docs.when),
  'job.when.input': native(docs.when),
  'job.when.payload': native(docs.when),
  'job.when.vendor': native(
    docs.when,
    ownWords('tekton', 'say the condition in words of the story, or test it in a step', docs.when),
  ),
  'job.when.matrix': lowered('parted into one job for each condition', docs.matrix),
  'job.when.output': native(docs.when),
  'job.when.context': lowered(asked, docs.when),
} as const satisfies Partial<Record<FeatureId, Cell>>
