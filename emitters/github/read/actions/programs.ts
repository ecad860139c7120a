import { inputOf } from '../action.ts'
import { type Cook, type Kitchen, linesOf, onlyInputs, word } from './recipe.ts'

// https://nixos.org/manual/nix/stable/installation/env-variables: as root, there are no users to build for it.
const nix: Cook = (call) =>
  onlyInputs(call, ['github_access_token', 'github-token', 'source-token'])
    ? {
        script: [
          `export NIX_CONFIG='build-users-group ='`,
          'mkdir -p "$HOME/.config/nix"',
          `printf '%s\\n' 'build-users-group =' 'experimental-features = nix-command flakes' >> "$HOME/.config/nix/nix.conf"`,
          'curl -fsSL https://nixos.org/nix/install | sh -s -- --no-daemon --yes',
          'echo "$HOME/.nix-profile/bin" >> "$GITHUB_PATH"',
        ].join('\n'),
      }
    : undefined

/** The actions that fetch a program and run it, or leave it for later steps. */
export const programs: Readonly<Record<string, Cook>> = {
  'nixbuild/nix-quick-install-action': nix,
  'cachix/install-nix-action': nix,
  'determinatesystems/nix-installer-action': nix,
  'sigstore/cosign-installer': (call, kitchen) => {
    const release = inputOf(call, 'cosign-release')
    if (!onlyInputs(call, ['cosign-release']) || (release !== undefined && !/^v[\d.]+$/.test(release))) return undefined
    const place = release === undefined ? 'latest/download' : `download/${release}`
    const folder = folderOf('cosign', kitchen)
    return {
      script: [
        `case "$(uname -m)" in aarch64 | arm64) arch=arm64 ;; *) arch=amd64 ;; esac`,
        `mkdir -p ${folder}`,
        `curl -fsSLo ${folder}/cosign "https://github.com/sigstore/cosign/releases/${place}/cosign-linux-$arch"`,
        `chmod +x ${folder}/cosign`,
        `echo "$PWD/${folder}" >> "$GITHUB_PATH"`,
      ].join('\n'),
    }
  },
  'embarkstudios/cargo-deny-action': (call) => {
    const known = ['command', 'arguments', 'command-arguments', 'manifest-path', 'log-level']
    const words = ['arguments', 'command-arguments'].map((name) => inputOf(call, name) ?? '')
    if (!onlyInputs(call, known) || words.some((text) => !/^[\w\s=,./-]*$/.test(text))) return undefined
    const env: Record<string, string> = {}
    const [more, last] = [words[0] === '' ? '--all-features' : words[0], words[1]]
    const manifest = word(inputOf(call, 'manifest-path') ?? './Cargo.toml', 'MANIFEST', env)
    const level = word(inputOf(call, 'log-level') ?? 'warn', 'LEVEL', env)
    const command = word(inputOf(call, 'command') ?? 'check', 'COMMAND', env)
    return {
      env,
      script: [
        'command -v cargo > /dev/null || { curl -fsSL https://sh.rustup.rs | sh -s -- -y --profile minimal; . "$HOME/.cargo/env"; }',
        'cargo install --locked cargo-deny',
        `cargo deny --manifest-path ${manifest} --log-level ${level} ${more} ${command} ${last}`.trimEnd(),
      ].join('\n'),
    }
  },
  'coverallsapp/github-action': (call, kitchen) => {
    const known = ['github-token', 'file', 'files', 'format', 'flag-name', 'base-path', 'fail-on-error', 'measure']
    if (!onlyInputs(call, known)) return undefined
    // Elsewhere the project is known by a token of the service alone.
    const env: Record<string, string> = { COVERALLS_REPO_TOKEN: '${{ secrets.COVERALLS_REPO_TOKEN }}' }
    const option = (flag: string, name: string, input: string): readonly string[] => {
      const value = inputOf(call, input)
      return value === undefined ? [] : [`${flag} ${word(value, name, env)}`]
    }
    const files = (inputOf(call, 'files') ?? inputOf(call, 'file') ?? '').split(/\s+/).filter((file) => file !== '')
    const folder = folderOf('coveralls', kitchen)
    const parts = [
      `${folder}/coveralls report`,
      ...files.map((file, index) => word(file, `FILE_${index + 1}`, env)),
      ...option('--format', 'FORMAT', 'format'),
      ...option('--job-flag', 'FLAG', 'flag-name'),
      ...option('--base-path', 'BASE_PATH', 'base-path'),
      ...(inputOf(call, 'fail-on-error') === 'false' ? ['--no-fail'] : []),
    ]
    return {
      env,
      script: [
        `case "$(uname -m)" in aarch64 | arm64) system=linux-aarch64 ;; *) system=linux ;; esac`,
        `mkdir -p ${folder}`,
        `curl -fsSL "https://coveralls.io/coveralls-$system.tar.gz" | tar -xz -C ${folder}`,
        parts.join(' '),
      ].join('\n'),
    }
  },
  // It looks at workflows alone, and what it finds is shown and stops nothing.
  'zizmorcore/zizmor-action': (call) =>
    inputOf(call, 'advanced-security') === 'false' || linesOf(inputOf(call, 'inputs')).length > 0
      ? undefined
      : { script: ':' },
}

function folderOf(program: string, { folder }: Kitchen): string {
  return folder === undefined ? `.${program}` : `${folder}${program}`
}
