// What web hooks say, in the words of Pipelines-as-Code: https://pipelinesascode.com/docs/guides/creating-pipelines/
const templates: Readonly<Record<string, string>> = {
  'head_commit.id': 'revision',
  after: 'revision',
  checkout_sha: 'revision',
  'pull_request.head.sha': 'revision',
  'object_attributes.last_commit.id': 'revision',
  'repository.clone_url': 'repo_url',
  'project.git_http_url': 'repo_url',
  'object_attributes.target.git_http_url': 'repo_url',
  'pull_request.head.ref': 'source_branch',
  'object_attributes.source_branch': 'source_branch',
  'pull_request.base.ref': 'target_branch',
  'object_attributes.target_branch': 'target_branch',
  'pull_request.number': 'pull_request_number',
  number: 'pull_request_number',
  'object_attributes.iid': 'pull_request_number',
  'sender.login': 'sender',
  'repository.name': 'repo_name',
  'repository.owner.login': 'repo_owner',
}

/** A value of a binding: what of the hook has a name is called by it, and of the rest the path or the expression is told. */
export function asCodeValue(value: string, overlays: ReadonlyMap<string, string>): string {
  return value.replaceAll(/\$\((body|extensions)\.([^()]+)\)/g, (whole, root: string, path: string) => {
    if (root === 'extensions') return overlays.has(path) ? overlaid(overlays.get(path) ?? '') : whole
    return `{{ ${Object.hasOwn(templates, path) ? templates[path] : `body.${path}`} }}`
  })
}

function overlaid(expression: string): string {
  if (/^body\.ref\.substring\(11\)$/.test(expression)) return '{{ target_branch }}'
  if (/^body\.ref\.substring\(10\)$/.test(expression)) return '{{ git_tag }}'
  return `{{ cel: ${expression} }}`
}

const events: Readonly<Record<string, readonly string[]>> = {
  push: ['event == "push"'],
  pull_request: ['event == "pull_request"'],
  'Push Hook': ['event == "push"', '!target_branch.startsWith("refs/tags/")'],
  'Tag Push Hook': ['event == "push"', 'target_branch.startsWith("refs/tags/")'],
  'Merge Request Hook': ['event == "pull_request"'],
}

// That something is left to run on, and that a value is no variable, goes without saying there.
const usual: readonly RegExp[] = [
  /^!body\.deleted$/,
  /^!body\.after\.matches\("\^0\+\$"\)$/,
  /^!body(?:\.\w+)+\.matches\("\[\$\]\[\$\(\]"\)$/,
  /^body\.action in \[(?:["'](?:opened|reopened|synchronize)["'](?:,\s*)?)+\]$/,
  /^\(body\.object_attributes\.action in \["open", "reopen"\] \|\| .*oldrev\)\)$/,
  /^body\.ref\.startsWith\(["']refs\/tags\/["']\)$/,
]

/** The events and filters of a listener as an expression of Pipelines-as-Code; undefined: it says no event. */
export function asCodeExpression(types: readonly string[], filters: readonly string[]): string | undefined {
  const [type] = types
  const known = types.length === 1 && type !== undefined && Object.hasOwn(events, type) ? events[type] : undefined
  const parts = filters.flatMap((filter) => filter.trim().split(/\s*&&\s*/)).map(asCodePart)
  const rest = parts.filter((part) => part !== '' && !known?.includes(part))
  const started = known ?? (types.length === 0 ? [] : [`event in [${types.map((one) => `"${one}"`).join(', ')}]`])
  const all = [...started, ...rest]
  return all.length === 0 ? undefined : all.join(' && ')
}

function asCodePart(part: string): string {
  if (usual.some((one) => one.test(part))) return ''
  return part
    .replaceAll(/header\.match\(["']X-GitHub-Event["'],\s*["'](\w+)["']\)/g, 'event == "$1"')
    .replaceAll(/body\.ref\.startsWith\(["']refs\/heads\/["']\)/g, '!target_branch.startsWith("refs/tags/")')
    .replaceAll(/body\.ref\.substring\(10\)\.matches\("\^/g, 'target_branch.matches("^refs/tags/')
    .replaceAll(/body\.ref\.substring\(10\) (==|in) (.*)$/g, (_, sign: string, names: string) => {
      return `target_branch ${sign} ${names.replaceAll(/"([^"]*)"/g, '"refs/tags/$1"')}`
    })
    .replaceAll(/body\.ref\.substring\(11\)|body\.ref\.split\(["']\/["']\)\[2\]/g, 'target_branch')
    .replaceAll(
      /\bbody\.(?:ref|pull_request\.base\.ref|object_attributes\.target_branch)\b(?!\.(?!matches\(|startsWith\()\w+\()/g,
      'target_branch',
    )
}
