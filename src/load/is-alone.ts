/**
 * Whether a source imports nothing but `pipegen`, as far as a glance can tell. One that only seems to import more is
 * bundled for nothing; one that only seems alone still requires other modules in what comes out.
 */
export function isAlone(source: string): boolean {
  return !/\b(?:from|import|require)\b[\s(]*(?!['"`]pipegen['"`])['"`]/.test(source)
}

/** Whether a translated source requires nothing but `pipegen`. */
export function requiresAlone(code: string): boolean {
  return !/\brequire\b(?!\("pipegen"\))/.test(code)
}
