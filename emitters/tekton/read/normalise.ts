import type { Normalise } from '../../../src/read/reading.ts'
import { normalWhole } from './normal.ts'
import { findRuns } from './objects.ts'

/** The meaning of a file: its runs, with the tasks and pipelines that it names in their places. */
export const normalise: Normalise = ({ path, documents }) => {
  const nowhere = { file: path, line: 1, column: 1 }
  return findRuns(documents.map((data) => ({ file: path, data, at: () => nowhere }))).map(normalWhole)
}
