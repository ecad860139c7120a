/** How a program is told, on its command line, to read text as code. */
export interface Interpreter {
  readonly name: RegExp
  readonly trouble: 're-parsed' | 'program-text'
  /** Options whose next word is code, or the rest of whose own word is. */
  readonly code: RegExp
  /** Options that take other words, and how many. */
  readonly takes: readonly (readonly [option: RegExp, count: number])[]
  /** Whether options may follow operands. */
  readonly permutes: boolean
  /** Which operands are code; `first` only while no option has brought the code. */
  readonly operands: 'none' | 'first' | 'all' | 'behind-first'
  /** With how many operands at most it reads code from its input; -1: never. */
  readonly input: number
}

const base = { takes: [], permutes: false, operands: 'none', input: -1, code: /^$/ } as const
const shell = { ...base, trouble: 're-parsed' } as const
const language = { ...base, trouble: 'program-text', input: 0 } as const
const filter = { ...base, trouble: 'program-text', permutes: true, operands: 'first' } as const
const database = { ...base, trouble: 'program-text', permutes: true, input: 99 } as const

/** The programs whose arguments or input are code. */
export const interpreters: readonly Interpreter[] = [
  {
    ...shell,
    name: /^(?:ba|da|a|k|mk|z|fi)?sh$/,
    code: /^-[a-zA-Z]*c[a-zA-Z]*$/,
    takes: [[/^[-+][a-bd-zA-Z]*[oO]$|^--(?:rc|init-)file$/, 1]],
    input: 0,
  },
  { ...shell, name: /^(?:eval|alias)$/, operands: 'all' },
  { ...shell, name: /^watch$/, operands: 'all', takes: [[/^-n$|^--interval$/, 1]] },
  { ...shell, name: /^trap$/, operands: 'first' },
  { ...shell, name: /^(?:su|runuser)$/, code: /^-[a-z]*c$|^--(?:session-)?command$/, permutes: true, input: 1 },
  { ...shell, name: /^(?:flock|script)$/, code: /^-[a-z]*c$|^--command$/, permutes: true },
  { ...shell, name: /^(?:npm|npx)$/, code: /^-c$|^--call$/, permutes: true },
  {
    ...shell,
    name: /^(?:pwsh|powershell)$/,
    code: /^-(?:c|command)$/i,
    takes: [[/^-(?!c$|command$|nop|noni|nol)\w+$/i, 1]],
    input: 0,
  },
  {
    ...shell,
    name: /^ssh$/,
    code: /^--command$/,
    takes: [[/^-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOopQRSWw]$/, 1]],
    operands: 'behind-first',
    input: 1,
  },
  { ...language, name: /^python[\d.]*$/, code: /^-[a-zA-Z]*c$/, takes: [[/^-[mWX]$/, 1]] },
  { ...language, name: /^(?:node|bun)$/, code: /^-(?:e|p|pe)$|^--(?:eval|print)$/, takes: [[/^-r$/, 1]] },
  { ...language, name: /^(?:perl|ruby)$/, code: /^-[a-zA-Z0-9]*[eE]$/ },
  { ...language, name: /^php$/, code: /^-r$/ },
  { ...database, name: /^psql$/, code: /^-c$|^--command$/, takes: [[/^-[dfFhLopPRTUv]$/, 1]] },
  { ...database, name: /^(?:mysql|mariadb)$/, code: /^-e$|^--execute$/ },
  { ...filter, name: /^[gmn]?awk$/, permutes: false, takes: [[/^-[vF]$|^--(?:assign|field-separator)$/, 1]] },
  { ...filter, name: /^g?sed$/, code: /^(?:-[a-zA-Z]*e|--expression)$/, takes: [[/^-l$/, 1]] },
  {
    ...filter,
    name: /^jq$/,
    takes: [
      [/^--(?:arg|argjson|slurpfile|rawfile)$/, 2],
      [/^--indent$|^-L$/, 1],
    ],
  },
]
