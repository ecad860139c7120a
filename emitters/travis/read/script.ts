/** Lines of a phase, as Travis runs them: one after the other in one shell. */
export interface Phase {
  readonly lines: readonly string[]
  /**
   * `stop`: a line that fails ends the job. `all`: all run, and the job fails if one did. `free`: nothing depends on them.
   * https://docs.travis-ci.com/user/job-lifecycle/#breaking-the-build
   */
  readonly after: 'stop' | 'all' | 'free'
  /** Whether they are those of the language, of which each ends as `set -e` has it. */
  readonly usual?: boolean
}

/** Whether a line changes the shell for the lines after it. */
export function leaves(line: string): boolean {
  return line
    .split('\n')
    .some((one) =>
      /(?:^|&&|;|\|\||\bthen\b|\bdo\b|\{)\s*(?:cd|pushd|popd|export|source|\.|eval|unset|shopt|set|alias|nvm|rvm|chruby|jdk_switcher|declare|ulimit|umask|conda\s+activate)(?:\s|$)|(?:^|;|&&)\s*[A-Za-z_]\w*=(?:\S*|"[^"]*"|'[^']*')\s*(?:;|&&|$)|^\s*(?:function\s+)?[A-Za-z_]\w*\s*\(\)/.test(
        one.trim(),
      ),
    )
}

const functions: Readonly<Record<string, string>> = {
  travis_retry: 'travis_retry() { "$@" || { sleep 1; "$@"; } || { sleep 1; "$@"; }; }',
  travis_wait: 'travis_wait() { case $1 in *[!0-9]*) ;; *) shift ;; esac; "$@"; }',
  travis_terminate: 'travis_terminate() { exit "$1"; }',
  travis_fold: 'travis_fold() { :; }',
  travis_time_start: 'travis_time_start() { :; }',
  travis_time_finish: 'travis_time_finish() { :; }',
  travis_apt_get_update: 'travis_apt_get_update() { sudo apt-get update -qq; }',
}

/** A script for bash that does what Travis does with the lines of some phases after each other. */
export function scriptOf(phases: readonly Phase[], before: readonly string[]): string {
  const text = phases.flatMap(({ lines }) => lines).join('\n')
  const head = [
    ...(hasPipe(text) ? ['set +o pipefail'] : []),
    ...Object.entries(functions).flatMap(([name, body]) => (new RegExp(`\\b${name}\\b`).test(text) ? [body] : [])),
    ...before,
  ]
  const body = phases.flatMap((phase, index) => written(phase, index === phases.length - 1))
  return [...head, ...body].join('\n')
}

function hasPipe(text: string): boolean {
  return /(?<![|>])\|(?![|&])/.test(text.replaceAll(/'[^']*'|"[^"]*"/g, ''))
}

function written({ lines, after, usual }: Phase, isLast: boolean): readonly string[] {
  if (usual === true && (after === 'stop' || (lines.length === 1 && isLast))) return lines
  if (after === 'free') return lines.length === 1 && isSimple(lines[0] ?? '') ? lines : ['set +e', ...lines]
  if (after === 'stop')
    return lines.map((line, index) =>
      isSimple(line) || (isLast && index === lines.length - 1 && isOne(line)) ? line : guarded(line, 'exit'),
    )
  const [only] = lines
  if (lines.length === 1 && only !== undefined && isLast && (isSimple(only) || isOne(only))) return [only]
  if (lines.length === 1 && only !== undefined && isLast) return [guarded(only, 'exit')]
  return ['result=0', ...lines.map((line) => guarded(line, 'result=$?')), 'exit "$result"']
}

// Under `set -e` it ends the script where Travis ends the job.
function isSimple(line: string): boolean {
  const bare = line.trim().replaceAll(/'[^']*'|"(?:\\.|[^"\\])*"/g, 'x')
  return !/[\n;]|&&|\|\||(?<![>&])&(?![>&\d])/.test(bare.replaceAll('\\\n', ' '))
}

// One list of commands, whose result is that of the whole.
function isOne(line: string): boolean {
  const bare = line
    .trim()
    .replaceAll(/'[^']*'|"(?:\\.|[^"\\])*"/g, 'x')
    .replaceAll('\\\n', ' ')
  return !/[\n;]/.test(bare)
}

function guarded(line: string, otherwise: string): string {
  const end = otherwise === 'exit' ? 'exit $?' : otherwise
  const text = line.trim()
  if (isSimple(text) && !/(?:^|\s)#/.test(text)) return `${text} || ${end}`
  return text.includes('\n') || /#|<</.test(text)
    ? `{\n${text}\n} || ${end}`
    : `{ ${text.replace(/;\s*$/, '')}; } || ${end}`
}
