import { backticks, type Scan, take, takeEscape, top } from './scan.ts'
import { stepCommands } from './step-commands.ts'
import { stepHeredoc } from './step-heredoc.ts'
import { stepArithmetic, stepParameter } from './step-parameter.ts'
import { stepQuotes } from './step-quotes.ts'

/** Reads a few characters of a chunk of a shell script. */
export function step(scan: Scan): void {
  if (stepBackticks(scan)) return
  const frame = top(scan)
  if (frame.kind === 'commands') stepCommands(scan, frame)
  else if (frame.kind === 'parameter') stepParameter(scan, frame)
  else if (frame.kind === 'arithmetic') stepArithmetic(scan, frame)
  else if (frame.kind === 'heredoc') stepHeredoc(scan, frame)
  else stepQuotes(scan, frame)
}

/** The text between backticks is found, and its backslashes are read, before anything else in it. */
function stepBackticks(scan: Scan): boolean {
  const frame = backticks(scan)
  const char = scan.chunk[scan.at]
  if (!frame || (char !== '`' && char !== '\\')) return false
  if (char === '\\') {
    frame.slashed ||= scan.chunk[scan.at + 1] !== '\n'
    takeEscape(scan)
  } else {
    scan.stack.length = scan.stack.indexOf(frame)
    take(scan, 1)
  }
  return true
}
