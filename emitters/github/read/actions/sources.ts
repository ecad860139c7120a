import { inputOf } from '../action.ts'
import { type Cook, onlyInputs, word } from './recipe.ts'

const inputs = [
  'repository',
  'path',
  'ref',
  'fetch-depth',
  'fetch-tags',
  'token',
  'submodules',
  'persist-credentials',
  'show-progress',
  'clean',
]

/** Checkouts of other repositories, and of further commits of the project itself, beside the sources of the job. */
export const sources: Readonly<Record<string, Cook>> = {
  'actions/checkout': (call, { folder, asked }) => {
    if (!onlyInputs(call, inputs) || asked) return undefined
    const depth = Number(inputOf(call, 'fetch-depth') ?? '1')
    const repository = inputOf(call, 'repository')
    if (!(Number.isInteger(depth) && depth >= 0)) return undefined
    const env: Record<string, string> = {}
    const ref = inputOf(call, 'ref')
    const path = inputOf(call, 'path')?.replace(/^\.\//, '')
    if (path !== undefined && (/^[/~]/.test(path) || path.split('/').includes('..'))) return undefined
    const deep = depth === 0 ? '' : ` --depth ${depth}`
    const branch = ref === undefined ? '' : word(ref, 'REF', env)
    if (repository === undefined) {
      // The project itself is there already, so that its commits can stand in a second folder.
      if (folder !== '.git/' || inputOf(call, 'token') !== undefined) return undefined
      const fetch = ref === undefined ? [] : [`git fetch${deep} origin ${branch}`]
      const commit = ref === undefined ? 'HEAD' : 'FETCH_HEAD'
      const place = path === undefined ? undefined : word(path, 'FOLDER', env)
      const take =
        place === undefined
          ? `git checkout --force --detach ${commit}`
          : `git worktree add --force --detach ${place} ${commit}`
      return { script: [...fetch, take].join('\n'), env }
    }
    if (path === undefined || inputOf(call, 'submodules') === 'true') return undefined
    const token = inputOf(call, 'token')
    const isOwn = token === undefined || /^\$\{\{\s*(github\.token|secrets\.GITHUB_TOKEN)\s*\}\}$/.test(token)
    if (!isOwn) env.CHECKOUT_TOKEN = token
    const recursive = inputOf(call, 'submodules') === 'recursive' ? ' --recurse-submodules' : ''
    const name = word(repository, 'OTHER_REPOSITORY', env)
    const from = name.startsWith('"') ? `"https://github.com/${name.slice(1)}` : `https://github.com/${name}`
    const place = word(path, 'FOLDER', env)
    // A branch, a tag or a commit.
    const lines = [
      ...(isOwn ? [] : [header]),
      ref === undefined
        ? `git clone${deep}${recursive} ${from} ${place}`
        : `git clone --no-checkout${deep} ${from} ${place}`,
      ...(ref === undefined
        ? []
        : [
            `git -C ${place} fetch${deep} origin ${branch}`,
            `git -C ${place} checkout --detach FETCH_HEAD`,
            ...(recursive === '' ? [] : [`git -C ${place} submodule update --init --recursive`]),
          ]),
    ]
    return { script: lines.join('\n'), env }
  },
}

// The token goes by the environment, so that no list of processes shows it.
const header = `export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraHeader
GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'x-access-token:%s' "$CHECKOUT_TOKEN" | base64 | tr -d '\\n')"
export GIT_CONFIG_VALUE_0`
