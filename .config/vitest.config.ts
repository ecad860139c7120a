import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^pipegen$/, replacement: `${root}dsl/index.ts` },
      { find: /^pipegen\/api$/, replacement: `${root}src/index.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/temporary.ts'],
    setupFiles: ['test/seed.ts'],
    // Tests start compilers, servers and installers: the limits are there to end what hangs, however busy the machine is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // GitHub's own packages import JSON without an attribute, which only a bundler accepts.
    server: { deps: { inline: [/@actions\//] } },
  },
})
