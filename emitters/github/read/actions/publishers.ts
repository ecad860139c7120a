import { inputOf } from '../action.ts'
import { type Cook, linesOf, onlyInputs, word } from './recipe.ts'

/** The actions that send results somewhere. */
export const publishers: Readonly<Record<string, Cook>> = {
  'codecov/codecov-action': (call) => {
    const known = [
      'token',
      'files',
      'file',
      'flags',
      'name',
      'fail_ci_if_error',
      'verbose',
      'directory',
      'disable_search',
      'plugins',
      'env_vars',
    ]
    const token = inputOf(call, 'token')
    const strict = inputOf(call, 'fail_ci_if_error') ?? 'false'
    if (!onlyInputs(call, known)) return undefined
    const env: Record<string, string> = token === undefined ? {} : { CODECOV_TOKEN: token }
    if (strict.includes('${{')) env.STRICT = strict
    const each = (option: string, name: string, values: readonly string[]): readonly string[] =>
      values.map((value, index) => `${option} ${word(value, `${name}_${index + 1}`, env)}`)
    const parts = [
      './codecov upload-process',
      ...each('--file', 'FILE', linesOf(inputOf(call, 'files') ?? inputOf(call, 'file'))),
      ...each('--flag', 'FLAG', linesOf(inputOf(call, 'flags'))),
      ...each('--dir', 'DIRECTORY', linesOf(inputOf(call, 'directory'))),
      ...each('--plugin', 'PLUGIN', linesOf(inputOf(call, 'plugins'))),
      ...(inputOf(call, 'disable_search') === 'true' ? ['--disable-search'] : []),
      ...(strict === 'true' ? ['--fail-on-error'] : []),
      ...(env.STRICT === undefined ? [] : ['$([ "$STRICT" != true ] || echo --fail-on-error)']),
    ]
    return { script: `curl -Os https://cli.codecov.io/latest/linux/codecov\nchmod +x codecov\n${parts.join(' ')}`, env }
  },
  'pypa/gh-action-pypi-publish': (call) => {
    const password = inputOf(call, 'password')
    if (
      password === undefined ||
      !onlyInputs(call, [
        'password',
        'user',
        'repository-url',
        'repository_url',
        'packages-dir',
        'packages_dir',
        'skip-existing',
        'skip_existing',
      ])
    )
      return undefined
    const env: Record<string, string> = {
      TWINE_PASSWORD: password,
      TWINE_USERNAME: inputOf(call, 'user') ?? '__token__',
    }
    const folder = inputOf(call, 'packages-dir') ?? inputOf(call, 'packages_dir') ?? 'dist'
    const url = inputOf(call, 'repository-url') ?? inputOf(call, 'repository_url')
    const parts = [
      'twine upload',
      ...(url === undefined ? [] : [`--repository-url ${word(url, 'REPOSITORY_URL', env)}`]),
      ...((inputOf(call, 'skip-existing') ?? inputOf(call, 'skip_existing')) === 'true' ? ['--skip-existing'] : []),
      `${word(folder.replace(/\/$/, ''), 'FOLDER', env)}/*`,
    ]
    return { script: `pip install twine\n${parts.join(' ')}`, env }
  },
}
