import { own } from '../../../../src/own.ts'
import { inputOf } from '../action.ts'
import { partsOf } from '../template.ts'
import { type Cook, onlyInputs, quoted } from './recipe.ts'

/**
 * Names and labels of images after what started the run.
 *
 * @see https://github.com/docker/metadata-action#tags-input
 */
export const metadata: Readonly<Record<string, Cook>> = {
  'docker/metadata-action': (call) => {
    if (!onlyInputs(call, ['images', 'tags', 'flavor', 'context', 'github-token', 'sep-tags', 'sep-labels']))
      return undefined
    if ([inputOf(call, 'sep-tags'), inputOf(call, 'sep-labels')].some((sign) => sign !== undefined)) return undefined
    const images = linesOf(inputOf(call, 'images'))
    const flavor = linesOf(inputOf(call, 'flavor'))
    if (images.length === 0 || images.some((image) => /^name=|,/.test(image))) return undefined
    if (flavor.some((line) => !/^latest=(auto|true|false)$/.test(line))) return undefined
    const latest = flavor.at(-1)?.slice('latest='.length) ?? 'auto'
    const given = linesOf(inputOf(call, 'tags'))
    const usual = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr']
    const env: Record<string, string> = {}
    const tags = (given.length === 0 ? usual : given).map((line) => tagLine(line, latest === 'auto', env))
    if (tags.includes(undefined)) return undefined
    const names = images.map((image, index) => quoted(image, index === 0 ? 'IMAGE' : `IMAGE_${index + 1}`, env))
    Object.assign(env, context)
    return {
      env,
      script: [
        'tag() {',
        `  name=$(printf %s "$1" | tr -c 'A-Za-z0-9._-' '-')`,
        ...names.map((image) => `  printf '%s:%s\\n' "$(printf %s ${image} | tr A-Z a-z)" "$name"`),
        '}',
        'tags() {',
        ...tags.map((line) => `  ${line}`),
        ...(latest === 'true' ? ['  tag latest'] : []),
        '  :',
        '}',
        '{',
        `  printf 'tags<<END\\n%s\\nEND\\n' "$(tags)"`,
        `  printf 'labels<<END\\norg.opencontainers.image.revision=%s\\norg.opencontainers.image.source=%s\\nEND\\n' "$COMMIT" "$SOURCE"`,
        `  printf 'version=%s\\n' "$(tags | sed -n '1s/.*://p')"`,
        '} >> "$GITHUB_OUTPUT"',
      ].join('\n'),
    }
  },
}

const context: Readonly<Record<string, string>> = {
  COMMIT: '${{ github.sha }}',
  SOURCE: "${{ format('{0}/{1}', github.server_url, github.repository) }}",
  REF: '${{ github.ref }}',
}

// A line that prints the tags of a rule; undefined for rules that a few lines of shell do not make.
function tagLine(line: string, auto: boolean, env: Record<string, string>): string | undefined {
  const fields = Object.fromEntries(fieldsOf(line).map(([key, value]) => [key, value] as const))
  const { type = 'raw', priority: _, enable = 'true', suffix = '', event, pattern, value, format, ...others } = fields
  const { prefix = type === 'sha' ? 'sha-' : event === 'pr' ? 'pr-' : '', ...rest } = others
  if (Object.keys(rest).length > 0) return undefined
  const around = (text: string): string => `"${plain(prefix, 'PREFIX', env)}${text}${plain(suffix, 'SUFFIX', env)}"`
  const known = ruleOf(type, { event, pattern, value, format }, around, auto, env)
  if (known === undefined || enable === 'true') return known
  if (enable === 'false') return ':'
  if (enable === '{{is_default_branch}}') {
    env.DEFAULT_BRANCH = '${{ github.event.repository.default_branch }}'
    return `[ "$REF" != "refs/heads/$DEFAULT_BRANCH" ] || ${known}`
  }
  if (partsOf(enable).length !== 1 || !enable.startsWith('${{')) return undefined
  const name = `ENABLE_${Object.keys(env).length + 1}`
  env[name] = enable
  return `[ "$${name}" != true ] || { ${known}; }`
}

type Rule = Readonly<Record<'event' | 'pattern' | 'value' | 'format', string | undefined>>

function ruleOf(
  type: string,
  { event, pattern, value, format }: Rule,
  around: (text: string) => string,
  auto: boolean,
  env: Record<string, string>,
): string | undefined {
  const ofRef = (kind: string, text: string, more = ''): string =>
    `case "$REF" in refs/${kind}/*) tag ${around(text)}${more} ;; esac`
  const latest = auto ? '; tag latest' : ''
  switch (type) {
    case 'schedule':
      env.EVENT = '${{ github.event_name }}'
      return pattern === undefined ? `[ "$EVENT" != schedule ] || tag ${around('nightly')}` : undefined
    case 'ref':
      if (event === 'branch') return ofRef('heads', `\${REF#refs/heads/}`)
      if (event === 'tag') return ofRef('tags', `\${REF#refs/tags/}`, latest)
      // The name of a pull request is `refs/pull/12/merge`.
      return event === 'pr'
        ? `case "$REF" in refs/pull/*) number=\${REF#refs/pull/}; tag ${around('${number%%/*}')} ;; esac`
        : undefined
    case 'sha':
      if (format === 'long') return `tag ${around('$COMMIT')}`
      return format === undefined || format === 'short' ? `tag ${around('$(printf %.7s "$COMMIT")')}` : undefined
    case 'raw':
      return value === undefined || /(^|[^$])\{\{/.test(value) ? undefined : `tag ${around(plain(value, 'TAG', env))}`
    case 'semver':
    case 'pep440': {
      if (value !== undefined || pattern === undefined) return undefined
      const cut = own(versions, pattern)
      if (cut === undefined) return undefined
      const isWhole = cut === '1-'
      const name = around(isWhole ? '$version' : `$(printf %s "$version" | cut -d . -f ${cut})`)
      // What comes before a release has no shorter names, and is not the latest.
      const front = isWhole ? `tag ${name}; ` : ''
      const last = [...(isWhole ? [] : [`tag ${name}`]), ...(auto ? ['tag latest'] : [])].join('; ') || ':'
      return `case "$REF" in refs/tags/v[0-9]* | refs/tags/[0-9]*) version=\${REF#refs/tags/}; version=\${version#v}; ${front}case "$version" in *-*) ;; *) ${last} ;; esac ;; esac`
    }
    default:
      return undefined
  }
}

const versions: Readonly<Record<string, string>> = {
  '{{version}}': '1-',
  '{{major}}.{{minor}}': '1-2',
  '{{major}}': '1',
}

function fieldsOf(line: string): readonly (readonly [string, string])[] {
  return (line.includes('type=') ? line : `type=raw,value=${line}`)
    .split(/,(?=[a-z]+=)/)
    .map((field) => [field.slice(0, field.indexOf('=')).trim(), field.slice(field.indexOf('=') + 1).trim()] as const)
}

// Text between double quotes, its expressions by way of variables.
function plain(text: string, name: string, env: Record<string, string>): string {
  return text === '' ? '' : quoted(text, `${name}_${Object.keys(env).length + 1}`, env).slice(1, -1)
}

function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '').split('\n').flatMap((line) => (/^\s*(#.*)?$/.test(line) ? [] : [line.trim()]))
}
