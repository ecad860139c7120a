import type { UnitEnd } from '../../run/result.ts'

/** The version of the JSON report; it grows when a field changes its meaning. */
const reportVersion = 1

/** A run as JSON text: every unit with its steps, exit codes and times. */
export function writeJsonReport(story: string, ends: readonly UnitEnd[], seconds: number): string {
  return `${JSON.stringify({ version: reportVersion, story, seconds, jobs: inOrder(ends).map(plainEnd) }, null, 2)}\n`
}

/** What became of a unit, as plain data. */
export function plainEnd({ unit, fate, why, result }: UnitEnd) {
  return {
    job: unit.job.id,
    cell: unit.cell,
    name: unit.name,
    fate,
    why,
    allowFailure: unit.job.allowFailure,
    seconds: result?.seconds ?? 0,
    attempts: result?.attempts ?? 0,
    steps: result?.steps ?? [],
    coverage: result?.coverage ?? null,
  }
}

/** A run as a JUnit file: a suite for each unit, a case for each step; a unit that did not run is one skipped case. */
export function writeJunitReport(story: string, ends: readonly UnitEnd[], seconds: number): string {
  const suites = inOrder(ends).map(suiteOf)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xmlText(story)}" time="${seconds.toFixed(3)}">\n${suites.join('')}</testsuites>\n`
}

function suiteOf({ unit, fate, why, result }: UnitEnd): string {
  const name = xmlText(unit.name)
  const steps = result?.steps ?? []
  const isBad = fate === 'failed' || fate === 'cancelled'
  // What fails without a step that does, as a missing artifact, is a case of its own.
  const own = result === null || (isBad && steps.every(({ code }) => code === 0))
  const cases = [
    ...steps.map((step) =>
      caseOf(name, step.name, step.seconds, step.code === 0 ? '' : `<failure message="exited with ${step.code}"/>`),
    ),
    ...(own ? [caseOf(name, unit.name, 0, `<${isBad ? 'failure' : 'skipped'} message="${xmlText(why)}"/>`)] : []),
  ]
  const failures = steps.filter(({ code }) => code !== 0).length + (own && isBad ? 1 : 0)
  const head = `name="${name}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${own && !isBad ? 1 : 0}"`
  return `  <testsuite ${head} time="${(result?.seconds ?? 0).toFixed(3)}">\n${cases.join('')}  </testsuite>\n`
}

function caseOf(suite: string, name: string, seconds: number, inner: string): string {
  const head = `    <testcase classname="${suite}" name="${xmlText(name)}" time="${seconds.toFixed(3)}"`
  return inner === '' ? `${head}/>\n` : `${head}>${inner}</testcase>\n`
}

function inOrder(ends: readonly UnitEnd[]): readonly UnitEnd[] {
  return [...ends].sort((a, b) => a.unit.index - b.unit.index)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

// XML 1.0 has no other control characters than these three.
function xmlText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}
