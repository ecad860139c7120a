/** Why a reference or a text cannot stand where the story puts it, and what to write instead. */
export const troubles = {
  adjoining:
    'text touches the reference outside quotes, where PowerShell may end the argument: put the whole argument in double quotes',
  'after-backslash':
    'a backslash (in PowerShell a backtick) stands before it and would take its first character: double it, or remove it',
  'after-dollar':
    'a dollar sign stands before it, which the shell would read with what follows: write `\\$` for the sign itself',
  'ansi-quote': "an earlier `$'…\\'…'` ends at different places in different sh: use double quotes there, or bash",
  arithmetic:
    'the shell evaluates this text as arithmetic, which can run commands: check the value first, then use a variable of the script',
  'backtick-escape': 'backslashes and quotes inside backticks are read twice: write $( … ) instead of the backticks',
  'heredoc-delimiter':
    'it would make the line that ends the here-document, or one that begins like it: choose another delimiter',
  'heredoc-tabs': 'its leading tabs would be removed by `<<-`: use `<<`, or pass it as an environment variable',
  'nested-quotes':
    'quotes inside double quotes or a here-document are read differently here: use a reference, or put the text in a variable first',
  'parameter-name': 'it stands where the shell wants the name of a variable: use it as a value',
  'program-text':
    'another program reads this text as its own code: pass the value as an argument or an environment variable of that program',
  're-parsed': 'another shell parses this text again: pass the value as an argument or an environment variable',
  'single-quoted': 'PowerShell expands nothing in single quotes: use double quotes',
  'single-quoted-heredoc':
    'nothing is expanded in a here-document whose delimiter is quoted: remove the quotes of the delimiter',
  'stop-parsing': 'PowerShell expands nothing after `--%`: remove it',
  unterminated: 'a quote or bracket before it is never closed',
  unwritable: 'the text holds a NUL or half a surrogate pair, which no script can hold',
  'variable-name':
    'the command takes this as the name of a variable, which can run commands or set any variable: write the name out',
} as const

/** The name of one trouble. */
export type Trouble = keyof typeof troubles
