import type { Tool } from '../../../src/ir.ts'
import { shellWord } from '../../../src/shell/quote.ts'
import { plainText, type Scope } from '../values.ts'

/** Toolchains that the machine can switch: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/basic-languages-frameworks/ */
export const known: ReadonlySet<Tool['name']> = new Set(['node', 'python', 'ruby', 'php', 'java'])

/** The block that switches toolchains to the versions that a job asks for. */
export function writeTools(scope: Scope): readonly string[] {
  const lines = scope.job.tools.flatMap((tool) => switchTo(tool, shellWord(plainText(tool.version, scope) ?? '')))
  return lines.length === 0 ? [] : [`# Toolchains\n${lines.join('\n')}`]
}

function switchTo({ name }: Tool, version: string): readonly string[] {
  switch (name) {
    case 'node':
      return [
        `nvm_run() { bash -c '. "$HOME/.nvm/nvm.sh" && nvm install "$1" >/dev/null && nvm which "$1"' nvm "$1"; }`,
        `PATH=$(dirname "$(nvm_run ${version})"):$PATH`,
        'export PATH',
      ]
    case 'python':
      return [`export PYENV_VERSION=${version}`]
    case 'php':
      return [`export PHPENV_VERSION=${version}`]
    case 'ruby':
      return [
        `PATH=$(dirname "$(bash -lc 'rvm use "$1" >/dev/null && command -v ruby' rvm ${version})"):$PATH`,
        'export PATH',
      ]
    case 'java':
      return [
        `JAVA_HOME=$(bash -lc 'jdk_switcher home "$1"' jdk openjdk${version})`,
        'export JAVA_HOME PATH="$JAVA_HOME/bin:$PATH"',
      ]
    default:
      return []
  }
}
