import type { Tool } from '../../../src/ir.ts'
import { entryOf } from './context.ts'

/** What a language brings: https://docs.travis-ci.com/user/languages/ */
export interface Language {
  /** The keys that name its versions, the usual one first. */
  readonly keys: readonly string[]
  readonly tool?: Tool['name']
  /** The image of a version, where no toolchain of a story has the language. */
  readonly image?: string
  /** The version where the file names none. */
  readonly version: string
  /** What its scripts know the version by. */
  readonly variable?: string
}

const jvm: Language = { keys: ['jdk'], tool: 'java', version: '11', variable: 'TRAVIS_JDK_VERSION' }
const compiled: Language = { keys: [], version: '' }

/** The languages by what files call them. */
export const languages: Readonly<Record<string, Language>> = {
  node_js: { keys: ['node_js'], tool: 'node', version: 'lts', variable: 'TRAVIS_NODE_VERSION' },
  python: { keys: ['python'], tool: 'python', version: '3.10', variable: 'TRAVIS_PYTHON_VERSION' },
  ruby: { keys: ['rvm', 'ruby', 'rbenv'], tool: 'ruby', version: '3.3', variable: 'TRAVIS_RUBY_VERSION' },
  go: { keys: ['go'], tool: 'go', version: '1', variable: 'TRAVIS_GO_VERSION' },
  php: { keys: ['php'], tool: 'php', version: '8.2', variable: 'TRAVIS_PHP_VERSION' },
  java: jvm,
  groovy: jvm,
  kotlin: jvm,
  android: jvm,
  scala: { ...jvm, keys: ['jdk', 'scala'] },
  clojure: { ...jvm, keys: ['jdk', 'lein'] },
  rust: { keys: ['rust'], tool: 'rust', version: 'stable', variable: 'TRAVIS_RUST_VERSION' },
  csharp: { keys: ['dotnet', 'mono'], tool: 'dotnet', version: '8.0' },
  c: compiled,
  cpp: compiled,
  elixir: { keys: ['elixir'], image: 'elixir:{}', version: '1.17', variable: 'TRAVIS_ELIXIR_VERSION' },
  erlang: { keys: ['otp_release'], image: 'erlang:{}', version: '27', variable: 'TRAVIS_OTP_RELEASE' },
  perl: { keys: ['perl'], image: 'perl:{}', version: '5.40', variable: 'TRAVIS_PERL_VERSION' },
  perl6: { keys: ['perl6'], image: 'rakudo-star:{}', version: 'latest' },
  haskell: { keys: ['ghc'], image: 'haskell:{}', version: '9', variable: 'TRAVIS_HASKELL_VERSION' },
  julia: { keys: ['julia'], image: 'julia:{}', version: '1', variable: 'TRAVIS_JULIA_VERSION' },
  crystal: { keys: ['crystal'], image: 'crystallang/crystal:{}', version: 'latest' },
  dart: { keys: ['dart'], image: 'dart:{}', version: 'stable', variable: 'TRAVIS_DART_VERSION' },
  r: { keys: ['r'], image: 'rocker/r-ver:{}', version: 'latest', variable: 'TRAVIS_R_VERSION' },
  d: { keys: ['d'], version: '' },
  haxe: { keys: ['haxe'], image: 'haxe:{}', version: 'latest' },
  nix: { keys: ['nix'], image: 'nixos/nix:{}', version: 'latest' },
  smalltalk: { keys: ['smalltalk'], version: '' },
  'objective-c': { keys: ['xcode_scheme', 'xcode_sdk'], version: '' },
  generic: compiled,
}

const names: Readonly<Record<string, string>> = {
  node: 'node_js',
  nodejs: 'node_js',
  javascript: 'node_js',
  typescript: 'node_js',
  golang: 'go',
  jvm: 'java',
  'c++': 'cpp',
  rlang: 'r',
  'c#': 'csharp',
  objective_c: 'objective-c',
  swift: 'objective-c',
  sh: 'generic',
  bash: 'generic',
  shell: 'generic',
  minimal: 'generic',
}

/** The name of a language that a file means; without one Travis takes Ruby. */
export function languageOf(text: string | undefined): string {
  const name = (text ?? 'ruby').toLowerCase()
  return entryOf(names, name) ?? name
}

/** The keys whose lists span the build matrix: https://docs.travis-ci.com/user/build-matrix/ */
export const expandKeys: readonly string[] = [
  ...new Set([
    ...Object.values(languages).flatMap(({ keys }) => keys),
    ...['compiler', 'gemfile', 'os', 'arch', 'osx_image', 'xcode_scheme', 'xcode_sdk', 'env'],
  ]),
]

/** A version as toolchains call it, and whether that is not quite the same. */
export function versionOf(
  tool: Tool['name'] | undefined,
  text: string,
): { readonly version: string; readonly exact: boolean } {
  const same = (version: string) => ({ version, exact: true })
  const near = (version: string) => ({ version, exact: false })
  const plain = text.trim().replace(/^v(?=\d)/, '')
  switch (tool) {
    case 'node':
      if (/^(?:node|stable|current|latest)$/.test(plain)) return same('latest')
      if (/^lts(?:\/\*)?$/.test(plain)) return same('lts')
      if (/^lts\//.test(plain)) return same(plain.slice(4).toLowerCase())
      if (/^iojs/.test(plain)) return near('4')
      return same(plain.replace(/(?:\.x)+$/, ''))
    case 'python':
      if (/^nightly$/.test(plain)) return near('3.14')
      if (/^pypy/.test(plain)) return near(/^pypy3/.test(plain) ? 'pypy3.10' : 'pypy2.7')
      return plain.endsWith('-dev') ? near(plain.slice(0, -4)) : same(plain)
    case 'go':
      if (/^(?:tip|master|latest|stable)$/.test(plain)) return plain === 'stable' ? same('1') : near('1')
      return same(plain.replace(/^go(?=\d)/, '').replace(/\.x$/, ''))
    case 'java': {
      const number = /(\d+)/.exec(plain)?.[1]
      if (number === undefined) return near('21')
      return /^openjdk\d+$/.test(plain) || /^\d+$/.test(plain) ? same(number) : near(number)
    }
    case 'php':
      if (/^(?:nightly|master|hhvm)/.test(plain)) return near('8.4')
      return /snapshot$/.test(plain) ? near(plain.replace(/snapshot$/, '')) : same(plain)
    case 'ruby':
      return same(plain.replace(/^ruby-(?=[\dh])/, ''))
    case 'dotnet':
      return same(/^\d+\.\d+/.exec(plain)?.[0] ?? plain)
    default:
      return same(plain)
  }
}
