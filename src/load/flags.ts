/** How the bundler is called for a story, whatever its format. */
export const flags: readonly string[] = [
  '--bundle',
  '--platform=node',
  `--target=node${process.versions.node.split('.')[0]}`,
  // Always the running copy: a story has one with the command line that reads it, whatever is installed beside it.
  '--external:pipegen',
  '--define:import.meta=__pipegen_meta',
  '--define:__dirname=__pipegen_meta.dirname',
  '--define:__filename=__pipegen_meta.filename',
  '--supported:dynamic-import=false',
  '--legal-comments=none',
  '--charset=utf8',
  '--log-level=error',
  '--log-limit=20',
  '--color=false',
]

/** A script that runs at once. */
export const plainFormat: readonly string[] = ['--format=cjs']

// Without template literals no string holds a line break, so a line that begins with `import` is an import.
/** A module whose imports and exports stand on lines of their own; see `asyncBody`. */
export const awaitFormat: readonly string[] = ['--format=esm', '--supported:template-literal=false']
