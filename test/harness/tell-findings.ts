import type { LocatedFinding } from '../../src/cli/locate-findings.ts'

/** Findings as the text of an expectation: severity, code and place on a line, the words below. */
export function tellFindings(findings: readonly LocatedFinding[]): string {
  return findings.map(tell).join('\n')
}

function tell({ severity, code, origin, message, help }: LocatedFinding): string {
  const place = origin === undefined ? '' : ` ${origin.file}:${origin.line}:${origin.column}`
  return [`${severity} ${code}${place}`, indent(message), ...(help === undefined ? [] : [indent(`help: ${help}`)])]
    .map((line) => `${line}\n`)
    .join('')
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
