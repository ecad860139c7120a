/** A story with everything that it imports, as one script. */
export interface Bundle {
  /** What call sites in the script name as their file: the story's path from the root of the project. */
  readonly name: string
  /** The root of the project. */
  readonly root: string
  /** The story's absolute path. */
  readonly file: string
  readonly code: string
  /** Whether the script awaits at its top level. */
  readonly awaits: boolean
  /** The source map as JSON text; it carries the sources. */
  readonly map: () => string
  /** The folder that the sources of the map are relative to. */
  readonly base: string
  /** Absolute paths of all that decides what it is: files, folders, and places with nothing there; undefined: not known. */
  readonly inputs?: readonly string[]
}
