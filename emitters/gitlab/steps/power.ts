import type { Env, RunStep } from '../../../src/ir.ts'
import { type Piece, piecesOf, type Values } from '../values.ts'

/** A PowerShell step in a process of its own, which ends with the exit code of its last program. */
export function powerStep(step: RunStep, values: Values): string {
  const cd = step.workingDirectory === '.' ? [] : [`Set-Location -LiteralPath ${single(step.workingDirectory)}`]
  return [
    'pwsh -NoProfile -NonInteractive -Command {',
    "$ErrorActionPreference = 'Stop'",
    ...cd,
    ...powerExports(step.env, values),
    step.script.replace(/\n+$/, ''),
    'if (Test-Path -LiteralPath variable:LASTEXITCODE) { exit $LASTEXITCODE }',
    '}',
  ].join('\n')
}

/** The commands that put an environment in place in PowerShell. */
export function powerExports(env: Env, values: Values): readonly string[] {
  return env.flatMap(({ name, value }) => {
    const pieces = piecesOf(value, values)
    const [piece] = pieces
    if (pieces.length === 1 && typeof piece === 'object' && 'variable' in piece && piece.variable === name) return []
    return [`$env:${name} = ${pieces.length === 0 ? "''" : pieces.map(powerPiece).join(' + ')}`]
  })
}

function powerPiece(piece: Piece): string {
  return typeof piece === 'string' ? single(piece) : 'variable' in piece ? `"$env:${piece.variable}"` : "''"
}

function single(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
