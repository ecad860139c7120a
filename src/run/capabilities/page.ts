/** The page that says how stories run on a machine. */
export const page = 'run.md'
