/**
 * The commands that read the file of outputs that steps have written, with a branch of `case "$name"` for each output, in
 * which `$value` holds what was written; of equal names the last comes last.
 */
export function eachOutput(cases: readonly string[], indent = ''): readonly string[] {
  return [
    'while IFS= read -r line || [ -n "$line" ]; do',
    '  name="${line%%[=<]*}"',
    '  value="${line#*=}"',
    '  case "$line" in',
    '    "$name<<"*)',
    `      end="\${line#*<<}" value='' gap=''`,
    '      while IFS= read -r line && [ "$line" != "$end" ]; do',
    '        value="$value$gap$line" gap="$newline"',
    '      done',
    '      ;;',
    '  esac',
    '  case "$name" in',
    ...cases.map((one) => `    ${one}`),
    '  esac',
    'done <"$PIPEGEN_OUTPUT"',
  ].map((line) => indent + line)
}

/** The command that puts a line break into `$newline`, which the reading of outputs asks for. */
export const newlineCommand = `newline=$(printf '\\n.') newline="\${newline%.}"`

/** Names the file that the steps write outputs to. */
export const openOutputs = 'PIPEGEN_OUTPUT=$(mktemp)\nexport PIPEGEN_OUTPUT'
