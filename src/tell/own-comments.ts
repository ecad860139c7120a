import type { Pipeline } from '../ir.ts'
import type { Comment } from '../read/reading.ts'
import { nodesOf, placeOf } from './comments.ts'

/**
 * Finds the comments of each of several pipelines: those that speak of something in it. What speaks of nothing in any of
 * them is told by the first one that comes of the same file.
 */
export function ownComments(
  pipelines: readonly Pipeline[],
  comments: readonly Comment[],
): (pipeline: Pipeline) => readonly Comment[] {
  if (pipelines.length < 2) return () => comments
  const tellers = pipelines.map((pipeline) => {
    const origins = [pipeline, ...nodesOf(pipeline)].map(({ origin }) => origin)
    return { pipeline, places: new Set(origins.map(placeOf)), files: new Set(origins.map(({ file }) => file)) }
  })
  const told = comments.map(({ of, chain = [] }): readonly Pipeline[] => {
    // The first place of a file is that of the file as a whole.
    const around = [of, ...chain.map(({ origin }) => origin)].filter(({ line, column }) => line > 1 || column > 1)
    const speaking = tellers.filter(({ places }) => around.some((origin) => places.has(placeOf(origin))))
    const chosen = speaking.length > 0 ? speaking : tellers.filter(({ files }) => files.has(of.file)).slice(0, 1)
    return chosen.map(({ pipeline }) => pipeline)
  })
  return (pipeline) => comments.filter((_, index) => told[index]?.includes(pipeline))
}
