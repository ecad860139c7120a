/** An action at a commit, and the version that the commit is. */
export interface Pin {
  readonly version: string
  readonly commit: string
}

/**
 * Every action that we write, at the commit of its newest version tag as its repository had it in 2026. A tag can be
 * moved, a commit cannot.
 *
 * @see https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions
 */
export const pins = {
  'actions/checkout': { version: 'v7.0.1', commit: '3d3c42e5aac5ba805825da76410c181273ba90b1' },
  'actions/cache': { version: 'v5.0.5', commit: '27d5ce7f107fe9357f9df03efb73ab90386fccae' },
  'actions/upload-artifact': { version: 'v7.0.0', commit: 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f' },
  'actions/download-artifact': { version: 'v8.0.1', commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c' },
  'actions/github-script': { version: 'v8.0.0', commit: 'ed597411d8f924073f98dfc5c65a23a2325f34cd' },
  'actions/setup-node': { version: 'v7.0.0', commit: '820762786026740c76f36085b0efc47a31fe5020' },
  'actions/setup-python': { version: 'v7.0.0', commit: '5fda3b95a4ea91299a34e894583c3862153e4b97' },
  'actions/setup-go': { version: 'v7.0.0', commit: 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e' },
  'actions/setup-java': { version: 'v5.7.0', commit: 'b6effb05e454b25005698d916606bdc6ffcbf961' },
  'actions/setup-dotnet': { version: 'v6.0.0', commit: 'a98b56852c35b8e3190ac28c8c2271da59106c68' },
  'ruby/setup-ruby': { version: 'v1.315.0', commit: '0dafeac902942906541bc140009cdbf32665b601' },
  'shivammathur/setup-php': { version: '2.37.2', commit: 'f3e473d116dcccaddc5834248c87452386958240' },
  'dtolnay/rust-toolchain': { version: 'v1', commit: 'e97e2d8cc328f1b50210efc529dca0028893a2d9' },
  'denoland/setup-deno': { version: 'v2.0.4', commit: '667a34cdef165d8d2b2e98dde39547c9daac7282' },
  'oven-sh/setup-bun': { version: 'v2.2.0', commit: '0c5077e51419868618aeaa5fe8019c62421857d6' },
} as const satisfies Readonly<Record<string, Pin>>

/** The `uses` of an action at its commit; `path` leads to an action below it. */
export function pinned(action: keyof typeof pins, path = ''): string {
  return `${action}${path}@${pins[action].commit}`
}

const versions = new Map<string, string>(Object.values(pins).map((pin) => [pin.commit, pin.version]))

/** The version of an action that we pinned; undefined for one that the story names. */
export function versionOf(uses: string): string | undefined {
  return versions.get(uses.slice(uses.lastIndexOf('@') + 1))
}
